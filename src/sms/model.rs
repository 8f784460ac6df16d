//! The gateway that carries text messages: an address and what is sent to it, as templates. Pure.

use crate::{
    kernel::{error::Faults, fold::is_blank},
    lang::{Key, say},
    words,
};

words! {
    /// How the gateway is asked.
    #[derive(Default)]
    pub enum Method {
        /// Everything in the address.
        Get = "get" => sms_method_get,
        /// With a body.
        #[default]
        Post = "post" => sms_method_post,
    }
}

words! {
    /// How a text is spelled.
    #[derive(Default)]
    pub enum Spelling {
        /// As it is written: "prêt" costs more than "pret".
        Exact = "exact" => sms_spelling_exact,
        /// With the cheap alphabet where no word is lost.
        #[default]
        Plain = "plain" => sms_spelling_plain,
    }
}

words! {
    /// A gateway that is known, to begin with.
    pub enum Preset {
        /// Kannel's `sendsms`.
        Kannel = "kannel" => sms_preset_kannel,
        /// An Android phone with capcom6's gateway.
        Android = "android" => sms_preset_android,
        /// Twilio, and those that speak like it.
        Twilio = "twilio" => sms_preset_twilio,
    }
}

/// The gateway, without its secret.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize, utoipa::ToSchema)]
#[serde(default)]
pub struct Gateway {
    /// Whether it is used.
    pub on: bool,
    /// How it is asked.
    pub method: Method,
    /// Its address; the words in brackets of [`BLANKS`] are filled in, escaped.
    pub url: String,
    /// Headers, one on a line: `Authorization: Basic [basic]`.
    pub headers: String,
    /// The body; what is filled in is escaped as its `Content-Type` wants it.
    pub body: String,
    /// Parts of an answer that say it took the message, one on a line; any 2xx when empty.
    pub success: String,
    /// Where the answer holds the message's id: a JSON pointer like `/id`; empty when it holds none.
    pub id_at: String,
    /// The name or number messages come from.
    pub sender: String,
    /// Log-in of the gateway.
    pub user: String,
    /// How texts are spelled.
    pub spelling: Spelling,
}

/// What is filled into address, headers and body.
pub const BLANKS: &[&str] = &["to", "digits", "text", "id", "sender", "user", "secret", "basic", "coding", "hook"];

/// The longest field.
const TEXT: usize = 4_000;
/// The longest line.
const LINE: usize = 500;

/// The words in brackets of a template.
pub fn blanks(template: &str) -> impl Iterator<Item = &str> {
    template.split('[').skip(1).filter_map(|rest| {
        let (word, _) = rest.split_once(']')?;
        let is_word = !word.is_empty() && word.bytes().all(|b| b.is_ascii_lowercase() || b == b'_');
        is_word.then_some(word)
    })
}

impl Gateway {
    /// What is wrong with it.
    pub fn check(&self) -> Faults {
        let mut faults = Faults::new();
        let texts = [("headers", &self.headers), ("body", &self.body), ("success", &self.success), ("url", &self.url)];
        for (field, text) in texts {
            faults.when(text.chars().count() > TEXT, field, say::ErrorTooLong { most: TEXT.into() });
        }
        for (field, text) in [("id_at", &self.id_at), ("sender", &self.sender), ("user", &self.user)] {
            faults.when(text.chars().count() > LINE, field, say::ErrorTooLong { most: LINE.into() });
        }
        let is_url = self.url.starts_with("https://") || self.url.starts_with("http://");
        faults.when(self.on && is_blank(&self.url), "url", Key::ErrorRequired);
        faults.when(!is_blank(&self.url) && !is_url, "url", Key::SmsUrlWrong);
        for (field, text) in [("url", &self.url), ("headers", &self.headers), ("body", &self.body)] {
            if let Some(unknown) = blanks(text).find(|word| !BLANKS.contains(word)) {
                faults.add(field, say::SmsBlankUnknown { word: unknown.to_owned().into() });
            }
        }
        let whole = format!("{}{}", self.url, self.body);
        let says = |word: &str| blanks(&whole).any(|blank| blank == word);
        faults.when(self.on && !(says("text") && (says("to") || says("digits"))), "body", Key::SmsTextMissing);
        let headers = self.headers.lines().filter(|line| !is_blank(line));
        faults.when(headers.clone().any(|line| !line.contains(':')), "headers", Key::SmsHeaderWrong);
        faults.when(!self.id_at.is_empty() && !self.id_at.starts_with('/'), "id_at", Key::SmsPointerWrong);
        faults
    }

