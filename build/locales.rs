//! Reads `locales/{fr,ar,en}/*.ftl`, refuses what is incomplete, and writes one typed function per text.
//!
//! The build fails on a key that a language lacks or has alone, on other variables, on a missing plural form, and on a
//! key that is defined twice.

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt::Write as _,
    fs,
    path::Path,
};

use fluent_syntax::{ast, parser};

const LANGS: [(&str, &[&str]); 3] = [
    ("fr", &["one", "many", "other"]),
    ("ar", &["zero", "one", "two", "few", "many", "other"]),
    ("en", &["one", "other"]),
];

/// What one language says under one key.
#[derive(Default)]
struct Message {
    file: String,
    vars: BTreeSet<String>,
    plurals: Vec<BTreeSet<String>>,
    plain: Option<String>,
}

pub fn generate(out: &Path) {
    println!("cargo::rerun-if-changed=locales");
    let texts: Vec<(&str, BTreeMap<String, Message>, String)> = LANGS.iter().map(|(lang, _)| read(lang)).collect();
    if check(&texts) {
        write(out, &texts);
    }
}

fn fail(message: &str) {
    println!("cargo::error={message}");
}

fn read(lang: &'static str) -> (&'static str, BTreeMap<String, Message>, String) {
    let mut messages = BTreeMap::new();
    let mut whole = String::new();
    let mut files: Vec<_> = fs::read_dir(format!("locales/{lang}"))
        .unwrap_or_else(|e| panic!("locales/{lang}: {e}"))
        .map(|entry| entry.expect("a readable folder").path())
        .filter(|path| path.extension().is_some_and(|e| e == "ftl"))
        .collect();
    files.sort();
    for path in files {
        let text = fs::read_to_string(&path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
        read_file(&path.display().to_string(), &text, &mut messages);
        whole.push_str(&text);
        whole.push('\n');
    }
    (lang, messages, whole)
}

fn read_file(file: &str, text: &str, messages: &mut BTreeMap<String, Message>) {
    let resource = parser::parse(text.to_owned()).unwrap_or_else(|(resource, errors)| {
        for e in errors {
            fail(&format!("{file}: {e}"));
        }
        resource
    });
    for entry in resource.body {
        let ast::Entry::Message(parsed) = entry else { continue };
        let mut message = Message { file: file.to_owned(), ..Message::default() };
        if let Some(pattern) = &parsed.value {
            message.plain = pattern_of(pattern, &mut message);
        }
        if messages.insert(parsed.id.name.clone(), message).is_some() {
            fail(&format!("{file}: `{}` is defined twice", parsed.id.name));
        }
    }
}

/// Notes variables and plurals; the text itself when it is plain.
fn pattern_of(pattern: &ast::Pattern<String>, message: &mut Message) -> Option<String> {
    let mut plain = Some(String::new());
    for element in &pattern.elements {
        match element {
            ast::PatternElement::TextElement { value } => {
                if let Some(text) = &mut plain {
                    text.push_str(value);
                }
            }
            ast::PatternElement::Placeable { expression } => match expression {
                ast::Expression::Inline(ast::InlineExpression::StringLiteral { value }) => {
                    if let Some(text) = &mut plain {
                        text.push_str(value);
                    }
                }
                ast::Expression::Inline(inline) => {
                    plain = None;
                    variable(inline, message);
                }
                ast::Expression::Select { selector, variants } => {
                    plain = None;
                    variable(selector, message);
                    select(variants, message);
                }
            },
        }
    }
    plain
}

fn variable(inline: &ast::InlineExpression<String>, message: &mut Message) {
    if let ast::InlineExpression::VariableReference { id } = inline {
        message.vars.insert(id.name.clone());
    }
}

fn select(variants: &[ast::Variant<String>], message: &mut Message) {
    let mut forms = BTreeSet::new();
    for variant in variants {
        if let ast::VariantKey::Identifier { name } = &variant.key {
            forms.insert(name.clone());
        }
        let _ = pattern_of(&variant.value, message);
    }
    message.plurals.push(forms);
}

fn check(texts: &[(&str, BTreeMap<String, Message>, String)]) -> bool {
    let mut good = true;
    let keys: BTreeSet<&String> = texts.iter().flat_map(|(_, messages, _)| messages.keys()).collect();
    for key in keys {
        let vars: Vec<_> = texts.iter().filter_map(|(_, messages, _)| messages.get(key).map(|m| &m.vars)).collect();
        for ((lang, forms), (_, messages, _)) in LANGS.iter().zip(texts) {
            let Some(message) = messages.get(key) else {
                fail(&format!("locales/{lang}: `{key}` is missing"));
                good = false;
                continue;
            };
            if Some(&&message.vars) != vars.first() {
                fail(&format!(
                    "{}: `{key}` uses {:?}, another language uses {:?}",
                    message.file, message.vars, vars[0]
                ));
                good = false;
            }
            for plural in &message.plurals {
                for form in forms.iter().filter(|form| !plural.contains(**form)) {
                    fail(&format!("{}: `{key}` lacks the plural form [{form}]", message.file));
                    good = false;
                }
            }
        }
    }
    good
}

fn camel(key: &str) -> String {
    key.split('-').map(|word| word[..1].to_uppercase() + &word[1..]).collect()
}

fn write(out: &Path, texts: &[(&str, BTreeMap<String, Message>, String)]) {
    let mut methods = String::from("impl Lang {\n");
    let mut structs = String::new();
    let mut variants = String::new();
    let mut ids = String::new();
    for (key, message) in &texts[0].1 {
        let variant = camel(key);
        let doc =
            message.plain.clone().unwrap_or_else(|| format!("`{key}` with {:?}", message.vars)).replace('\n', " ");
        let doc = doc.replace('[', "\\[").replace('<', "\\<");
        let _ = writeln!(variants, "    /// {doc}\n    {variant},");
        let _ = writeln!(ids, "            Self::{variant} => {key:?},");
        if texts.iter().all(|(_, messages, _)| messages[key].plain.is_some()) {
            let arm = |i: usize| texts[i].1[key].plain.as_deref().unwrap_or_default().to_owned();
            let _ = writeln!(
                methods,
                "    /// {doc}\n    pub fn {}(self) -> &'static str {{\n        match self {{ Self::Fr => {:?}, Self::Ar => {:?}, Self::En => {:?} }}\n    }}",
                key.replace('-', "_"),
                arm(0),
                arm(1),
                arm(2)
            );
        } else {
            write_struct(&mut structs, key, &variant, message);
        }
    }
    methods.push_str("}\n");
    let plain = plain_match(texts);
    let code = format!(
        "{methods}\n/// Every key of the locale files.\n#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]\npub enum Key {{\n{variants}}}\n\nimpl Key {{\n    /// The key as it stands in the locale files.\n    pub fn id(self) -> &'static str {{\n        match self {{\n{ids}        }}\n    }}\n{plain}}}\n\n/// Texts with variables, one struct each.\npub mod say {{\n    use super::{{Arg, Key, Text}};\n{structs}}}\n"
    );
    fs::write(out.join("locales.rs"), code).expect("OUT_DIR is writable");
    for (lang, _, whole) in texts {
        fs::write(out.join(format!("{lang}.ftl")), whole).expect("OUT_DIR is writable");
    }
}

fn plain_match(texts: &[(&str, BTreeMap<String, Message>, String)]) -> String {
    let mut arms = String::new();
    for key in texts[0].1.keys() {
        if texts.iter().all(|(_, messages, _)| messages[key].plain.is_some()) {
            let _ = writeln!(arms, "            Self::{} => Some(lang.{}()),", camel(key), key.replace('-', "_"));
        }
    }
    format!("\n    /// The text itself, when it has no variables.\n    pub fn plain(self, lang: Lang) -> Option<&'static str> {{\n        match self {{\n{arms}            #[expect(unreachable_patterns, reason = \"all texts may be plain\")]\n            _ => None,\n        }}\n    }}\n").replace("            #[expect(unreachable_patterns, reason = \"all texts may be plain\")]\n", "")
}

fn write_struct(structs: &mut String, key: &str, variant: &str, message: &Message) {
    let fields: String = message
        .vars
        .iter()
        .map(|v| format!("        /// `{v}`\n        pub {}: Arg,\n", v.replace('-', "_")))
        .collect();
    let args: String = message.vars.iter().map(|v| format!("({v:?}, self.{}), ", v.replace('-', "_"))).collect();
    let _ = writeln!(
        structs,
        "    /// `{key}`\n    #[derive(Clone, Debug)]\n    pub struct {variant} {{\n{fields}    }}\n    impl {variant} {{\n        /// As a text to be said later.\n        pub fn text(self) -> Text {{ Text {{ key: Key::{variant}, args: vec![{args}] }} }}\n    }}\n    impl From<{variant}> for Text {{ fn from(s: {variant}) -> Self {{ s.text() }} }}"
    );
}
