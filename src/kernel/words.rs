//! Closed lists of words (states, kinds, roles): one declaration gives the stored word, the label on screen, JSON,
//! and the column of the database.

/// Declares an enumeration whose variants have a stored word and a label in every language.
///
/// `words! { /// doc  pub enum Hold { None = "none" => hold_none, … } }` gives `ALL`, `as_str`, `parse`, `label`,
/// `Display` (the stored word), serde and OpenAPI as that word, and conversions to and from a database cell.
#[macro_export]
macro_rules! words {
    ($(#[$doc:meta])* pub enum $name:ident { $($(#[$vdoc:meta])* $variant:ident = $word:literal => $label:ident),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
        pub enum $name { $($(#[$vdoc])* #[serde(rename = $word)] $variant),+ }

        impl $name {
            /// Every value, in the order of declaration.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The word stored in the database, in URLs and in JSON.
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $word),+ }
            }

            /// The value of a stored word.
            pub fn parse(word: &str) -> Option<Self> {
                match word { $($word => Some(Self::$variant),)+ _ => None }
            }

            /// What a person reads.
            pub fn label(self, lang: $crate::lang::Lang) -> &'static str {
                match self { $(Self::$variant => lang.$label()),+ }
            }
        }

        // By hand: what is derived does not see the words, which reach it through a macro.
        impl utoipa::PartialSchema for $name {
            fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::schema::Schema> {
                utoipa::openapi::schema::ObjectBuilder::new()
                    .schema_type(utoipa::openapi::schema::Type::String)
                    .enum_values(Some([$($word),+]))
                    .into()
            }
        }

        impl utoipa::ToSchema for $name {}

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result { f.write_str(self.as_str()) }
        }

        impl From<$name> for $crate::kernel::db::Value<'_> {
            fn from(word: $name) -> Self { Self::Text(word.as_str().into()) }
        }

        impl $crate::kernel::db::Column for $name {
            fn from_cell(cell: $crate::kernel::db::Cell<'_>) -> Result<Self, $crate::kernel::db::Decode> {
                let word = <&str as $crate::kernel::db::CellText>::text(cell)?;
                Self::parse(word).ok_or_else(|| $crate::kernel::db::Decode::word(stringify!($name), word))
            }
        }
    };
}
