//! Lists of intakes: filters, sorting, keyset paging, counts.

use super::{Hold, Outcome, State};
use crate::{
    args, equipment,
    kernel::{
        db::Conn,
        error::Result,
        filter::Filter,
        fold::{fold, fold_code, like_anywhere},
        id::{ClientId, EquipmentId, Id as _, IntakeId, UserId},
        page::{After, PAGE_ROWS, Page},
        time::{At, Day},
    },
    priority::Priority,
    record,
    users::rights::Scope,
};

record! {
    /// A line of a list of intakes.
    #[derive(Clone, Debug, serde::Serialize, utoipa::ToSchema)]
    #[schema(as = IntakeLine)]
    pub struct Line {
        /// Id.
        pub id: IntakeId,
        /// Number of the voucher.
        pub number: String,
        /// State.
        pub state: State,
        /// Hold.
        pub hold: Hold,
        /// Outcome.
        pub outcome: Option<Outcome>,
        /// Priority.
        pub priority: Priority,
        /// Client's name.
        pub client: String,
        /// Category of the equipment.
        pub category: String,
        /// Brand.
        pub brand: Option<String>,
        /// Model.
        pub model: Option<String>,
        /// Reported fault.
        pub fault: String,
        /// Responsible technician.
        pub technician: Option<String>,
        /// Promised.
        pub promised_at: Option<At>,
        /// Deposited.
        pub deposited_at: At,
        /// Completed.
        pub completed_at: Option<At>,
        /// Void since.
        pub voided_at: Option<At>,
    }
}

impl Line {
    /// What the thing is called.
    pub fn equipment(&self) -> String {
        equipment::called(&self.category, self.brand.as_deref(), self.model.as_deref())
    }

    /// Whether it is past its promise and not ready.
    pub fn is_late(&self, now: At) -> bool {
        !matches!(self.state, State::Completed | State::Released) && self.promised_at.is_some_and(|at| at < now)
    }
}

/// What a list is asked for. Empty fields ask nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Deserialize, utoipa::IntoParams)]
#[serde(default)]
pub struct IntakeFilter {
    /// Number, name, phone, model, serial.
    pub q: String,
    /// A state, or `open` for all but released.
    pub state: String,
    /// A hold.
    pub hold: String,
    /// A priority.
    pub priority: String,
    /// Id of the responsible technician.
    pub technician: String,
    /// Id of the client.
    pub client: String,
    /// Id of the equipment.
    pub equipment: String,
    /// `1`: past the promise and not ready.
    pub late: String,
    /// `1`: ready for a week, and nobody came.
    pub uncollected: String,
    /// `1`: void vouchers alone.
    pub voided: String,
    /// `deposited` (the latest first; the default), `oldest`, `promised`.
    pub sort: String,
    /// Where the page before ended.
    pub after: String,
}

const LINE: &str = "select i.id, i.number, i.state, i.hold, i.outcome, i.priority, c.name, e.category, e.brand, e.model, i.fault, u.name,
    i.promised_at, i.deposited_at, i.completed_at, i.voided_at
    from intakes i join clients c on c.id = i.client_id join equipment e on e.id = i.equipment_id left join users u on u.id = i.technician_id";

/// What is ready this long is said to be uncollected, days.
pub const UNCOLLECTED_DAYS: i64 = 7;

/// Files without a promise come last when sorted by it.
const NO_PROMISE: i64 = i64::MAX;

/// A page of intakes.
///
/// # Errors
/// When the database cannot be read.
pub async fn list(conn: &mut Conn, _scope: Scope, filter: &IntakeFilter, now: At) -> Result<Page<Line>> {
    let mut asked = conditions(filter, now);
    let (order, value): (&str, fn(&Line) -> i64) = match filter.sort.as_str() {
        "oldest" => ("i.deposited_at, i.id", |line| line.deposited_at.ms()),
        "promised" => {
            ("coalesce(i.promised_at, 9223372036854775807), i.id", |line| line.promised_at.map_or(NO_PROMISE, At::ms))
        }
        _ => ("i.deposited_at desc, i.id desc", |line| line.deposited_at.ms()),
    };
    if let Some(after) = After::parse(&filter.after) {
        match filter.sort.as_str() {
            "oldest" => asked.and("(i.deposited_at, i.id) > (?, ?)", [after.value.into(), after.id.into()]),
            "promised" => asked.and(
                "(coalesce(i.promised_at, 9223372036854775807), i.id) > (?, ?)",
                [after.value.into(), after.id.into()],
            ),
            _ => asked.and("(i.deposited_at, i.id) < (?, ?)", [after.value.into(), after.id.into()]),
        }
    }
    let sql = format!("{LINE}{} order by {order} limit {}", asked.sql(), PAGE_ROWS + 1);
    let rows = conn.all(&sql, asked.args()).await?;
    Ok(Page::cut(rows, |line: &Line| After { value: value(line), id: line.id.raw() }))
}

