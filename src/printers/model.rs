//! A thermal printer as the shop describes it; checks of what is typed.

use fixili_paper::{End, Resolution};

use crate::{
    documents::Format,
    kernel::{error::Faults, fold::is_blank, id::PrinterId, time::At},
    lang::{Key, say},
    record, words,
};

words! {
    /// How it is reached.
    #[derive(Default)]
    pub enum Via {
        /// Over the network, raw.
        #[default]
        Network = "network" => printers_network,
        /// Through a device file of the server (USB).
        Device = "device" => printers_device,
    }
}

words! {
    /// How fine it prints.
    #[derive(Default)]
    pub enum Dots {
        /// 8 dots a millimetre.
        #[default]
        D203 = "203" => printers_dots_203,
        /// 300 dots an inch.
        D300 = "300" => printers_dots_300,
    }
}

words! {
    /// What follows a strip.
    #[derive(Default)]
    pub enum Finish {
        /// The knife.
        #[default]
        Cut = "cut" => printers_finish_cut,
        /// A feed past the tear bar.
        Feed = "feed" => printers_finish_feed,
        /// On to the next label.
        Gap = "gap" => printers_finish_gap,
    }
}

words! {
    /// Whether it says what became of a strip.
    #[derive(Default)]
    pub enum Answers {
        /// It does, or closes the line when it has taken everything.
        #[default]
        Yes = "yes" => printers_answers_yes,
        /// It never does: what was sent counts as printed.
        No = "no" => printers_answers_no,
    }
}

record! {
    /// A printer.
    #[derive(Clone, Debug, PartialEq, serde::Serialize, utoipa::ToSchema)]
    pub struct Printer {
        /// Id.
        pub id: PrinterId,
        /// Name, as the team calls it.
        pub name: String,
        /// How it is reached.
        pub via: Via,
        /// `host:port`, or the path of a device file.
        pub address: String,
        /// The roll or label in it.
        pub paper: Format,
        /// How fine it prints.
        pub dots: Dots,
        /// What follows a strip.
        pub finish: Finish,
        /// Whether it says what became of a strip.
        pub answers: Answers,
        /// Since when it is not offered any more.
        pub archived_at: Option<At>,
        /// When recorded.
        pub created_at: At,
        /// Version, for amending.
        pub version: i64,
    }
}

/// What is typed of a printer.
#[derive(Clone, Debug, Default, serde::Deserialize, utoipa::ToSchema)]
#[serde(default)]
pub struct PrinterInput {
    /// Name; needed.
    pub name: String,
    /// How it is reached.
    pub via: Via,
    /// `host` or `host:port` (9100 when absent), or the path of a device file.
    pub address: String,
    /// The roll or label in it; needed.
    pub paper: Option<Format>,
    /// How fine it prints.
    pub dots: Dots,
    /// What follows a strip.
    pub finish: Finish,
    /// Whether it says what became of a strip.
    pub answers: Answers,
}

/// The longest name.
const NAME: usize = 60;
/// The longest address.
const ADDRESS: usize = 200;
/// Where printers listen for raw data.
const PORT: u16 = 9_100;

impl Dots {
    /// As the typesetter takes it.
    pub fn resolution(self) -> Resolution {
        match self {
            Self::D203 => Resolution::Dpi203,
            Self::D300 => Resolution::Dpi300,
        }
    }
}

impl Finish {
    /// As the printer is told.
    pub fn end(self) -> End {
        match self {
            Self::Cut => End::Cut,
            Self::Feed => End::Feed,
            Self::Gap => End::Gap,
        }
    }
}

/// Whether a paper is a roll or a label: A4 is printed by the browser.
pub fn thermal(paper: Format) -> bool {
    paper != Format::A4
}

