//! slugline.
