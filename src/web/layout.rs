//! The frame of a page: navigation, search, language and theme, messages.

use maud::{DOCTYPE, Markup, PreEscaped, html};

use super::{
    Cx, Icon,
    assets::{APP_CSS, APP_TS, INTER_LATIN_WGHT_NORMAL_WOFF2, VAZIRMATN_ARABIC_WGHT_NORMAL_WOFF2},
    ui::{icon, once_key},
};
use crate::{
    kernel::time::At,
    lang::Lang,
    users::rights::{Audit, Messages, MoneyStatistics, PaymentsTake, Print, SettingsEdit, TicketsOpen, UsersEdit},
    worktime::Timer,
};

const HTMX: &str = r#"{"includeIndicatorCSS":false,"morphSkip":"[data-hx-morph-skip]","transitions":false}"#;

/// A page of the back office.
pub fn page(cx: &Cx, title: &str, body: Markup) -> Markup {
    live_page(cx, title, None, body)
}

/// A page that follows when someone else acts on `about` (subjects separated by commas).
pub fn live_page(cx: &Cx, title: &str, about: Option<&str>, body: Markup) -> Markup {
    let l = cx.l;
    frame(
        cx,
        title,
        html! {
            body {
                a.skip href="#main" { (l.nav_skip()) }
                (side(cx))
                (top(cx))
                main id="main" tabindex="-1" data-live=[about.map(|a| format!("/live?about={a}&since={}", cx.mark))] {
                    @if about.is_some() {
                        div.alert.info data-stale-banner hidden { (icon(Icon::RefreshCw, 18)) div { (l.live_stale()) } a.btn.small href=(cx.here) data-refresh { (l.live_refresh()) } }
                    }
                    (body)
                }
                (tabs(cx))
                (toasts(cx))
            }
        },
    )
}

/// A page without navigation: log-in, set-up, tracking, errors of strangers.
pub fn plain(cx: &Cx, title: &str, body: Markup) -> Markup {
    plain_sized(cx, title, false, body)
}

/// A plain page with a wide card.
pub fn plain_wide(cx: &Cx, title: &str, body: Markup) -> Markup {
    plain_sized(cx, title, true, body)
}

fn plain_sized(cx: &Cx, title: &str, wide: bool, body: Markup) -> Markup {
    frame(
        cx,
        title,
        html! {
            body.plain {
                header.plain-top {
                    a.brand href="/" { span { (icon(Icon::Wrench, 17)) } bdi { (cx.settings.shop.name) } }
                    div.end { (language_menu(cx)) (theme_button(cx)) }
                }
                main id="main" class=(if wide { "card-page wide" } else { "card-page" }) tabindex="-1" { (body) }
                (toasts(cx))
            }
        },
    )
}

fn frame(cx: &Cx, title: &str, body: Markup) -> Markup {
    let l = cx.l;
    let font = if l == Lang::Ar { VAZIRMATN_ARABIC_WGHT_NORMAL_WOFF2 } else { INTER_LATIN_WGHT_NORMAL_WOFF2 };
    html! {
        (DOCTYPE)
        html lang=(l) dir=(l.dir()) data-theme=[cx.theme] {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover";
                title { (title) " · " (cx.settings.shop.name) }
                meta name="htmx-config" content=(HTMX);
                meta name="color-scheme" content="light dark";
                link rel="preload" href=(font) as="font" type="font/woff2" crossorigin;
                link rel="stylesheet" href=(APP_CSS);
                link rel="icon" href="/icon.svg" type="image/svg+xml";
                script type="module" src=(APP_TS) {}
            }
            (body)
        }
    }
}

/// An entry of the navigation.
struct Entry {
    href: &'static str,
    icon: Icon,
    label: &'static str,
    /// The word of the bar of a phone.
    short: &'static str,
}

fn entries(cx: &Cx) -> Vec<Entry> {
    let l = cx.l;
    let entry = |href, icon, label| Entry { href, icon, label, short: label };
    let mut out = vec![
        Entry { short: l.nav_tab_dashboard(), ..entry("/", Icon::LayoutDashboard, l.nav_dashboard()) },
        Entry { short: l.nav_tab_intakes(), ..entry("/intakes", Icon::Inbox, l.nav_intakes()) },
        entry("/clients", Icon::Users, l.nav_clients()),
        entry("/equipment", Icon::Laptop, l.nav_equipment()),
        entry("/quotes", Icon::Calculator, l.nav_quotes()),
        entry("/shipments", Icon::Truck, l.nav_shipments()),
        entry("/parts/awaited", Icon::Package, l.nav_parts()),
    ];
    if cx.may::<TicketsOpen>() {
        out.push(entry("/tickets", Icon::Ticket, l.nav_tickets()));
    }
    out.push(entry("/calls", Icon::Phone, l.nav_calls()));
    out.push(entry("/partners", Icon::Building2, l.nav_partners()));
    if cx.may::<PaymentsTake>() {
        out.push(entry("/cash", Icon::Wallet, l.nav_cash()));
    }
    if cx.may::<MoneyStatistics>() {
        out.push(entry("/payments", Icon::Banknote, l.nav_payments()));
    }
    if cx.may::<Print>() {
        out.push(entry("/prints", Icon::Printer, l.nav_prints()));
    }
    if cx.may::<Messages>() {
        out.push(entry("/outbox", Icon::MessageSquare, l.nav_outbox()));
    }
    if cx.may::<UsersEdit>() {
        out.push(entry("/users", Icon::UserPlus, l.nav_users()));
    }
    if cx.may::<SettingsEdit>() {
        out.push(entry("/settings", Icon::Settings, l.nav_settings()));
    }
    if cx.may::<Audit>() {
        out.push(entry("/audit", Icon::History, l.nav_audit()));
    }
    out
}

