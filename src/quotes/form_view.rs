//! The forms of a quote: reading what was typed, filling, drawing. A new one, a draft with its lines, the answer.

use maud::{Markup, html};

use super::{AnswerInput, AnswerWay, Offer, Quote, QuoteInput, QuoteLine, QuoteLineInput, WAYS, view};
use crate::{
    clients::Client,
    intakes::Intake,
    kernel::{
        id::QuoteLineId,
        money::{Discount, Money, Rate},
    },
    lang::{Formats, Key, say},
    lines::LineKind,
    users::rights::{BigDiscount, QuotesEdit, QuotesSend},
    web::{
        Cx, Form, Icon, layout,
        ui::{self, field, icon},
    },
};

// Discount, note and validity ---------------------------------------------------------------------------------------

/// Reads discount, note and validity; faults stay in the form.
pub fn read_quote(form: &mut Form, cx: &Cx) -> QuoteInput {
    let kind = form.value("discount_kind").to_owned();
    let discount_share = if kind == "share" { form.rate("discount") } else { None };
    let discount_amount = if kind == "amount" { form.money("discount") } else { None };
    if matches!(kind.as_str(), "share" | "amount") && discount_share.is_none() && discount_amount.is_none() {
        form.complain("discount", Key::ErrorRequired);
    }
    let input = QuoteInput {
        discount_share,
        discount_amount,
        note: form.text("note"),
        valid_until: form.day("valid_until"),
        lines: None,
    };
    form.merge(input.check(&cx.settings.rates(), cx.now.day(&cx.f.zone)));
    input
}

/// A new quote as the settings propose it.
pub fn fill_new(cx: &Cx) -> Form {
    let until = cx.now.day(&cx.f.zone).plus_days(cx.settings.prices.quote_days);
    Form::filled([("discount_kind", "none".to_owned()), ("valid_until", until.iso())])
}

pub fn fill_quote(quote: &Quote) -> Form {
    let (kind, value) = match quote.discount() {
        Discount::None => ("none", String::new()),
        Discount::Share(share) => ("share", Formats::amount_typed(Money::minor(share.to_bp()))),
        Discount::Amount(amount) => ("amount", Formats::amount_typed(amount)),
    };
    Form::filled([
        ("version", quote.version.to_string()),
        ("discount_kind", kind.to_owned()),
        ("discount", value),
        ("note", quote.note.clone().unwrap_or_default()),
        ("valid_until", quote.valid_until.iso()),
    ])
}

fn terms(cx: &Cx, form: &Form) -> Markup {
    let l = cx.l;
    let kinds = [
        ("none", l.quotes_discount_none().to_owned()),
        ("share", l.quotes_discount_share().to_owned()),
        ("amount", l.quotes_discount_amount().to_owned()),
    ];
    let limit = l.say(say::QuotesDiscountHint { limit: cx.f.rate(cx.settings.prices.discount_limit).into() });
    let value = field(cx, form, "discount", l.quotes_discount_value());
    let value = if cx.may::<BigDiscount>() { value } else { value.hint(&limit) };
    html! {
        fieldset {
            legend { (l.quotes_one()) }
            (field(cx, form, "discount_kind", l.quotes_discount()).radios(&kinds))
            fieldset.field data-show-if="discount_kind=share|amount" { (value.number()) }
            (field(cx, form, "valid_until", l.quotes_valid_until()).date())
            (field(cx, form, "note", l.quotes_note()).optional().full().textarea(3))
        }
    }
}

fn terms_form(cx: &Cx, form: &Form, action: &str, back: &str) -> Markup {
    html! {
        form.panel method="post" action=(action) data-hx-post=(action) data-main data-guard novalidate {
            (ui::form_key(form))
            @if form.sent("version") { input type="hidden" name="version" value=(form.value("version")); }
            (ui::summary(cx, form))
            (terms(cx, form))
            (ui::actions(cx, back, cx.l.form_save()))
        }
    }
}

