//! The page of a new deposit: every act of its form, what the box offers, drafts.

use axum::{
    Router,
    extract::{Path, Query, State},
    http::StatusCode,
    response::{IntoResponse as _, Response},
    routing::{get, post},
};

use super::{
    box_view, form_view, habits, past, photos_web,
    view::{self, Offers},
};
use crate::{
    app::App,
    clients::{self, Client},
    deposits, drafts, equipment, handoffs, intakes,
    kernel::{
        db::Conn,
        error::{Error, Result},
        id::{ClientId, EquipmentId, IntakeId},
    },
    lang::{Key, say},
    repair::find,
    users::rights::{IntakesEdit, May, Read},
    web::{self, Cx, Form},
};

/// Of each kind, in the box.
const OPTIONS: usize = 5;

pub fn routes() -> Router<App> {
    Router::new()
        .route("/deposits", post(record))
        .route("/deposits/new", get(new))
        .route("/deposits/options", get(options))
        .route("/deposits/chips/options", get(chips))
        .route("/deposits/draft", post(keep))
        .route("/drafts/{key}/taking", post(take))
        .route("/drafts/{key}/removal", post(throw_away))
}

#[derive(serde::Deserialize)]
struct From {
    #[serde(default)]
    client: String,
    #[serde(default)]
    equipment: String,
    #[serde(default)]
    draft: String,
}

async fn new(State(app): State<App>, by: May<IntakesEdit>, cx: Cx, Query(from): Query<From>) -> Result<Response> {
    let mut form = form_view::blank(&cx);
    if !from.draft.is_empty() {
        form = Form::resumed(&from.draft, drafts::values(&mut app.read().await?, &by, &from.draft).await?);
    } else if let Ok(id) = from.equipment.parse::<EquipmentId>() {
        choose_equipment(&app, &by, &cx, &mut form, id).await?;
    } else if let Ok(id) = from.client.parse::<ClientId>() {
        clients::find(&mut app.read().await?, by.scope(), id).await?;
        form.set("client_id", id.to_string());
    }
    photos_web::pocketed(&app, &by, &mut form).await?;
    let offers = offers(&app, &by, &cx, &form).await?;
    Ok(web::page(view::new(&cx, &form, &offers)))
}

/// The category of an equipment of the form: that of the known thing, else the one chosen.
async fn category_of(conn: &mut Conn, by: &May<IntakesEdit>, form: &Form, n: usize) -> Result<String> {
    match form.value(&format!("items.{n}.equipment_id")).parse::<EquipmentId>() {
        Ok(id) => match equipment::find(conn, by.scope(), id).await {
            Ok(thing) => Ok(thing.category),
            Err(Error::NotFound) => Ok(String::new()),
            Err(e) => Err(e),
        },
        Err(_) => Ok(form.value(&format!("items.{n}.category")).to_owned()),
    }
}

/// The chips of one equipment, after its category changed; what was chosen stays chosen.
async fn chips(
    State(app): State<App>,
    by: May<IntakesEdit>,
    cx: Cx,
    Query(asked): Query<Vec<(String, String)>>,
) -> Result<Response> {
    let form = Form::resumed("", asked);
    let n = form.value("n").parse::<usize>().unwrap_or(0).min(deposits::MOST);
    let mut conn = app.read().await?;
    let category = category_of(&mut conn, &by, &form, n).await?;
    let usual = habits::of(&mut conn, by.scope(), &cx.settings.lists, &category).await?;
    Ok(web::page(form_view::chips(&cx, &form, &usual, n)))
}

/// What is known besides what was typed.
async fn offers(app: &App, by: &May<IntakesEdit>, cx: &Cx, form: &Form) -> Result<Offers> {
    let mut conn = app.read().await?;
    let mut offers = Offers::default();
    if let Some(user) = by.user() {
        offers.drafts = drafts::offered(&mut conn, by.scope(), user).await?;
    }
    offers.brands = habits::brands(&mut conn, by.scope()).await?;
    for n in 0..form_view::count(form) {
        let category = category_of(&mut conn, by, form, n).await?;
        offers.habits.push(habits::of(&mut conn, by.scope(), &cx.settings.lists, &category).await?);
        offers.models.push(habits::models(&mut conn, by.scope(), form.value(&format!("items.{n}.brand"))).await?);
    }
    if let Ok(client) = form.value("client_id").parse::<ClientId>() {
        let chosen: Vec<EquipmentId> = (0..form_view::count(form))
            .filter_map(|n| form.value(&format!("items.{n}.equipment_id")).parse().ok())
            .collect();
        offers.past = match past::of(&mut conn, by.scope(), client, &chosen).await {
            Ok(past) => Some(past),
            Err(Error::NotFound) => None,
            Err(e) => return Err(e),
        };
    }
    photos_web::offer(app, &mut conn, by, cx, form, &mut offers).await?;
    Ok(offers)
}

