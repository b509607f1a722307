//! `antou-server`: the agency's server and its administration.
#![forbid(unsafe_code)]

mod flows;
mod line;
mod people;
mod trust;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use agency_server::{Agency, Folder, Problem, Server, Settings, admin, clock};
use line::{Failure, Line};
use tracing_subscriber::EnvFilter;

const USAGE: &str = "\
antou-server init DIR --agency-id ID --name NAME [--listen ADDRESS] [--host NAME]...
antou-server pack add DIR PACK [--root CERTIFICATE]...
antou-server import DIR FILE
antou-server people preview DIR LIST [--on DATE] [--end-missing DATE]
antou-server people import DIR LIST [--on DATE] [--end-missing DATE]
antou-server people export DIR [--csv FILE] [--ldif FILE] [--on DATE]
antou-server invite DIR PERSON [--file FILE]
antou-server revoke DIR DEVICE
antou-server card trust DIR FILE
antou-server card add DIR PERSON FILE
antou-server card list DIR
antou-server card withdraw DIR SHA256
antou-server crl add DIR FILE
antou-server crl write DIR FILE
antou-server held DIR
antou-server release DIR OPERATION --reason TEXT
antou-server audit DIR
antou-server verify DIR
antou-server stuck DIR
antou-server mend DIR CASE retry TOKEN --reason TEXT [--set NAME=FEEL]...
antou-server mend DIR CASE move TOKEN ELEMENT --reason TEXT
antou-server mend DIR CASE cancel TOKEN --reason TEXT
antou-server mend DIR CASE begin ELEMENT --reason TEXT
antou-server mend DIR CASE set [TOKEN] --reason TEXT --set NAME=FEEL...
antou-server flow plan DIR SERVICE FROM TO [--file FILE]
antou-server flow look DIR PLAN
antou-server flow go-over DIR PLAN --reason TEXT
antou-server serve DIR [--listen ADDRESS] [--ready FILE]

ADDRESS is such as 127.0.0.1:7443; port 0 takes a free one. --ready writes the
address to FILE once the server listens. A plan says where the cases of a
service go when they go over to another version: write it with `flow plan`, read
and change it, see with `flow look` what would happen, then `flow go-over`. A
LIST of people is CSV or LDIF: `people preview` says what would change, `people
import` changes it. What the list does not have is told, and ended on the DATE
of --end-missing; --on is the day of the list, today when left out. A PACK is a
folder or a signed .antou-pack; --root names a certificate (DER) that vouches
for its signer beside the agency's own.";

const LISTEN: &str = "127.0.0.1:7443";

fn main() -> ExitCode {
    let filter = EnvFilter::try_from_env("ANTOU_LOG").unwrap_or_else(|_| EnvFilter::new("info"));
    tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr)
        .init();
    let done = Line::read(std::env::args().skip(1)).and_then(|line| run(&line));
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(Failure::Usage(why)) => {
            eprintln!("{why}\n\n{USAGE}");
            ExitCode::from(2)
        }
        Err(Failure::Problem(problem)) => {
            eprintln!("{}: {problem}", problem.code());
            ExitCode::FAILURE
        }
    }
}

fn run(line: &Line) -> Result<(), Failure> {
    let words: Vec<&str> = line.words.iter().map(String::as_str).collect();
    match words.as_slice() {
        ["init", folder] => init(line, folder),
        ["pack", "add", folder, pack] => add_pack(line, folder, Path::new(pack)),
        ["import", folder, file] => import(line, folder, Path::new(file)),
        ["people", "preview", folder, list] => people::preview(line, folder, Path::new(list)),
        ["people", "import", folder, list] => people::import(line, folder, Path::new(list)),
        ["people", "export", folder] => people::export(line, folder),
        ["invite", folder, person] => invite(line, folder, person),
        ["revoke", folder, device] => {
            line.only(&[])?;
            let count = admin::revoke(&Folder::at(Path::new(folder)), device, clock::now())?;
            println!("revoked {count} certificates of {device}");
            Ok(())
        }
        ["card", "trust", folder, file] => trust::card_authority(line, folder, file),
        ["card", "add", folder, person, file] => trust::card_add(line, folder, person, file),
        ["card", "list", folder] => trust::card_list(line, folder),
        ["card", "withdraw", folder, card] => trust::card_withdraw(line, folder, card),
        ["crl", "add", folder, file] => trust::crl_add(line, folder, file),
        ["crl", "write", folder, file] => trust::crl_write(line, folder, file),
        ["held", folder] => trust::held(line, folder),
        ["release", folder, operation] => trust::release(line, folder, operation),
        ["audit", folder] => trust::audit(line, folder),
        ["verify", folder] => {
            line.only(&[])?;
            let found = admin::verify(&Folder::at(Path::new(folder)))?;
            println!(
                "sound: {} streams, {} events, {} verdicts, {} blobs",
                found.streams, found.events, found.verdicts, found.blobs
            );
            Ok(())
        }
        ["stuck", folder] => flows::stuck(line, folder),
        ["mend", folder, case, rest @ ..] => flows::mend(line, folder, case, rest),
        ["flow", "plan", folder, service, from, to] => {
            flows::plan(line, folder, service, [from, to])
        }
        ["flow", "look", folder, plan] => flows::go_over(line, folder, plan, true),
        ["flow", "go-over", folder, plan] => flows::go_over(line, folder, plan, false),
        ["serve", folder] => serve(line, folder),
        _ => Err(Failure::Usage("which command?".to_owned())),
    }
}