fn conditions(filter: &IntakeFilter, now: At) -> Filter<'_> {
    let mut asked = Filter::new();
    if filter.voided == "1" {
        asked.and("i.voided_at is not null", []);
    } else {
        asked.and("i.voided_at is null", []);
    }
    match State::parse(&filter.state) {
        Some(state) => asked.and("i.state = ?", [state.into()]),
        None if filter.state == "open" => asked.and("i.released_at is null", []),
        None => {}
    }
    if let Some(hold) = Hold::parse(&filter.hold) {
        asked.and("i.hold = ? and i.state = 'in_progress'", [hold.into()]);
    }
    if let Some(priority) = Priority::parse(&filter.priority) {
        asked.and("i.priority = ?", [priority.into()]);
    }
    if let Ok(technician) = filter.technician.parse::<UserId>() {
        asked.and("i.technician_id = ?", [technician.into()]);
    }
    if let Ok(client) = filter.client.parse::<ClientId>() {
        // A double leads to the one that is kept.
        asked
            .and("i.client_id = (select coalesce(d.merged_into, d.id) from clients d where d.id = ?)", [client.into()]);
    }
    if let Ok(equipment) = filter.equipment.parse::<EquipmentId>() {
        asked.and("i.equipment_id = ?", [equipment.into()]);
    }
    if filter.uncollected == "1" {
        asked.and(
            "i.released_at is null and i.state = 'completed' and i.completed_at < ?",
            [now.plus_days(-UNCOLLECTED_DAYS).into()],
        );
    }
    if filter.late == "1" {
        asked.and("i.released_at is null and i.state <> 'completed' and i.promised_at < ?", [now.into()]);
    }
    if !filter.q.trim().is_empty() {
        search(&mut asked, filter.q.trim());
    }
    asked
}

/// Number, name, phone, model or serial; finding at scale is another matter (module `search`, later).
fn search(asked: &mut Filter<'_>, q: &str) {
    let anywhere = like_anywhere(&fold(q));
    let digits: String = fold_code(q).chars().filter(char::is_ascii_digit).collect();
    let number = format!("%{}", q.to_uppercase().replace(['%', '_', '\\'], ""));
    let phone = if digits.len() >= 4 { format!("%{}%", digits.trim_start_matches('0')) } else { "-".into() };
    asked.and(
        "i.number like ? or c.folded like ? escape '\\' or e.folded like ? escape '\\' or e.serial_folded like ? or c.phone like ?",
        [number.into(), anywhere.clone().into(), anywhere.into(), format!("%{}%", fold_code(q)).into(), phone.into()],
    );
}

record! {
    /// How many files are in one (state, hold).
    #[derive(Clone, Debug, PartialEq, serde::Serialize, utoipa::ToSchema)]
    pub struct Count {
        /// State.
        pub state: State,
        /// Hold.
        pub hold: Hold,
        /// How many.
        pub count: i64,
    }
}

/// Open files by state and hold.
///
/// # Errors
/// When the database cannot be read.
pub async fn counts(conn: &mut Conn, _scope: Scope) -> Result<Vec<Count>> {
    conn.all(
        "select state, hold, count(*) from intakes where released_at is null and voided_at is null group by state, hold order by state, hold",
        args![],
    )
    .await
}

/// Open files past their promise and not ready.
///
/// # Errors
/// When the database cannot be read.
pub async fn late(conn: &mut Conn, _scope: Scope, now: At) -> Result<i64> {
    conn.one(
        "select count(*) from intakes where released_at is null and voided_at is null and state <> 'completed' and promised_at < $1",
        args![now],
    )
    .await
}

