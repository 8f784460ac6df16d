//! Before the application compiles: the locale files become typed functions, the front end becomes embedded files.

#[path = "build/assets.rs"]
mod assets;
#[path = "build/locales.rs"]
mod locales;

use std::path::PathBuf;

fn main() {
    let out = PathBuf::from(std::env::var_os("OUT_DIR").expect("cargo sets OUT_DIR"));
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=build");
    locales::generate(&out);
    assets::generate(&out);
}
