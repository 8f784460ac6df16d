//! Bundles the front end with npm and esbuild into `OUT_DIR/dist` and copies the generated list of it.

use std::{fs, path::Path, process::Command, time::SystemTime};

pub fn generate(out: &Path) {
    for watched in ["css", "ts", "build.mjs", "icons.txt", "package.json", "package-lock.json"] {
        println!("cargo::rerun-if-changed=assets/{watched}");
    }
    if !newer("assets/node_modules/.package-lock.json", "assets/package-lock.json") {
        run("npm", &["ci", "--ignore-scripts", "--no-audit", "--no-fund"]);
    }
    let dist = out;
    run("node", &["build.mjs", dist.to_str().expect("OUT_DIR is UTF-8")]);
}

fn modified(path: &str) -> Option<SystemTime> {
    fs::metadata(path).ok()?.modified().ok()
}

fn newer(a: &str, b: &str) -> bool {
    matches!((modified(a), modified(b)), (Some(a), Some(b)) if a >= b)
}

fn run(program: &str, args: &[&str]) {
    let status =
        Command::new(program).args(args).current_dir("assets").status().unwrap_or_else(|e| {
            panic!("Node.js 20 or newer with npm is needed to build the front end: {program}: {e}")
        });
    assert!(status.success(), "{program} {} failed", args.join(" "));
}
