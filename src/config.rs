//! The operator's settings: a file `fixili.toml` in the data folder, overridden by `FIXILI_*` variables.
//!
//! What the shop itself decides (its name, taxes, texts…) is in the application's settings pages, not here.

use std::{
    net::IpAddr,
    path::{Path, PathBuf},
};

use serde::Deserialize;

use crate::kernel::{
    db::Target,
    error::{Error, Result},
    secret::Key,
};

/// Every key an operator may set. Names in the file are those of the fields; variables are `FIXILI_` and the name in
/// capitals.
#[derive(Clone, Debug, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Config {
    /// The folder that holds everything: database, files, key. Not in the file: it is given as `--data`.
    #[serde(skip)]
    pub data: PathBuf,
    /// `FIXILI_DATABASE_URL`: `postgres://user:password@host/name`; without it, SQLite in the data folder.
    pub database_url: Option<String>,
    /// `FIXILI_LISTEN`: address and port to listen on; `127.0.0.1:8080` by default.
    pub listen: String,
    /// `FIXILI_KEY_FILE`: where the key is kept, if not in the data folder.
    pub key_file: Option<PathBuf>,
    /// `FIXILI_TRUSTED_PROXIES`: addresses whose `X-Forwarded-For` and `X-Forwarded-Proto` are believed, separated by
    /// commas in the variable.
    pub trusted_proxies: Vec<IpAddr>,
    /// `FIXILI_UPLOAD_LIMIT`: the largest file that may be uploaded, in bytes; 20 MB by default.
    pub upload_limit: usize,
    /// `FIXILI_PRINTER_DEVICES`: folders whose device files may be given as printers, separated by commas in the variable;
    /// `/dev/usb` by default.
    pub printer_devices: Vec<String>,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            data: PathBuf::from("data"),
            database_url: None,
            listen: "127.0.0.1:8080".into(),
            key_file: None,
            trusted_proxies: Vec::new(),
            upload_limit: 20_000_000,
            printer_devices: vec!["/dev/usb".into()],
        }
    }
}

impl Config {
    /// Reads the file of the data folder, then the variables.
    ///
    /// # Errors
    /// When a key is unknown or its value cannot be read.
    pub fn load(data: &Path) -> Result<Self> {
        let file = data.join("fixili.toml");
        let mut config: Self = match std::fs::read_to_string(&file) {
            Ok(text) => toml::from_str(&text).map_err(|e| Error::internal(format!("{}: {e}", file.display())))?,
            Err(e) if e.kind() == std::io::ErrorKind::NotFound => Self::default(),
            Err(e) => return Err(e.into()),
        };
        data.clone_into(&mut config.data);
        config.read_variables(|name| std::env::var(name).ok().filter(|v| !v.is_empty()))?;
        Ok(config)
    }

    fn read_variables(&mut self, var: impl Fn(&str) -> Option<String>) -> Result<()> {
        let bad = |name: &str, value: &str| Error::internal(format!("{name}: {value:?} cannot be read"));
        if let Some(url) = var("FIXILI_DATABASE_URL") {
            self.database_url = Some(url);
        }
        if let Some(listen) = var("FIXILI_LISTEN") {
            self.listen = listen;
        }
        if let Some(path) = var("FIXILI_KEY_FILE") {
            self.key_file = Some(path.into());
        }
        if let Some(list) = var("FIXILI_TRUSTED_PROXIES") {
            self.trusted_proxies = list
                .split(',')
                .map(|a| a.trim().parse().map_err(|_| bad("FIXILI_TRUSTED_PROXIES", &list)))
                .collect::<Result<_>>()?;
        }
        if let Some(limit) = var("FIXILI_UPLOAD_LIMIT") {
            self.upload_limit = limit.parse().map_err(|_| bad("FIXILI_UPLOAD_LIMIT", &limit))?;
        }
        if let Some(list) = var("FIXILI_PRINTER_DEVICES") {
            self.printer_devices = list.split(',').map(|folder| folder.trim().to_owned()).collect();
        }
        Ok(())
    }

    /// Which database.
    pub fn database(&self) -> Target {
        match &self.database_url {
            Some(url) => Target::Postgres(url.clone()),
            None => Target::Sqlite(self.data.join("fixili.db")),
        }
    }

    /// The folder of files.
    pub fn files(&self) -> PathBuf {
        self.data.join("files")
    }

    /// Where the key is.
    pub fn key_path(&self) -> PathBuf {
        self.key_file.clone().unwrap_or_else(|| self.data.join("fixili.key"))
    }

    /// Reads the key; makes one, readable by its owner alone, at the first start.
    pub(crate) fn load_key(&self) -> Result<Key> {
        let path = self.key_path();
        match std::fs::read_to_string(&path) {
            Ok(text) => Key::parse(&text).ok_or_else(|| Error::internal(format!("{}: not a key", path.display()))),
            Err(e) if e.kind() == std::io::ErrorKind::NotFound => {
                let key = Key::generate();
                self.keep_key(&key)?;
                Ok(key)
            }
            Err(e) => Err(e.into()),
        }
    }

    /// Writes the key where there is none yet, readable by its owner alone.
    pub(crate) fn keep_key(&self, key: &Key) -> Result<()> {
        write_private(&self.key_path(), &key.to_text())
    }
}

fn write_private(path: &Path, text: &str) -> Result<()> {
    use std::io::Write as _;
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(path)?;
    file.write_all(text.as_bytes())?;
    file.sync_all()?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn variables_come_last() {
        let mut config: Config = toml::from_str("listen = '0.0.0.0:80'").expect("a config");
        config
            .read_variables(|name| (name == "FIXILI_LISTEN").then(|| "127.0.0.1:9".to_owned()))
            .expect("readable variables");
        assert_eq!(config.listen, "127.0.0.1:9");
        assert!(config.read_variables(|name| (name == "FIXILI_UPLOAD_LIMIT").then(|| "many".to_owned())).is_err());
        assert!(toml::from_str::<Config>("lisen = 'x'").is_err());
    }
}
