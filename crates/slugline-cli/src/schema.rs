//! `slugline schema`: the JSON Schemas of what people and programs write for slugline and read from it.
//!
//! They are the files of the repository, which are held against the types they are made of.

use slugline::{Result, write_stdout};

use crate::Exit;
use crate::args::{SchemaArgs, SchemaOf};

pub(crate) fn run(args: &SchemaArgs) -> Result<Exit> {
    let schema = match args.of {
        SchemaOf::Config => include_str!("../../../docs/schema/config.schema.json"),
        SchemaOf::Document => include_str!("../../../docs/schema/document.schema.json"),
        SchemaOf::Plugin => include_str!("../../../docs/schema/plugin.schema.json"),
        SchemaOf::Report => include_str!("../../../docs/schema/report.schema.json"),
    };
    write_stdout(schema.as_bytes())?;
    Ok(Exit::Done)
}
