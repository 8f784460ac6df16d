//! What the pages of the settings look like.

use maud::{Markup, html};

use super::{Place, Regime, Section, Series, announcements_view, checklists_view, workbench_view};
use crate::{
    lang::Lang,
    web::{
        Cx, Form, layout,
        ui::{self, field},
    },
};

// Drawing -----------------------------------------------------------------------------------------------------------

/// The page of one section.
pub fn page(cx: &Cx, section: Section, form: &Form) -> Markup {
    let l = cx.l;
    let action = format!("/settings/{section}");
    let enctype = (section == Section::Identity).then_some("multipart/form-data");
    layout::page(
        cx,
        l.nav_settings(),
        html! {
            (ui::head(l.nav_settings(), section.label(l), html! {}))
            (tabs(cx, section.as_str()))
            @if matches!(section, Section::Texts | Section::Phrases | Section::Announcements) { (languages(cx, section, form)) }
            form.panel method="post" action=(action) data-hx-post=(action) enctype=[enctype] data-main data-guard novalidate {
                (ui::form_key(form))
                input type="hidden" name="version" value=(form.value("version"));
                (ui::summary(cx, form))
                (fields(cx, section, form))
                (ui::actions(cx, "/", l.form_save()))
            }
        },
    )
}

/// The sections, and the pages beside them; `here` is the last part of the address.
pub fn tabs(cx: &Cx, here: &str) -> Markup {
    let sections = Section::ALL.iter().map(|section| (section.as_str(), section.label(cx.l)));
    let others = [("sms", cx.l.sms_settings()), ("printing", cx.l.printers_settings())];
    html! {
        nav.tabs aria-label=(cx.l.settings_sections()) {
            @for (path, label) in sections.chain(others) { a href={ "/settings/" (path) } aria-current=[(here == path).then_some("page")] { (label) } }
        }
    }
}

fn languages(cx: &Cx, section: Section, form: &Form) -> Markup {
    html! {
        nav.tabs aria-label=(cx.l.nav_language()) {
            @for lang in Lang::ALL {
                a href={ "/settings/" (section) "?lang=" (lang) } lang=(lang) aria-current=[form.has("lang", lang.as_str()).then_some("page")] { (lang.label()) }
            }
        }
    }
}

fn fields(cx: &Cx, section: Section, form: &Form) -> Markup {
    match section {
        Section::Identity => identity(cx, form),
        Section::Prices => prices(cx, form),
        Section::Numbering => numbering(cx, form),
        Section::Calendar => calendar(cx, form),
        Section::Texts => texts(cx, form),
        Section::Lists => lists(cx, form),
        Section::Workbench => workbench_view::fields(cx, form),
        Section::Signing => signing(cx, form),
        Section::Checklists => checklists_view::fields(cx, form),
        Section::Phrases => phrases(cx, form),
        Section::Announcements => announcements_view::fields(cx, form),
    }
}

fn identity(cx: &Cx, form: &Form) -> Markup {
    let l = cx.l;
    let langs: Vec<_> = Lang::ALL.iter().map(|x| (x.as_str(), x.label().to_owned())).collect();
    let zones: Vec<String> = jiff::tz::db().available().map(|zone| zone.as_str().to_owned()).collect();
    html! {
        fieldset {
            legend { (l.settings_identity()) }
            (field(cx, form, "name", l.settings_name()).text())
            (field(cx, form, "tagline", l.settings_tagline()).optional().text())
            (field(cx, form, "address", l.settings_address()).optional().full().textarea(3))
            (field(cx, form, "phone", l.settings_phone()).optional().tel())
            (field(cx, form, "email", l.settings_email()).optional().email())
            (field(cx, form, "web", l.settings_web()).optional().ltr().text())
            (field(cx, form, "public_url", l.settings_public_url()).ltr().hint(l.settings_public_url_hint()).text())
        }
        fieldset {
            legend { (l.settings_legal()) }
            (field(cx, form, "legal_form", l.legal_form()).optional().text())
            (field(cx, form, "capital", l.legal_capital()).optional().text())
            (field(cx, form, "rc", l.legal_rc()).optional().ltr().text())
            (field(cx, form, "nif", l.legal_nif()).optional().ltr().text())
            (field(cx, form, "nis", l.legal_nis()).optional().ltr().text())
            (field(cx, form, "ai", l.legal_ai()).optional().ltr().text())
        }
        fieldset {
            legend { (l.settings_look()) }
            (field(cx, form, "accent", l.settings_accent()).ltr().hint(l.settings_accent_hint()).text())
            (logo(cx, form))
        }
        fieldset {
            legend { (l.settings_place()) }
            (field(cx, form, "lang", l.settings_lang()).select(&langs))
            (field(cx, form, "region", l.settings_region()).ltr().hint(l.settings_region_wrong()).text())
            (field(cx, form, "zone", l.settings_zone()).ltr().list(&zones).text())
            (field(cx, form, "currency", l.settings_currency()).ltr().hint(l.settings_currency_wrong()).text())
            (field(cx, form, "sign", l.settings_sign()).text())
            (field(cx, form, "sign_ar", l.settings_sign_ar()).text())
        }
    }
}

