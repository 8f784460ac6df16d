//! Issued documents: kept for good, the same bytes every time, struck when voided.

use axum::http::{StatusCode, header};
use fixili::{
    app::App,
    args,
    documents::{
        self, Copy, Format, Kind, Look, Snapshot,
        snapshot::{Client, Equipment, Intake},
    },
    kernel::{
        error::{Error, Result},
        id::{DocumentId, Id as _, IntakeId},
    },
    lang::Lang,
    settings, tracking,
    users::{
        Role,
        rights::{May, Read, Scope},
    },
};
use fixili_paper::Resolution;
use serde_json::json;

use crate::{app::on_both, world};

const NUMBER: &str = "BE-2026-000123";

fn file() -> IntakeId {
    IntakeId::from_raw(1 << 50)
}

async fn snapshot(app: &App) -> Snapshot {
    let settings = settings::current(&mut app.read().await.expect("a connection")).await.expect("settings");
    Snapshot {
        client: Client { name: "Fatima Zerrouki".into(), phone: Some("+213551706050".into()), ..Client::default() },
        equipment: Some(Equipment { category: "PC portable".into(), ..Equipment::default() }),
        intake: Some(Intake {
            number: NUMBER.into(),
            deposited_at: app.now(),
            fault: "S'éteint seul".into(),
            accessories: vec!["Chargeur".into()],
            ..Intake::default()
        }),
        by: Some("Samia Haddad".into()),
        tracking_url: Some(tracking::url(app, &settings, file(), 1)),
        ..Snapshot::of_shop(&settings)
    }
}

async fn issue(app: &App, version: i64, said: &Snapshot) -> Result<DocumentId> {
    app.write(async |tx| {
        let by = May::<Read>::system();
        documents::issue(tx, &by, Kind::Intake, file().raw(), version, Some(file()), NUMBER, said).await
    })
    .await
}

async fn renderings(app: &App, of: DocumentId) -> i64 {
    let mut conn = app.read().await.expect("a connection");
    conn.one("select count(*) from renderings where document_id = $1", args![of]).await.expect("a count")
}

async fn rows(app: &App) -> (i64, i64) {
    let mut conn = app.read().await.expect("a connection");
    let sql = "select (select count(*) from documents), (select count(*) from renderings)";
    conn.one(sql, args![]).await.expect("counts")
}

on_both!(a_document_is_issued_once_a_version_and_says_what_it_said, |shop| async move {
    let app = &shop.app;
    let said = snapshot(app).await;
    let first = issue(app, 1, &said).await.expect("issued");
    assert!(matches!(issue(app, 1, &said).await, Err(Error::Conflict(_))), "one document a version");
    shop.app.clock().advance(60_000);
    let second = issue(app, 2, &said).await.expect("issued again");

    let mut conn = app.read().await.expect("a connection");
    let latest = documents::latest(&mut conn, Kind::Intake, file().raw()).await.expect("read").expect("a document");
    assert_eq!(latest.id, second);
    let kept = documents::said(&mut conn, Scope::Shop, first).await.expect("a snapshot");
    let issued_at = documents::find(&mut conn, Scope::Shop, first).await.expect("a document").issued_at;
    assert_eq!(kept, Snapshot { issued_at, ..said });
    let of_file = documents::of_intake(&mut conn, file()).await.expect("documents");
    assert_eq!(of_file.iter().map(|d| d.id).collect::<Vec<_>>(), [first, second]);
    drop(conn);
});

on_both!(the_documents_of_a_file_are_listed, |shop| async move {
    let intake = world::intake(&shop).await;
    let path = format!("/api/v1/intakes/{intake}/documents");
    assert_eq!(shop.stranger().api("GET", &path, &json!(null)).await.status, StatusCode::UNAUTHORIZED);
    let sales = shop.person(Role::Sales).await;
    let printed = sales.get(&format!("/intakes/{intake}/print")).await;
    let listed = sales.api("GET", &path, &json!(null)).await.json();
    assert_eq!(listed.as_array().map(Vec::len), Some(1));
    assert!(printed.location().contains(listed[0]["id"].as_str().expect("an id")));
    assert!(listed[0].get("subject").is_none());
    let unknown = format!("/api/v1/intakes/{}/documents", file());
    assert_eq!(sales.api("GET", &unknown, &json!(null)).await.status, StatusCode::NOT_FOUND);
});

