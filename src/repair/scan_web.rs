//! The page on which a phone's camera scans a label or a voucher: what it reads is opened as if it were typed in the one box.

use axum::{
    Router,
    http::{HeaderValue, header},
    response::Response,
    routing::get,
};
use maud::{Markup, html};

use crate::{
    app::App,
    users::rights::{May, Read},
    web::{self, Cx, Icon, guard, layout, ui, ui::icon},
};

pub fn routes() -> Router<App> {
    Router::new().route("/scan", get(page))
}

/// The reader of codes is WebAssembly of our own: this page alone may run it.
async fn page(_by: May<Read>, cx: Cx) -> Response {
    let mut response = web::page(markup(&cx));
    response.headers_mut().insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(guard::CSP_OF_SCAN));
    response
}

fn markup(cx: &Cx) -> Markup {
    let l = cx.l;
    layout::page(
        cx,
        l.scan_title(),
        html! {
            (ui::head(l.scan_title(), l.scan_about(), html! {}))
            section.panel.scanner data-scanner data-refused=(l.scan_refused()) data-absent=(l.scan_absent()) data-nothing=(l.scan_nothing()) data-broken=(l.scan_broken()) {
                div.scan-view data-scan-view hidden { video autoplay playsinline muted {} span.scan-line aria-hidden="true" {} }
                div.panel-body {
                    p.cluster role="status" data-scan-status { span.no-js { (l.scan_no_script()) } }
                    button.btn type="button" data-scan-again hidden { (icon(Icon::RotateCcw, 17)) (l.scan_again()) }
                }
                form.panel-body action="/find" {
                    div.field {
                        label for="f-q" { (l.scan_type()) }
                        div.cluster { input.ctl.grow id="f-q" type="text" name="q" dir="auto" autocomplete="off" enterkeyhint="go"; button.btn.primary { (icon(Icon::Search, 17)) (l.scan_open()) } }
                    }
                }
            }
        },
    )
}
