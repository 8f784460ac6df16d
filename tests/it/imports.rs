//! Imports: counts, refusals, dates and numbers. The rows were written here in the formats of Open Repair Data and of a
//! list of clients.

use std::fmt::Write as _;

use fixili::{
    args,
    clients::{self, ClientFilter, ClientKind},
    imports::{self, Count, Refused},
    intakes::{self, Hold, Outcome, State},
    kernel::{
        id::{EquipmentId, Id as _, IntakeId},
        time::{At, Day},
    },
    lang::Lang,
    releases::{self, ReleaseKind},
    settings,
    users::rights::Scope,
};

use crate::app::{Shop, on_both};

const HEADINGS: &str = "id,data_provider,country,partner_product_category,product_category,product_category_id,brand,\
    year_of_manufacture,product_age,repair_status,repair_barrier_if_end_of_life,group_identifier,event_date,problem\n";

/// Two events in two years, out of order; every status; rows that cannot be recorded.
const ROWS: &str = "\
x_1,Réseau A,FRA,Laptop ~ portable,Laptop,5,Acer,2012,7,Fixed,,Café des Tilleuls,2019-03-09,\"Écran noir, ne démarre plus\"\n\
x_2,Réseau A,FRA,Toaster,Toaster,9,Unknown,1931,,End of life,Parts,Café des Tilleuls,2019-03-09,\n\
x_3,Réseau A,FRA,Lamp,Lamp,3,Ikea,????,,Repairable,,,2018-11-24,Fil coupé\n\
x_4,Réseau A,FRA,Lamp,Lamp,3,,,,Unknown,,Café des Tilleuls,2019-06-15,\"dit \"\"clic\"\"\n et s'arrête\"\n\
x_5,Réseau A,FRA,Lamp,Lamp,3,,,,Fixed,,Café des Tilleuls,,Sans date\n\
x_6,Réseau A,FRA,Lamp,Lamp,3,,,,Stolen,,Café des Tilleuls,2019-06-15,x\n\
x_7,Réseau A,FRA,Lamp,,3,,,,Fixed,,Café des Tilleuls,2019-06-15,x\n\
x_8,Réseau A,FRA,Lamp\n\
x_9,Réseau A,FRA,Lamp,Lamp,3,,,,Fixed,,Café des Tilleuls,2019-02-30,x\n\
x_10,Réseau A,FRA,Lamp,Lamp,3,,,,Fixed,,Café des Tilleuls,2027-01-01,Demain\n\
x_1,Réseau A,FRA,Laptop ~ portable,Laptop,5,Acer,2012,7,Fixed,,Café des Tilleuls,2019-03-09,Encore\n\
x_11,Réseau A,FRA,Lamp,Lamp,3,Ikea,2019,,Fixed,,Café des Tilleuls,2018-11-24,x\n";

async fn import(shop: &Shop, text: &str) -> (Count, Vec<Refused>) {
    let mut refused = Vec::new();
    let count = imports::open_repair(&shop.app, text.as_bytes(), |row| refused.push(row.clone())).await;
    (count.expect("an import"), refused)
}

async fn file(shop: &Shop, id: &str) -> intakes::Intake {
    let mut conn = shop.app.read().await.expect("a connection");
    let source = format!("open-repair:{id}");
    let found: i64 = conn.one("select id from intakes where source = $1", args![source]).await.expect("a file");
    intakes::find(&mut conn, Scope::Shop, IntakeId::from_raw(found)).await.expect("a file")
}

async fn count(shop: &Shop, sql: &str) -> i64 {
    shop.app.read().await.expect("a connection").one(sql, args![]).await.expect("a count")
}

fn nine(day: i64) -> At {
    let zone = settings::Settings::default().zone();
    Day::new(day).expect("a day").start(&zone).plus_ms(9 * 3_600_000)
}