async fn record(State(app): State<App>, by: May<IntakesEdit>, cx: Cx, mut form: Form) -> Result<Response> {
    photos_web::pocketed(&app, &by, &mut form).await?;
    if form.sent("act") {
        return act(&app, &by, &cx, form).await;
    }
    if form.take_phrase() {
        return Ok(web::page(view::new(&cx, &form, &offers(&app, &by, &cx, &form).await?)));
    }
    let input = form_view::read(&mut form, &cx);
    let known = if form.ticked("another_client") || input.client_id.is_some() {
        None
    } else {
        let (name, phone) = (&input.client.name, &input.client.phone);
        clients::namesake(&mut app.read().await?, name, phone, &cx.settings.shop.region).await?
    };
    if let Some(known) = &known {
        form.complain("phone", say::DepositsPhoneKnown { name: known.name.clone().into() });
    }
    let key = form.key().to_owned();
    let saved = form
        .save(&app, &by, async |tx| {
            drafts::done(tx, &key).await?;
            // A phone that sends in this very moment is waited for; what it sends later is refused, not lost.
            for item in &input.items {
                handoffs::end_pocket(tx, &item.pocket).await?;
            }
            let deposit = deposits::record(tx, &by, &cx.settings, &input).await?;
            let signing = if cx.settings.signing.deposit { "/signature" } else { "" };
            Ok(format!("/deposits/{deposit}{signing}"))
        })
        .await;
    match saved {
        Ok(to) => Ok(form.done_saying(&to, "created")),
        Err(Error::Invalid(faults)) => {
            form_view::complain(&mut form, faults);
            refused(&app, &by, &cx, form, known).await
        }
        Err(e) => {
            form.refused(e)?;
            refused(&app, &by, &cx, form, known).await
        }
    }
}

async fn refused(
    app: &App,
    by: &May<IntakesEdit>,
    cx: &Cx,
    mut form: Form,
    namesake: Option<Client>,
) -> Result<Response> {
    // A code is not echoed.
    for n in 0..form_view::count(&form) {
        form.forget(&format!("items.{n}.code"));
    }
    let offers = Offers { namesake, ..offers(app, by, cx, &form).await? };
    Ok(web::invalid(view::new(cx, &form, &offers)))
}

/// A button of the form that records nothing: finds, chooses, adds, takes away, puts aside.
async fn act(app: &App, by: &May<IntakesEdit>, cx: &Cx, mut form: Form) -> Result<Response> {
    let act = form.value("act").to_owned();
    form.forget("act");
    let (mut found, mut focus) = (None, None);
    match act.split_once('-').unwrap_or((&act, "")) {
        ("add", _) => {
            add_item(cx, &mut form);
            focus = Some(form_view::count(&form) - 1);
            photos_web::pocketed(app, by, &mut form).await?;
        }
        ("remove", n) => remove_item(&mut form, n),
        ("forget", _) => forget_client(&mut form),
        ("find", _) => found = Some(find::find(&mut app.read().await?, by.scope(), form.value("box"), OPTIONS).await?),
        ("client", id) => choose_client(&mut form, id.parse()?),
        ("equipment", id) => choose_equipment(app, by, cx, &mut form, id.parse()?).await?,
        ("file", id) => {
            let file = intakes::find(&mut app.read().await?, by.scope(), id.parse::<IntakeId>()?).await?;
            choose_equipment(app, by, cx, &mut form, file.equipment_id).await?;
        }
        ("phone", n) => photos_web::open_phone(app, by, cx, &mut form, n).await?,
        ("photo", id) => photos_web::take_out(app, by, &form, id).await?,
        ("park", _) => return park(app, by, form).await,
        _ => {}
    }
    let offers = Offers { found, focus, ..offers(app, by, cx, &form).await? };
    Ok(web::page(view::new(cx, &form, &offers)))
}

