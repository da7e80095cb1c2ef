//! newsml.
