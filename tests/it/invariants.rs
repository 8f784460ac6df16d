//! What must hold of a repair file at any time, counted again slowly and plainly from the rows.

use std::collections::BTreeMap;

use fixili::{
    args, dues,
    intakes::{self, Intake},
    kernel::{
        db::{Cell, Column, Conn, Decode, FromRow, Row},
        error::Result,
        id::IntakeId,
    },
    payments,
    users::rights::Scope,
};

/// A cell of any kind, as text.
struct Any(String);

impl Column for Any {
    fn from_cell(cell: Cell<'_>) -> Result<Self, Decode> {
        Ok(Self(match cell {
            Cell::Null => "-".into(),
            Cell::Int(n) => n.to_string(),
            Cell::Text(text) => format!("{text:?}"),
        }))
    }
}

/// A whole row, as text.
struct Whole(String);

impl FromRow for Whole {
    fn read(row: &Row<'_>, _: &mut usize) -> Result<Self> {
        let mut cells = Vec::new();
        while let Ok(Any(cell)) = row.get(cells.len()) {
            cells.push(cell);
        }
        Ok(Self(cells.join(" ")))
    }
}

/// The tables of a file, and how to find its rows in them.
const TABLES: &[(&str, &str)] = &[
    ("intakes", "id = $1"),
    ("spans", "intake_id = $1"),
    ("unlock_codes", "intake_id = $1"),
    ("interventions", "intake_id = $1"),
    ("parts", "intervention_id in (select id from interventions where intake_id = $1)"),
    ("labour", "intervention_id in (select id from interventions where intake_id = $1)"),
    ("quotes", "intake_id = $1"),
    ("quote_lines", "quote_id in (select id from quotes where intake_id = $1)"),
    ("shipments", "intake_id = $1"),
    ("payments", "intake_id = $1"),
    ("releases", "intake_id = $1"),
    ("notes", "intake_id = $1"),
    ("files", "intake_id = $1"),
    ("events", "intake_id = $1"),
    ("documents", "intake_id = $1"),
    ("notices", "intake_id = $1"),
    ("equipment", "id = (select equipment_id from intakes where id = $1)"),
    ("counters", "$1 > 0"),
    ("amendments", "$1 > 0"),
    ("partners", "$1 > 0"),
    ("submissions", "$1 > 0"),
];

/// Every row that an act on a file can touch.
pub async fn dump(conn: &mut Conn, file: IntakeId) -> String {
    let mut out = String::new();
    for (table, which) in TABLES {
        let which = which.replace("$1", "cast($1 as bigint)");
        let rows: Vec<Whole> =
            conn.all(&format!("select * from {table} where {which}"), args![file]).await.expect("rows");
        let mut rows: Vec<String> = rows.into_iter().map(|row| row.0).collect();
        rows.sort();
        out.push_str(&format!("{table}\n  {}\n", rows.join("\n  ")));
    }
    out
}

async fn count(conn: &mut Conn, file: IntakeId, of: &str) -> i64 {
    conn.one(&format!("select count(*) from {of}"), args![file]).await.expect("a count")
}

/// Panics when something does not hold.
pub async fn check(conn: &mut Conn, file: IntakeId) {
    let intake = intakes::find(conn, Scope::Shop, file).await.expect("the file");
    spans_are_whole(conn, &intake).await;
    state_is_consistent(conn, &intake).await;
    money_adds_up(conn, &intake).await;
}

async fn spans_are_whole(conn: &mut Conn, intake: &Intake) {
    let spans: Vec<(String, String, i64, Option<i64>)> = conn
        .all(
            "select state, hold, began_at, ended_at from spans where intake_id = $1 order by began_at, id",
            args![intake.id],
        )
        .await
        .expect("spans");
    assert_eq!(spans[0].2, intake.deposited_at.ms(), "the first begins with the deposit");
    for pair in spans.windows(2) {
        assert_eq!(pair[0].3, Some(pair[1].2), "no gap, no overlap: {spans:?}");
        assert!(pair[0].2 <= pair[1].2, "forwards: {spans:?}");
        assert_ne!((&pair[0].0, &pair[0].1), (&pair[1].0, &pair[1].1), "a span ends when something changes: {spans:?}");
    }
    let running = spans.iter().filter(|span| span.3.is_none()).count();
    let last = spans.last().expect("a span");
    if let Some(at) = intake.voided_at {
        assert_eq!((running, last.3), (0, Some(at.ms())), "voiding ends the last: {spans:?}");
        return;
    }
    assert_eq!((running, last.3), (1, None), "exactly one runs, the last: {spans:?}");
    let (state, hold) = intakes::counted(intake.state, intake.hold);
    assert_eq!((last.0.as_str(), last.1.as_str()), (state.as_str(), hold.as_str()), "it is what the file is");
}

