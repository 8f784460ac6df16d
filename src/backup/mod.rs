//! Backup.

use std::path::Path;

use crate::{
    app::App,
    config::Config,
    kernel::error::{Error, Result},
};

/// x
pub async fn write(_app: &App, _file: &Path) -> Result<String> {
    Err(Error::NotFound)
}
/// x
pub async fn restore(_config: &Config, _file: &Path) -> Result<String> {
    Err(Error::NotFound)
}
