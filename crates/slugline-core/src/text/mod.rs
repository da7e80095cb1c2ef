//! The raw-text reader.
