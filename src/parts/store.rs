//! SQL of parts used before and of parts that are waited for.

use crate::{
    args,
    kernel::{
        db::Conn,
        error::Result,
        fold::{fold, fold_code},
        id::{IntakeId, KnownPartId, PartId},
        money::{Money, Quantity, Rate},
        time::{At, Day},
    },
    record,
};

record! {
    /// A part this shop used before.
    #[derive(Clone, Debug, PartialEq, serde::Serialize, utoipa::ToSchema)]
    pub struct Known {
        /// Id.
        pub id: KnownPartId,
        /// What it is.
        pub label: String,
        /// Its reference.
        pub reference: Option<String>,
        /// Price of one the last time, before tax.
        pub unit_price: Money,
        /// Its rate of tax then.
        pub tax_rate: Rate,
        /// How often it was used.
        pub uses: i64,
        /// When last.
        pub last_at: At,
    }
}

impl Known {
    /// Label and reference, as they are found by.
    pub fn text(&self) -> String {
        format!("{} {}", self.label, self.reference.as_deref().unwrap_or_default())
    }

    /// Whether this is its very reference: a scan.
    pub fn is_code(&self, typed: &str) -> bool {
        self.reference.as_deref().is_some_and(|own| !own.is_empty() && fold_code(own) == fold_code(typed))
    }
}

const KNOWN: &str = "k.id, k.label, k.reference, k.unit_price, k.tax_rate, k.uses, k.last_at";
/// Rows looked at for one word, and of a list.
pub const ROWS: usize = 300;
/// Awaited parts in which words are looked for.
pub const SEARCHED: usize = 50_000;

/// Parts with a word that begins so, the most used and the latest first.
pub async fn beginning(conn: &mut Conn, word: &str) -> Result<Vec<Known>> {
    let until = format!("{word}\u{10ffff}");
    conn.all(
        &format!(
            "select {KNOWN} from known_parts k where k.id in (select w.part_id from known_part_words w where w.word >= $1 and w.word < $2)
             order by k.uses desc, k.last_at desc, k.id limit {ROWS}"
        ),
        args![word, until],
    )
    .await
}

/// Writes a part that is used, or used again; its id. A part that was asked for before its price was known does not make a known
/// price forgotten.
pub async fn upsert(conn: &mut Conn, part: &Known, folded: &str) -> Result<KnownPartId> {
    let (id,): (KnownPartId,) = conn
        .one(
            "insert into known_parts (id, folded, label, reference, unit_price, tax_rate, uses, last_at)
             values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict (folded) do update set label = excluded.label,
             reference = excluded.reference,
             unit_price = case when excluded.unit_price = 0 then known_parts.unit_price else excluded.unit_price end,
             tax_rate = case when excluded.unit_price = 0 then known_parts.tax_rate else excluded.tax_rate end,
             uses = known_parts.uses + excluded.uses, last_at = excluded.last_at returning id",
            args![
                part.id,
                folded,
                &part.label,
                &part.reference,
                part.unit_price,
                part.tax_rate,
                part.uses,
                part.last_at
            ],
        )
        .await?;
    Ok(id)
}

pub async fn add_words(conn: &mut Conn, id: KnownPartId, words: &[String]) -> Result<()> {
    for word in words {
        conn.exec(
            "insert into known_part_words (word, part_id) values ($1, $2) on conflict do nothing",
            args![word, id],
        )
        .await?;
    }
    Ok(())
}

pub async fn is_caught_up(conn: &mut Conn) -> Result<bool> {
    Ok(conn.first::<i64>("select at from known_parts_since where id = 1", args![]).await?.is_some())
}

pub async fn caught_up(conn: &mut Conn, now: At) -> Result<()> {
    conn.exec("insert into known_parts_since (id, at) values (1, $1) on conflict (id) do nothing", args![now]).await?;
    Ok(())
}

pub async fn forget_all(conn: &mut Conn) -> Result<()> {
    conn.exec("delete from known_part_words", args![]).await?;
    conn.exec("delete from known_parts", args![]).await?;
    Ok(())
}

