//! Pages of tickets.

use axum::{
    Router,
    extract::{Path, Query, State},
    response::Response,
    routing::{get, post},
};

use super::{
    TicketFilter, TicketState, form_view,
    view::{self, Sheet},
};
use crate::{
    app::{App, Tx},
    clients::{self, Contact},
    events,
    kernel::{
        error::{Result, chosen},
        id::{ClientId, TicketId, UserId},
    },
    users::{
        self,
        rights::{May, NotesWrite, Read, Right, Scope, TicketsOpen, TicketsTake, VoidVoucher},
    },
    web::{self, Cx, Form},
};

pub fn routes() -> Router<App> {
    Router::new()
        .route("/tickets", get(list).post(open))
        .route("/tickets/new", get(new))
        .route("/tickets/contacts", get(contacts))
        .route("/tickets/{id}", get(show))
        .route("/tickets/{id}/edit", get(edit_page).post(edit))
        .route("/tickets/{id}/take", post(take))
        .route("/tickets/{id}/handover", post(hand_over))
        .route("/tickets/{id}/closing", post(close))
        .route("/tickets/{id}/reopening", post(reopen))
        .route("/tickets/{id}/void", post(void))
        .route("/tickets/{id}/notes", post(note))
}

/// Without a question the list shows what is open.
async fn list(
    State(app): State<App>,
    by: May<Read>,
    cx: Cx,
    Query(mut filter): Query<TicketFilter>,
) -> Result<Response> {
    if filter.state.is_empty() {
        filter.state = TicketState::Open.as_str().to_owned();
    }
    let page = super::list(&mut app.read().await?, by.scope(), &filter, by.user()).await?;
    Ok(web::page(view::list(&cx, &filter, &page)))
}

// The form ----------------------------------------------------------------------------------------------------------

#[derive(serde::Deserialize)]
struct Whose {
    #[serde(default)]
    client: String,
}

async fn new(State(app): State<App>, by: May<TicketsOpen>, cx: Cx, Query(whose): Query<Whose>) -> Result<Response> {
    let mut conn = app.read().await?;
    let mut form = Form::blank();
    if !whose.client.is_empty() {
        let client = clients::find(&mut conn, by.scope(), whose.client.parse()?).await?;
        form_view::fill_client(&cx, &mut form, &client);
    }
    drop(conn);
    let contacts = contacts_of(&app, by.scope(), form.value("client_id")).await?;
    Ok(web::page(form_view::new(&cx, &form, &contacts)))
}

/// The people of the chosen client; nobody before one is chosen.
async fn contacts_of(app: &App, scope: Scope, client_id: &str) -> Result<Vec<Contact>> {
    match client_id.parse::<ClientId>() {
        Ok(client) => clients::contacts(&mut app.read().await?, scope, client).await,
        Err(_) => Ok(Vec::new()),
    }
}

#[derive(serde::Deserialize)]
struct Chosen {
    #[serde(default)]
    client_id: String,
}

/// The field of the person to contact, when another client was chosen.
async fn contacts(
    State(app): State<App>,
    by: May<TicketsOpen>,
    cx: Cx,
    Query(chosen): Query<Chosen>,
) -> Result<Response> {
    let contacts = contacts_of(&app, by.scope(), &chosen.client_id).await?;
    Ok(web::page(form_view::contact_field(&cx, &Form::blank(), &contacts)))
}

async fn open(State(app): State<App>, by: May<TicketsOpen>, cx: Cx, mut form: Form) -> Result<Response> {
    let input = form_view::read_ticket(&mut form, &cx);
    let saved = form
        .save(&app, &by, async |tx| Ok(format!("/tickets/{}", super::open(tx, &by, &cx.settings, &input).await?)))
        .await;
    match saved {
        Ok(to) => Ok(form.done_saying(&to, "created")),
        Err(e) => {
            form.refused(e)?;
            let contacts = contacts_of(&app, by.scope(), form.value("client_id")).await?;
            Ok(web::invalid(form_view::new(&cx, &form, &contacts)))
        }
    }
}

async fn edit_page(State(app): State<App>, by: May<TicketsOpen>, cx: Cx, Path(id): Path<TicketId>) -> Result<Response> {
    let mut conn = app.read().await?;
    let ticket = super::find(&mut conn, by.scope(), id).await?;
    let client = clients::find(&mut conn, by.scope(), ticket.client_id).await?;
    let contacts = clients::contacts(&mut conn, by.scope(), client.id).await?;
    let form = form_view::fill_ticket(&cx, &ticket, &client);
    Ok(web::page(form_view::edit(&cx, &ticket, &form, &contacts)))
}

