//! What the pages of the settings look like, and how their forms are filled and read.

use maud::{Markup, html};

use super::{
    Calendar, Legal, Lists, Numbering, Part, Prices, Regime, Section, Series, Settings, Shop, VoucherTexts,
    check::{read_days, read_hours, read_lines, read_rates, write_hours, write_rate, write_rates},
};
use crate::{
    kernel::time::Day,
    lang::{Currency, Formats, Key, Lang, say},
    web::{
        Cx, Form, layout,
        ui::{self, field},
    },
};

// Filling -----------------------------------------------------------------------------------------------------------

/// A section's form with what is saved; `lang` is that of the texts.
pub fn fill(cx: &Cx, section: Section, lang: Lang) -> Form {
    let settings = &cx.settings;
    let mut form = Form::filled([("version", cx.settings_version.to_string())]);
    match section {
        Section::Identity => fill_identity(&mut form, &settings.shop),
        Section::Prices => fill_prices(&mut form, &settings.prices),
        Section::Numbering => {
            form.set("width", settings.numbering.width.to_string());
            for series in Series::ALL {
                form.set(&format!("prefix_{series}"), settings.numbering.prefix(*series));
            }
        }
        Section::Calendar => {
            for (day, openings) in settings.calendar.week.iter().enumerate() {
                form.set(&format!("day_{day}"), write_hours(openings));
            }
            form.set(
                "holidays",
                settings.calendar.holidays.iter().map(|day| cx.f.day(*day)).collect::<Vec<_>>().join("\n"),
            );
        }
        Section::Texts => {
            let texts = settings.texts(lang);
            form.set("lang", lang.as_str());
            for (name, text) in [
                ("intake", texts.intake),
                ("privacy", texts.privacy),
                ("quote", texts.quote),
                ("release", texts.release),
            ] {
                form.set(name, text);
            }
        }
        Section::Lists => {
            let lists = &settings.lists;
            for (name, list) in [
                ("categories", &lists.categories),
                ("faults", &lists.faults),
                ("accessories", &lists.accessories),
                ("shelves", &lists.shelves),
            ] {
                form.set(name, list.join("\n"));
            }
        }
    }
    form
}

fn fill_identity(form: &mut Form, shop: &Shop) {
    for (name, value) in [
        ("name", shop.name.as_str()),
        ("tagline", &shop.tagline),
        ("address", &shop.address),
        ("phone", &shop.phone),
        ("email", &shop.email),
        ("web", &shop.web),
        ("legal_form", &shop.legal.form),
        ("capital", &shop.legal.capital),
        ("rc", &shop.legal.rc),
        ("nif", &shop.legal.nif),
        ("nis", &shop.legal.nis),
        ("ai", &shop.legal.ai),
        ("accent", &shop.accent),
        ("public_url", &shop.public_url),
        ("lang", shop.lang.as_str()),
        ("region", &shop.region),
        ("zone", &shop.zone),
        ("currency", &shop.currency.code),
        ("sign", &shop.currency.sign),
        ("sign_ar", &shop.currency.sign_ar),
    ] {
        form.set(name, value);
    }
}

fn fill_prices(form: &mut Form, prices: &Prices) {
    for (name, value) in [
        ("regime", prices.regime.as_str().to_owned()),
        ("rates", write_rates(&prices.rates)),
        ("hourly_rate", Formats::amount_typed(prices.hourly_rate)),
        ("diagnosis_fee", Formats::amount_typed(prices.diagnosis_fee)),
        ("discount_limit", write_rate(prices.discount_limit)),
        ("quote_days", prices.quote_days.to_string()),
        ("warranty_days", prices.warranty_days.to_string()),
    ] {
        form.set(name, value);
    }
}

// Reading -----------------------------------------------------------------------------------------------------------

/// Reads what was typed of a section; what cannot be read stays in the form with its message. The logo is not read here.
pub fn read(form: &mut Form, settings: &Settings, section: Section) -> Part {
    match section {
        Section::Identity => Part::Identity(Box::new(read_identity(form))),
        Section::Prices => Part::Prices(read_prices(form)),
        Section::Numbering => Part::Numbering(read_numbering(form)),
        Section::Calendar => Part::Calendar(read_calendar(form)),
        Section::Texts => {
            let lang = form.choice("lang", Lang::parse).unwrap_or(settings.shop.lang);
            let [intake, privacy, quote, release] =
                ["intake", "privacy", "quote", "release"].map(|name| form.text(name));
            Part::Texts(lang, VoucherTexts { intake, privacy, quote, release })
        }
        Section::Lists => {
            let [categories, faults, accessories, shelves] =
                ["categories", "faults", "accessories", "shelves"].map(|name| read_lines(&form.text(name)));
            Part::Lists(Lists { categories, faults, accessories, shelves })
        }
    }
}

