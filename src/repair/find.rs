//! The one box: clients, equipment and files found by any fragment of a name, a phone, a serial number or a number, or by what
//! a scanner reads.

use super::store;
use crate::{
    app::App,
    clients::{self, Client},
    equipment::{self, Owned},
    intakes::{
        self,
        list::{self, Line},
    },
    kernel::{
        db::Conn,
        error::{Error, Result},
        id::{ClientId, IntakeId},
    },
    search::{self, Question, Subject},
    tracking,
    users::rights::Scope,
};

/// What was found of each kind.
#[derive(Clone, Debug, Default, serde::Serialize, utoipa::ToSchema)]
pub struct Found {
    /// Clients.
    pub clients: Vec<Client>,
    /// Equipment, with the names of the clients.
    pub equipment: Vec<Owned>,
    /// Files: by their number, then those of the clients found that are still open.
    pub files: Vec<Line>,
}

impl Found {
    /// Whether nothing was found.
    pub fn is_empty(&self) -> bool {
        self.clients.is_empty() && self.equipment.is_empty() && self.files.is_empty()
    }
}

/// At most `most` of each kind for what was typed or scanned.
///
/// # Errors
/// When the database cannot be read.
pub async fn find(conn: &mut Conn, scope: Scope, typed: &str, most: usize) -> Result<Found> {
    let Some(question) = Question::new(typed) else { return Ok(Found::default()) };
    let files: Vec<IntakeId> = search::find(conn, Subject::Intake, &question, most).await?;
    let clients: Vec<ClientId> = search::find(conn, Subject::Client, &question, most).await?;
    let equipment = search::find(conn, Subject::Equipment, &question, most).await?;
    let mut found = Found {
        clients: clients::some(conn, scope, &clients).await?,
        equipment: equipment::some(conn, scope, &equipment).await?,
        files: list::some(conn, scope, &files).await?,
    };
    if found.files.is_empty() {
        found.files = list::open_of(conn, scope, &clients, most).await?;
    }
    Ok(found)
}

/// Where a scanned code or the whole number of any voucher leads: its Code 128, or the address of a QR. To the team an old QR
/// still names its file, though it is dead to the client.
///
/// # Errors
/// When the database cannot be read.
pub async fn scanned(conn: &mut Conn, scope: Scope, code: &str) -> Result<Option<String>> {
    let code = code.trim();
    let file = |id: IntakeId| Ok(Some(format!("/intakes/{id}")));
    if let Some((_, link)) = code.split_once("/t/") {
        let Some((id, _)) = tracking::check(link) else { return Ok(None) };
        return match intakes::find(conn, scope, id).await {
            Ok(intake) => file(intake.id),
            Err(Error::NotFound) => Ok(None),
            Err(e) => Err(e),
        };
    }
    let number = code.to_uppercase();
    match intakes::by_number(conn, scope, &number).await {
        Ok(intake) => return file(intake.id),
        Err(Error::NotFound) => {}
        Err(e) => return Err(e),
    }
    if let Some(id) = store::file_of(conn, &number).await? {
        return file(id);
    }
    if let Some(id) = store::closing_of(conn, &number).await? {
        return Ok(Some(format!("/cash/closings/{id}")));
    }
    Ok(store::ticket_of(conn, &number).await?.map(|id| format!("/tickets/{id}")))
}

/// Writes the words of everything anew when they are those of an earlier program, a few rows to a transaction.
///
/// # Errors
/// When the database refuses.
pub async fn catch_up(app: &App) -> Result<()> {
    if !search::is_behind(&mut app.read().await?).await? {
        return Ok(());
    }
    tracing::info!("the words that everything is found by are written anew");
    for kind in Subject::ALL {
        let mut after = Some(0);
        while let Some(last) = after {
            after = app
                .write(async |tx| match kind {
                    Subject::Client => clients::index_after(tx, last).await,
                    Subject::Equipment => equipment::index_after(tx, last).await,
                    Subject::Intake => intakes::index_after(tx, last).await,
                })
                .await?;
        }
    }
    app.write(async |tx| search::caught_up(tx).await).await
}
