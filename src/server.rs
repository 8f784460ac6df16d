//! Runs the application: listens, works in the background, ends cleanly on SIGTERM and Ctrl-C.

use std::{net::SocketAddr, time::Duration};

use tokio::net::TcpListener;

use crate::{
    app::App,
    drafts, files, handoffs, interventions, jobs,
    kernel::error::{Error, Result},
    outbox, parts, prints, quotes,
    repair::find,
    router::router,
    settings, sms, users,
    web::{self, clean_up_submissions},
};

/// How long requests may take to end after a stop was asked for.
const GRACE: Duration = Duration::from_secs(10);
/// How often old sessions, counts, keys and pending files are taken away.
const HOUSEKEEPING: Duration = Duration::from_secs(600);

/// Listens at the configured address.
///
/// # Errors
/// When the address is taken or wrong.
pub async fn bind(app: &App) -> Result<TcpListener> {
    let address = &app.config().listen;
    TcpListener::bind(address).await.map_err(|e| Error::internal(format!("{address}: {e}")))
}

/// Serves until a stop is asked for.
///
/// # Errors
/// When the listener breaks.
pub async fn run(app: App, listener: TcpListener) -> Result<()> {
    tokio::spawn(stop_on_signal(app.clone()));
    let ears = tokio::spawn(web::listen_elsewhere(app.clone()));
    let house = tokio::spawn(keep_house(app.clone()));
    tokio::spawn(catch_up(app.clone()));
    let printers = tokio::spawn(prints::worker::run(app.clone(), prints::Patience::default()));
    let messages = tokio::spawn(outbox::worker::run(app.clone(), sms::http::Patience::default()));
    let mut stop = app.stopping();
    let service = router(app.clone()).into_make_service_with_connect_info::<SocketAddr>();
    let serving = tokio::spawn(async move {
        axum::serve(listener, service)
            .with_graceful_shutdown(async move {
                let _ = stop.wait_for(|stop| *stop).await;
            })
            .await
    });
    let mut stop = app.stopping();
    let _ = stop.wait_for(|stop| *stop).await;
    let ended = tokio::time::timeout(GRACE, serving).await;
    ears.abort();
    house.abort();
    // It ends by itself: a strip that is being sent is not cut off.
    let _ = printers.await;
    let _ = messages.await;
    match ended {
        Ok(Ok(served)) => served.map_err(Error::from),
        Ok(Err(e)) => Err(Error::internal(e)),
        Err(_) => {
            tracing::warn!("some requests did not end in time");
            Ok(())
        }
    }
}

async fn stop_on_signal(app: App) {
    use tokio::signal::unix::{SignalKind, signal};
    let (Ok(mut term), Ok(mut int)) = (signal(SignalKind::terminate()), signal(SignalKind::interrupt())) else {
        tracing::error!("signals cannot be heard");
        return;
    };
    tokio::select! { _ = term.recv() => {}, _ = int.recv() => {} }
    tracing::info!("stopping");
    app.stop();
}

/// Ends the offers nobody answered in time, one transaction each.
///
/// # Errors
/// When the database refuses.
pub async fn expire_quotes(app: &App) -> Result<()> {
    let mut conn = app.read().await?;
    let settings = settings::current(&mut conn).await?;
    let due = quotes::due_to_expire(&mut conn, app.now().day(&settings.zone())).await?;
    drop(conn);
    for id in due {
        app.write(async |tx| quotes::expire(tx, &settings, id).await).await?;
    }
    Ok(())
}

/// What an earlier program recorded is found by the words of this one, while it serves already.
async fn catch_up(app: App) {
    if let Err(e) = parts::catch_up(&app).await {
        tracing::warn!(error = %e, "parts used before could not be learnt; it is tried again at the next start");
    }
    if let Err(e) = find::catch_up(&app).await {
        tracing::warn!(error = %e, "what everything is found by could not be written; it is tried again at the next start");
    }
}

/// Takes away what has served its time.
async fn keep_house(app: App) {
    loop {
        let kept = app
            .write(async |tx| {
                users::clean_up(tx).await?;
                clean_up_submissions(tx).await?;
                files::clean_up(tx).await?;
                drafts::clean_up(tx).await?;
                handoffs::clean_up(tx).await?;
                interventions::clean_up_drafts(tx).await?;
                prints::clean_up(tx).await?;
                jobs::clean_up(tx).await
            })
            .await;
        if let Err(e) = expire_quotes(&app).await {
            tracing::warn!(error = %e, "quotes could not be looked at");
        }
        if let Err(e) = kept {
            tracing::warn!(error = %e, "housekeeping failed");
        }
        tokio::time::sleep(HOUSEKEEPING).await;
    }
}