on_both!(a_pdf_is_the_same_every_time_and_another_once_voided, |shop| async move {
    let app = &shop.app;
    let id = issue(app, 1, &snapshot(app).await).await.expect("issued");
    let first = documents::pdf(app, Scope::Shop, id, Lang::Fr).await.expect("a PDF");
    shop.app.clock().advance(86_400_000);
    assert!(first.starts_with(b"%PDF-"));
    assert_eq!(documents::pdf(app, Scope::Shop, id, Lang::Fr).await.expect("a PDF"), first);
    assert_eq!(renderings(app, id).await, 1);
    let arabic = documents::pdf(app, Scope::Shop, id, Lang::Ar).await.expect("a PDF");
    assert_ne!(arabic, first);
    assert_eq!(renderings(app, id).await, 2, "one a language");

    app.write(async |tx| documents::void_of(tx, Kind::Intake, file().raw(), "saisi deux fois").await)
        .await
        .expect("voided");
    let void = documents::pdf(app, Scope::Shop, id, Lang::Fr).await.expect("a PDF");
    assert_ne!(void, first);
    assert_eq!(documents::pdf(app, Scope::Shop, id, Lang::Fr).await.expect("a PDF"), void);
    assert_eq!(renderings(app, id).await, 3);
});

on_both!(bytes_that_are_lost_are_made_again, |shop| async move {
    let app = &shop.app;
    let id = issue(app, 1, &snapshot(app).await).await.expect("issued");
    let first = documents::pdf(app, Scope::Shop, id, Lang::En).await.expect("a PDF");
    std::fs::remove_dir_all(app.files()).expect("the folder goes");
    assert_eq!(documents::pdf(app, Scope::Shop, id, Lang::En).await.expect("a PDF"), first);
    assert_eq!(documents::pdf(app, Scope::Shop, id, Lang::En).await.expect("a PDF"), first);
    assert_eq!(renderings(app, id).await, 1);
});

on_both!(a_draft_is_not_kept, |shop| async move {
    let app = &shop.app;
    let said = snapshot(app).await;
    let before = rows(app).await;
    let draft = documents::draft_pdf(app, Kind::Intake, &said, Lang::Fr).await.expect("a PDF");
    assert!(draft.starts_with(b"%PDF-"));
    assert_eq!(rows(app).await, before);
});

on_both!(the_browser_shows_a_document_under_its_number, |shop| async move {
    let app = &shop.app;
    let id = issue(app, 1, &snapshot(app).await).await.expect("issued");
    let path = format!("/documents/{id}.pdf");
    assert!(shop.stranger().get(&path).await.location().starts_with("/login"));
    let karim = shop.person(Role::Technician).await;
    for (query, lang) in [("", "fr"), ("?lang=ar", "ar"), ("?lang=en", "en"), ("?lang=xx", "fr")] {
        let answer = karim.get(&format!("{path}{query}")).await;
        assert_eq!(answer.status, StatusCode::OK, "{query}");
        assert_eq!(answer.headers[header::CONTENT_TYPE], "application/pdf");
        assert_eq!(answer.headers[header::CONTENT_DISPOSITION], format!("inline; filename=\"{NUMBER}.pdf\""));
        assert!(answer.body.starts_with("%PDF-") && answer.body.contains(&format!("/Lang({lang})")), "{query}");
    }
    assert_eq!(renderings(app, id).await, 3, "what is not a language is the reader's");
    for wrong in
        [format!("/documents/{id}"), format!("/documents/{}.pdf", DocumentId::from_raw(1)), "/documents/x.pdf".into()]
    {
        assert_eq!(karim.get(&wrong).await.status, StatusCode::NOT_FOUND, "{wrong}");
    }
});

