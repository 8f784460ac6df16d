//! Which right every route needs: the table that `rights_walk` walks.

use std::collections::BTreeMap;

use fixili::users::rights::{
    self, Audit, ClientsEdit, CodeReveal, IntakesEdit, InterventionsEdit, Line, LoseShipment, MoneyStatistics,
    NotesWrite, OwnAccount, PaymentsTake, QuotesAnswer, QuotesEdit, QuotesSend, Read, Refund, ReleaseUnclaimed,
    Right as _, SettingsEdit, ShipmentsEdit, TicketsOpen, TicketsTake, UsersEdit, VoidVoucher,
};

use crate::world_whole::routes;

const GIVE_BACK: Line = rights::Release::LINE;

/// What everyone may ask for, logged in or not.
pub const PUBLIC: &[&str] = &[
    "GET /login",
    "POST /login",
    "POST /logout",
    "POST /account/language",
    "GET /setup",
    "POST /setup",
    "GET /a/{name}",
    "GET /icon.svg",
    "GET /t/{link}",
    "GET /api/openapi.json",
];

/// Every other route, by the right it needs. `/api` stands for `/api/v1`.
const EXPECTED: &[(Line, &[&str])] = &[
    (
        Read::LINE,
        &[
            "GET /",
            "GET /live",
            "GET /find",
            "GET /find/options",
            "GET /api/find",
            "GET /intakes",
            "GET /intakes/{id}",
            "GET /intakes/{id}/print",
            "GET /intakes/{id}/sheet",
            "GET /clients",
            "GET /clients/options",
            "GET /clients/{id}",
            "GET /deposits/{id}",
            "GET /deposits/{id}/print",
            "GET /documents/{file}",
            "GET /equipment",
            "GET /equipment/options",
            "GET /equipment/{id}",
            "GET /files/{id}",
            "GET /interventions/{id}/history",
            "GET /partners",
            "GET /partners/options",
            "GET /quotes",
            "GET /quotes/{id}",
            "GET /settings/logo",
            "GET /shipments",
            "GET /tickets",
            "GET /tickets/{id}",
            "GET /api/clients",
            "GET /api/clients/{id}",
            "GET /api/clients/{id}/contacts",
            "GET /api/clients/{id}/equipment",
            "GET /api/deposits/{id}",
            "GET /api/equipment",
            "GET /api/equipment/{id}",
            "GET /api/intakes",
            "GET /api/intakes/{id}",
            "GET /api/intakes/{id}/documents",
            "GET /api/intakes/{id}/dues",
            "GET /api/intakes/{id}/files",
            "GET /api/intakes/{id}/notes",
            "GET /api/intakes/{id}/payments",
            "GET /api/intakes/{id}/quotes",
            "GET /api/intakes/{id}/release",
            "GET /api/intakes/{id}/shipments",
            "GET /api/intakes/{id}/spans",
            "GET /api/intakes/{id}/events",
            "GET /api/interventions/{id}",
            "GET /api/partners",
            "GET /api/partners/{id}",
            "GET /api/payments/{id}",
            "GET /api/quotes",
            "GET /api/quotes/{id}",
            "GET /api/shipments",
            "GET /api/shipments/{id}",
            "GET /api/tickets",
            "GET /api/tickets/{id}",
            "GET /api/tickets/{id}/notes",
        ],
    ),
    (
        OwnAccount::LINE,
        &["GET /account/password", "POST /account/password", "GET /notices", "POST /notices/read", "GET /api/me"],
    ),
    (
        ClientsEdit::LINE,
        &[
            "POST /clients",
            "GET /clients/new",
            "GET /clients/{id}/edit",
            "POST /clients/{id}/edit",
            "POST /clients/{id}/contacts",
            "GET /clients/{id}/contacts/new",
            "GET /contacts/{id}/edit",
            "POST /contacts/{id}/edit",
            "POST /contacts/{id}/archive",
            "POST /equipment",
            "GET /equipment/new",
            "GET /equipment/{id}/edit",
            "POST /equipment/{id}/edit",
            "POST /api/clients",
            "PUT /api/clients/{id}",
            "POST /api/clients/{id}/contacts",
            "PUT /api/contacts/{id}",
            "POST /api/clients/{id}/equipment",
            "PUT /api/equipment/{id}",
        ],
    ),
    (
        IntakesEdit::LINE,
        &[
            "POST /deposits",
            "GET /deposits/new",
            "GET /intakes/{id}/edit",
            "POST /intakes/{id}/edit",
            "GET /intakes/{id}/unlock-code",
            "POST /intakes/{id}/unlock-code",
            "POST /intakes/{id}/tracking",
            "GET /tickets/{id}/conversion",
            "POST /tickets/{id}/conversion",
            "POST /api/tickets/{id}/conversion",
            "GET /intakes/{id}/files/new",
            "POST /intakes/{id}/files/new",
            "POST /intakes/{id}/files/{file}/removal",
            "POST /api/deposits",
            "PUT /api/intakes/{id}",
            "PUT /api/intakes/{id}/code",
            "POST /api/intakes/{id}/files",
            "POST /api/intakes/{id}/files/{file}/removal",
        ],
    ),
    (CodeReveal::LINE, &["POST /intakes/{id}/code", "POST /api/intakes/{id}/code-reveal"]),
    (
        InterventionsEdit::LINE,
        &[
            "GET /intakes/{id}/intervention",
            "POST /intakes/{id}/intervention",
            "GET /intakes/{id}/reopening",
            "POST /intakes/{id}/reopening",
            "GET /intakes/{id}/warranty-ruling",
            "POST /intakes/{id}/warranty-ruling",
            "GET /interventions/{id}/edit",
            "POST /interventions/{id}/edit",
            "GET /interventions/{id}/hold",
            "POST /interventions/{id}/hold",
            "GET /interventions/{id}/handover",
            "POST /interventions/{id}/handover",
            "GET /interventions/{id}/completion",
            "POST /interventions/{id}/completion",
            "GET /interventions/{id}/parts/new",
            "POST /interventions/{id}/parts/new",
            "GET /interventions/{id}/labour/new",
            "POST /interventions/{id}/labour/new",
            "GET /parts/{id}/edit",
            "POST /parts/{id}/edit",
            "POST /parts/{id}/arrival",
            "POST /parts/{id}/removal",
            "GET /labour/{id}/edit",
            "POST /labour/{id}/edit",
            "POST /labour/{id}/removal",
            "POST /api/intakes/{id}/intervention",
            "POST /api/intakes/{id}/reopening",
            "POST /api/intakes/{id}/warranty-ruling",
            "PUT /api/interventions/{id}",
            "POST /api/interventions/{id}/hold",
            "POST /api/interventions/{id}/handover",
            "POST /api/interventions/{id}/completion",
            "POST /api/interventions/{id}/parts",
            "POST /api/interventions/{id}/labour",
            "PUT /api/parts/{id}",
            "DELETE /api/parts/{id}",
            "POST /api/parts/{id}/arrival",
            "PUT /api/labour/{id}",
            "DELETE /api/labour/{id}",
        ],
    ),
    (
        ShipmentsEdit::LINE,
        &[
            "POST /partners",
            "GET /partners/new",
            "GET /partners/{id}/edit",
            "POST /partners/{id}/edit",
            "POST /partners/{id}/archive",
            "POST /partners/{id}/restore",
            "GET /intakes/{id}/shipments/new",
            "POST /intakes/{id}/shipments/new",
            "GET /shipments/{id}/edit",
            "POST /shipments/{id}/edit",
            "POST /shipments/{id}/dispatch",
            "POST /shipments/{id}/cancellation",
            "GET /shipments/{id}/reception",
            "POST /shipments/{id}/reception",
            "POST /api/partners",
            "PUT /api/partners/{id}",
            "POST /api/partners/{id}/archive",
            "POST /api/partners/{id}/restore",
            "POST /api/intakes/{id}/shipments",
            "PUT /api/shipments/{id}",
            "POST /api/shipments/{id}/dispatch",
            "POST /api/shipments/{id}/cancellation",
            "POST /api/shipments/{id}/reception",
        ],
    ),
    (LoseShipment::LINE, &["GET /shipments/{id}/loss", "POST /shipments/{id}/loss", "POST /api/shipments/{id}/loss"]),
    (
        QuotesSend::LINE,
        &[
            "GET /intakes/{id}/quotes/new",
            "POST /intakes/{id}/quotes/new",
            "GET /quotes/{id}/edit",
            "POST /quotes/{id}/edit",
            "POST /quotes/{id}/refresh",
            "POST /quotes/{id}/sending",
            "POST /quotes/{id}/revision",
            "POST /quotes/{id}/withdrawal",
            "POST /api/intakes/{id}/quotes",
            "PUT /api/quotes/{id}",
            "POST /api/quotes/{id}/refresh",
            "POST /api/quotes/{id}/sending",
            "POST /api/quotes/{id}/revision",
            "POST /api/quotes/{id}/withdrawal",
        ],
    ),
    (
        QuotesEdit::LINE,
        &[
            "POST /quotes/{id}/lines",
            "POST /quote-lines/{id}",
            "POST /quote-lines/{id}/removal",
            "POST /api/quotes/{id}/lines",
            "PUT /api/quote-lines/{id}",
            "POST /api/quote-lines/{id}/removal",
        ],
    ),
    (QuotesAnswer::LINE, &["GET /quotes/{id}/answer", "POST /quotes/{id}/answer", "POST /api/quotes/{id}/answer"]),
    (
        PaymentsTake::LINE,
        &["GET /intakes/{id}/payments/new", "POST /intakes/{id}/payments/new", "POST /api/intakes/{id}/payments"],
    ),
    (
        Refund::LINE,
        &[
            "GET /intakes/{id}/refunds/new",
            "POST /intakes/{id}/refunds/new",
            "GET /payments/{id}/reversal",
            "POST /payments/{id}/reversal",
            "POST /api/intakes/{id}/refunds",
            "POST /api/payments/{id}/reversal",
        ],
    ),
    (MoneyStatistics::LINE, &["GET /payments", "GET /api/payments", "GET /api/payments/sums"]),
    (GIVE_BACK, &["GET /intakes/{id}/release", "POST /intakes/{id}/release", "POST /api/intakes/{id}/release"]),
    (
        ReleaseUnclaimed::LINE,
        &["GET /intakes/{id}/unclaimed", "POST /intakes/{id}/unclaimed", "POST /api/intakes/{id}/unclaimed"],
    ),
    (
        VoidVoucher::LINE,
        &[
            "GET /intakes/{id}/void",
            "POST /intakes/{id}/void",
            "POST /tickets/{id}/void",
            "POST /api/intakes/{id}/void",
            "POST /api/tickets/{id}/void",
        ],
    ),
    (
        TicketsOpen::LINE,
        &[
            "POST /tickets",
            "GET /tickets/new",
            "GET /intakes/{id}/conversion",
            "POST /intakes/{id}/conversion",
            "POST /api/intakes/{id}/conversion",
            "GET /tickets/contacts",
            "GET /tickets/{id}/edit",
            "POST /tickets/{id}/edit",
            "POST /api/tickets",
            "PUT /api/tickets/{id}",
        ],
    ),
    (
        TicketsTake::LINE,
        &[
            "POST /tickets/{id}/take",
            "POST /tickets/{id}/handover",
            "POST /tickets/{id}/closing",
            "POST /tickets/{id}/reopening",
            "POST /api/tickets/{id}/take",
            "POST /api/tickets/{id}/handover",
            "POST /api/tickets/{id}/closing",
            "POST /api/tickets/{id}/reopening",
        ],
    ),
    (Audit::LINE, &["GET /audit", "GET /api/audit"]),
    (
        NotesWrite::LINE,
        &[
            "POST /intakes/{id}/notes",
            "GET /intakes/{id}/notes/new",
            "POST /tickets/{id}/notes",
            "POST /api/intakes/{id}/notes",
            "POST /api/tickets/{id}/notes",
        ],
    ),
    (
        UsersEdit::LINE,
        &[
            "GET /users",
            "POST /users",
            "GET /users/new",
            "GET /users/{id}/edit",
            "POST /users/{id}/edit",
            "POST /users/{id}/password",
            "POST /users/{id}/deactivation",
            "POST /users/{id}/reactivation",
            "GET /api/users",
            "POST /api/users",
            "PUT /api/users/{id}",
            "POST /api/users/{id}/deactivation",
            "POST /api/users/{id}/reactivation",
        ],
    ),
    (
        SettingsEdit::LINE,
        &[
            "GET /settings",
            "GET /settings/{section}",
            "POST /settings/{section}",
            "GET /api/settings",
            "PUT /api/settings",
        ],
    ),
];

/// The right of each route; none for public ones.
pub fn expected() -> BTreeMap<String, Option<Line>> {
    let mut all: BTreeMap<String, Option<Line>> = PUBLIC.iter().map(|route| ((*route).to_owned(), None)).collect();
    for (right, routes) in EXPECTED {
        for route in *routes {
            let full = route.replacen(" /api/", " /api/v1/", 1);
            assert!(all.insert(full, Some(*right)).is_none(), "{route} is named twice");
        }
    }
    all
}

#[test]
fn every_route_is_expected_and_every_expected_route_exists() {
    let mut expected = expected();
    let mut wrong = Vec::new();
    for (method, path) in routes() {
        if expected.remove(&format!("{method} {path}")).is_none() {
            wrong.push(format!("{method} {path}: say in tests/it/rights.rs which right it needs"));
        }
    }
    wrong.extend(expected.keys().map(|route| format!("{route} does not exist")));
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