fn is_here(cx: &Cx, href: &str) -> Option<&'static str> {
    let inside = href != "/" && cx.path.starts_with(href);
    (cx.path == href || inside).then_some("page")
}

fn link(cx: &Cx, entry: &Entry) -> Markup {
    html! {
        a href=(entry.href) aria-current=[is_here(cx, entry.href)] {
            (icon(entry.icon, 18)) span { (entry.label) }
        }
    }
}

fn side(cx: &Cx) -> Markup {
    html! {
        nav.side aria-label=(cx.l.nav_menu()) {
            a.brand href="/" { span { (icon(Icon::Wrench, 17)) } bdi { (cx.settings.shop.name) } }
            div.nav { @for entry in entries(cx) { (link(cx, &entry)) } }
        }
    }
}

fn top(cx: &Cx) -> Markup {
    let l = cx.l;
    html! {
        header.top {
            form.searchbox.combo role="search" action="/find" {
                (icon(Icon::Search, 16))
                input.ctl id="find" type="text" name="q" enterkeyhint="search" aria-label=(l.nav_search()) placeholder=(l.nav_search()) autocomplete="off"
                    role="combobox" aria-expanded="false" aria-controls="find-list" aria-autocomplete="list" dir="auto"
                    data-hx-get="/find/options" data-hx-trigger="input changed delay:120ms" data-hx-target="#find-list" data-hx-sync="this:replace";
                kbd { "/" }
                div.pop hidden { ul.opts id="find-list" role="listbox" aria-label=(l.find_title()) {} }
            }
            div.end {
                span.live id="live" role="status" hidden { span.is-on { (l.live_on()) } span.is-off { (l.live_off()) } }
                (my_timer(cx))
                a.btn.ghost.icon.narrow-only href="/scan" aria-label=(l.scan_title()) aria-current=[is_here(cx, "/scan")] { (icon(Icon::ScanBarcode, 19)) }
                (bell(cx))
                (language_menu(cx))
                (theme_button(cx))
                (account_menu(cx))
            }
        }
    }
}

/// What the reader's timer measures, with a pause and a stop at hand; what was forgotten asks for its minutes.
fn my_timer(cx: &Cx) -> Markup {
    let l = cx.l;
    let Some(timer) = cx.timers.first() else { return html! {} };
    let file = format!("/intakes/{}", timer.intake_id);
    let to = |end: &str| format!("/timers/{}/{end}", timer.id);
    let wrong = timer.is_to_correct() || timer.runs_too_long(cx.now, cx.settings.workbench.longest);
    html! {
        div.my-timer.bad[wrong] role="group" aria-label=(l.timers_mine()) {
            @if timer.is_to_correct() {
                a href=(to("correction")) { (icon(Icon::TriangleAlert, 16)) span { (l.timers_to_correct_short()) " " bdi.nowrap.wide-only { (timer.number) } } }
            } @else {
                a href=(file) {
                    (icon(if timer.running_since.is_some() { Icon::Clock } else { Icon::Pause }, 16))
                    span.sr { (l.timers_mine()) " " } bdi.nowrap.wide-only { (timer.number) } " " (ticking(timer, cx.now))
                }
                @if timer.running_since.is_some() { (super::ui::icon_form(&to("pause"), l.timers_pause(), Icon::Pause)) }
                @else { (super::ui::icon_form(&format!("/interventions/{}/timer", timer.intervention_id), l.timers_resume(), Icon::Play)) }
                (super::ui::icon_form(&to("stop"), l.timers_stop(), Icon::CircleCheck))
            }
        }
    }
}

/// What a timer measures, as hours, minutes and seconds. The browser counts on from here; without scripts it is what it was.
pub fn ticking(timer: &Timer, now: At) -> Markup {
    let ms = timer.elapsed_ms(now);
    let seconds = ms / 1_000;
    let text = format!("{}:{:02}:{:02}", seconds / 3_600, seconds / 60 % 60, seconds % 60);
    html! { bdi.ticks.ltr data-ticks=(ms) data-running[timer.running_since.is_some()] { (text) } }
}

/// The way to what is new, while there is something.
fn bell(cx: &Cx) -> Markup {
    let unread = cx.f.number(cx.unread);
    html! {
        @if cx.unread > 0 {
            a.btn.ghost.icon.bell href="/notices" aria-label={ (cx.l.nav_notices()) " : " (unread) } { (icon(Icon::Bell, 18)) span.badge.bad { (unread) } }
        }
    }
}