/// Files that lie ready since before `since`.
///
/// # Errors
/// When the database cannot be read.
pub async fn uncollected(conn: &mut Conn, _scope: Scope, since: At) -> Result<i64> {
    conn.one(
        "select count(*) from intakes where released_at is null and voided_at is null and state = 'completed' and completed_at < $1",
        args![since],
    )
    .await
}

/// What a technician has to do: what waits for nothing first, of it the urgent, then the oldest.
///
/// # Errors
/// When the database cannot be read.
pub async fn queue_of(conn: &mut Conn, technician: UserId) -> Result<Vec<Line>> {
    let sql = format!(
        "{LINE} where i.released_at is null and i.voided_at is null and
         ((i.technician_id = $1 and i.state = 'in_progress') or (i.technician_id is null and i.state = 'awaiting_intervention'))
         order by case i.hold when 'none' then 0 else 1 end, case i.priority when 'urgent' then 0 when 'high' then 1 when 'normal' then 2 else 3 end, i.deposited_at, i.id limit 30"
    );
    conn.all(&sql, args![technician]).await
}

/// Open files that have not moved since `before`, the stillest first.
///
/// # Errors
/// When the database cannot be read.
pub async fn stuck(conn: &mut Conn, before: At) -> Result<Vec<Line>> {
    let sql = format!(
        "{LINE} join spans s on s.intake_id = i.id and s.ended_at is null and s.state <> 'released'
         where i.released_at is null and i.voided_at is null and s.began_at < $1 order by s.began_at, s.intake_id limit 30"
    );
    conn.all(&sql, args![before]).await
}

/// These files, in this order; those that are not there are left out.
///
/// # Errors
/// When the database cannot be read.
pub async fn some(conn: &mut Conn, _scope: Scope, ids: &[IntakeId]) -> Result<Vec<Line>> {
    let Some(asked) = Filter::one_of("i.id", ids) else { return Ok(Vec::new()) };
    let mut rows: Vec<Line> = conn.all(&format!("{LINE}{}", asked.sql()), asked.args()).await?;
    rows.sort_by_key(|line| ids.iter().position(|id| *id == line.id));
    Ok(rows)
}

/// A few open files of these clients, the latest first.
///
/// # Errors
/// When the database cannot be read.
pub async fn open_of(conn: &mut Conn, _scope: Scope, clients: &[ClientId], most: usize) -> Result<Vec<Line>> {
    let Some(mut asked) = Filter::one_of("i.client_id", clients) else { return Ok(Vec::new()) };
    asked.and("i.released_at is null and i.voided_at is null", []);
    let sql = format!("{LINE}{} order by i.deposited_at desc, i.id desc limit {most}", asked.sql());
    conn.all(&sql, asked.args()).await
}

record! {
    /// What the files of an equipment tell.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct Times {
        /// The equipment.
        pub equipment_id: EquipmentId,
        /// How often it came.
        pub count: i64,
        /// When last.
        pub last_at: At,
        /// Until when a repair is under warranty.
        pub warranty_until: Option<Day>,
        /// The number of a file that is open: the equipment should be in the shop.
        pub here: Option<String>,
    }
}

/// How often these things came, and the warranty of their repairs.
///
/// # Errors
/// When the database cannot be read.
pub async fn times(conn: &mut Conn, _scope: Scope, things: &[EquipmentId]) -> Result<Vec<Times>> {
    let Some(mut asked) = Filter::one_of("equipment_id", things) else { return Ok(Vec::new()) };
    asked.and("voided_at is null", []);
    let sql = format!(
        "select equipment_id, count(*), max(deposited_at), max(repair_warranty_until), max(case when state <> 'released' then number end)
         from intakes{} group by equipment_id",
        asked.sql()
    );
    conn.all(&sql, asked.args()).await
}

/// What came in since `since`, the latest first.
///
/// # Errors
/// When the database cannot be read.
pub async fn deposited_since(conn: &mut Conn, since: At) -> Result<Vec<Line>> {
    let sql = format!(
        "{LINE} where i.voided_at is null and i.deposited_at >= $1 order by i.deposited_at desc, i.id desc limit 30"
    );
    conn.all(&sql, args![since]).await
}
