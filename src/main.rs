//! The command line.

use std::path::PathBuf;

use clap::{Parser, Subcommand};
use fixili::{
    app::App,
    backup,
    config::Config,
    demo, imports,
    kernel::{
        clock::Clock,
        db::Db,
        error::{Error, Result},
    },
    reactions, router, server, settings,
    users::{
        self,
        rights::{May, UsersEdit},
    },
};
use indicatif::{ProgressBar, ProgressStyle};

/// Pages and their compression take and give back large blocks all the time: the system's allocator returns them to the
/// kernel and asks for them again, which cost more than the page (docs/benchmarks.md).
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// The repair shop's memory and voice.
#[derive(Parser)]
#[command(name = "fixili", version, about)]
struct Command {
    /// The folder that holds everything: database, files, key.
    #[arg(long, default_value = "data", global = true, env = "FIXILI_DATA")]
    data: PathBuf,
    #[command(subcommand)]
    act: Act,
}

#[derive(Subcommand)]
enum Act {
    /// Serves the application.
    Serve,
    /// Builds the demo shop, prints the address and the log-ins, and serves it.
    Demo {
        /// Prints the address and the log-ins as JSON.
        #[arg(long)]
        json: bool,
    },
    /// Staff accounts.
    #[command(subcommand)]
    User(UserAct),
    /// Makes an API token of a user and prints it.
    Token {
        /// Log-in name.
        login: String,
        /// What it is for.
        #[arg(long, default_value = "command line")]
        label: String,
    },
    /// Takes over what another system kept; the same file again imports nothing twice.
    #[command(subcommand)]
    Import(ImportAct),
    /// Writes database, files and key into one archive; the server may run beside it.
    Backup {
        /// The archive, by convention `….tar.gz`.
        file: PathBuf,
    },
    /// Reads an archive into an empty data folder, or an empty PostgreSQL database.
    Restore {
        /// The archive.
        file: PathBuf,
    },
    /// Checks configuration, database, schema and fonts.
    Check,
    /// Prints the description of the API (OpenAPI 3.1).
    Openapi,
}

#[derive(Subcommand)]
enum ImportAct {
    /// Repairs of the Open Repair Alliance.
    OpenRepair {
        /// A CSV file with headings.
        file: PathBuf,
    },
    /// Clients: id, name, town, street, phone, e-mail.
    Clients {
        /// A file of tab-separated lines.
        file: PathBuf,
    },
}

#[derive(Subcommand)]
enum UserAct {
    /// Makes an account and prints its first password.
    Add {
        /// Log-in name.
        login: String,
        /// Name as shown.
        name: String,
        /// technician, sales or manager.
        #[arg(long, default_value = "technician")]
        role: String,
    },
    /// Hands out a new password and prints it.
    Password {
        /// Log-in name.
        login: String,
    },
    /// Ends an account.
    Deactivate {
        /// Log-in name.
        login: String,
    },
}

fn main() -> std::process::ExitCode {
    let filter =
        tracing_subscriber::EnvFilter::try_from_env("FIXILI_LOG").unwrap_or_else(|_| "info,tower_http=warn".into());
    tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).init();
    let command = Command::parse();
    let runtime = match tokio::runtime::Builder::new_multi_thread().enable_all().build() {
        Ok(runtime) => runtime,
        Err(e) => return failed(&Error::internal(e)),
    };
    match runtime.block_on(run(command)) {
        Ok(()) => std::process::ExitCode::SUCCESS,
        Err(e) => failed(&e),
    }
}

fn failed(e: &Error) -> std::process::ExitCode {
    eprintln!("fixili: {e}");
    std::process::ExitCode::FAILURE
}

async fn open(config: Config) -> Result<App> {
    App::open(config, Clock::System, reactions::react).await
}

