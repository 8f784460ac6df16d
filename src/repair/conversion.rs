//! A software problem that turns out to be hardware becomes a repair file, and the other way round; both stay linked.

use axum::{
    Router,
    extract::{Path, State},
    response::Response,
    routing::get,
};
use maud::{Markup, html};

use crate::{
    app::{App, Tx},
    deposits::{self, DepositInput, ItemInput},
    equipment::{self, EquipmentInput},
    intakes::{self, Intake, IntakeInput, view::act},
    kernel::{
        error::{Error, Faults, Result},
        id::{IntakeId, TicketId},
    },
    lang::Key,
    settings::Settings,
    tickets::{self, Ticket, TicketInput},
    users::rights::{IntakesEdit, May, TicketsOpen},
    web::{
        self, Cx, Form, layout,
        ui::{self, field},
    },
};

pub fn routes() -> Router<App> {
    Router::new()
        .route("/tickets/{id}/conversion", get(to_file_page).post(to_file))
        .route("/intakes/{id}/conversion", get(to_ticket_page).post(to_ticket))
}

/// A ticket becomes a repair file of its client: the equipment is recorded, the ticket closed and tied to it.
///
/// # Errors
/// [`Error::Invalid`]; [`Error::Conflict`] when the ticket is closed or void.
pub async fn file_of_ticket(
    tx: &mut Tx,
    by: &May<IntakesEdit>,
    settings: &Settings,
    id: TicketId,
    item: &ItemInput,
) -> Result<IntakeId> {
    let ticket = tickets::find(tx, by.scope(), id).await?;
    let input = DepositInput {
        client_id: Some(ticket.client_id),
        contact_id: ticket.contact_id,
        depositor_name: ticket.depositor_name.unwrap_or_default(),
        depositor_phone: ticket.depositor_phone.unwrap_or_default(),
        items: vec![item.clone()],
        ..DepositInput::default()
    };
    // The only equipment of this deposit: its fields have their own names again.
    let own = |faults: Faults| {
        let named = faults.0.into_iter().map(|(name, text)| (name.trim_start_matches("items.0.").to_owned(), text));
        Error::Invalid(Faults(named.collect()))
    };
    let deposit = deposits::record(tx, by, settings, &input).await.map_err(|e| match e {
        Error::Invalid(faults) => own(faults),
        other => other,
    })?;
    let intake = intakes::of_deposit(tx, deposit).await?.first().ok_or(Error::NotFound)?.id;
    tickets::become_file(tx, &by.also()?, id, intake).await?;
    Ok(intake)
}

/// A repair file gets a software ticket; the file itself goes on, since the machine must be given back.
///
/// # Errors
/// [`Error::Invalid`].
pub async fn ticket_of_file(
    tx: &mut Tx,
    by: &May<TicketsOpen>,
    settings: &Settings,
    id: IntakeId,
    input: &TicketInput,
) -> Result<TicketId> {
    let intake = intakes::lock(tx, by.scope(), id).await?;
    if intake.voided_at.is_some() {
        return Err(Error::conflict(Key::IntakesIsVoided));
    }
    let input = TicketInput { client_id: Some(intake.client_id), ..input.clone() };
    let ticket = tickets::open(tx, by, settings, &input).await?;
    tickets::came_from(tx, by, ticket, id).await?;
    Ok(ticket)
}

async fn to_file_page(
    State(app): State<App>,
    by: May<IntakesEdit>,
    cx: Cx,
    Path(id): Path<TicketId>,
) -> Result<Response> {
    let ticket = tickets::find(&mut app.read().await?, by.scope(), id).await?;
    let form = Form::filled([("fault", ticket.problem.clone())]);
    Ok(web::page(file_markup(&cx, &ticket, &form)))
}

fn file_markup(cx: &Cx, ticket: &Ticket, form: &Form) -> Markup {
    let l = cx.l;
    let action = format!("/tickets/{}/conversion", ticket.id);
    let back = format!("/tickets/{}", ticket.id);
    layout::page(
        cx,
        l.conversion_to_file(),
        html! {
            (ui::crumbs(cx, &[("/tickets", l.nav_tickets()), (&back, &ticket.number)], l.conversion_to_file()))
            (ui::head(l.conversion_to_file(), &ticket.software, html! {}))
            form.panel method="post" action=(action) data-hx-post=(action) data-main novalidate {
                (ui::form_key(form))
                (ui::summary(cx, form))
                (equipment::equipment_fields(cx, form))
                fieldset { legend { (l.intakes_fault()) } (field(cx, form, "fault", l.intakes_fault()).full().textarea(3)) }
                (ui::actions(cx, &back, l.deposits_save()))
            }
        },
    )
}

async fn to_file(
    State(app): State<App>,
    by: May<IntakesEdit>,
    cx: Cx,
    Path(id): Path<TicketId>,
    mut form: Form,
) -> Result<Response> {
    let equipment = EquipmentInput {
        category: form.text("category"),
        brand: form.text("brand"),
        model: form.text("model"),
        serial: form.text("serial"),
        year: form.number("year"),
        note: form.text("note"),
    };
    let item = ItemInput {
        equipment,
        intake: IntakeInput { fault: form.text("fault"), ..IntakeInput::default() },
        ..ItemInput::default()
    };
    let saved = form
        .save(&app, &by, async |tx| Ok(format!("/intakes/{}", file_of_ticket(tx, &by, &cx.settings, id, &item).await?)))
        .await;
    match saved {
        Ok(to) => Ok(form.done_saying(&to, "created")),
        Err(e) => {
            form.refused(e)?;
            let ticket = tickets::find(&mut app.read().await?, by.scope(), id).await?;
            Ok(web::invalid(file_markup(&cx, &ticket, &form)))
        }
    }
}

async fn to_ticket_page(
    State(app): State<App>,
    by: May<TicketsOpen>,
    cx: Cx,
    Path(id): Path<IntakeId>,
) -> Result<Response> {
    let intake = intakes::find(&mut app.read().await?, by.scope(), id).await?;
    let form = Form::filled([("problem", intake.fault.clone())]);
    Ok(web::page(ticket_markup(&cx, &intake, &form)))
}

fn ticket_markup(cx: &Cx, intake: &Intake, form: &Form) -> Markup {
    let l = cx.l;
    let fields = html! { fieldset {
        legend { (l.series_ticket()) }
        p.hint.full { (l.conversion_about()) }
        (field(cx, form, "software", l.tickets_software()).full().autofocus().text())
        (field(cx, form, "problem", l.tickets_problem()).full().textarea(3))
    } };
    act(
        cx,
        intake,
        l.conversion_to_ticket(),
        &format!("/intakes/{}/conversion", intake.id),
        form,
        fields,
        l.conversion_do(),
    )
}

async fn to_ticket(
    State(app): State<App>,
    by: May<TicketsOpen>,
    cx: Cx,
    Path(id): Path<IntakeId>,
    mut form: Form,
) -> Result<Response> {
    let input =
        TicketInput { software: form.text("software"), problem: form.text("problem"), ..TicketInput::default() };
    let saved = form
        .save(&app, &by, async |tx| {
            Ok(format!("/tickets/{}", ticket_of_file(tx, &by, &cx.settings, id, &input).await?))
        })
        .await;
    match saved {
        Ok(to) => Ok(form.done_saying(&to, "created")),
        Err(e) => {
            form.refused(e)?;
            let intake = intakes::find(&mut app.read().await?, by.scope(), id).await?;
            Ok(web::invalid(ticket_markup(&cx, &intake, &form)))
        }
    }
}