async fn state_is_consistent(conn: &mut Conn, intake: &Intake) {
    let file = intake.id;
    let state = intake.state.as_str();
    let ended = matches!(state, "completed" | "released");
    assert_eq!(intake.outcome.is_some(), ended, "an outcome if it has ended: {intake:?}");
    assert_eq!(intake.completed_at.is_some(), ended, "{intake:?}");
    assert_eq!(intake.released_at.is_some(), state == "released", "{intake:?}");
    assert!(!(intake.voided_at.is_some() && state == "released"), "released is not void: {intake:?}");
    assert!(
        intake.hold.as_str() == "none" || matches!(state, "in_progress" | "shipped"),
        "only who works waits: {intake:?}"
    );
    let sheets = count(conn, file, "interventions where intake_id = $1").await;
    let open = count(conn, file, "interventions where intake_id = $1 and completed_at is null").await;
    assert!(sheets <= 1, "one sheet");
    let over = ended || intake.voided_at.is_some();
    assert_eq!(open, if over { 0 } else { sheets }, "a sheet ends with the work: {intake:?}");
    assert!(state != "in_progress" || sheets == 1, "who works has a sheet: {intake:?}");

    let open = count(conn, file, "quotes where intake_id = $1 and state in ('draft', 'sent', 'seen')").await;
    assert!(open <= i64::from(!over), "one open quote, none once it is over: {open} {intake:?}");
    let unnumbered = count(conn, file, "quotes where intake_id = $1 and number is null and sent_at is not null").await;
    assert_eq!(unnumbered, 0, "what was sent has a number");
    let unanswered = "quotes where intake_id = $1 and (answered_at is not null) <> (state in ('accepted', 'refused'))";
    assert_eq!(count(conn, file, unanswered).await, 0);
    let unended = "quotes where intake_id = $1 and (ended_at is not null) <> (state not in ('draft', 'sent', 'seen'))";
    assert_eq!(count(conn, file, unended).await, 0);

    let prepared = "shipments where intake_id = $1 and state = 'prepared' and cancelled_at is null";
    let prepared = count(conn, file, prepared).await;
    let out = count(conn, file, "shipments where intake_id = $1 and state = 'dispatched'").await;
    assert_eq!(out, i64::from(state == "shipped"), "away if a shipment is out: {intake:?}");
    assert!(prepared + out <= i64::from(!over), "one open shipment, none once it is over: {prepared} {intake:?}");
    let released = count(conn, file, "releases where intake_id = $1").await;
    assert_eq!(released, i64::from(state == "released"), "given back with a voucher: {intake:?}");
    papers_are_issued(conn, intake).await;
}

/// Everything here is done by people, so every voucher has its paper; a void one is struck.
async fn papers_are_issued(conn: &mut Conn, intake: &Intake) {
    for (kind, of) in [("release", "releases"), ("payment", "payments"), ("intake", "intakes")] {
        let which = if kind == "intake" { "id" } else { "intake_id" };
        let vouchers = count(conn, intake.id, &format!("{of} where {which} = $1")).await;
        let of_kind = format!("(select distinct subject from documents where intake_id = $1 and kind = '{kind}') d");
        assert_eq!(count(conn, intake.id, &of_kind).await, vouchers, "{kind}: {intake:?}");
    }
    let struck = count(conn, intake.id, "documents where intake_id = $1 and voided_at is not null").await;
    assert_eq!(struck > 0, intake.voided_at.is_some(), "{intake:?}");
}