/// Every part that is on a sheet, the earliest first.
pub async fn used_before(conn: &mut Conn) -> Result<Vec<Known>> {
    conn.all(
        "select id, label, reference, unit_price, tax_rate, 1, added_at from parts where removed_at is null order by added_at, id",
        args![],
    )
    .await
}

record! {
    /// A part that is waited for, with its file.
    #[derive(Clone, Debug, PartialEq, serde::Serialize, utoipa::ToSchema)]
    #[schema(as = AwaitedPart)]
    pub struct Awaited {
        /// Id.
        pub id: PartId,
        /// What it is.
        pub label: String,
        /// Its reference.
        pub reference: Option<String>,
        /// How many.
        pub quantity: Quantity,
        /// From whom.
        pub supplier: Option<String>,
        /// When it was asked for.
        pub awaited_at: Option<At>,
        /// By whom.
        pub asked_by: Option<String>,
        /// Ordered.
        pub ordered_on: Option<Day>,
        /// Expected.
        pub expected_on: Option<Day>,
        /// Arrived.
        pub arrived_at: Option<At>,
        /// Version, for amending.
        pub version: i64,
        /// Its file.
        pub intake_id: IntakeId,
        /// The number of its file.
        pub number: String,
        /// Whose.
        pub client: String,
    }
}

impl Awaited {
    /// Whether it is past its day.
    pub fn is_late(&self, today: Day) -> bool {
        self.arrived_at.is_none() && self.expected_on.is_some_and(|day| day < today)
    }

    /// What it is found by.
    pub fn folded(&self) -> String {
        let (reference, supplier) = (self.reference.as_deref(), self.supplier.as_deref());
        let words =
            [&self.label, reference.unwrap_or_default(), supplier.unwrap_or_default(), &self.number, &self.client];
        fold(&words.join(" "))
    }
}

const AWAITED: &str =
    "select p.id, p.label, p.reference, p.quantity, p.supplier, p.awaited_at, u.name, p.ordered_on, p.expected_on,
    p.arrived_at, p.version, i.id, i.number, c.name
    from parts p join interventions s on s.id = p.intervention_id join intakes i on i.id = s.intake_id
    join clients c on c.id = i.client_id left join users u on u.id = p.added_by
    where p.awaited_at is not null and p.removed_at is null and i.voided_at is null";
/// A file that is at work: what ended waits for nothing any more.
const OPEN: &str = "p.arrived_at is null and i.state in ('in_progress', 'shipped')";

pub async fn to_order(conn: &mut Conn, most: usize) -> Result<Vec<Awaited>> {
    conn.all(
        &format!("{AWAITED} and {OPEN} and p.ordered_on is null order by p.awaited_at, p.id limit {most}"),
        args![],
    )
    .await
}

pub async fn ordered(conn: &mut Conn, most: usize) -> Result<Vec<Awaited>> {
    let order = "order by case when p.expected_on is null then 1 else 0 end, p.expected_on, p.ordered_on, p.id";
    conn.all(&format!("{AWAITED} and {OPEN} and p.ordered_on is not null {order} limit {most}"), args![]).await
}

pub async fn late(conn: &mut Conn, today: Day, most: usize) -> Result<Vec<Awaited>> {
    conn.all(
        &format!("{AWAITED} and {OPEN} and p.expected_on < $1 order by p.expected_on, p.id limit {most}"),
        args![today],
    )
    .await
}

pub async fn arrived_since(conn: &mut Conn, since: At, most: usize) -> Result<Vec<Awaited>> {
    conn.all(&format!("{AWAITED} and p.arrived_at >= $1 order by p.arrived_at desc, p.id limit {most}"), args![since])
        .await
}

/// To be ordered, and late.
pub async fn counts(conn: &mut Conn, today: Day) -> Result<(i64, i64)> {
    conn.one(
        &format!(
            "select count(*) filter (where p.ordered_on is null), count(*) filter (where p.expected_on < $1)
             from parts p join interventions s on s.id = p.intervention_id join intakes i on i.id = s.intake_id
             where p.awaited_at is not null and p.removed_at is null and i.voided_at is null and {OPEN}"
        ),
        args![today],
    )
    .await
}
