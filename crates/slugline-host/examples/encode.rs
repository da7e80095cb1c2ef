//! Makes a plugin of a module: `cargo run -p slugline-host --features wasm-build --example encode -- MODULE COMPONENT`.

use std::error::Error;
use std::{env, fs};

fn main() -> Result<(), Box<dyn Error>> {
    let mut args = env::args_os().skip(1);
    let (Some(module), Some(component), None) = (args.next(), args.next(), args.next()) else {
        return Err("expected a module and where the component goes".into());
    };
    let encoded = slugline_host::component::encode(&fs::read(module)?)?;
    Ok(fs::write(component, encoded)?)
}
