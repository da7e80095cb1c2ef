//! The plugin as a program of its own: a request on each line that comes in, an answer on each that goes out.

use broadcast::Broadcast;

fn main() -> std::io::Result<()> {
    slugline_plugin::process::serve_lines(&Broadcast)
}