on_both!(a_tracking_link_is_of_one_file_and_one_epoch, |shop| async move {
    let app = &shop.app;
    let settings = settings::current(&mut app.read().await.expect("a connection")).await.expect("settings");
    let url = tracking::url(app, &settings, file(), 1);
    let (_, text) = url.split_once("/t/").expect("a link");
    let (id, signed) = tracking::check(text).expect("a link");
    assert_eq!(id, file());
    assert!(tracking::holds(app, id, 1, &signed));
    assert!(!tracking::holds(app, id, 2, &signed) && !tracking::holds(app, IntakeId::from_raw(7), 1, &signed));
});

on_both!(a_voucher_is_printed_on_rolls_and_as_a_label_too, |shop| async move {
    let app = &shop.app;
    let id = issue(app, 1, &snapshot(app).await).await.expect("issued");
    let karim = shop.person(Role::Technician).await;
    let mut seen = Vec::new();
    for format in Format::ALL {
        let path = format!("/documents/{id}.pdf?lang=ar&format={format}");
        let answer = karim.get(&path).await;
        assert_eq!(answer.status, StatusCode::OK, "{format}");
        assert_eq!(
            answer.body.matches("/Type/Page\n").count() + answer.body.matches("/Type/Page/").count(),
            1,
            "{format}"
        );
        let name = answer.headers[header::CONTENT_DISPOSITION].to_str().expect("a name");
        assert_eq!(name.contains(&format!("-{format}.pdf")), *format != Format::A4, "{name}");
        assert_eq!(karim.get(&path).await.body, answer.body, "{format}: the same bytes");
        seen.push(answer.body);
    }
    assert_eq!(renderings(app, id).await, 6, "one a paper");
    let look = |format, copy| Look { format, copy, lang: Lang::Fr };
    let client = documents::pdf(app, Scope::Shop, id, look(Format::A4, Copy::Client)).await.expect("a PDF");
    let workshop = documents::pdf(app, Scope::Shop, id, look(Format::A4, Copy::Workshop)).await.expect("a PDF");
    assert_ne!(client, workshop, "each copy says whose it is");
    let label = documents::dots(app, Scope::Shop, id, look(Format::L62x29, Copy::Whole), Resolution::Dpi203).await;
    let label = label.expect("a label");
    assert_eq!((label.width, label.height), (496, 232));

    app.write(async |tx| documents::void_of(tx, Kind::Intake, file().raw(), "saisi deux fois").await)
        .await
        .expect("voided");
    for (format, before) in Format::ALL.iter().zip(seen) {
        let after = karim.get(&format!("/documents/{id}.pdf?lang=ar&format={format}")).await.body;
        assert_ne!(after, before, "{format} is struck");
    }
    let struck = documents::dots(app, Scope::Shop, id, look(Format::L62x29, Copy::Whole), Resolution::Dpi203).await;
    assert_ne!(struck.expect("a label"), label);
});

on_both!(what_is_not_printed_on_a_paper_is_not_found, |shop| async move {
    let app = &shop.app;
    let said = snapshot(app).await;
    let by = May::<Read>::system();
    let quote = app
        .write(async |tx| documents::issue(tx, &by, Kind::Quote, 7, 1, Some(file()), "DV-2026-000001", &said).await)
        .await
        .expect("issued");
    let voucher = issue(app, 1, &said).await.expect("issued");
    let karim = shop.person(Role::Technician).await;
    let wrong = [(quote, "format=r80"), (quote, "format=l62x29"), (voucher, "format=a3"), (voucher, "copy=bank")];
    for (id, query) in wrong {
        assert_eq!(karim.get(&format!("/documents/{id}.pdf?{query}")).await.status, StatusCode::NOT_FOUND, "{query}");
    }
    assert_eq!(renderings(app, quote).await + renderings(app, voucher).await, 0);
});
