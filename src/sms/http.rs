//! Asks the gateway: fills its templates, sends them, and reads what became of the message out of the answer.

use std::{error::Error as _, time::Duration};

use base64::Engine as _;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use reqwest::{Client, Response, StatusCode, redirect::Policy};

use super::{
    Gateway,
    model::Method,
    text::{Alphabet, measure},
};
use crate::kernel::error::{Error, Result};

/// How long a connection, and how long a whole answer, are waited for.
#[derive(Clone, Copy, Debug)]
pub struct Patience {
    /// Until it is connected.
    pub connect: Duration,
    /// Until all is said.
    pub answer: Duration,
}

impl Default for Patience {
    fn default() -> Self {
        Self { connect: Duration::from_secs(10), answer: Duration::from_secs(30) }
    }
}

/// All but what RFC 3986 §2.3 leaves as it is.
const RESERVED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');
/// As much of an answer is read.
const ANSWER: usize = 64 * 1024;
/// As much of it is kept to be shown.
const SHOWN: usize = 200;

/// A message as the gateway gets it.
#[derive(Clone, Copy, Debug)]
pub struct Sms<'a> {
    /// Our id: a gateway that takes one sends the same once.
    pub id: &'a str,
    /// Number, E.164.
    pub to: &'a str,
    /// Text, spelled.
    pub text: &'a str,
    /// Where the gateway may say what became of it.
    pub hook: &'a str,
}

/// What sending came to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// The gateway took it, under this id.
    Taken(Option<String>),
    /// It will not take it: trying again changes nothing.
    Refused(String),
    /// It cannot be reached, or has too much to do: it was not taken.
    Away(String),
    /// It may have taken it: nobody knows.
    Lost(String),
}

/// How a value is written where it stands.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    Address,
    Header,
    Json,
    Form,
    Plain,
}

/// What asks gateways; connections are not kept, for one that was left idle may be dead.
///
/// # Errors
/// When TLS cannot be set up.
pub fn client(patience: Patience) -> Result<Client> {
    let tls = rustls::crypto::ring::default_provider();
    // Another part of the program may have chosen already; it is the same.
    let _ = tls.install_default();
    Client::builder()
        .connect_timeout(patience.connect)
        .timeout(patience.answer)
        .redirect(Policy::none())
        .pool_max_idle_per_host(0)
        .no_proxy()
        .user_agent(concat!("fixili/", env!("CARGO_PKG_VERSION")))
        .build()
        .map_err(Error::internal)
}

/// Sends a message. `leaving` is called when everything is ready, right before the first byte: it says whether it may go.
///
/// # Errors
/// What `leaving` returns.
pub async fn send(
    client: &Client,
    gateway: &Gateway,
    secret: &str,
    sms: Sms<'_>,
    leaving: impl AsyncFnOnce() -> Result<bool>,
) -> Result<Answer> {
    let fill = |template: &str, place| filled(template, gateway, secret, sms, place);
    let mut request = match gateway.method {
        Method::Get => client.get(fill(&gateway.url, Place::Address)),
        Method::Post => client.post(fill(&gateway.url, Place::Address)).body(fill(&gateway.body, body_place(gateway))),
    };
    for (name, value) in gateway.header_lines() {
        request = request.header(name, fill(value, Place::Header));
    }
    let Ok(request) = request.build() else { return Ok(Answer::Refused("address or headers".to_owned())) };
    if !leaving().await? {
        return Ok(Answer::Lost(String::new()));
    }
    Ok(match client.execute(request).await {
        Ok(response) => understood(gateway, response).await,
        // Not a byte of the request left.
        Err(e) if e.is_connect() => Answer::Away(said(&e)),
        Err(e) => Answer::Lost(said(&e)),
    })
}

fn body_place(gateway: &Gateway) -> Place {
    let media_type = gateway.content_type();
    if media_type.contains("json") {
        Place::Json
    } else if media_type.contains("form-urlencoded") {
        Place::Form
    } else {
        Place::Plain
    }
}

fn filled(template: &str, gateway: &Gateway, secret: &str, sms: Sms<'_>, place: Place) -> String {
    let mut out = String::with_capacity(template.len() + sms.text.len());
    let mut rest = template;
    while let Some(at) = rest.find('[') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let word = rest[1..].split(']').next().unwrap_or_default();
        match value(word, gateway, secret, sms).filter(|_| rest.len() > word.len() + 1) {
            Some(value) => {
                out.push_str(&escaped(&value, place));
                rest = &rest[word.len() + 2..];
            }
            None => {
                out.push('[');
                rest = &rest[1..];
            }
        }
    }
    out.push_str(rest);
    out
}

fn value(word: &str, gateway: &Gateway, secret: &str, sms: Sms<'_>) -> Option<String> {
    Some(match word {
        "to" => sms.to.to_owned(),
        "digits" => sms.to.trim_start_matches('+').to_owned(),
        "text" => sms.text.to_owned(),
        "id" => sms.id.to_owned(),
        "hook" => sms.hook.to_owned(),
        "sender" => gateway.sender.clone(),
        "user" => gateway.user.clone(),
        "secret" => secret.to_owned(),
        "basic" => base64::engine::general_purpose::STANDARD.encode(format!("{}:{secret}", gateway.user)),
        "coding" => if measure(sms.text).alphabet == Alphabet::Gsm7 { "0" } else { "2" }.to_owned(),
        _ => return None,
    })
}