/// A network address with its port; none when it is not one.
fn network(address: &str) -> Option<String> {
    let address = address.trim();
    let (host, port) = match address.rsplit_once(':') {
        Some((host, port)) if !host.contains(':') || host.ends_with(']') => (host, port.parse().ok()?),
        _ => (address, PORT),
    };
    let bracketed = host.strip_prefix('[').and_then(|h| h.strip_suffix(']'));
    let sound = match bracketed {
        Some(v6) => v6.parse::<std::net::Ipv6Addr>().is_ok(),
        None => {
            host.contains(|c: char| c.is_ascii_alphanumeric())
                && host.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_'))
        }
    };
    (sound && port != 0).then(|| format!("{host}:{port}"))
}

/// A path inside one of the folders that the operator allows; none when it is not.
fn device(address: &str, folders: &[String]) -> Option<String> {
    let address = address.trim();
    let inside = folders.iter().any(|folder| {
        let rest = address.strip_prefix(folder.trim_end_matches('/')).and_then(|rest| rest.strip_prefix('/'));
        rest.is_some_and(|name| !name.is_empty() && !name.split('/').any(|part| matches!(part, "" | "." | "..")))
    });
    (inside && !address.contains('\0')).then(|| address.to_owned())
}

impl PrinterInput {
    /// Checks what was typed; `folders` may hold device files.
    pub fn check(&self, folders: &[String]) -> Faults {
        let mut faults = Faults::new();
        faults.when(is_blank(&self.name), "name", Key::ErrorRequired);
        faults.when(self.name.chars().count() > NAME, "name", say::ErrorTooLong { most: NAME.into() });
        let long = self.address.chars().count() > ADDRESS;
        if is_blank(&self.address) {
            faults.add("address", Key::ErrorRequired);
        } else if long {
            faults.add("address", say::ErrorTooLong { most: ADDRESS.into() });
        } else if self.reached(folders).is_none() {
            match self.via {
                Via::Network => faults.add("address", Key::PrintersAddressNetwork),
                Via::Device => faults.add("address", say::PrintersAddressDevice { folders: folders.join(", ").into() }),
            }
        }
        faults.when(!self.paper.is_some_and(thermal), "paper", Key::ErrorChoose);
        faults
    }

    fn reached(&self, folders: &[String]) -> Option<String> {
        match self.via {
            Via::Network => network(&self.address),
            Via::Device => device(&self.address, folders),
        }
    }

    /// The printer that this makes.
    pub(super) fn to_printer(&self, id: PrinterId, folders: &[String], now: At) -> Option<Printer> {
        Some(Printer {
            id,
            name: self.name.trim().to_owned(),
            via: self.via,
            address: self.reached(folders)?,
            paper: self.paper.filter(|paper| thermal(*paper))?,
            dots: self.dots,
            finish: self.finish,
            answers: self.answers,
            archived_at: None,
            created_at: now,
            version: 1,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn network_addresses_have_a_port() {
        assert_eq!(network("192.168.1.50").as_deref(), Some("192.168.1.50:9100"));
        assert_eq!(network(" caisse.local:9101 ").as_deref(), Some("caisse.local:9101"));
        assert_eq!(network("[fe80::1]:9100").as_deref(), Some("[fe80::1]:9100"));
        assert_eq!(network("[::1]").as_deref(), Some("[::1]:9100"));
        for wrong in [
            "",
            ":9100",
            "-",
            "...",
            "a b",
            "host:0",
            "host:70000",
            "host:x",
            "http://host",
            "host/path",
            "fe80::1",
            "[x]:9",
        ] {
            assert_eq!(network(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn device_files_lie_where_the_operator_says() {
        let folders = vec!["/dev/usb".to_owned()];
        assert_eq!(device("/dev/usb/lp0", &folders).as_deref(), Some("/dev/usb/lp0"));
        for wrong in
            ["/dev/usb", "/dev/usb/", "/dev/usbx/lp0", "/dev/usb/../sda", "/dev/usb/./lp0", "lp0", "/etc/passwd"]
        {
            assert_eq!(device(wrong, &folders), None, "{wrong}");
        }
    }
}
