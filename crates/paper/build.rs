//! Fetches the fonts named in `fonts/package-lock.json` and lists them for `include_bytes!`.
//! They come through npm so that no font is committed; the lock file pins their content.

use std::path::Path;
use std::process::Command;
use std::{env, fs};

/// Family and weights wanted from each package: enough for the sheets, no more.
const WANTED: &[&str] = &[
    "@expo-google-fonts/ibm-plex-sans-arabic/400Regular/IBMPlexSansArabic_400Regular.ttf",
    "@expo-google-fonts/ibm-plex-sans-arabic/500Medium/IBMPlexSansArabic_500Medium.ttf",
    "@expo-google-fonts/ibm-plex-sans-arabic/600SemiBold/IBMPlexSansArabic_600SemiBold.ttf",
    "@expo-google-fonts/ibm-plex-sans-arabic/700Bold/IBMPlexSansArabic_700Bold.ttf",
    "@expo-google-fonts/ibm-plex-sans/400Regular/IBMPlexSans_400Regular.ttf",
    "@expo-google-fonts/ibm-plex-sans/600SemiBold/IBMPlexSans_600SemiBold.ttf",
    "dejavu-fonts-ttf/ttf/DejaVuSans.ttf",
];

fn main() {
    let home = env::var("CARGO_MANIFEST_DIR").expect("cargo sets CARGO_MANIFEST_DIR");
    let fonts = Path::new(&home).join("fonts");
    for name in ["package.json", "package-lock.json", "node_modules/.package-lock.json"] {
        println!("cargo::rerun-if-changed={}", fonts.join(name).display());
    }
    println!("cargo::rerun-if-changed=build.rs");

    if !installed(&fonts) {
        install(&fonts);
    }
    let list: String = WANTED
        .iter()
        .map(|name| format!("    include_bytes!({:?}),\n", fonts.join("node_modules").join(name)))
        .collect();
    let out = env::var("OUT_DIR").expect("cargo sets OUT_DIR");
    fs::write(Path::new(&out).join("fonts.rs"), format!("&[\n{list}]\n")).expect("OUT_DIR is writable");
}

/// Whether every font is there and no older than the lock file.
fn installed(fonts: &Path) -> bool {
    let modified = |name: &str| fs::metadata(fonts.join(name)).and_then(|m| m.modified());
    let fresh = match (modified("node_modules/.package-lock.json"), modified("package-lock.json")) {
        (Ok(done), Ok(lock)) => done >= lock,
        _ => false,
    };
    fresh && WANTED.iter().all(|name| fonts.join("node_modules").join(name).is_file())
}

fn install(fonts: &Path) {
    let run =
        Command::new("npm").args(["ci", "--ignore-scripts", "--no-audit", "--no-fund"]).current_dir(fonts).output();
    match run {
        Ok(done) if done.status.success() => {}
        Ok(done) => panic!(
            "npm ci failed in {}: the fonts could not be fetched.\n{}",
            fonts.display(),
            String::from_utf8_lossy(&done.stderr)
        ),
        Err(error) => panic!("npm is needed to fetch the fonts (install Node 20 or newer): {error}"),
    }
}