async fn edit(
    State(app): State<App>,
    by: May<TicketsOpen>,
    cx: Cx,
    Path(id): Path<TicketId>,
    mut form: Form,
) -> Result<Response> {
    let input = form_view::read_ticket(&mut form, &cx);
    let saved = form
        .save(&app, &by, async |tx| {
            super::amend(tx, &by, &cx.settings, id, form.version(), &input).await?;
            Ok(format!("/tickets/{id}"))
        })
        .await;
    match saved {
        Ok(to) => Ok(form.done(&to)),
        Err(e) => {
            let stale = e.is_stale();
            form.refused(e)?;
            let ticket = super::find(&mut app.read().await?, by.scope(), id).await?;
            if stale {
                form.set("version", ticket.version.to_string());
            }
            let contacts = contacts_of(&app, by.scope(), form.value("client_id")).await?;
            Ok(web::invalid(form_view::edit(&cx, &ticket, &form, &contacts)))
        }
    }
}

// One ticket --------------------------------------------------------------------------------------------------------

async fn sheet(app: &App, scope: Scope, id: TicketId) -> Result<Sheet> {
    let mut conn = app.read().await?;
    let ticket = super::find(&mut conn, scope, id).await?;
    let contact = match ticket.contact_id {
        Some(contact) => Some(clients::contact(&mut conn, scope, contact).await?),
        None => None,
    };
    Ok(Sheet {
        client: clients::find(&mut conn, scope, ticket.client_id).await?,
        contact,
        notes: super::notes(&mut conn, scope, id).await?,
        history: events::of_subject(&mut conn, &format!("ticket:{id}")).await?,
        people: users::all(&mut conn).await?.into_iter().map(|user| (user.id, user.name)).collect(),
        engineers: super::engineers(&mut conn).await?,
        ticket,
    })
}

async fn show(State(app): State<App>, by: May<Read>, cx: Cx, Path(id): Path<TicketId>) -> Result<Response> {
    let sheet = sheet(&app, by.scope(), id).await?;
    Ok(web::page(view::page(&cx, &sheet, &Form::blank())))
}

/// Runs a verb of the page's small forms; refused, the page is drawn again with the reason.
async fn act<R: Right>(
    app: &App,
    cx: &Cx,
    by: &May<R>,
    id: TicketId,
    mut form: Form,
    message: &'static str,
    work: impl AsyncFnOnce(&mut Tx) -> Result<()> + Clone,
) -> Result<Response> {
    let saved = form
        .save(app, by, async move |tx: &mut Tx| {
            work(tx).await?;
            Ok(format!("/tickets/{id}"))
        })
        .await;
    match saved {
        Ok(to) => Ok(form.done_saying(&to, message)),
        Err(e) => {
            form.refused(e)?;
            let sheet = sheet(app, by.scope(), id).await?;
            Ok(web::invalid(view::page(cx, &sheet, &form)))
        }
    }
}

async fn take(
    State(app): State<App>,
    by: May<TicketsTake>,
    cx: Cx,
    Path(id): Path<TicketId>,
    form: Form,
) -> Result<Response> {
    act(&app, &cx, &by, id, form, "saved", async |tx| super::take(tx, &by, id).await).await
}

async fn hand_over(
    State(app): State<App>,
    by: May<TicketsTake>,
    cx: Cx,
    Path(id): Path<TicketId>,
    mut form: Form,
) -> Result<Response> {
    let to: Option<UserId> = form.choice("to", |to| to.parse().ok());
    act(&app, &cx, &by, id, form, "saved", async |tx| {
        let to = chosen("to", to)?;
        super::hand_over(tx, &by, id, to).await
    })
    .await
}

async fn close(
    State(app): State<App>,
    by: May<TicketsTake>,
    cx: Cx,
    Path(id): Path<TicketId>,
    mut form: Form,
) -> Result<Response> {
    let note = form.text("closing_note");
    act(&app, &cx, &by, id, form, "saved", async |tx| super::close(tx, &by, id, &note).await).await
}

async fn reopen(
    State(app): State<App>,
    by: May<TicketsTake>,
    cx: Cx,
    Path(id): Path<TicketId>,
    mut form: Form,
) -> Result<Response> {
    let reason = form.text("reopening_reason");
    act(&app, &cx, &by, id, form, "saved", async |tx| super::reopen(tx, &by, id, &reason).await).await
}

async fn void(
    State(app): State<App>,
    by: May<VoidVoucher>,
    cx: Cx,
    Path(id): Path<TicketId>,
    mut form: Form,
) -> Result<Response> {
    let reason = form.text("reason");
    act(&app, &cx, &by, id, form, "voided", async |tx| super::void(tx, &by, id, &reason).await).await
}

async fn note(
    State(app): State<App>,
    by: May<NotesWrite>,
    cx: Cx,
    Path(id): Path<TicketId>,
    mut form: Form,
) -> Result<Response> {
    let body = form.text("body");
    act(&app, &cx, &by, id, form, "saved", async |tx| super::note(tx, &by, id, &body).await.map(|_| ())).await
}
