//! Multipart forms: text fields as in any form; files are kept pending, so a refused form does not lose them.
//!
//! A kept file appears in the form as the value of its field: the file's id. A file that is refused is a message at
//! its field.

use axum::{
    extract::{FromRequest as _, Multipart, Request, multipart::MultipartError},
    http::StatusCode,
};

use super::{Form, Identity};
use crate::{
    app::App,
    files,
    kernel::{
        error::{Error, Faults, Result},
        secret,
    },
    lang::Key,
    users::rights::{IntakesEdit, May},
};

/// Files are only taken from someone who may add them: a member of staff, or whoever has a page that one of them opened.
pub(super) async fn read(request: Request, app: &App, by: Option<May<IntakesEdit>>) -> Result<Form> {
    let by = match by {
        Some(by) => by,
        None => {
            let who = request.extensions().get::<Identity>().map(|i| i.who.clone()).ok_or(Error::Unauthenticated)?;
            May::<IntakesEdit>::of(&who)?
        }
    };
    let mut parts = Multipart::from_request(request, app).await.map_err(|_| unreadable())?;
    let mut values = Vec::new();
    let mut faults = Faults::new();
    let mut said = String::new();
    while let Some(part) = parts.next_field().await.map_err(|e| refused(&e))? {
        let name = part.name().unwrap_or_default().to_owned();
        let file_name = part.file_name().map(str::to_owned);
        let bytes = match part.bytes().await {
            Ok(bytes) => bytes,
            Err(e) => return Err(refused(&e)),
        };
        let Some(file_name) = file_name else {
            let text = String::from_utf8(bytes.to_vec()).map_err(|_| unreadable())?;
            said.push_str(&format!("{name}={text}&"));
            values.push((name, text));
            continue;
        };
        if file_name.is_empty() && bytes.is_empty() {
            continue;
        }
        said.push_str(&format!("{name}={}&", secret::digest(&bytes)));
        match files::keep_pending(app, &by, &file_name, &bytes).await {
            Ok(id) => values.push((name, id.to_string())),
            Err(Error::Invalid(found)) => found.0.into_iter().for_each(|(_, text)| faults.add(&name, text)),
            Err(other) => return Err(other),
        }
    }
    Ok(Form::of_parts(values, faults, secret::digest(said.as_bytes())))
}

/// The whole of a form may be too large, or broken off.
fn refused(e: &MultipartError) -> Error {
    if e.status() == StatusCode::PAYLOAD_TOO_LARGE {
        Error::Invalid(Faults::one("", Key::ErrorTooLarge))
    } else {
        unreadable()
    }
}

fn unreadable() -> Error {
    Error::Invalid(Faults::one("", Key::ErrorUnreadable))
}
