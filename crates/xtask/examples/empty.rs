//! Does nothing: what a process costs before it has begun.

fn main() {}
