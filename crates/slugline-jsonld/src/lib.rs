//! jsonld.