pub fn new(cx: &Cx, intake: &Intake, client: &Client, form: &Form) -> Markup {
    let l = cx.l;
    let back = format!("/intakes/{}", intake.id);
    layout::page(
        cx,
        l.quotes_new(),
        html! {
            (ui::crumbs(cx, &[(&back, &intake.number)], l.quotes_new()))
            (ui::head(l.quotes_new(), &client.name, html! {}))
            p.muted { (l.quotes_lines_of_sheet()) }
            (terms_form(cx, form, &format!("{back}/quotes/new"), &back))
        },
    )
}

// A draft with its lines --------------------------------------------------------------------------------------------

/// Everything the page of a draft shows.
pub struct Draft {
    /// The file.
    pub intake: Intake,
    /// Whose.
    pub client: Client,
    /// The draft.
    pub offer: Offer,
    /// Discount, note and validity.
    pub terms: Form,
    /// The line that is written.
    pub line: Form,
    /// Which line that is; none for a new one.
    pub chosen: Option<QuoteLineId>,
}

pub fn edit(cx: &Cx, draft: &Draft) -> Markup {
    let l = cx.l;
    let quote = &draft.offer.quote;
    let (title, back) = (quote.title(l), format!("/quotes/{}", quote.id));
    let refresh = html! {
        @if cx.may::<QuotesSend>() {
            (ui::button_form(&format!("{back}/refresh"), l.quotes_refresh(), Icon::RefreshCw, "small", Some(l.quotes_refresh_sure())))
        }
    };
    let buttons = |line: &QuoteLine| line_buttons(cx, quote, line);
    let buttons: Option<view::LineButtons<'_>> = if cx.may::<QuotesEdit>() { Some(&buttons) } else { None };
    let body = html! {
        (ui::crumbs(cx, &[(&format!("/intakes/{}", draft.intake.id), &draft.intake.number), (&back, &title)], l.form_edit()))
        (ui::head(&title, &draft.client.name, html! {}))
        @if is_stale(&draft.terms) { (saved(cx, quote)) }
        (terms_form(cx, &draft.terms, &format!("{back}/edit"), &back))
        (ui::panel(l.quotes_lines(), refresh, view::lines(cx, &draft.offer, buttons)))
        @if cx.may::<QuotesEdit>() { (line_form(cx, draft)) } @else { p.muted { (l.quotes_lines_of_sheet()) } }
    };
    layout::page(cx, &title, body)
}

/// Whether someone else saved meanwhile.
pub fn is_stale(form: &Form) -> bool {
    form.fault("").is_some_and(|text| text.key == Key::ErrorStale)
}

/// What someone else saved, beside what was typed.
fn saved(cx: &Cx, quote: &Quote) -> Markup {
    let l = cx.l;
    let discount = match quote.discount() {
        Discount::None => html! { (l.quotes_discount_none()) },
        Discount::Share(share) => html! { bdi { (cx.f.rate(share)) } },
        Discount::Amount(amount) => ui::amount(cx, amount),
    };
    let facts = html! {
        dl.facts {
            (ui::fact(l.quotes_discount(), Some(discount)))
            (ui::fact(l.quotes_valid_until(), Some(ui::day(cx, quote.valid_until))))
            (ui::fact(l.quotes_note(), quote.note.as_ref().map(|note| ui::typed(note))))
        }
    };
    ui::panel(l.quotes_saved_meanwhile(), html! {}, facts)
}

fn line_buttons(cx: &Cx, quote: &Quote, line: &QuoteLine) -> Markup {
    let l = cx.l;
    html! {
        div.btns {
            a.btn.small href={ "/quotes/" (quote.id) "/edit?line=" (line.id) "#line" } { (icon(Icon::Pencil, 15)) (l.form_edit()) }
            (ui::button_form(&format!("/quote-lines/{}/removal", line.id), l.form_remove(), Icon::Trash2, "small", None))
        }
    }
}

