//! Deposits in JSON.

use axum::{
    Json,
    extract::{Path, State},
    response::Response,
};
use utoipa_axum::{router::OpenApiRouter, routes};

use super::{Deposit, DepositInput};
use crate::{
    app::App,
    intakes::{self, Intake},
    kernel::{error::Result, id::DepositId},
    settings,
    users::rights::{IntakesEdit, May, Read},
    web::api::{Call, Problem, created},
};

/// A deposit and its intakes.
#[derive(serde::Serialize, utoipa::ToSchema)]
pub struct Recorded {
    /// The deposit.
    #[serde(flatten)]
    pub deposit: Deposit,
    /// An intake for each equipment.
    pub intakes: Vec<Intake>,
}

pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(record)).routes(routes!(show))
}

/// Records a deposit.
#[utoipa::path(post, path = "/deposits", tag = "deposits", request_body = DepositInput, responses((status = 201, body = Recorded), (status = 422, body = Problem)))]
async fn record(State(app): State<App>, by: May<IntakesEdit>, call: Call<DepositInput>) -> Result<Response> {
    let id = call
        .write(&app, &by, async |tx, input| {
            let settings = settings::current(tx).await?;
            Ok(super::record(tx, &by, &settings, input).await?.to_string())
        })
        .await?;
    let body = read(&app, &by.also()?, id.parse()?).await?;
    Ok(created(&format!("/api/v1/deposits/{id}"), &body))
}

/// One deposit with its intakes.
#[utoipa::path(get, path = "/deposits/{id}", tag = "deposits", params(("id" = String, Path)), responses((status = 200, body = Recorded), (status = 404, body = Problem)))]
async fn show(State(app): State<App>, by: May<Read>, Path(id): Path<DepositId>) -> Result<Json<Recorded>> {
    Ok(Json(read(&app, &by, id).await?))
}

async fn read(app: &App, by: &May<Read>, id: DepositId) -> Result<Recorded> {
    let mut conn = app.read().await?;
    let deposit = super::find(&mut conn, by.scope(), id).await?;
    let intakes = intakes::of_deposit(&mut conn, id).await?;
    Ok(Recorded { deposit, intakes })
}
