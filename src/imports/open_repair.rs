//! Open Repair Data: a row is a visit to a repair event. The organising group is the client; what became of the visit
//! is told by a status.

use csv::StringRecord;
use jiff::{civil, tz::TimeZone};

use super::Source;
use crate::{
    app::Tx,
    clients::{self, ClientInput, ClientKind},
    deposits::{self, Past},
    equipment::{self, EquipmentInput},
    intakes::{self, IntakeInput, Outcome},
    interventions::{self, QuoteAnswer},
    kernel::{
        error::{Error, Faults, Result},
        id::IntakeId,
        time::At,
    },
    lang::{Key, Text, say},
    releases::{self, Collector, ReleaseInput},
    settings::Settings,
    users::rights::{self, ClientsEdit, IntakesEdit, InterventionsEdit, May},
};

/// The columns that are read, in the order of [`OpenRepair::at`].
const COLUMNS: [&str; 9] = [
    "id",
    "data_provider",
    "product_category",
    "brand",
    "year_of_manufacture",
    "repair_status",
    "group_identifier",
    "event_date",
    "problem",
];

/// A column, by its place in [`COLUMNS`].
#[derive(Clone, Copy)]
enum Column {
    Id,
    Provider,
    Category,
    Brand,
    Year,
    Status,
    Group,
    Date,
    Problem,
}

/// What stands for a brand that is not known.
const NO_BRAND: &str = "Unknown";
/// Minutes from one step of a visit to the next: the data tells the day alone.
const STEP_MS: i64 = 5 * 60_000;
/// The longest name of a group.
const NAME: usize = 200;
/// Dates that an event may have; later ones than today are refused as well.
const FIRST_YEAR: i16 = 1990;

/// The file.
pub(super) struct OpenRepair {
    settings: Settings,
    zone: TimeZone,
    today: civil::Date,
    headings: StringRecord,
    /// Where each of [`COLUMNS`] stands.
    at: [usize; 9],
}

/// What became of a visit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Status {
    Fixed,
    Repairable,
    EndOfLife,
    Unknown,
}

/// A row that can be recorded.
pub(super) struct Row {
    record: StringRecord,
    at: At,
    status: Status,
    thing: EquipmentInput,
}

/// A row as JSON: every column under its heading.
struct Raw<'a>(&'a StringRecord, &'a StringRecord);

impl serde::Serialize for Raw<'_> {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().zip(self.1))
    }
}

impl OpenRepair {
    pub(super) fn new(settings: Settings, now: At, headings: StringRecord) -> Result<Self> {
        let mut at = [0; 9];
        for (place, name) in at.iter_mut().zip(COLUMNS) {
            let found = headings.iter().position(|heading| heading == name);
            *place = found.ok_or_else(|| Error::conflict(say::ImportsNoColumn { name: name.into() }))?;
        }
        let zone = settings.zone();
        Ok(Self { today: now.civil(&zone).date(), settings, zone, headings, at })
    }

    fn cell<'a>(&self, record: &'a StringRecord, column: Column) -> &'a str {
        record.get(self.at[column as usize]).unwrap_or_default().trim()
    }

    /// Nine in the morning of the event's day.
    fn instant(&self, record: &StringRecord) -> Result<At, Text> {
        let text = self.cell(record, Column::Date);
        if text.is_empty() {
            return Err(Key::ImportsNoDate.into());
        }
        let date = text.parse::<civil::Date>().ok().filter(|d| d.year() >= FIRST_YEAR && *d <= self.today);
        let date = date.ok_or_else(|| say::ImportsBadDate { date: text.into() })?;
        Ok(At::from_civil(date.at(9, 0, 0, 0), &self.zone))
    }

    fn status(&self, record: &StringRecord) -> Result<Status, Text> {
        match self.cell(record, Column::Status) {
            "Fixed" => Ok(Status::Fixed),
            "Repairable" => Ok(Status::Repairable),
            "End of life" => Ok(Status::EndOfLife),
            "Unknown" => Ok(Status::Unknown),
            other => Err(say::ImportsBadStatus { status: other.into() }.into()),
        }
    }

    /// A year that cannot be one is left out; the raw row keeps it.
    fn thing(&self, record: &StringRecord) -> Result<EquipmentInput, Text> {
        let mut thing = EquipmentInput {
            category: self.cell(record, Column::Category).to_owned(),
            brand: Some(self.cell(record, Column::Brand)).filter(|b| *b != NO_BRAND).unwrap_or_default().to_owned(),
            year: self.cell(record, Column::Year).parse().ok(),
            ..EquipmentInput::default()
        };
        let Faults(mut faults) = thing.check();
        if faults.iter().any(|(field, _)| field == "year") {
            thing.year = None;
            faults.retain(|(field, _)| field != "year");
        }
        match faults.into_iter().next() {
            Some((field, text)) => {
                Err(say::ImportsUnreadable { why: format!("{field}: {}", text.in_english()).into() }.into())
            }
            None => Ok(thing),
        }
    }

    /// The organising group, else who provided the data.
    fn group<'a>(&self, record: &'a StringRecord) -> &'a str {
        let group = self.cell(record, Column::Group);
        if group.is_empty() { self.cell(record, Column::Provider) } else { group }
    }

    fn fault(&self, record: &StringRecord, at: At) -> Result<IntakeInput, Text> {
        let input = IntakeInput { fault: self.cell(record, Column::Problem).to_owned(), ..IntakeInput::default() };
        if !input.fault.is_empty() && !input.check("", at).is_empty() {
            return Err(Key::ImportsFaultLong.into());
        }
        Ok(input)
    }
}

