//! The demo: a convincing world in every state and hold, built fast and only once.

use fixili::{args, demo};

use crate::app::on_both;

on_both!(the_world_has_every_state_and_hold, |shop| async move {
    demo::build_world(&shop.app).await.expect("the world is built");
    demo::build_world(&shop.app).await.expect("and not built again");
    let mut conn = shop.app.read().await.expect("a connection");
    let found: Vec<(String, String)> = conn
        .all(
            "select state, hold from intakes where voided_at is null group by state, hold order by state, hold",
            args![],
        )
        .await
        .expect("states");
    for wanted in [
        ("awaiting_intervention", "none"),
        ("in_progress", "none"),
        ("in_progress", "waiting_part"),
        ("in_progress", "waiting_quote"),
        ("in_progress", "waiting_labour"),
        ("shipped", "none"),
        ("completed", "none"),
        ("released", "none"),
    ] {
        assert!(found.iter().any(|(s, h)| (s.as_str(), h.as_str()) == wanted), "{wanted:?} in {found:?}");
    }
    let one = async |conn: &mut fixili::kernel::db::Conn, sql: &str| -> i64 {
        conn.one(sql, args![]).await.expect("a count")
    };
    assert!((25..=35).contains(&one(&mut conn, "select count(*) from intakes").await));
    assert!((12..=16).contains(&one(&mut conn, "select count(*) from clients").await));
    for some in [
        "select count(*) from intakes where voided_at is not null",
        "select count(*) from intakes where warranty = 'repair' and parent_id is not null",
        "select count(*) from quotes where state = 'accepted'",
        "select count(*) from quotes where state = 'refused'",
        "select count(*) from quotes where state = 'sent'",
        "select count(*) from payments where kind = 'deposit'",
        "select count(*) from tickets where state = 'taken'",
        "select count(*) from tickets where state = 'open'",
        "select count(*) from notes",
    ] {
        assert!(one(&mut conn, some).await > 0, "{some}");
    }
    let now = shop.app.now().ms();
    let later: i64 = conn.one("select count(*) from events where at > $1", args![now]).await.expect("a count");
    assert_eq!(later, 0, "nothing happens in the future");
    let numbers: Vec<String> =
        conn.all("select number from intakes order by deposited_at, id", args![]).await.expect("numbers");
    assert!(numbers.is_sorted(), "numbers follow time: {numbers:?}");
});
