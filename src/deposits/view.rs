//! What the page of a recorded deposit looks like; that of a new one is in `counter`.

use maud::{Markup, html};

use super::Deposit;
use crate::{
    clients::Client,
    documents::snapshot::Signed,
    intakes::Intake,
    users::rights::IntakesEdit,
    web::{
        Cx, Icon, layout,
        ui::{self, icon},
    },
};

/// After the deposit: the vouchers it made, each with its file and its papers. Right after saving, what the shop prints of a
/// deposit is printed by itself.
pub fn done(
    cx: &Cx,
    deposit: &Deposit,
    client: &Client,
    intakes: &[(Intake, String)],
    signed: Option<&Signed>,
) -> Markup {
    let l = cx.l;
    let now = cx.flash.as_deref() == Some("created");
    let several = intakes.len() > 1;
    let buttons = html! {
        (ui::print_form(&format!("/deposits/{}/printing", deposit.id), l.prints_print(), "", now))
        @if several {
            a.btn.ghost href={ "/deposits/" (deposit.id) "/print" } target="_blank" data-print { (icon(Icon::FileText, 17)) (l.deposits_print_summary()) }
        }
        @if signed.is_none() && cx.may::<IntakesEdit>() { a.btn href={ "/deposits/" (deposit.id) "/signature" } { (icon(Icon::Signature, 17)) (l.signatures_sign()) } }
        a.btn.primary href="/deposits/new" data-new { (icon(Icon::Plus, 17)) (l.deposits_new()) kbd { "N" } }
    };
    layout::page(
        cx,
        l.deposits_one(),
        html! {
            (ui::crumbs(cx, &[("/intakes", l.nav_intakes())], l.deposits_one()))
            (ui::head(l.deposits_one(), &client.name, buttons))
            @if signed.is_none() && cx.settings.signing.deposit { div.alert.warn { (icon(Icon::Signature, 18)) div { (l.signatures_wanted()) } } }
            section.panel {
                ul.rows {
                    @for (intake, equipment) in intakes {
                        li {
                            (icon(Icon::FileText, 18))
                            div { a.rowlink href={ "/intakes/" (intake.id) } { bdi.nowrap { (intake.number) } } p { bdi { (equipment) } " · " bdi { (intake.fault) } } }
                            @if let Some(at) = intake.promised_at { span.muted { (l.intakes_promised()) " " (ui::time(cx, at)) } }
                            @if several { div.end { a.btn.small href={ "/intakes/" (intake.id) "/print" } target="_blank" data-print { (icon(Icon::Printer, 16)) (l.deposits_print()) } } }
                        }
                    }
                }
                div.panel-body {
                    dl.facts {
                        (ui::fact(l.clients_one(), Some(html! { a href={ "/clients/" (client.id) } { bdi { (client.name) } } })))
                        (ui::fact(l.deposits_depositor(), deposit.depositor_name.as_ref().map(|n| html! { bdi { (n) } })))
                        (ui::fact(l.signatures_page(), signed.map(|s| html! { bdi { (s.name) } " · " (ui::time(cx, s.at)) })))
                        (ui::fact(l.deposits_at(), Some(ui::time(cx, deposit.deposited_at))))
                    }
                }
            }
        },
    )
}
