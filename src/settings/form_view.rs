//! How the forms of the settings are filled and read.

use super::{
    Calendar, Legal, Lists, Numbering, Part, Place, Prices, Regime, Section, Series, Settings, Shop, Signing,
    VoucherTexts, announcements_view, checklists_view,
    typed::{read_days, read_hours, read_lines, read_rates, write_hours, write_rate, write_rates},
    workbench_view,
};
use crate::{
    kernel::time::Day,
    lang::{Currency, Formats, Key, Lang, say},
    web::{Cx, Form},
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
        Section::Workbench => workbench_view::fill(&mut form, &settings.workbench),
        Section::Checklists => checklists_view::fill(&mut form, settings),
        Section::Phrases => {
            form.set("lang", lang.as_str());
            for place in Place::ALL {
                form.set(place.as_str(), settings.phrases.of(lang, *place).join("\n"));
            }
        }
        Section::Announcements => announcements_view::fill(&mut form, &settings.announcements, lang),
        Section::Signing => {
            for (name, on) in [("deposit", settings.signing.deposit), ("release", settings.signing.release)] {
                form.set(name, if on { "1" } else { "" });
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
        Section::Workbench => Part::Workbench(workbench_view::read(form)),
        Section::Checklists => Part::Checklists(checklists_view::read(form)),
        Section::Phrases => {
            let lang = form.choice("lang", Lang::parse).unwrap_or(settings.shop.lang);
            Part::Phrases(
                lang,
                Place::ALL.iter().map(|place| (*place, read_lines(&form.text(place.as_str())))).collect(),
            )
        }
        Section::Announcements => {
            Part::Announcements(Box::new(announcements_view::read(form, &settings.announcements)))
        }
        Section::Signing => Part::Signing(Signing { deposit: form.ticked("deposit"), release: form.ticked("release") }),
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

/// Where a section is; texts and sentences in the language of the form.
pub fn address(section: Section, form: &Form) -> String {
    match section {
        Section::Texts | Section::Phrases | Section::Announcements => {
            format!("/settings/{section}?lang={}", Lang::parse(form.value("lang")).unwrap_or_default())
        }
        other => format!("/settings/{other}"),
    }
}