async fn money_adds_up(conn: &mut Conn, intake: &Intake) {
    let rows: Vec<(String, i64, Option<i64>)> = conn
        .all("select kind, amount, reverses_id from payments where intake_id = $1", args![intake.id])
        .await
        .expect("payments");
    for (kind, amount, reverses) in &rows {
        assert_eq!(kind == "reversal", reverses.is_some(), "{rows:?}");
        assert!(*amount != 0 && (kind != "refund" || *amount < 0), "{rows:?}");
    }
    let sum: i64 = rows.iter().map(|row| row.1).sum();
    // A balance never changes without an event.
    let said: Vec<(String,)> = conn
        .all("select body from events where intake_id = $1 and kind like 'payment_%'", args![intake.id])
        .await
        .expect("events");
    let told = |(body,): &(String,)| {
        serde_json::from_str::<serde_json::Value>(body).expect("JSON")["amount"].as_i64().expect("an amount")
    };
    assert_eq!((said.len(), said.iter().map(told).sum::<i64>()), (rows.len(), sum), "{said:?}");
    assert_eq!(payments::paid(conn, intake.id).await.expect("a sum").to_minor(), sum);
    let dues = dues::of(conn, intake, intake.outcome).await.expect("dues");
    assert_eq!(dues.paid.to_minor(), sum);
    assert_eq!(dues.left.to_minor(), total(conn, intake, &dues).await - sum, "{dues:?}");
}

/// The sum with tax of what is due, counted from the rows as a person would: no discount is given in these tests.
async fn total(conn: &mut Conn, intake: &Intake, dues: &dues::Dues) -> i64 {
    let outcome = intake.outcome.map_or("", |outcome| outcome.as_str());
    if matches!(outcome, "quote_refused" | "withdrawn" | "lost") {
        let fee: i64 = dues.lines.iter().map(|line| line.unit_price.to_minor()).sum();
        let looked_at = count(conn, intake.id, "interventions where intake_id = $1").await == 1;
        assert!(fee == 0 || (looked_at && outcome != "lost"), "{dues:?}");
        assert!(dues.lines.len() <= 1, "nothing but the fee: {dues:?}");
        return dues.totals.total.to_minor();
    }
    let accepted: Option<i64> = conn
        .first(
            "select id from quotes where intake_id = $1 and state = 'accepted' order by answered_at desc, id desc limit 1",
            args![intake.id],
        )
        .await
        .expect("a quote");
    let lines: Vec<(i64, i64, String, i64)> = match accepted {
        Some(quote) => conn
            .all("select unit_price, quantity, kind, tax_rate from quote_lines where quote_id = $1", args![quote])
            .await
            .expect("lines"),
        None => conn
            .all(
                "select unit_price, quantity, 'part', tax_rate from parts p join interventions i on i.id = p.intervention_id
                 where i.intake_id = $1 and p.removed_at is null and p.covered_since is null
                 union all
                 select hourly_rate, minutes, 'labour', tax_rate from labour l join interventions i on i.id = l.intervention_id
                 where i.intake_id = $1 and l.removed_at is null and l.covered_since is null",
                args![intake.id],
            )
            .await
            .expect("lines"),
    };
    let mut by_rate: BTreeMap<i64, i64> = BTreeMap::new();
    for (price, quantity, kind, rate) in lines {
        let whole = if kind == "labour" { 60 } else { 1_000 };
        *by_rate.entry(rate).or_default() += (price * quantity * 2 + whole) / (whole * 2);
    }
    by_rate.into_iter().map(|(rate, sum)| sum + (sum * rate * 2 + 10_000) / 20_000).sum()
}

/// Of each series, as many numbers were given as the counter says, the last one is the counter's, and none twice.
pub async fn numbers_have_no_gap(conn: &mut Conn) {
    for (series, table, prefix) in [
        ("intake", "intakes", "BE"),
        ("intervention", "interventions", "BI"),
        ("quote", "quotes", "DV"),
        ("shipment", "shipments", "BX"),
        ("release", "releases", "BS"),
        ("payment", "payments", "RP"),
        ("closing", "closings", "CC"),
        ("ticket", "tickets", "TK"),
    ] {
        let numbers: Vec<String> = conn
            .all(&format!("select distinct number from {table} where number is not null"), args![])
            .await
            .expect("numbers");
        let mut by_year: BTreeMap<i64, Vec<i64>> = BTreeMap::new();
        for number in numbers {
            let parts: Vec<&str> = number.split('-').collect();
            assert_eq!(parts[0], prefix, "{number}");
            by_year.entry(parts[1].parse().expect("a year")).or_default().push(parts[2].parse().expect("a number"));
        }
        let counters: Vec<(i64, i64)> =
            conn.all("select year, value from counters where kind = $1", args![series]).await.expect("counters");
        assert_eq!(counters.len(), by_year.len(), "{series}: {counters:?}");
        for (year, value) in counters {
            let mut given = by_year.remove(&year).unwrap_or_default();
            given.sort_unstable();
            assert_eq!(given, (1..=value).collect::<Vec<_>>(), "{series} of {year}");
        }
    }
}
