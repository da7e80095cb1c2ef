//! `slugline plugin package`: a plugin in one file.

use std::path::PathBuf;

use slugline::host::Package;
use slugline::{BadFile, NewFile};

use crate::Exit;
use crate::args::PackageArgs;
use crate::terminal::Terminal;

pub(super) fn run(args: &PackageArgs, terminal: &Terminal) -> Result<Exit, BadFile> {
    let package = Package::open(&args.folder)?;
    package.check()?;
    let name = format!("{}-{}.slp", package.name(), package.description.version);
    let path = args.output.clone().unwrap_or_else(|| PathBuf::from(name));
    let files = package.files()?;
    let packed = package.pack(&files)?;
    let mut file = NewFile::create(&path)?;
    file.write(&packed)?;
    file.finish()?;
    let (path, bytes, files) = (path.display(), packed.len(), files.len());
    terminal.result(&format!("wrote {path} ({bytes} bytes, {files} files)\n"))?;
    Ok(Exit::Done)
}