on_both!(rows_become_files_through_the_rules, |shop| async move {
    let (counted, refused) = import(&shop, &format!("{HEADINGS}{ROWS}")).await;
    assert_eq!(counted, Count { imported: 5, refused: 6, there: 1 });
    assert_eq!(counted.to_string(), "imported 5, refused 6, already there 1");
    let named: Vec<_> = refused.iter().map(|r| (r.line, r.why.as_str())).collect();
    let expected = [
        (7, "No date"),
        (8, "Unknown status: Stolen"),
        (9, "category"),
        (10, "4 columns instead of 14"),
        (11, "Unreadable date: 2019-02-30"),
        (12, "Unreadable date: 2027-01-01"),
    ];
    assert_eq!(named.len(), expected.len(), "{named:?}");
    for ((line, why), (wanted, words)) in named.into_iter().zip(expected) {
        assert!(line == wanted && why.contains(words), "line {line}: {why}");
    }

    let fixed = file(&shop, "x_1").await;
    let at = nine(20_190_309);
    assert_eq!((fixed.state, fixed.hold, fixed.outcome), (State::Released, Hold::None, Some(Outcome::Repaired)));
    assert_eq!(fixed.deposited_at, at);
    assert_eq!(fixed.fault, "Écran noir, ne démarre plus");
    assert_eq!(fixed.repair_warranty_until, None);
    let mut conn = shop.app.read().await.expect("a connection");
    let spans = intakes::spans(&mut conn, fixed.id).await.expect("spans");
    let states = [State::AwaitingIntervention, State::InProgress, State::Completed, State::Released];
    assert_eq!(spans.iter().map(|s| s.state).collect::<Vec<_>>(), states);
    for (n, span) in (0..).zip(&spans) {
        assert_eq!(span.began_at, at.plus_ms(n * 300_000));
        assert_eq!(span.ended_at, (n < 3).then(|| at.plus_ms((n + 1) * 300_000)));
    }
    let release = releases::of_intake(&mut conn, Scope::Shop, fixed.id).await.expect("a read").expect("a release");
    assert_eq!((release.kind, release.number.as_str()), (ReleaseKind::Normal, "BS-2019-000001"));
    assert_eq!((release.collector_name.as_str(), release.owing.to_minor()), ("Café des Tilleuls", 0));
    let thing = fixili::equipment::find(&mut conn, Scope::Shop, fixed.equipment_id).await.expect("a thing");
    assert_eq!((thing.category.as_str(), thing.brand.as_deref(), thing.year), ("Laptop", Some("Acer"), Some(2012)));
    let raw: String = conn.one("select raw from intakes where id = $1", args![fixed.id]).await.expect("the row");
    let raw: serde_json::Value = serde_json::from_str(&raw).expect("JSON");
    assert_eq!((&raw["country"], &raw["partner_product_category"]), (&"FRA".into(), &"Laptop ~ portable".into()));
});

on_both!(every_status_ends_as_it_should, |shop| async move {
    import(&shop, &format!("{HEADINGS}{ROWS}")).await;
    let ended = file(&shop, "x_2").await;
    assert_eq!((ended.state, ended.outcome), (State::Released, Some(Outcome::NotRepairable)));
    assert_eq!(ended.fault, "");
    let waits = file(&shop, "x_3").await;
    assert_eq!((waits.state, waits.outcome, waits.completed_at), (State::AwaitingIntervention, None, None));
    let back = file(&shop, "x_4").await;
    assert_eq!((back.state, back.outcome), (State::Released, Some(Outcome::Withdrawn)));
    assert_eq!(back.fault, "dit \"clic\"\n et s'arrête");
    assert_eq!(back.released_at, Some(nine(20_190_615).plus_ms(300_000)));
    let mut conn = shop.app.read().await.expect("a connection");
    let release = releases::of_intake(&mut conn, Scope::Shop, back.id).await.expect("a read").expect("a release");
    assert_eq!(release.kind, ReleaseKind::Withdrawn);
    assert_eq!(release.reason.as_deref(), Some(Lang::Fr.imports_nothing_known()));
    for (file, brand, year) in [(&ended, None, Some(1931)), (&waits, Some("Ikea"), None)] {
        let thing = fixili::equipment::find(&mut conn, Scope::Shop, file.equipment_id).await.expect("a thing");
        assert_eq!((thing.brand.as_deref(), thing.year), (brand, year));
    }
    // Without a group, who provided the data is the client.
    let provider = clients::find(&mut conn, Scope::Shop, waits.client_id).await.expect("a client");
    assert_eq!((provider.name.as_str(), provider.kind, provider.phone), ("Réseau A", ClientKind::Company, None));
    assert_eq!(ended.client_id, back.client_id);
    drop(conn);
    let told = "select count(*) from events where kind in ('call_wanted', 'message_written')";
    assert_eq!(count(&shop, told).await, 0, "nobody is told of what happened years ago");
});

on_both!(numbers_are_of_the_year_of_the_event_and_have_no_gap, |shop| async move {
    import(&shop, &format!("{HEADINGS}{ROWS}")).await;
    let mut conn = shop.app.read().await.expect("a connection");
    let numbers: Vec<String> = conn.all("select number from intakes order by number", args![]).await.expect("numbers");
    let expected = ["BE-2018-000001", "BE-2018-000002", "BE-2019-000001", "BE-2019-000002", "BE-2019-000003"];
    assert_eq!(numbers, expected);
    let sheets: Vec<String> =
        conn.all("select number from interventions order by number", args![]).await.expect("numbers");
    assert_eq!(sheets, ["BI-2018-000001", "BI-2019-000001", "BI-2019-000002"]);
    let ids: Vec<EquipmentId> = conn
        .all::<i64>("select id from equipment", args![])
        .await
        .expect("ids")
        .into_iter()
        .map(EquipmentId::from_raw)
        .collect();
    assert_eq!(ids.len(), 5);
    drop(conn);
    assert_eq!(count(&shop, "select count(*) from spans where ended_at is null").await, 5);
    for nothing in ["documents", "notices", "jobs"] {
        assert_eq!(count(&shop, &format!("select count(*) from {nothing}")).await, 0, "{nothing}");
    }
    let others = "select count(*) from events where actor_kind <> 'system'";
    assert_eq!(count(&shop, others).await, 0);
});