impl Source for OpenRepair {
    type Row = Row;

    fn width(&self) -> usize {
        self.headings.len()
    }

    fn read(&self, record: StringRecord) -> Result<Row, Text> {
        if self.cell(&record, Column::Id).is_empty() {
            return Err(Key::ImportsNoId.into());
        }
        let at = self.instant(&record)?;
        let status = self.status(&record)?;
        let thing = self.thing(&record)?;
        self.fault(&record, at)?;
        let group = self.group(&record);
        if group.is_empty() || group.chars().count() > NAME {
            return Err(say::ImportsUnreadable { why: COLUMNS[Column::Group as usize].into() }.into());
        }
        Ok(Row { at, status, thing, record })
    }

    async fn record(&self, tx: &mut Tx, row: &Row) -> Result<bool> {
        let source = format!("open-repair:{}", self.cell(&row.record, Column::Id));
        if intakes::is_imported(tx, &source).await? {
            return Ok(false);
        }
        tx.set_now(row.at);
        let group = self.group(&row.record);
        let client = ClientInput { kind: Some(ClientKind::Company), name: group.to_owned(), ..ClientInput::default() };
        let known = format!("open-repair:group:{group}");
        let by = May::<ClientsEdit>::system();
        let client = clients::import(tx, &by, &self.settings, &client, &known, group).await?.id();
        let equipment = equipment::import(tx, &by, client, &row.thing, &source).await?.id();
        let raw = serde_json::to_string(&Raw(&self.headings, &row.record))?;
        let input = IntakeInput { fault: self.cell(&row.record, Column::Problem).to_owned(), ..IntakeInput::default() };
        let past = Past { client, equipment, source: &source, raw: &raw };
        let intake = deposits::import(tx, &by.also::<IntakesEdit>()?, &self.settings, past, &input).await?;
        match row.status {
            Status::Repairable => return Ok(true),
            Status::Fixed => self.work(tx, intake, Outcome::Repaired).await?,
            Status::EndOfLife => self.work(tx, intake, Outcome::NotRepairable).await?,
            Status::Unknown => {}
        }
        self.give_back(tx, intake, group, row.status).await.map(|()| true)
    }
}

impl OpenRepair {
    async fn work(&self, tx: &mut Tx, intake: IntakeId, outcome: Outcome) -> Result<()> {
        let by = May::<InterventionsEdit>::system();
        tx.set_now(tx.now().plus_ms(STEP_MS));
        let sheet = interventions::open(tx, &by, &self.settings, intake, None).await?;
        tx.set_now(tx.now().plus_ms(STEP_MS));
        interventions::complete(tx, &by, sheet, outcome, QuoteAnswer::default()).await
    }

    /// To the client, without a warranty; what was not worked on goes back as it came.
    async fn give_back(&self, tx: &mut Tx, intake: IntakeId, group: &str, status: Status) -> Result<()> {
        tx.set_now(tx.now().plus_ms(STEP_MS));
        let nothing_known = self.settings.shop.lang.imports_nothing_known();
        let input = ReleaseInput {
            collector: Some(Collector::Client),
            collector_name: group.to_owned(),
            repair_warranty_days: Some(0),
            reason: if status == Status::Unknown { nothing_known.to_owned() } else { String::new() },
            ..ReleaseInput::default()
        };
        let by = May::<rights::Release>::system();
        releases::release(tx, &by, &self.settings, intake, &input).await.map(|_| ())
    }
}
