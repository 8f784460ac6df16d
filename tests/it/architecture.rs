//! The rules of ARCHITECTURE.md that a machine can hold.

use std::{
    fs,
    path::{Path, PathBuf},
};

pub fn sources(folder: &str) -> Vec<PathBuf> {
    let mut out = Vec::new();
    let mut todo = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join(folder)];
    while let Some(path) = todo.pop() {
        if path.is_dir() {
            todo.extend(fs::read_dir(&path).expect("a folder").map(|e| e.expect("an entry").path()));
        } else if path.extension().is_some_and(|e| e == "rs") {
            out.push(path);
        }
    }
    out.sort();
    assert!(!out.is_empty(), "{folder} holds sources");
    out
}

fn modules_in_order() -> Vec<String> {
    let text = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("src/lib.rs")).expect("lib.rs");
    text.lines().filter_map(|line| Some(line.strip_prefix("pub mod ")?.strip_suffix(';')?.to_owned())).collect()
}

/// The modules a source names with `crate::`, alone or in braces.
fn used(text: &str) -> Vec<String> {
    let code = text.split("#[cfg(test)]").next().unwrap_or_default();
    let mut out = Vec::new();
    for (at, _) in code.match_indices("crate::") {
        let rest = &code[at + 7..];
        if let Some(group) = rest.strip_prefix('{') {
            let mut depth = 0;
            let mut word = String::new();
            for c in group.chars() {
                match c {
                    '{' => depth += 1,
                    '}' if depth == 0 => break,
                    '}' => depth -= 1,
                    ',' if depth == 0 => out.push(std::mem::take(&mut word)),
                    _ if depth == 0 => word.push(c),
                    _ => {}
                }
            }
            out.push(word);
        } else {
            out.push(rest.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect());
        }
    }
    out.iter()
        .map(|w| w.trim().chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect::<String>())
        .filter(|w| !w.is_empty())
        .collect()
}

/// A module uses only what stands above it in lib.rs; pages and API of a noun may use `web` as well.
#[test]
fn modules_use_only_what_stands_above_them() {
    let order = modules_in_order();
    let place = |name: &str| order.iter().position(|m| m == name);
    let mut wrong = Vec::new();
    for path in sources("src") {
        let inside = path.strip_prefix(Path::new(env!("CARGO_MANIFEST_DIR")).join("src")).expect("inside src");
        let first = inside
            .components()
            .next()
            .expect("a part")
            .as_os_str()
            .to_string_lossy()
            .trim_end_matches(".rs")
            .to_owned();
        let Some(here) = place(&first) else { continue };
        let file = inside.file_stem().expect("a name").to_string_lossy().into_owned();
        let is_page = matches!(file.as_str(), "web" | "view" | "api") || file.ends_with("_view") || file == "accounts";
        let text = fs::read_to_string(&path).expect("a source");
        for name in used(&text) {
            let Some(there) = place(&name) else { continue };
            let for_pages = is_page && name == "web";
            // The two modules of the ground know each other: errors carry texts, texts are stored and count money.
            let ground = first == "kernel" && name == "lang";
            if there > here && !for_pages && !ground {
                wrong.push(format!("{} uses {name}", inside.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn files_are_short_and_say_what_they_are() {
    let mut wrong = Vec::new();
    for path in sources("src").into_iter().chain(sources("crates/paper/src")) {
        let text = fs::read_to_string(&path).expect("a source");
        if text.lines().count() > 400 {
            wrong.push(format!("{} has over 400 lines", path.display()));
        }
        if !text.starts_with("//!") {
            wrong.push(format!("{} does not open with what it is", path.display()));
        }
        if text.contains("#[allow(") || text.contains("#![allow(") {
            wrong.push(format!("{} allows a lint: expect it, with a reason", path.display()));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