async fn run(command: Command) -> Result<()> {
    let config = Config::load(&command.data)?;
    match command.act {
        Act::Serve => {
            let app = open(config).await?;
            let listener = server::bind(&app).await?;
            let address = format!("http://{}", listener.local_addr()?);
            println!("{address}");
            if users::nobody_yet(&mut app.read().await?).await? {
                println!("Set-up: {address}/setup with the code {}", app.setup_code());
            }
            server::run(app, listener).await
        }
        Act::Demo { json } => serve_demo(open(config).await?, json).await,
        Act::User(act) => user(&open(config).await?, act).await,
        Act::Token { login, label } => {
            let app = open(config).await?;
            let user = users::by_login(&mut app.read().await?, &login).await?;
            let token = app
                .write(async |tx| users::create_token(tx, &May::<UsersEdit>::system(), user.id, &label).await)
                .await?;
            println!("{token}");
            Ok(())
        }
        Act::Import(act) => import(&open(config).await?, act).await,
        Act::Backup { file } => {
            println!("{}", backup::write(&open(config).await?, &file).await?);
            Ok(())
        }
        Act::Restore { file } => {
            println!("{}", backup::restore(&config, &file).await?);
            Ok(())
        }
        Act::Check => check(config).await,
        Act::Openapi => {
            println!("{}", router::description().to_pretty_json()?);
            Ok(())
        }
    }
}

async fn serve_demo(app: App, json: bool) -> Result<()> {
    demo::build(&app).await?;
    demo::build_world(&app).await?;
    let listener = server::bind(&app).await?;
    let address = format!("http://{}", listener.local_addr()?);
    demo::reached_at(&app, &address).await?;
    if json {
        println!("{}", serde_json::json!({ "address": address, "log_ins": demo::LOG_INS }));
    } else {
        println!("\n  {address}\n");
        for person in demo::LOG_INS {
            println!("  {:<12} {:<10} {}", person.role, person.login, person.password);
        }
        println!();
    }
    server::run(app, listener).await
}

async fn import(app: &App, act: ImportAct) -> Result<()> {
    let (ImportAct::OpenRepair { file: path } | ImportAct::Clients { file: path }) = &act;
    let named = |e: std::io::Error| Error::internal(format!("{}: {e}", path.display()));
    let file = std::fs::File::open(path).map_err(named)?;
    let bar = ProgressBar::new(file.metadata().map_err(named)?.len()).with_style(
        ProgressStyle::with_template("{wide_bar} {percent} %  {elapsed} (about {eta} more)")
            .map_err(Error::internal)?,
    );
    let rows = bar.wrap_read(file);
    let refused = |row: &imports::Refused| bar.suspend(|| eprintln!("{}: {row}", path.display()));
    let count = match act {
        ImportAct::OpenRepair { .. } => imports::open_repair(app, rows, refused).await?,
        ImportAct::Clients { .. } => {
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            imports::clients(app, rows, &name, refused).await?
        }
    };
    bar.finish_and_clear();
    println!("{count}");
    Ok(())
}

async fn user(app: &App, act: UserAct) -> Result<()> {
    let by = May::<UsersEdit>::system();
    let password = users::first_password();
    match act {
        UserAct::Add { login, name, role } => {
            let input =
                users::UserInput { login, name, role: users::Role::parse(&role), ..users::UserInput::default() };
            let digested = users::NewPassword::choose(&password, &input.login()).await?;
            let region = settings::current(&mut app.read().await?).await?.shop.region.clone();
            app.write(async |tx| users::create(tx, &by, &input, &digested, &region).await).await?;
            println!("{password}");
        }
        UserAct::Password { login } => {
            let user = users::by_login(&mut app.read().await?, &login).await?;
            let digested = users::NewPassword::choose(&password, &user.login).await?;
            app.write(async |tx| users::hand_out_password(tx, &by, user.id, &digested).await).await?;
            println!("{password}");
        }
        UserAct::Deactivate { login } => {
            let user = users::by_login(&mut app.read().await?, &login).await?;
            app.write(async |tx| users::deactivate(tx, &by, user.id).await).await?;
        }
    }
    Ok(())
}

async fn check(config: Config) -> Result<()> {
    let found = Db::schema_version(&config.database()).await?;
    println!("data folder   {}", config.data.display());
    println!("schema        {found} (this program: {})", Db::wanted_version());
    if found > Db::wanted_version() {
        return Err(Error::internal("the database is newer than this program"));
    }
    let app = open(config).await?;
    println!("database      {}", app.db().engine());
    let nobody = users::nobody_yet(&mut app.read().await?).await?;
    println!("accounts      {}", if nobody { "none yet: the set-up page waits" } else { "yes" });
    println!("fonts         {}", app.press()?.fonts().join(", "));
    Ok(())
}