    /// Headers as names and values.
    pub fn header_lines(&self) -> impl Iterator<Item = (&str, &str)> {
        self.headers.lines().filter_map(|line| line.split_once(':')).map(|(name, value)| (name.trim(), value.trim()))
    }

    /// The media type of the body, in lower case.
    pub fn content_type(&self) -> String {
        let found = self.header_lines().find(|(name, _)| name.eq_ignore_ascii_case("content-type"));
        found.map(|(_, value)| value.to_ascii_lowercase()).unwrap_or_default()
    }
}

impl Preset {
    /// What such a gateway is asked like; its address is an example.
    pub fn gateway(self) -> Gateway {
        let text = str::to_owned;
        match self {
            Self::Kannel => Gateway {
                method: Method::Get,
                url: text(
                    "http://127.0.0.1:13013/cgi-bin/sendsms?username=[user]&password=[secret]&from=[sender]&to=[digits]&coding=[coding]&charset=UTF-8&dlr-mask=19&dlr-url=[hook]%3Fstatus%3D%25d&text=[text]",
                ),
                success: text("0: Accepted\n3: Queued"),
                ..Gateway::default()
            },
            Self::Android => Gateway {
                url: text("http://192.168.1.40:8080/message"),
                headers: text("Content-Type: application/json\nAuthorization: Basic [basic]"),
                body: text(
                    r#"{"id":"[id]","textMessage":{"text":"[text]"},"phoneNumbers":["[to]"],"withDeliveryReport":true}"#,
                ),
                id_at: text("/id"),
                ..Gateway::default()
            },
            Self::Twilio => Gateway {
                url: text("https://api.example.com/2010-04-01/Accounts/[user]/Messages.json"),
                headers: text("Content-Type: application/x-www-form-urlencoded\nAuthorization: Basic [basic]"),
                body: text("To=[to]&From=[sender]&Body=[text]&StatusCallback=[hook]"),
                id_at: text("/sid"),
                ..Gateway::default()
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_preset_is_sound_once_it_is_on() {
        for preset in Preset::ALL {
            let gateway = Gateway { on: true, ..preset.gateway() };
            assert!(gateway.check().is_empty(), "{preset}: {:?}", gateway.check());
        }
        assert!(Gateway::default().check().is_empty(), "no gateway is no fault");
    }

    #[test]
    fn what_could_not_work_is_said_at_its_field() {
        let fields =
            |gateway: Gateway| -> Vec<String> { gateway.check().0.into_iter().map(|(field, _)| field).collect() };
        let on = |url: &str, body: &str| Gateway { on: true, url: url.into(), body: body.into(), ..Gateway::default() };
        assert_eq!(fields(on("", "[to] [text]")), ["url"]);
        assert_eq!(fields(on("ftp://x", "[to] [text]")), ["url"]);
        assert_eq!(fields(on("http://x/[nom]", "[to] [text]")), ["url"]);
        assert_eq!(fields(on("http://x", "[text]")), ["body"]);
        assert_eq!(
            fields(Gateway { headers: "nothing".into(), id_at: "id".into(), ..Gateway::default() }),
            ["headers", "id_at"]
        );
    }

    #[test]
    fn lists_of_json_are_no_blanks() {
        assert_eq!(blanks(r#"{"to":["[to]"],"n":[1,2],"x":[]}"#).collect::<Vec<_>>(), ["to"]);
    }
}