fn line_form(cx: &Cx, draft: &Draft) -> Markup {
    let l = cx.l;
    let form = &draft.line;
    let (action, label) = match draft.chosen {
        Some(line) => (format!("/quote-lines/{line}"), l.quotes_edit_line()),
        None => (format!("/quotes/{}/lines", draft.offer.quote.id), l.quotes_add_line()),
    };
    let kinds: Vec<_> = LineKind::ALL.iter().map(|kind| (kind.as_str(), kind.label(l).to_owned())).collect();
    let rates: Vec<_> = rates(cx, draft).into_iter().map(|rate| (rate.to_bp().to_string(), cx.f.rate(rate))).collect();
    html! {
        form.panel id="line" method="post" action=(action) data-hx-post=(action) novalidate {
            (ui::form_key(form))
            input type="hidden" name="version" value=(form.value("version"));
            (ui::summary(cx, form))
            fieldset {
                legend { (label) }
                (field(cx, form, "kind", l.quotes_kind()).select(&kinds))
                (field(cx, form, "label", l.quotes_label()).text())
                (field(cx, form, "reference", l.quotes_reference()).optional().ltr().text())
                fieldset.field data-show-if="kind!=labour" { (field(cx, form, "quantity", l.quotes_quantity()).number()) }
                fieldset.field data-show-if="kind=labour" { (field(cx, form, "minutes", l.quotes_duration()).number()) }
                (field(cx, form, "unit_price", l.quotes_unit_price()).hint(l.quotes_unit_price_hint()).money(cx))
                (field(cx, form, "tax_rate", l.quotes_tax()).select(&rates))
            }
            div.panel-body { div.btns {
                button.btn.primary { (icon(if draft.chosen.is_some() { Icon::CircleCheck } else { Icon::Plus }, 17)) (label) }
                @if draft.chosen.is_some() { a.btn.ghost href={ "/quotes/" (draft.offer.quote.id) "/edit" } { (l.form_cancel()) } }
            } }
        }
    }
}

/// The rates a line may have: the shop's, and the one it has.
fn rates(cx: &Cx, draft: &Draft) -> Vec<Rate> {
    let mut rates = cx.settings.rates();
    let own = draft.offer.lines.iter().find(|line| Some(line.id) == draft.chosen).map(|line| line.tax_rate);
    rates.extend(own.filter(|own| !rates.contains(own)));
    rates
}

/// Reads what was typed of a line; `own` is the rate it has already.
pub fn read_line(form: &mut Form, cx: &Cx, own: Option<Rate>) -> QuoteLineInput {
    let input = QuoteLineInput {
        kind: form.choice("kind", LineKind::parse),
        label: form.text("label"),
        reference: form.text("reference"),
        quantity: form.quantity("quantity"),
        minutes: form.number("minutes"),
        unit_price: form.money("unit_price"),
        tax_rate: form.choice("tax_rate", |bp| bp.parse().ok().map(Rate::bp)),
    };
    let mut rates = cx.settings.rates();
    rates.extend(own);
    form.merge(input.check(&rates));
    input
}

/// A line that is not written yet.
pub fn blank_line(cx: &Cx, quote: &Quote) -> Form {
    Form::filled([
        ("version", quote.version.to_string()),
        ("kind", LineKind::Part.as_str().to_owned()),
        ("quantity", "1".to_owned()),
        ("tax_rate", cx.settings.usual_rate().to_bp().to_string()),
    ])
}

pub fn fill_line(quote: &Quote, line: &QuoteLine) -> Form {
    let labour = line.kind == LineKind::Labour;
    Form::filled([
        ("version", quote.version.to_string()),
        ("kind", line.kind.as_str().to_owned()),
        ("label", line.label.clone()),
        ("reference", line.reference.clone().unwrap_or_default()),
        ("quantity", if labour { "1".to_owned() } else { quantity_typed(line.quantity) }),
        ("minutes", if labour { line.quantity.to_string() } else { String::new() }),
        ("unit_price", Formats::amount_typed(line.unit_price)),
        ("tax_rate", line.tax_rate.to_bp().to_string()),
    ])
}

/// Thousandths as they are typed: `2`, `1,5`.
fn quantity_typed(thousandths: i64) -> String {
    let part = format!("{:03}", thousandths % 1_000);
    match part.trim_end_matches('0') {
        "" => (thousandths / 1_000).to_string(),
        part => format!("{},{part}", thousandths / 1_000),
    }
}

