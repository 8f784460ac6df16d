//! Pages of giving back.

use axum::{
    Router,
    extract::{Path, State},
    response::Response,
    routing::get,
};

use super::{
    Collector, IdKind, ReleaseInput, ReleaseKind, kind_of,
    view::{self, Leaving},
};
use crate::{
    app::App,
    clients, dues, equipment,
    intakes::{self, Outcome},
    kernel::{
        error::{Error, Result},
        id::IntakeId,
    },
    payments,
    users::rights::{self, May, ReleaseUnclaimed},
    web::{self, Cx, Form},
};

pub fn routes() -> Router<App> {
    Router::new()
        .route("/intakes/{id}/release", get(page).post(release))
        .route("/intakes/{id}/unclaimed", get(unclaimed_page).post(unclaimed))
}

async fn leaving(app: &App, by: &May<rights::Release>, id: IntakeId) -> Result<Leaving> {
    let mut conn = app.read().await?;
    let intake = intakes::find(&mut conn, by.scope(), id).await?;
    let outcome = if kind_of(&intake) == ReleaseKind::Withdrawn { Some(Outcome::Withdrawn) } else { intake.outcome };
    let dues = dues::of(&mut conn, &intake, outcome).await?;
    let client = clients::find(&mut conn, by.scope(), intake.client_id).await?;
    let equipment = equipment::find(&mut conn, by.scope(), intake.equipment_id).await?;
    Ok(Leaving { intake, client, equipment, dues, receipt: None })
}

async fn page(State(app): State<App>, by: May<rights::Release>, cx: Cx, Path(id): Path<IntakeId>) -> Result<Response> {
    let mut what = leaving(&app, &by, id).await?;
    if cx.flash.as_deref() == Some("paid") {
        what.receipt = payments::receipt_to_print(&mut app.read().await?, id).await?;
    }
    let mut form = Form::filled([
        ("collector", Collector::Client.as_str().to_owned()),
        ("repair_warranty_days", cx.settings.prices.warranty_days.to_string()),
    ]);
    for accessory in &what.intake.accessories.0 {
        form.add("accessories_back", accessory);
    }
    Ok(web::page(view::page(&cx, &what, &form)))
}

fn read(form: &mut Form) -> ReleaseInput {
    ReleaseInput {
        collector: form.choice("collector", Collector::parse),
        collector_name: form.text("collector_name"),
        id_kind: form.choice("id_kind", IdKind::parse),
        id_last4: form.text("id_last4"),
        relation: form.text("relation"),
        voucher_lost: form.ticked("voucher_lost"),
        accessories_back: form.values("accessories_back").into_iter().map(str::to_owned).collect(),
        repair_warranty_days: form.number("repair_warranty_days"),
        leave_owing: form.ticked("leave_owing"),
        reason: form.text("reason"),
    }
}

async fn release(
    State(app): State<App>,
    by: May<rights::Release>,
    cx: Cx,
    Path(id): Path<IntakeId>,
    mut form: Form,
) -> Result<Response> {
    let input = read(&mut form);
    let saved = form
        .save(&app, &by, async |tx| {
            let release = super::release(tx, &by, &cx.settings, id, &input).await?;
            let signing = cx.settings.signing.release;
            Ok(if signing { format!("/releases/{release}/signature") } else { format!("/intakes/{id}") })
        })
        .await;
    match saved {
        Ok(to) => Ok(form.done_saying(&to, "released")),
        Err(Error::Forbidden) => Err(Error::Forbidden),
        Err(e) => {
            form.refused(e)?;
            let what = leaving(&app, &by, id).await?;
            Ok(web::invalid(view::page(&cx, &what, &form)))
        }
    }
}

async fn unclaimed_page(
    State(app): State<App>,
    by: May<ReleaseUnclaimed>,
    cx: Cx,
    Path(id): Path<IntakeId>,
) -> Result<Response> {
    let intake = intakes::find(&mut app.read().await?, by.scope(), id).await?;
    Ok(web::page(view::unclaimed(&cx, &intake, &Form::blank())))
}

async fn unclaimed(
    State(app): State<App>,
    by: May<ReleaseUnclaimed>,
    cx: Cx,
    Path(id): Path<IntakeId>,
    mut form: Form,
) -> Result<Response> {
    let input = ReleaseInput { reason: form.text("reason"), ..ReleaseInput::default() };
    let saved = form
        .save(&app, &by, async |tx| {
            super::release_unclaimed(tx, &by, &cx.settings, id, &input).await?;
            Ok(format!("/intakes/{id}"))
        })
        .await;
    match saved {
        Ok(to) => Ok(form.done_saying(&to, "released")),
        Err(e) => {
            form.refused(e)?;
            let intake = intakes::find(&mut app.read().await?, by.scope(), id).await?;
            Ok(web::invalid(view::unclaimed(&cx, &intake, &form)))
        }
    }
}