/// The logo that is kept, a field for another, a box to take it away.
fn logo(cx: &Cx, form: &Form) -> Markup {
    let l = cx.l;
    let fault = form.fault("logo").map(|text| text.to(l));
    html! {
        div.field {
            label for="f-logo" { (l.file_logo()) " " span.opt { "(" (l.form_optional()) ")" } }
            // The address changes with the picture, so that a browser shows the new one.
            @if let Some(logo) = &cx.settings.shop.logo { img src={ "/settings/logo?" (logo.digest.get(..12).unwrap_or_default()) } alt=(l.file_logo()) height="64"; }
            input.ctl id="f-logo" name="logo" type="file" accept="image/png,image/jpeg,image/webp" aria-invalid=[fault.as_ref().map(|_| "true")] aria-describedby="h-logo";
            p.hint id="h-logo" { (l.settings_logo_type()) }
            @if let Some(text) = fault { p.err { (text) } }
        }
        // A file that was sent with a refused form is kept.
        @if form.sent("logo") { input type="hidden" name="logo" value=(form.value("logo")); }
        @if cx.settings.shop.logo.is_some() { (field(cx, form, "logo_remove", l.settings_logo_remove()).check()) }
    }
}

fn prices(cx: &Cx, form: &Form) -> Markup {
    let l = cx.l;
    let regimes: Vec<_> = Regime::ALL.iter().map(|r| (r.as_str(), r.label(l).to_owned())).collect();
    html! {
        fieldset {
            legend { (l.settings_prices()) }
            (field(cx, form, "regime", l.settings_regime()).radios(&regimes))
            (field(cx, form, "rates", l.settings_rates()).affix("%").ltr().hint(l.settings_rates_hint()).text())
            (field(cx, form, "hourly_rate", l.settings_hourly_rate()).money(cx))
            (field(cx, form, "diagnosis_fee", l.settings_diagnosis_fee()).optional().money(cx))
            (field(cx, form, "discount_limit", l.settings_discount_limit()).affix("%").hint(l.settings_discount_hint()).number())
            (field(cx, form, "quote_days", l.settings_quote_days()).number())
            (field(cx, form, "warranty_days", l.settings_warranty_days()).number())
        }
    }
}

fn numbering(cx: &Cx, form: &Form) -> Markup {
    let l = cx.l;
    html! {
        fieldset {
            legend { (l.settings_numbering()) }
            @for series in Series::ALL { (field(cx, form, &format!("prefix_{series}"), series.label(l)).ltr().text()) }
            (field(cx, form, "width", l.settings_width()).hint(l.settings_width_hint()).number())
        }
    }
}

fn calendar(cx: &Cx, form: &Form) -> Markup {
    let l = cx.l;
    let days = [
        l.day_monday(),
        l.day_tuesday(),
        l.day_wednesday(),
        l.day_thursday(),
        l.day_friday(),
        l.day_saturday(),
        l.day_sunday(),
    ];
    html! {
        fieldset {
            legend { (l.settings_hours()) }
            p.hint.full { (l.settings_hours_hint()) }
            @for (n, day) in days.iter().enumerate() { (field(cx, form, &format!("day_{n}"), day).ltr().text()) }
        }
        fieldset {
            legend { (l.settings_holidays()) }
            (field(cx, form, "holidays", l.settings_holidays()).optional().full().hint(l.settings_holidays_hint()).textarea(5))
        }
    }
}

fn texts(cx: &Cx, form: &Form) -> Markup {
    let l = cx.l;
    let label = Lang::parse(form.value("lang")).unwrap_or_default().label();
    html! {
        fieldset {
            legend { (l.settings_texts()) " · " (label) }
            input type="hidden" name="lang" value=(form.value("lang"));
            (field(cx, form, "intake", l.settings_text_intake()).optional().full().hint(l.settings_texts_hint()).textarea(6))
            (field(cx, form, "privacy", l.settings_text_privacy()).optional().full().textarea(4))
            (field(cx, form, "quote", l.settings_text_quote()).optional().full().textarea(4))
            (field(cx, form, "release", l.settings_text_release()).optional().full().textarea(4))
        }
    }
}

fn lists(cx: &Cx, form: &Form) -> Markup {
    let l = cx.l;
    html! {
        fieldset {
            legend { (l.settings_lists()) }
            p.hint.full { (l.settings_lists_hint()) }
            (field(cx, form, "categories", l.settings_categories()).textarea(10))
            (field(cx, form, "faults", l.settings_faults()).optional().textarea(10))
            (field(cx, form, "accessories", l.settings_accessories()).optional().textarea(8))
            (field(cx, form, "shelves", l.settings_shelves()).optional().textarea(8))
        }
    }
}

fn phrases(cx: &Cx, form: &Form) -> Markup {
    let l = cx.l;
    let label = Lang::parse(form.value("lang")).unwrap_or_default().label();
    html! {
        fieldset {
            legend { (l.settings_phrases()) " · " (label) }
            input type="hidden" name="lang" value=(form.value("lang"));
            p.hint.full { (l.settings_phrases_about()) }
            @for place in Place::ALL { (field(cx, form, place.as_str(), place.label(l)).optional().full().textarea(6)) }
        }
    }
}

fn signing(cx: &Cx, form: &Form) -> Markup {
    let l = cx.l;
    html! {
        fieldset {
            legend { (l.settings_signing()) }
            p.hint.full { (l.settings_signing_about()) }
            (field(cx, form, "deposit", l.settings_sign_deposit()).check())
            (field(cx, form, "release", l.settings_sign_release()).check())
        }
    }
}