// The answer --------------------------------------------------------------------------------------------------------

/// Reads the client's answer; an uploaded file is kept already and named by its id.
pub fn read_answer(form: &mut Form, cx: &Cx) -> AnswerInput {
    let accepted = form.choice("accepted", |word| match word {
        "yes" => Some(true),
        "no" => Some(false),
        _ => None,
    });
    if accepted.is_none() {
        form.complain("accepted", Key::ErrorChoose);
    }
    let input = AnswerInput {
        accepted: accepted.unwrap_or(true),
        way: form.choice("way", AnswerWay::parse),
        name: form.text("name"),
        phone: form.text("phone"),
        reason: form.text("reason"),
        proof: form.values("proof").last().and_then(|id| id.parse().ok()),
    };
    form.merge(input.check(&cx.settings.shop.region));
    input
}

/// The answer is mostly the client's own.
pub fn fill_answer(cx: &Cx, client: &Client) -> Form {
    let phone = client.phone.as_deref().map(|phone| cx.f.phone(phone)).unwrap_or_default();
    let name = if client.is_company() { String::new() } else { client.name.clone() };
    Form::filled([("name", name), ("phone", phone)])
}

pub fn answer(cx: &Cx, intake: &Intake, client: &Client, offer: &Offer, form: &Form) -> Markup {
    let l = cx.l;
    let (title, back) = (offer.quote.title(l), format!("/quotes/{}", offer.quote.id));
    let action = format!("{back}/answer");
    let answers = [("yes", l.quotes_yes().to_owned()), ("no", l.quotes_no().to_owned())];
    let ways: Vec<_> = WAYS.iter().map(|way| (way.as_str(), way.label(l).to_owned())).collect();
    let body = html! {
        (ui::crumbs(cx, &[(&format!("/intakes/{}", intake.id), &intake.number), (&back, &title)], l.quotes_answer()))
        (ui::head(l.quotes_answer(), &client.name, html! {}))
        p { bdi.nowrap { (title) } " · " (ui::amount(cx, offer.quote.total)) " · " (l.quotes_valid_until()) " " (ui::day(cx, offer.quote.valid_until)) }
        form.panel method="post" action=(action) data-hx-post=(action) enctype="multipart/form-data" data-main data-guard novalidate {
            (ui::form_key(form))
            (ui::summary(cx, form))
            fieldset {
                legend { (l.quotes_one()) }
                (field(cx, form, "accepted", l.quotes_answer_of()).radios(&answers))
                (field(cx, form, "way", l.quotes_way()).radios(&ways))
                (field(cx, form, "name", l.quotes_who()).text())
                fieldset.field data-show-if="way=phone" { (field(cx, form, "phone", l.quotes_called()).tel()) }
                fieldset.field.full data-show-if="accepted=no" { (field(cx, form, "reason", l.quotes_reason()).full().textarea(2)) }
                (proof(cx, form))
            }
            (ui::actions(cx, &back, l.form_save()))
        }
    };
    layout::page(cx, l.quotes_answer(), body)
}

fn proof(cx: &Cx, form: &Form) -> Markup {
    let l = cx.l;
    let kept = form.values("proof").last().copied().filter(|id| !id.is_empty()).map(str::to_owned);
    let fault = form.fault("proof").map(|text| text.to(l));
    html! {
        div.field.full {
            label for="f-proof" { (l.quotes_proof()) " " span.opt { "(" (l.form_optional()) ")" } }
            @if let Some(id) = &kept { input type="hidden" name="proof" value=(id); p.hint { (l.quotes_proof_kept()) } }
            input.ctl id="f-proof" name="proof" type="file" accept="image/png,image/jpeg,image/webp,application/pdf"
                aria-invalid=[fault.as_ref().map(|_| "true")] aria-describedby=[fault.as_ref().map(|_| "e-proof")];
            @if let Some(text) = fault { p.err id="e-proof" { (icon(Icon::TriangleAlert, 14)) (text) } }
        }
    }
}
