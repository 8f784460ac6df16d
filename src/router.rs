//! The whole site on one screen: every noun's routes, and the layers every request passes.

use axum::{
    Json, Router,
    extract::DefaultBodyLimit,
    middleware::{from_fn, from_fn_with_state},
    routing::get,
};
use tower_http::{
    compression::{
        CompressionLayer,
        predicate::{DefaultPredicate, NotForContentType, Predicate},
    },
    trace::TraceLayer,
};
use utoipa::openapi::OpenApi;
use utoipa_axum::router::OpenApiRouter;

use crate::{
    app::App,
    attachments, calls, cash, clients, counter, deposits, documents, doubles, equipment, files, handoffs, intakes,
    interventions, notes, notifications, outbox, partners, parts, payments, printers, printing, prints, quotes,
    releases, repair, settings, setup, shipments, signatures, sms, tickets, till, timers, users,
    web::{self, layout},
};

/// Everything a request can reach.
pub fn router(app: App) -> Router {
    let limit = app.config().upload_limit + 1_000_000;
    Router::new()
        .merge(pages())
        .nest("/api/v1", api().split_for_parts().0)
        .route("/api/openapi.json", get(openapi))
        .route("/a/{name}", get(web::asset))
        .route("/icon.svg", get(layout::icon_svg))
        .route("/live", get(web::live))
        .fallback(web::fallback)
        // From the inside out: what may not pass is stopped, errors (of the layers too) become answers, then headers are
        // added.
        .layer(from_fn(web::uncancelled))
        .layer(from_fn(web::refuse_nul))
        .layer(from_fn(web::refuse_cross_site))
        .layer(from_fn_with_state(app.clone(), web::identify))
        .layer(from_fn_with_state(app.clone(), web::render_errors))
        .layer(from_fn(web::security_headers))
        .layer(compression())
        .layer(DefaultBodyLimit::max(limit))
        .layer(TraceLayer::new_for_http())
        .with_state(app)
}

/// How answers are compressed: a PDF is so already.
pub fn compression() -> CompressionLayer<impl Predicate> {
    CompressionLayer::new().compress_when(DefaultPredicate::new().and(NotForContentType::const_new("application/pdf")))
}

fn pages() -> Router<App> {
    Router::new()
        .merge(setup::web::routes())
        .merge(users::web::routes())
        .merge(users::accounts::routes())
        .merge(sms::web::routes())
        .merge(outbox::web::routes())
        .merge(calls::web::routes())
        .merge(settings::web::routes())
        .merge(notifications::web::routes())
        .merge(clients::web::routes())
        .merge(equipment::web::routes())
        .merge(intakes::web::routes())
        .merge(deposits::web::routes())
        .merge(counter::web::routes())
        .merge(counter::photos_web::routes())
        .merge(signatures::web::routes())
        .merge(handoffs::web::routes())
        .merge(handoffs::guest_web::routes())
        .merge(releases::web::routes())
        .merge(partners::web::routes())
        .merge(shipments::web::routes())
        .merge(payments::web::routes())
        .merge(till::web::routes())
        .merge(cash::web::routes())
        .merge(notes::web::routes())
        .merge(attachments::web::routes())
        .merge(interventions::web::routes())
        .merge(timers::web::routes())
        .merge(parts::web::routes())
        .merge(quotes::web::routes())
        .merge(tickets::web::routes())
        .merge(doubles::web::routes())
        .merge(files::web::routes())
        .merge(repair::web::routes())
        .merge(repair::find_web::routes())
        .merge(repair::scan_web::routes())
        .merge(repair::acts_web::routes())
        .merge(repair::audit_web::routes())
        .merge(repair::conversion::routes())
        .merge(repair::tracking_web::routes())
        .merge(printers::web::routes())
        .merge(prints::web::routes())
        .merge(printing::web::routes())
        .merge(printing::moments_web::routes())
        .merge(documents::web::routes())
        .route("/keys", get(web::keys::page))
}

/// The JSON API, with its description.
pub fn api() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .merge(users::api::routes())
        .merge(settings::api::routes())
        .merge(clients::api::routes())
        .merge(equipment::api::routes())
        .merge(intakes::api::routes())
        .merge(deposits::api::routes())
        .merge(releases::api::routes())
        .merge(repair::acts_web::api())
        .merge(repair::api::routes())
        .merge(repair::find_web::api())
        .merge(partners::api::routes())
        .merge(shipments::api::routes())
        .merge(payments::api::routes())
        .merge(till::api::routes())
        .merge(cash::api::routes())
        .merge(notes::api::routes())
        .merge(attachments::api::routes())
        .merge(signatures::api::routes())
        .merge(interventions::api::routes())
        .merge(timers::api::routes())
        .merge(parts::api::routes())
        .merge(quotes::api::routes())
        .merge(tickets::api::routes())
        .merge(doubles::api::routes())
        .merge(printing::api::routes())
        .merge(printers::api::routes())
        .merge(prints::api::routes())
        .merge(sms::api::routes())
        .merge(outbox::api::routes())
        .merge(calls::api::routes())
        .merge(printing::moments_web::api())
}

/// The description of the API, with what all of it shares.
pub fn description() -> OpenApi {
    web::openapi::describe(api().split_for_parts().1)
}

/// `GET /api/openapi.json`: for everyone, it tells nothing of the shop.
async fn openapi() -> Json<OpenApi> {
    Json(description())
}