fn escaped(value: &str, place: Place) -> String {
    match place {
        Place::Address | Place::Form => utf8_percent_encode(value, RESERVED).to_string(),
        Place::Json => {
            let quoted = serde_json::Value::from(value).to_string();
            quoted[1..quoted.len() - 1].to_owned()
        }
        Place::Header => value.chars().filter(|c| !c.is_control()).collect(),
        Place::Plain => value.to_owned(),
    }
}

async fn understood(gateway: &Gateway, mut response: Response) -> Answer {
    let status = response.status();
    let mut bytes: Vec<u8> = Vec::new();
    loop {
        match response.chunk().await {
            Ok(Some(chunk)) => bytes.extend_from_slice(&chunk),
            Ok(None) => break,
            // It hung up while it was answering: what it did is not known.
            Err(e) => return Answer::Lost(said(&e)),
        }
        if bytes.len() > ANSWER {
            break;
        }
    }
    judged(gateway, status, &String::from_utf8_lossy(&bytes))
}

fn judged(gateway: &Gateway, status: StatusCode, text: &str) -> Answer {
    let shown = || format!("{} {}", status.as_u16(), text.trim().chars().take(SHOWN).collect::<String>());
    if status.is_success() {
        let mut wanted = gateway.success.lines().map(str::trim).filter(|line| !line.is_empty()).peekable();
        let took = wanted.peek().is_none() || wanted.any(|line| text.contains(line));
        return if took { Answer::Taken(id_in(text, &gateway.id_at)) } else { Answer::Refused(shown()) };
    }
    match status {
        StatusCode::TOO_MANY_REQUESTS | StatusCode::SERVICE_UNAVAILABLE => Answer::Away(shown()),
        _ if status.is_server_error() => Answer::Lost(shown()),
        _ => Answer::Refused(shown()),
    }
}

fn id_in(text: &str, pointer: &str) -> Option<String> {
    if pointer.is_empty() {
        return None;
    }
    let answer: serde_json::Value = serde_json::from_str(text).ok()?;
    let id = answer.pointer(pointer)?;
    let id = id.as_str().map_or_else(|| id.to_string(), str::to_owned);
    Some(id.chars().take(SHOWN).collect())
}

/// The innermost reason, without the address: it may hold the secret.
fn said(e: &reqwest::Error) -> String {
    let mut last: &dyn std::error::Error = e;
    while let Some(source) = last.source() {
        last = source;
    }
    let text = if e.source().is_some() { last.to_string() } else { "no answer".to_owned() };
    text.chars().take(SHOWN).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sms::Preset;

    const SMS: Sms<'static> =
        Sms { id: "0123", to: "+213550112233", text: "\"réparé\" [to] & جاهز\n", hook: "http://x/h/1" };

    #[test]
    fn what_is_filled_in_is_escaped_where_it_stands() {
        let android = Gateway { user: "u".into(), ..Preset::Android.gateway() };
        let body = filled(&android.body, &android, "p", SMS, body_place(&android));
        let read: serde_json::Value = serde_json::from_str(&body).expect("JSON");
        assert_eq!(read["textMessage"]["text"], SMS.text);
        assert_eq!(read["phoneNumbers"][0], SMS.to);
        let kannel = Gateway { user: "a&b".into(), ..Preset::Kannel.gateway() };
        let url = filled(&kannel.url, &kannel, "p?", SMS, Place::Address);
        assert!(url.contains("username=a%26b&password=p%3F&from=&to=213550112233&coding=2"), "{url}");
        assert!(url.contains("&dlr-mask=19&dlr-url=http%3A%2F%2Fx%2Fh%2F1%3Fstatus%3D%25d&"), "{url}");
        assert!(url.ends_with("text=%22r%C3%A9par%C3%A9%22%20%5Bto%5D%20%26%20%D8%AC%D8%A7%D9%87%D8%B2%0A"), "{url}");
        assert_eq!(filled("Basic [basic]", &android, "p", SMS, Place::Header), "Basic dTpw");
        assert_eq!(filled("x[1] [ [to", &android, "p", SMS, Place::Plain), "x[1] [ [to");
    }

    #[test]
    fn answers_are_judged_by_what_they_say() {
        let kannel = Preset::Kannel.gateway();
        let judge = |status: u16, text: &str| judged(&kannel, StatusCode::from_u16(status).expect("a status"), text);
        assert_eq!(judge(202, "0: Accepted for delivery"), Answer::Taken(None));
        assert_eq!(judge(202, "3: Queued for later delivery"), Answer::Taken(None));
        assert!(matches!(judge(202, "Sent."), Answer::Refused(_)));
        assert!(matches!(judge(403, "Authorization failed for sendsms"), Answer::Refused(_)));
        assert!(matches!(judge(503, "Temporal failure, try again later."), Answer::Away(_)));
        assert!(matches!(judge(429, ""), Answer::Away(_)));
        assert!(matches!(judge(502, ""), Answer::Lost(_)));
        let android = Preset::Android.gateway();
        assert_eq!(
            judged(&android, StatusCode::ACCEPTED, r#"{"id":"ab12","state":"Pending"}"#),
            Answer::Taken(Some("ab12".into()))
        );
    }
}
