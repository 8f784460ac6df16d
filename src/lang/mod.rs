//! What a person reads, in French, Arabic and English: texts generated from `locales/`, numbers, money, dates.

mod format;

use std::{borrow::Cow, sync::LazyLock};

use fluent_bundle::{FluentArgs, FluentResource, FluentValue, concurrent::FluentBundle};

pub use format::{Currency, Formats};

#[expect(clippy::all, reason = "generated")]
mod texts {
    use super::{Arg, Lang, Text};
    include!(concat!(env!("OUT_DIR"), "/locales.rs"));
}

pub use texts::{Key, say};

/// A language of the application.
#[derive(
    Clone,
    Copy,
    Debug,
    Default,
    PartialEq,
    Eq,
    Hash,
    PartialOrd,
    Ord,
    serde::Serialize,
    serde::Deserialize,
    utoipa::ToSchema,
)]
#[serde(rename_all = "lowercase")]
pub enum Lang {
    /// French.
    #[default]
    Fr,
    /// Arabic, right to left.
    Ar,
    /// English.
    En,
}

impl Lang {
    /// Every language, in the order offered.
    pub const ALL: &'static [Self] = &[Self::Fr, Self::Ar, Self::En];

    /// `fr`, `ar`, `en`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Fr => "fr",
            Self::Ar => "ar",
            Self::En => "en",
        }
    }

    /// Reads a language code, with or without a region.
    pub fn parse(code: &str) -> Option<Self> {
        match code.get(..2)?.to_ascii_lowercase().as_str() {
            "fr" => Some(Self::Fr),
            "ar" => Some(Self::Ar),
            "en" => Some(Self::En),
            _ => None,
        }
    }

    /// The first language of an `Accept-Language` header that is ours.
    pub fn accepted(header: &str) -> Option<Self> {
        header.split(',').find_map(|part| Self::parse(part.trim()))
    }

    /// Its own name.
    pub fn label(self) -> &'static str {
        match self {
            Self::Fr => "Français",
            Self::Ar => "العربية",
            Self::En => "English",
        }
    }

    /// Direction of writing, for `dir`.
    pub fn dir(self) -> &'static str {
        if self == Self::Ar { "rtl" } else { "ltr" }
    }

    /// Says a text with variables.
    pub fn say(self, text: impl Into<Text>) -> String {
        text.into().to(self).into_owned()
    }
}

impl std::fmt::Display for Lang {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.as_str())
    }
}

impl From<Lang> for crate::kernel::db::Value<'_> {
    fn from(lang: Lang) -> Self {
        lang.as_str().into()
    }
}

impl crate::kernel::db::Column for Lang {
    fn from_cell(cell: crate::kernel::db::Cell<'_>) -> Result<Self, crate::kernel::db::Decode> {
        let word = <&str as crate::kernel::db::CellText>::text(cell)?;
        Self::parse(word).ok_or_else(|| crate::kernel::db::Decode::word("Lang", word))
    }
}

/// A variable of a text.
#[derive(Clone, Debug, PartialEq)]
pub enum Arg {
    /// A number: chooses the plural form and is grouped.
    Number(i64),
    /// A text, already in the reader's form.
    Words(String),
    /// A text that is itself translated.
    Text(Box<Text>),
}

impl From<i64> for Arg {
    fn from(n: i64) -> Self {
        Self::Number(n)
    }
}

impl From<usize> for Arg {
    fn from(n: usize) -> Self {
        Self::Number(i64::try_from(n).unwrap_or(i64::MAX))
    }
}

impl From<&str> for Arg {
    fn from(text: &str) -> Self {
        Self::Words(text.to_owned())
    }
}

impl From<String> for Arg {
    fn from(text: String) -> Self {
        Self::Words(text)
    }
}

impl From<&String> for Arg {
    fn from(text: &String) -> Self {
        Self::Words(text.clone())
    }
}

impl From<Text> for Arg {
    fn from(text: Text) -> Self {
        Self::Text(Box::new(text))
    }
}

/// A text of the locale files with its variables, before a language is chosen.
#[derive(Clone, Debug, PartialEq)]
pub struct Text {
    /// Which text.
    pub key: Key,
    /// Its variables.
    pub args: Vec<(&'static str, Arg)>,
}

impl From<Key> for Text {
    fn from(key: Key) -> Self {
        Self { key, args: Vec::new() }
    }
}

impl Text {
    /// The text in a language.
    pub fn to(&self, lang: Lang) -> Cow<'static, str> {
        if let Some(plain) = self.key.plain(lang) {
            return Cow::Borrowed(plain);
        }
        let mut args = FluentArgs::new();
        for (name, arg) in &self.args {
            args.set(*name, fluent_value(arg, lang));
        }
        let bundle = &BUNDLES[lang as usize];
        let pattern = bundle.get_message(self.key.id()).and_then(|message| message.value());
        let Some(pattern) = pattern else { return Cow::Borrowed(self.key.id()) };
        Cow::Owned(bundle.format_pattern(pattern, Some(&args), &mut Vec::new()).into_owned())
    }

    /// For logs.
    pub fn in_english(&self) -> Cow<'static, str> {
        self.to(Lang::En)
    }
}

fn fluent_value(arg: &Arg, lang: Lang) -> FluentValue<'static> {
    match arg {
        #[expect(clippy::cast_precision_loss, reason = "counts shown to people are far below 2^53")]
        Arg::Number(n) => FluentValue::from(*n as f64),
        Arg::Words(text) => FluentValue::from(text.clone()),
        Arg::Text(text) => FluentValue::from(text.to(lang).into_owned()),
    }
}

type Bundle = FluentBundle<FluentResource>;

static BUNDLES: LazyLock<[Bundle; 3]> = LazyLock::new(|| {
    [
        bundle(Lang::Fr, include_str!(concat!(env!("OUT_DIR"), "/fr.ftl"))),
        bundle(Lang::Ar, include_str!(concat!(env!("OUT_DIR"), "/ar.ftl"))),
        bundle(Lang::En, include_str!(concat!(env!("OUT_DIR"), "/en.ftl"))),
    ]
});

fn bundle(lang: Lang, text: &str) -> Bundle {
    let id = lang.as_str().parse().unwrap_or_default();
    let mut bundle = Bundle::new_concurrent(vec![id]);
    // Names and numbers inside a right-to-left sentence keep their own direction.
    bundle.set_use_isolating(lang == Lang::Ar);
    bundle.set_formatter(Some(match lang {
        Lang::En => |value, _| grouped(value, Lang::En),
        Lang::Fr | Lang::Ar => |value, _| grouped(value, Lang::Fr),
    }));
    let resource = FluentResource::try_new(text.to_owned()).unwrap_or_else(|(resource, _)| resource);
    if bundle.add_resource(resource).is_err() {
        tracing::error!(%lang, "a locale file defines a text twice");
    }
    bundle
}

#[expect(clippy::cast_possible_truncation, reason = "made from an integer in `fluent_value`")]
fn grouped(value: &FluentValue<'_>, lang: Lang) -> Option<String> {
    match value {
        FluentValue::Number(n) => Some(format::number(lang, n.value as i64)),
        _ => None,
    }
}
