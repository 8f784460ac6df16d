//! Pages of the settings: a form per section, and the logo.

use axum::{
    Router,
    extract::{Path, Query, State},
    http::{HeaderValue, header},
    response::{IntoResponse as _, Response},
    routing::get,
};

use super::{LOGO_TYPES, Logo, Part, Section, Settings, Shop, form_view, view};
use crate::{
    app::App,
    files,
    kernel::{
        error::{Error, Result},
        id::FileId,
    },
    lang::{Key, Lang},
    users::rights::{May, Read, SettingsEdit},
    web::{self, Cx, Form},
};

pub fn routes() -> Router<App> {
    Router::new()
        .route("/settings", get(first))
        .route("/settings/logo", get(logo))
        .route("/settings/{section}", get(show).post(save))
}

/// The language of the texts on the page.
#[derive(serde::Deserialize)]
struct Of {
    lang: Option<Lang>,
}

async fn first(_: May<SettingsEdit>, cx: Cx) -> Response {
    let form = form_view::fill(&cx, Section::Identity, cx.settings.shop.lang);
    web::page(view::page(&cx, Section::Identity, &form))
}

async fn show(_: May<SettingsEdit>, cx: Cx, Path(section): Path<String>, Query(of): Query<Of>) -> Result<Response> {
    let section = Section::parse(&section).ok_or(Error::NotFound)?;
    let form = form_view::fill(&cx, section, of.lang.unwrap_or(cx.settings.shop.lang));
    Ok(web::page(view::page(&cx, section, &form)))
}

async fn save(
    State(app): State<App>,
    by: May<SettingsEdit>,
    cx: Cx,
    Path(section): Path<String>,
    mut form: Form,
) -> Result<Response> {
    let section = Section::parse(&section).ok_or(Error::NotFound)?;
    let mut part = form_view::read(&mut form, &cx.settings, section);
    if let Part::Identity(shop) = &mut part {
        choose_logo(&app, &by, &cx.settings, &mut form, shop).await?;
    }
    form.merge(part.check());
    let to = form_view::address(section, &form);
    let saved = form
        .save(&app, &by, async |tx| {
            super::save_part(tx, &by, &part, form.version()).await?;
            Ok(to.clone())
        })
        .await;
    match saved {
        Ok(to) => Ok(form.done(&to)),
        Err(e) => {
            let stale = matches!(&e, Error::Conflict(text) if text.key == Key::ErrorStale);
            form.refused(e)?;
            if stale {
                // What was typed stays; saving it again is then meant, and touches this section alone.
                let (_, version) = super::load(&mut app.read().await?).await?;
                form.set("version", version.to_string());
            }
            Ok(web::invalid(view::page(&cx, section, &form)))
        }
    }
}

/// The logo as kept, another that was uploaded, or none.
async fn choose_logo(
    app: &App,
    by: &May<SettingsEdit>,
    settings: &Settings,
    form: &mut Form,
    shop: &mut Shop,
) -> Result<()> {
    shop.logo = settings.shop.logo.clone().filter(|_| !form.ticked("logo_remove"));
    let Some(id) = form.choice("logo", |text| text.parse::<FileId>().ok()) else { return Ok(()) };
    match files::find(&mut app.read().await?, by.scope(), id).await {
        Ok(file) if LOGO_TYPES.contains(&file.media_type.as_str()) => {
            shop.logo = Some(Logo { digest: file.digest, media_type: file.media_type })
        }
        // Another type, or a file that was pending too long: it is chosen again.
        Ok(_) | Err(Error::NotFound) => {
            form.complain("logo", Key::SettingsLogoType);
            form.forget("logo");
        }
        Err(other) => return Err(other),
    }
    Ok(())
}

async fn logo(State(app): State<App>, _: May<Read>, cx: Cx) -> Result<Response> {
    let logo = cx.settings.shop.logo.as_ref().ok_or(Error::NotFound)?;
    let media_type = LOGO_TYPES.iter().find(|known| **known == logo.media_type).ok_or(Error::NotFound)?;
    let bytes = files::bytes(&app, &logo.digest).await?;
    Ok(([(header::CONTENT_TYPE, HeaderValue::from_static(media_type))], bytes).into_response())
}
