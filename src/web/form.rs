//! A form as it was typed: values, what is wrong with them, and the answer.
//!
//! Nothing typed is lost: a page is drawn again from the same `Form`, with the messages at the fields.

use axum::{
    extract::{FromRequest, Request},
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse as _, Redirect, Response},
};

use super::{Once, upload};
use crate::{
    app::{App, Tx},
    kernel::{
        actor::Actor,
        error::{Error, Faults, Result},
        money::{Money, Quantity, Rate},
        secret,
        time::{At, Day},
    },
    lang::{Key, Text, say},
    users::rights::{IntakesEdit, May},
};

/// No row has this many versions.
pub const VERSIONS: i64 = 1 << 53;
/// The longest text kept from one field.
pub const LONGEST: usize = 20_000;

/// What was typed, what is wrong.
#[derive(Clone, Debug, Default)]
pub struct Form {
    values: Vec<(String, String)>,
    faults: Faults,
    once: Once,
    htmx: bool,
}

impl Form {
    /// An empty form.
    pub fn blank() -> Self {
        Self { once: Once { key: Some(secret::token()[..32].to_owned()), ..Once::default() }, ..Self::default() }
    }

    /// A form filled with what is known.
    pub fn filled<V: Into<String>>(values: impl IntoIterator<Item = (&'static str, V)>) -> Self {
        let mut form = Self::blank();
        form.values = values.into_iter().map(|(name, value)| (name.to_owned(), value.into())).collect();
        form
    }

    /// The key that makes a second sending known.
    pub fn key(&self) -> &str {
        self.once.key.as_deref().unwrap_or_default()
    }

    /// A form that goes on where it was left: the same key, what was typed.
    pub fn resumed(key: &str, values: Vec<(String, String)>) -> Self {
        Self { values, once: Once { key: Some(key.to_owned()), ..Once::default() }, ..Self::default() }
    }

    /// Names and values of all fields, as typed, in order.
    pub fn entries(&self) -> &[(String, String)] {
        &self.values
    }

    /// The value of a field, as typed; empty when absent.
    pub fn value(&self, name: &str) -> &str {
        self.values.iter().find(|(n, _)| n == name).map_or("", |(_, v)| v)
    }

    /// Every value of a field.
    pub fn values(&self, name: &str) -> Vec<&str> {
        self.values.iter().filter(|(n, _)| n == name).map(|(_, v)| v.as_str()).collect()
    }

    /// Whether the field has this value (radio buttons, check boxes).
    pub fn has(&self, name: &str, value: &str) -> bool {
        self.values.iter().any(|(n, v)| n == name && v == value)
    }

    /// Whether a field was sent at all.
    pub fn sent(&self, name: &str) -> bool {
        self.values.iter().any(|(n, _)| n == name)
    }

    /// Sets a field.
    pub fn set(&mut self, name: &str, value: impl Into<String>) {
        self.values.retain(|(n, _)| n != name);
        self.values.push((name.to_owned(), value.into()));
    }

    /// Adds one more value of a field.
    pub fn add(&mut self, name: &str, value: impl Into<String>) {
        self.values.push((name.to_owned(), value.into()));
    }

    /// A sentence was chosen with its button ([`super::ui::Field::phrases`]): it joins its text. Whether one was.
    pub fn take_phrase(&mut self) -> bool {
        let chosen = self
            .values
            .iter()
            .find_map(|(name, value)| Some((name.strip_prefix("phrase.")?.to_owned(), value.clone())));
        let Some((field, sentence)) = chosen else { return false };
        let text = format!("{}\n{sentence}", self.value(&field).trim_end());
        self.set(&field, text.trim_start());
        self.values.retain(|(name, _)| !name.starts_with("phrase."));
        true
    }

    /// Takes a field away: passwords and codes are not echoed.
    pub fn forget(&mut self, name: &str) {
        self.values.retain(|(n, _)| n != name);
    }

    /// Takes away group `gone` of fields named `prefix` + number + `.`; those behind it move up.
    pub fn close_gap(&mut self, prefix: &str, gone: usize) {
        let group = |name: &str| -> Option<(usize, String)> {
            let (n, rest) = name.strip_prefix(prefix)?.split_once('.')?;
            Some((n.parse().ok()?, rest.to_owned()))
        };
        self.values.retain(|(name, _)| group(name).is_none_or(|(n, _)| n != gone));
        for (name, _) in &mut self.values {
            if let Some((n, rest)) = group(name)
                && n > gone
            {
                *name = format!("{prefix}{}.{rest}", n - 1);
            }
        }
    }

    /// What is wrong with a field.
    pub fn fault(&self, name: &str) -> Option<&Text> {
        self.faults.0.iter().find(|(n, _)| n == name).map(|(_, text)| text)
    }

    /// Everything that is wrong.
    pub fn faults(&self) -> &Faults {
        &self.faults
    }

    /// Notes what is wrong with a field; the first message of a field stays.
    pub fn complain(&mut self, name: &str, text: impl Into<Text>) {
        if self.fault(name).is_none() {
            self.faults.add(name, text);
        }
    }

    /// Takes over the faults a model or verb found.
    pub fn merge(&mut self, faults: Faults) {
        for (name, text) in faults.0 {
            self.complain(&name, text);
        }
    }

    /// `Ok` while nothing is wrong.
    ///
    /// # Errors
    /// [`Error::Invalid`].
    pub fn ok(&self) -> Result<()> {
        self.faults.clone().or(())
    }

    // Reading what was typed -------------------------------------------------------------------------------------

    /// A text, trimmed; too long is wrong.
    pub fn text(&mut self, name: &str) -> String {
        let text = self.value(name).trim().replace("\r\n", "\n");
        if text.chars().count() > LONGEST {
            self.complain(name, say::ErrorTooLong { most: LONGEST.into() });
        }
        text
    }

    /// A text, or nothing when empty.
    pub fn optional(&mut self, name: &str) -> Option<String> {
        Some(self.text(name)).filter(|text| !text.is_empty())
    }

    /// Reads a field with `parse`; an empty one is nothing, an unreadable one is wrong.
    pub fn read<T>(&mut self, name: &str, wrong: Key, parse: impl FnOnce(&str) -> Option<T>) -> Option<T> {
        let typed = self.value(name).trim().to_owned();
        if typed.is_empty() {
            return None;
        }
        let read = parse(&typed);
        if read.is_none() {
            self.complain(name, wrong);
        }
        read
    }

    /// An amount.
    pub fn money(&mut self, name: &str) -> Option<Money> {
        self.read(name, Key::ErrorAmount, Money::parse)
    }

    /// A quantity.
    pub fn quantity(&mut self, name: &str) -> Option<Quantity> {
        self.read(name, Key::ErrorQuantity, Quantity::parse)
    }

    /// A rate in per cent.
    pub fn rate(&mut self, name: &str) -> Option<Rate> {
        self.read(name, Key::ErrorRate, Rate::parse)
    }

    /// A whole number from 0 on.
    pub fn number(&mut self, name: &str) -> Option<i64> {
        self.read(name, Key::ErrorNumber, |text| text.parse().ok().filter(|n| *n >= 0 && *n < 1_000_000_000))
    }

    /// A day.
    pub fn day(&mut self, name: &str) -> Option<Day> {
        self.read(name, Key::ErrorDate, Day::parse)
    }

    /// An instant on the shop's wall clock.
    pub fn instant(&mut self, name: &str, zone: &jiff::tz::TimeZone) -> Option<At> {
        self.read(name, Key::ErrorDate, |text| At::parse_local(text, zone))
    }

    /// One of a list.
    pub fn choice<T>(&mut self, name: &str, parse: impl FnOnce(&str) -> Option<T>) -> Option<T> {
        self.read(name, Key::ErrorChoose, parse)
    }

    /// A ticked box.
    pub fn ticked(&self, name: &str) -> bool {
        !self.value(name).is_empty()
    }

    /// The version of what is amended; 0 when absent, which no row has.
    pub fn version(&self) -> i64 {
        self.value("version").parse().unwrap_or(0).clamp(0, VERSIONS)
    }

    // Answering ---------------------------------------------------------------------------------------------------

    /// Runs a verb once however often the form is sent; where it leads.
    ///
    /// # Errors
    /// What is wrong with the form already, or what the verb returns.
    pub async fn save(
        &self,
        app: &App,
        by: impl Into<Actor>,
        work: impl AsyncFnOnce(&mut Tx) -> Result<String> + Clone,
    ) -> Result<String> {
        self.ok()?;
        self.once.write(app, by, work).await
    }

    /// Goes to `location`, for browsers with and without JavaScript, saying that it was saved.
    pub fn done(&self, location: &str) -> Response {
        self.done_saying(location, "saved")
    }

    /// Goes to `location` with another message of `layout::flash`.
    pub fn done_saying(&self, location: &str, message: &'static str) -> Response {
        let mut response = self.go(location);
        let cookie = format!("flash={message}; Path=/; Max-Age=20; HttpOnly; SameSite=Lax");
        if let Ok(value) = HeaderValue::from_str(&cookie) {
            response.headers_mut().append(header::SET_COOKIE, value);
        }
        response
    }

    /// Goes to `location` without a message.
    pub fn go(&self, location: &str) -> Response {
        if self.htmx
            && let Ok(value) = HeaderValue::from_str(location)
        {
            let mut response = StatusCode::NO_CONTENT.into_response();
            response.headers_mut().insert("hx-redirect", value);
            return response;
        }
        Redirect::to(location).into_response()
    }

    /// Takes over what was wrong, or passes any other error on.
    ///
    /// # Errors
    /// Any but [`Error::Invalid`] and [`Error::Conflict`]; a conflict is shown at the top of the form.
    pub fn refused(&mut self, error: Error) -> Result<()> {
        match error {
            Error::Invalid(faults) => {
                self.merge(faults);
                Ok(())
            }
            Error::Conflict(text) => {
                self.complain("", text);
                Ok(())
            }
            other => Err(other),
        }
    }
}

impl FromRequest<App> for Form {
    type Rejection = Error;