fn add_item(cx: &Cx, form: &mut Form) {
    let of = form_view::count(form);
    if of < deposits::MOST {
        form.set("count", (of + 1).to_string());
        form_view::start_item(cx, form, of);
    }
}

fn remove_item(form: &mut Form, n: &str) {
    let of = form_view::count(form);
    if let Ok(gone) = n.parse::<usize>()
        && of > 1
        && gone < of
    {
        form.close_gap("items.", gone);
        form.set("count", (of - 1).to_string());
    }
}

fn choose_client(form: &mut Form, id: ClientId) {
    forget_client(form);
    form.set("client_id", id.to_string());
}

/// Whoever was chosen was not meant: their things are not, either.
fn forget_client(form: &mut Form) {
    for field in ["client_id", "client_name", "phone", "contact_id", "box"] {
        form.forget(field);
    }
    form.set("kind", clients::ClientKind::Individual.as_str());
    for n in 0..form_view::count(form) {
        form.forget(&format!("items.{n}.equipment_id"));
    }
}

/// A thing brings its client along; it goes where no equipment is told yet.
async fn choose_equipment(app: &App, by: &May<IntakesEdit>, cx: &Cx, form: &mut Form, id: EquipmentId) -> Result<()> {
    let thing = equipment::find(&mut app.read().await?, by.scope(), id).await?;
    let told = |form: &Form, n: usize| {
        ["equipment_id", "category", "brand", "model", "serial"]
            .iter()
            .any(|f| !form.value(&format!("items.{n}.{f}")).is_empty())
    };
    let of = form_view::count(form);
    let theirs = form.value("client_id") == thing.client_id.to_string();
    if !theirs && (0..of).any(|n| !form.value(&format!("items.{n}.equipment_id")).is_empty()) {
        form.complain("box", Key::DepositsNotTheirs);
        return Ok(());
    }
    if !theirs {
        choose_client(form, thing.client_id);
    }
    let free = (0..of).find(|n| !told(form, *n)).unwrap_or_else(|| {
        add_item(cx, form);
        form_view::count(form) - 1
    });
    form.set(&format!("items.{free}.equipment_id"), id.to_string());
    form.forget("box");
    Ok(())
}

/// Puts the form aside for any counter.
async fn park(app: &App, by: &May<IntakesEdit>, form: Form) -> Result<Response> {
    let key = form.key().to_owned();
    let (title, values) = (form_view::title(&form), form.entries().to_vec());
    app.write(async |tx| drafts::save(tx, by, &key, &title, values.clone(), true).await).await?;
    Ok(form.done_saying("/deposits/new", "parked"))
}

/// Keeps what was typed so far; the page asks every few seconds.
async fn keep(State(app): State<App>, by: May<IntakesEdit>, form: Form) -> Result<Response> {
    let key = form.key().to_owned();
    let (title, values) = (form_view::title(&form), form.entries().to_vec());
    app.write(async |tx| {
        // A late saving may come after the deposit itself.
        if web::was_submitted(tx, &by, &key).await? {
            return Ok(());
        }
        drafts::save(tx, &by, &key, &title, values.clone(), false).await
    })
    .await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}

async fn take(State(app): State<App>, by: May<IntakesEdit>, Path(key): Path<String>, form: Form) -> Result<Response> {
    app.write(async |tx| drafts::take(tx, &by, &key).await).await?;
    Ok(form.go(&format!("/deposits/new?draft={key}")))
}

async fn throw_away(
    State(app): State<App>,
    by: May<IntakesEdit>,
    Path(key): Path<String>,
    form: Form,
) -> Result<Response> {
    app.write(async |tx| drafts::throw_away(tx, &by, &key).await).await?;
    Ok(form.done_saying("/deposits/new", "removed"))
}

#[derive(serde::Deserialize)]
struct Asked {
    #[serde(default, rename = "box")]
    typed: String,
}

async fn options(State(app): State<App>, by: May<Read>, cx: Cx, Query(asked): Query<Asked>) -> Result<Response> {
    let found = find::find(&mut app.read().await?, by.scope(), &asked.typed, OPTIONS).await?;
    Ok(web::page(box_view::options(&cx, &asked.typed, &found)))
}
