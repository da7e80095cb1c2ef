//! One source, every kind of plugin.

/// Makes a crate a plugin: its library exports what hosts look for.
///
/// Takes an expression of a type that implements [`Plugin`](crate::plugin::Plugin), most often a unit struct. The crate is
/// then three things from one source: linked into a program it is a plugin like those that come with slugline; built as a
/// shared library it is a native plugin; built for WebAssembly it becomes a component. Its `Cargo.toml` says
///
/// ```toml
/// [lib]
/// crate-type = ["cdylib", "rlib"]
///
/// [features]
/// default = ["plugin-entry"]
/// # What a host looks for in a library. A program that links the crate turns it off: there can be one of it.
/// plugin-entry = []
/// ```
///
/// and its source
///
/// ```
/// # use slugline_plugin::plugin::{Manifest, Plugin};
/// pub struct Ticker;
/// # impl Plugin for Ticker {
/// #     fn manifest(&self) -> &Manifest {
/// #         static MANIFEST: Manifest = Manifest::new("ticker", "1.0.0", &[]);
/// #         &MANIFEST
/// #     }
/// # }
///
/// # #[allow(unexpected_cfgs, reason = "the feature is that of a plugin's crate")]
/// # mod entry {
/// # use super::Ticker;
/// slugline_plugin::export_plugin!(Ticker);
/// # }
/// # fn main() {}
/// ```
#[macro_export]
macro_rules! export_plugin {
    ($plugin:expr $(,)?) => {
        #[cfg(all(feature = "plugin-entry", not(target_family = "wasm")))]
        #[allow(unsafe_code, reason = "a library's entry has a name without mangling, and C functions")]
        const _: () = {
            use $crate::native::{Buf, Host, Slice, Table};

            unsafe extern "C" fn run(host: *const Host, request: *const Slice, answer: *mut Buf) -> i32 {
                // SAFETY: the promises are the same, and the host's to keep.
                unsafe { $crate::native::run(|request| $crate::serve(&$plugin, request), host, request, answer) }
            }

            #[unsafe(no_mangle)]
            extern "C" fn slugline_plugin_v1() -> *const Table {
                static TABLE: Table = Table::new(run);
                &TABLE
            }
        };

        #[cfg(all(feature = "plugin-entry", target_family = "wasm"))]
        #[allow(unsafe_code, reason = "a module's functions have the names that components give them")]
        const _: () = {
            use $crate::wasm::Lent;

            #[unsafe(export_name = "slugline:plugin/guest@1.0.0#run")]
            unsafe extern "C" fn run(request: *mut u8, length: usize) -> *const Lent {
                // SAFETY: the promises are the same, and the host's to keep.
                unsafe { $crate::wasm::run(|request| $crate::serve(&$plugin, request), request, length) }
            }

            #[unsafe(export_name = "cabi_post_slugline:plugin/guest@1.0.0#run")]
            unsafe extern "C" fn free(answer: *mut Lent) {
                // SAFETY: likewise.
                unsafe { $crate::wasm::free(answer) }
            }

            #[unsafe(no_mangle)]
            unsafe extern "C" fn cabi_realloc(old: *mut u8, old_size: usize, alignment: usize, size: usize) -> *mut u8 {
                // SAFETY: likewise.
                unsafe { $crate::wasm::allocate(old, old_size, alignment, size) }
            }
        };
    };
}