    async fn from_request(request: Request, app: &App) -> Result<Self> {
        Self::sent_by(request, app, None).await
    }
}

impl Form {
    /// The form of someone without an account, whom a member of staff let in by a page of their own.
    ///
    /// # Errors
    /// [`Error::Invalid`] when it is too large or cannot be read.
    pub async fn of_guest(request: Request, app: &App, by: May<IntakesEdit>) -> Result<Self> {
        Self::sent_by(request, app, Some(by)).await
    }

    async fn sent_by(request: Request, app: &App, guest: Option<May<IntakesEdit>>) -> Result<Self> {
        let route = format!("{} {}", request.method(), request.uri().path());
        let htmx = request.headers().contains_key("hx-request");
        let multipart = request
            .headers()
            .get(header::CONTENT_TYPE)
            .and_then(|v| v.to_str().ok())
            .is_some_and(|v| v.starts_with("multipart/form-data"));
        let mut form =
            if multipart { upload::read(request, app, guest).await? } else { urlencoded(request, app).await? };
        form.htmx = htmx;
        // Nobody means a NUL, and no page may hold one.
        form.values.iter_mut().for_each(|(_, value)| value.retain(|c| c != '\0'));
        form.once.route = route;
        form.once.key = Some(form.value("_key")).filter(|k| !k.is_empty()).map(|k| Once::key_of(k.as_bytes()));
        form.forget("_key");
        Ok(form)
    }
}

async fn urlencoded(request: Request, app: &App) -> Result<Form> {
    let bytes = axum::body::Bytes::from_request(request, app)
        .await
        .map_err(|_| Error::Invalid(Faults::one("", Key::ErrorTooLarge)))?;
    let values: Vec<(String, String)> =
        serde_html_form::from_bytes(&bytes).map_err(|_| Error::Invalid(Faults::one("", Key::ErrorUnreadable)))?;
    let mut form = Form::default();
    form.once.digest = secret::digest(&bytes);
    form.values = values;
    Ok(form)
}

impl Form {
    pub(super) fn of_parts(values: Vec<(String, String)>, faults: Faults, digest: String) -> Self {
        Self { values, faults, once: Once { digest, ..Once::default() }, htmx: false }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_wrong_stays_with_what_was_typed() {
        let mut form = Form::filled([("price", "12 5x"), ("day", "31/02/2026"), ("name", "  Ali  ")]);
        assert_eq!(form.money("price"), None);
        assert_eq!(form.day("day"), None);
        assert_eq!(form.text("name"), "Ali");
        assert_eq!(form.faults().0.len(), 2);
        assert_eq!(form.value("price"), "12 5x");
        assert!(matches!(form.ok(), Err(Error::Invalid(_))));
        assert_eq!(form.money("absent"), None);
        assert_eq!(form.faults().0.len(), 2);
    }
}