fn read_identity(form: &mut Form) -> Shop {
    Shop {
        name: form.text("name"),
        tagline: form.text("tagline"),
        address: form.text("address"),
        phone: form.text("phone"),
        email: form.text("email"),
        web: form.text("web"),
        legal: Legal {
            form: form.text("legal_form"),
            capital: form.text("capital"),
            rc: form.text("rc"),
            nif: form.text("nif"),
            nis: form.text("nis"),
            ai: form.text("ai"),
        },
        accent: form.text("accent").to_lowercase(),
        logo: None,
        public_url: form.text("public_url").trim_end_matches('/').to_owned(),
        lang: form.choice("lang", Lang::parse).unwrap_or_default(),
        region: form.text("region").to_uppercase(),
        zone: form.text("zone"),
        currency: Currency {
            code: form.text("currency").to_uppercase(),
            sign: form.text("sign"),
            sign_ar: form.text("sign_ar"),
        },
    }
}

/// Notes what is missing of a field that must be filled in.
fn needed<T: Default>(form: &mut Form, name: &str, read: Option<T>) -> T {
    if read.is_none() {
        form.complain(name, Key::ErrorRequired);
    }
    read.unwrap_or_default()
}

fn read_prices(form: &mut Form) -> Prices {
    let regime = form.choice("regime", Regime::parse);
    let rates = form.read("rates", Key::SettingsRatesWrong, read_rates);
    let (hourly_rate, diagnosis_fee) = (form.money("hourly_rate"), form.money("diagnosis_fee"));
    let discount_limit = form.rate("discount_limit");
    let (quote_days, warranty_days) = (form.number("quote_days"), form.number("warranty_days"));
    Prices {
        regime: needed(form, "regime", regime),
        rates: needed(form, "rates", rates),
        hourly_rate: needed(form, "hourly_rate", hourly_rate),
        diagnosis_fee: diagnosis_fee.unwrap_or_default(),
        discount_limit: needed(form, "discount_limit", discount_limit),
        quote_days: needed(form, "quote_days", quote_days),
        warranty_days: needed(form, "warranty_days", warranty_days),
    }
}

fn read_numbering(form: &mut Form) -> Numbering {
    let prefixes = Series::ALL
        .iter()
        .map(|series| (series.as_str().to_owned(), form.text(&format!("prefix_{series}")).to_uppercase()))
        .collect();
    let width = form.read("width", Key::SettingsWidthWrong, |text| text.parse::<usize>().ok());
    Numbering { prefixes, width: needed(form, "width", width) }
}

fn read_calendar(form: &mut Form) -> Calendar {
    let week = std::array::from_fn(|day| {
        form.read(&format!("day_{day}"), Key::SettingsHoursWrong, read_hours).unwrap_or_default()
    });
    let holidays = match read_days(&form.text("holidays")) {
        Ok(days) => days,
        Err(line) => {
            form.complain("holidays", say::SettingsHolidayWrong { line: line.into() });
            Vec::<Day>::new()
        }
    };
    Calendar { week, holidays }
}

/// Where a section is; that of the texts in the language of the form.
pub fn address(section: Section, form: &Form) -> String {
    match section {
        Section::Texts => format!("/settings/texts?lang={}", Lang::parse(form.value("lang")).unwrap_or_default()),
        other => format!("/settings/{other}"),
    }
}

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
            (tabs(cx, section))
            @if section == Section::Texts { (languages(cx, form)) }
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

fn tabs(cx: &Cx, here: Section) -> Markup {
    html! {
        nav.tabs aria-label=(cx.l.settings_sections()) {
            @for section in Section::ALL { a href={ "/settings/" (section) } aria-current=[(*section == here).then_some("page")] { (section.label(cx.l)) } }
        }
    }
}

fn languages(cx: &Cx, form: &Form) -> Markup {
    html! {
        nav.tabs aria-label=(cx.l.nav_language()) {
            @for lang in Lang::ALL {
                a href={ "/settings/texts?lang=" (lang) } lang=(lang) aria-current=[form.has("lang", lang.as_str()).then_some("page")] { (lang.label()) }
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
        p.hint { (l.settings_hours_hint()) }
        fieldset {
            legend { (l.settings_hours()) }
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
        p.hint { (l.settings_lists_hint()) }
        fieldset {
            legend { (l.settings_lists()) }
            (field(cx, form, "categories", l.settings_categories()).textarea(10))
            (field(cx, form, "faults", l.settings_faults()).optional().textarea(10))
            (field(cx, form, "accessories", l.settings_accessories()).optional().textarea(8))
            (field(cx, form, "shelves", l.settings_shelves()).optional().textarea(8))
        }
    }
}
