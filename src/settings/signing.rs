//! Whether the shop asks for signatures. A signature is always offered; asked for, its page comes before the print.

/// When a signature is asked for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize, utoipa::ToSchema)]
#[serde(default)]
pub struct Signing {
    /// At every deposit.
    pub deposit: bool,
    /// At every release.
    pub release: bool,
}