on_both!(again_imports_nothing_twice, |shop| async move {
    let text = format!("{HEADINGS}{ROWS}");
    import(&shop, &text).await;
    let before = count(&shop, "select count(*) from events").await;
    let (counted, _) = import(&shop, &text).await;
    assert_eq!(counted, Count { imported: 0, refused: 6, there: 6 });
    assert_eq!(count(&shop, "select count(*) from events").await, before);
    let (more, _) =
        import(&shop, &format!("{text}x_12,A,FRA,L,Lamp,3,,,,Fixed,,Café des Tilleuls,2019-03-09,x\n")).await;
    assert_eq!(more, Count { imported: 1, refused: 6, there: 6 });
});

on_both!(a_refusal_by_the_database_leaves_its_neighbours, |shop| async move {
    import(&shop, &format!("{HEADINGS}{ROWS}")).await;
    // A number that is taken already: the database alone knows, in the middle of a transaction.
    let take = "update interventions set number = 'BI-2020-000005' where number = 'BI-2019-000001'";
    shop.app.write(async |tx| tx.exec(take, args![]).await.map(|_| ())).await.expect("a number is taken");
    let mut text = HEADINGS.to_owned();
    for n in 0..450 {
        let status = if n % 2 == 0 { "Fixed" } else { "Repairable" };
        let _ = writeln!(text, "y_{n},B,FRA,L,Lamp,3,,,,{status},,Club,2020-01-{:02},x", n % 28 + 1);
    }
    let (counted, refused) = import(&shop, &text).await;
    // Four sheets fit before the number that is taken; every row without a sheet stays.
    assert_eq!(counted, Count { imported: 229, refused: 221, there: 0 });
    assert!(refused[0].line == 10 && refused[0].why.contains("unique"), "{refused:?}");
    let numbers = "select count(*) from intakes where number between 'BE-2020-000001' and 'BE-2020-000229'";
    assert_eq!(count(&shop, numbers).await, 229, "without a gap");
});

on_both!(a_file_without_its_columns_is_refused_whole, |shop| async move {
    let wrong = imports::open_repair(&shop.app, "id,event_date\nx,2019-01-01\n".as_bytes(), |_| {}).await;
    assert!(wrong.expect_err("a refusal").to_string().contains("data_provider"));
});

on_both!(clients_are_read_in_both_scripts, |shop| async move {
    let text = "1\tDerradji Amina\tالدرارية\t61 شارع عادل سالم\t+213 551 70 60 51\tclient2@example.test\n\
        2\tSARL Frères Attia\tAïn El Beïda\t9 rue A\t043 56 22 91\tx\n\
        3\tشركة النور\tتلمسان\t\t٠٥٥١٧٠٦٠٥٢\t\n\
        4\tLounis \"Fatima\"\tMazouna\t93 chemin\t12\t\n\
        5\t\tMazouna\t\t\t\n\
        6\tcourt\n";
    for (run, expected) in [Count { imported: 4, refused: 2, there: 0 }, Count { imported: 0, refused: 2, there: 4 }]
        .into_iter()
        .enumerate()
    {
        let mut lines = Vec::new();
        let counted = imports::clients(&shop.app, text.as_bytes(), "clients.tsv", |row| lines.push(row.line)).await;
        assert_eq!((counted.expect("an import"), lines), (expected, vec![5, 6]), "run {run}");
    }
    let mut conn = shop.app.read().await.expect("a connection");
    let known = clients::list(&mut conn, Scope::Shop, &ClientFilter::default()).await.expect("clients").rows;
    let by_name = |name: &str| known.iter().find(|c| c.name == name).expect("a client");
    let amina = by_name("Derradji Amina");
    assert_eq!((amina.kind, amina.phone.as_deref()), (ClientKind::Individual, Some("+213551706051")));
    assert_eq!((amina.commune.as_deref(), amina.address.as_deref()), (Some("الدرارية"), Some("61 شارع عادل سالم")));
    let attia = by_name("SARL Frères Attia");
    assert_eq!((attia.kind, attia.legal_form.as_deref()), (ClientKind::Company, Some("SARL")));
    assert_eq!((attia.phone.as_deref(), attia.email.as_deref()), (Some("+21343562291"), None));
    let light = by_name("شركة النور");
    assert_eq!((light.kind, light.phone.as_deref()), (ClientKind::Company, Some("+213551706052")));
    let fatima = by_name("Lounis \"Fatima\"");
    assert_eq!((fatima.phone.as_deref(), fatima.phone_typed.as_str()), (None, "12"));
    let raw: String =
        conn.one("select raw from clients where source = 'clients:clients.tsv:2'", args![]).await.expect("raw");
    assert_eq!(raw, "2\tSARL Frères Attia\tAïn El Beïda\t9 rue A\t043 56 22 91\tx");
});