fn init(line: &Line, folder: &str) -> Result<(), Failure> {
    line.only(&["agency-id", "name", "listen", "host"])?;
    let need = |name: &str| {
        line.one(name)
            .ok_or_else(|| Failure::Usage(format!("--{name} is needed")))
    };
    let listen = match line.address()? {
        Some(listen) => listen,
        None => LISTEN
            .parse()
            .map_err(|_| Failure::Usage(format!("{LISTEN} is no address")))?,
    };
    let mut settings = Settings::new(&need("agency-id")?, &need("name")?, listen);
    let hosts = line.all("host");
    if !hosts.is_empty() {
        settings.urls = hosts
            .iter()
            .map(|host| format!("https://{host}:{}", listen.port()))
            .collect();
        settings.names.extend(hosts);
    }
    let root = admin::init(&Folder::at(Path::new(folder)), &settings, clock::now())?;
    println!("root certificate SHA-256 {root}");
    Ok(())
}

fn runtime() -> Result<tokio::runtime::Runtime, Failure> {
    let made = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build();
    made.map_err(|error| Failure::Problem(Problem::Network(error.to_string())))
}

/// Opens the agency for one piece of work and closes it again in order.
fn with_agency<T>(
    folder: &str,
    work: impl AsyncFnOnce(&Agency) -> Result<T, Problem>,
) -> Result<T, Failure> {
    let (agency, thread) = Agency::open(&Folder::at(Path::new(folder)), clock::system())?;
    let done = runtime()?.block_on(work(&agency));
    drop(agency);
    // It has nothing left to do; a panic in it was reported where it happened.
    let _ = thread.join();
    Ok(done?)
}

fn add_pack(line: &Line, folder: &str, pack: &Path) -> Result<(), Failure> {
    line.only(&["root"])?;
    let read = |path: String| {
        let path = PathBuf::from(path);
        std::fs::read(&path).map_err(Problem::file(&path))
    };
    let roots: Vec<Vec<u8>> = line
        .all("root")
        .into_iter()
        .map(read)
        .collect::<Result<_, _>>()?;
    let added = with_agency(folder, async |agency| {
        admin::add_pack(agency, pack, &roots).await
    })?;
    for finding in &added.found {
        eprintln!("{finding}");
    }
    println!(
        "published {} version {} {}",
        added.id,
        added.reference.version,
        sync::Hash(added.reference.sha256)
    );
    Ok(())
}

fn import(line: &Line, folder: &str, file: &Path) -> Result<(), Failure> {
    line.only(&[])?;
    let done = with_agency(folder, async |agency| admin::import(agency, file).await)?;
    println!(
        "imported {} changes, {} calendar entries, {} accounts, {} leaves",
        done.changes, done.calendar, done.accounts, done.leaves
    );
    Ok(())
}

fn invite(line: &Line, folder: &str, person: &str) -> Result<(), Failure> {
    line.only(&["file"])?;
    let invitation = admin::invite(&Folder::at(Path::new(folder)), person, clock::now())?;
    let text = invitation
        .to_text()
        .map_err(|error| Problem::Certificate(error.to_string()))?;
    match line.one("file") {
        Some(file) => std::fs::write(&file, text).map_err(Problem::file(Path::new(&file)))?,
        None => print!("{text}"),
    }
    Ok(())
}

fn serve(line: &Line, folder: &str) -> Result<(), Failure> {
    line.only(&["listen", "ready"])?;
    let (folder, listen) = (Folder::at(Path::new(folder)), line.address()?);
    let ready = line.one("ready").map(PathBuf::from);
    runtime()?.block_on(async {
        let server = Server::start(&folder, listen, clock::system()).await?;
        if let Some(ready) = ready {
            let fresh = ready.with_extension("new");
            let told = std::fs::write(&fresh, server.address().to_string())
                .and_then(|()| std::fs::rename(&fresh, &ready));
            told.map_err(Problem::file(&ready))?;
        }
        println!("listening on https://{}", server.address());
        stop_asked()
            .await
            .map_err(|error| Problem::Network(error.to_string()))?;
        server.stop().await;
        Ok(())
    })
}

#[cfg(unix)]
async fn stop_asked() -> std::io::Result<()> {
    use tokio::signal::unix::{SignalKind, signal};
    let mut terminate = signal(SignalKind::terminate())?;
    tokio::select! {
        interrupted = tokio::signal::ctrl_c() => interrupted,
        _ = terminate.recv() => Ok(()),
    }
}

#[cfg(not(unix))]
async fn stop_asked() -> std::io::Result<()> {
    tokio::signal::ctrl_c().await
}