fn language_menu(cx: &Cx) -> Markup {
    html! {
        button.btn.ghost type="button" popovertarget="langs" aria-label={ (cx.l.nav_language()) " : " (cx.l.label()) } { (icon(Icon::Languages, 17)) span.wide-only { (cx.l.label()) } }
        div.menu id="langs" popover {
            form method="post" action="/account/language" {
                input type="hidden" name="next" value=(cx.here);
                @for lang in Lang::ALL {
                    button type="submit" name="lang" value=(lang) lang=(lang) aria-current=[(*lang == cx.l).then_some("true")] { (lang.label()) }
                }
            }
        }
    }
}

fn theme_button(cx: &Cx) -> Markup {
    html! { button.btn.ghost.icon.theme type="button" data-theme-toggle aria-label=(cx.l.nav_theme()) { (icon(Icon::SunMoon, 18)) } }
}

fn account_menu(cx: &Cx) -> Markup {
    let Some(who) = &cx.who else { return html! {} };
    let l = cx.l;
    html! {
        button.avatar type="button" popovertarget="me" aria-label={ (initials(&who.name)) ", " (l.nav_account()) } { span aria-hidden="true" { (initials(&who.name)) } }
        div.menu id="me" popover {
            p { bdi { (who.name) } " · " (who.role.label(l)) }
            a href="/notices" { (icon(Icon::Bell, 17)) (l.nav_notices()) @if cx.unread > 0 { span.badge { (cx.f.number(cx.unread)) } } }
            a href="/keys" { (icon(Icon::Keyboard, 17)) (l.keys_title()) }
            a href="/account/password" { (icon(Icon::KeyRound, 17)) (l.account_password()) }
            form method="post" action="/logout" { (once_key()) button type="submit" { (icon(Icon::LogOut, 17)) (l.nav_log_out()) } }
        }
    }
}

fn tabs(cx: &Cx) -> Markup {
    let all = entries(cx);
    let (first, rest) = all.split_at(all.len().min(4));
    html! {
        nav.tabbar aria-label=(cx.l.nav_menu()) {
            @for entry in first { a href=(entry.href) aria-current=[is_here(cx, entry.href)] { (icon(entry.icon, 21)) span { (entry.short) } } }
            button type="button" popovertarget="all" { (icon(Icon::Ellipsis, 21)) span { (cx.l.nav_more()) } }
        }
        div.menu id="all" popover { @for entry in rest { (link(cx, entry)) } }
    }
}

fn toasts(cx: &Cx) -> Markup {
    html! {
        div id="toasts" role="status" data-failed=(cx.l.error_connection()) {
            @if let Some(text) = cx.flash.as_deref().and_then(|code| flash(cx.l, code)) {
                div.toast.ok {
                    (icon(Icon::CircleCheck, 18)) span { (text) }
                    @if let Some(action) = &cx.undo { form method="post" action=(action) { (once_key()) button.btn.small { (icon(Icon::Undo2, 15)) (cx.l.form_undo()) } } }
                }
            }
        }
    }
}

/// The messages a redirect may carry to the next page.
fn flash(l: Lang, code: &str) -> Option<&'static str> {
    match code {
        "saved" => Some(l.flash_saved()),
        "created" => Some(l.flash_created()),
        "removed" => Some(l.flash_removed()),
        "voided" => Some(l.flash_voided()),
        "held" => Some(l.flash_held()),
        "undone" => Some(l.flash_undone()),
        "merged" => Some(l.flash_merged()),
        "released" => Some(l.flash_released()),
        "paid" => Some(l.flash_paid()),
        "parked" => Some(l.flash_parked()),
        "password" => Some(l.flash_password()),
        "queued" => Some(l.flash_queued()),
        "queued_sms" => Some(l.flash_queued_sms()),
        "called" => Some(l.flash_called()),
        _ => None,
    }
}

/// The first letters of the first and last word of a name.
pub fn initials(name: &str) -> String {
    let words: Vec<&str> = name.split_whitespace().collect();
    let first = words.first().and_then(|w| w.chars().next());
    let last = words.get(1..).and_then(<[&str]>::last).and_then(|w| w.chars().next());
    first.into_iter().chain(last).flat_map(char::to_uppercase).collect()
}

/// The icon of browser tabs.
pub const ICON_SVG: &str = r##"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="9" fill="#3b4cca"/><path d="M20.5 8.2a5.6 5.6 0 0 0-7 7L7.6 21a2.4 2.4 0 0 0 3.4 3.4l5.8-5.9a5.6 5.6 0 0 0 7-7l-3.4 3.4-2.9-.6-.6-2.9z" fill="none" stroke="#fff" stroke-width="2" stroke-linejoin="round"/></svg>"##;

/// The icon as a response.
pub async fn icon_svg() -> impl axum::response::IntoResponse {
    (
        [
            (axum::http::header::CONTENT_TYPE, "image/svg+xml"),
            (axum::http::header::CACHE_CONTROL, "public, max-age=86400"),
        ],
        ICON_SVG,
    )
}

/// Raw markup that this program made itself (QR codes as SVG).
pub fn drawn(svg: String) -> Markup {
    PreEscaped(svg)
}
