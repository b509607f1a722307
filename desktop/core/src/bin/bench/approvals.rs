//! `bench approvals`: a head's computer with many cases, 60 of which wait: the inbox opened, one
//! decision after the other, a batch, and decisions while the computer signs and indexes beside.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

use desktop_core::practice::{APPLICANT, Practice};
use desktop_core::{Core, CoreOptions, Failure};
use serde_json::{Value, json};

use super::{PASSPHRASE, Times, ms, options, starts_to_inbox, text};

/// By which argument the program measures on a computer that is there.
pub(super) const AT: &str = "approvals-at";
/// Cases in the vault, and cases of them that wait for the person.
const CASES: usize = 50_000;
const WAITING: usize = 60;
/// Operations of one batch.
const BATCH: usize = 41;
/// How often all that wait are decided, and the decisions taken back.
const ROUNDS: usize = 8;
/// How fast a quick hand decides one after the other: sealing begins while it goes on.
const PACE: Duration = Duration::from_millis(300);

pub(super) fn measure(pack: &Path, home: &Path) -> Result<(), Failure> {
    let now = desktop_core::Clock::now(&desktop_core::SystemClock);
    let mut agency = Practice::begin(pack, now)?;
    let applicant =
        agency.computer(&home.join("applicant"), APPLICANT, &options(PathBuf::new()))?;
    agency.deliver(&applicant)?;
    drop(super::fill(
        &mut agency,
        &applicant,
        home,
        (WAITING, CASES),
    )?);
    // Whoever decides does so in a program that did not just take in fifty thousand cases.
    let this =
        std::env::current_exe().map_err(|e| Failure::new("disk-failed").with("detail", e))?;
    let asked = [OsStr::new(AT), home.join("head").as_os_str()].map(OsStr::to_owned);
    match Command::new(this).args(asked).status() {
        Ok(status) if status.success() => Ok(()),
        _ => Err(Failure::new("bench-failed")),
    }
}

/// What is measured on the head's computer, in a program of its own.
pub(super) fn at(home: &Path) -> Result<(), Failure> {
    let head = Core::start(options(home.to_path_buf()))?;
    head.call("unlock", json!({ "passphrase": PASSPHRASE }))?;
    let start = Instant::now();
    inbox(&head)?;
    println!(
        "inbox of 60 waiting, the first time: {} ms",
        ms(start.elapsed())
    );
    Times::of(50, |_| inbox(&head).map(drop))?.say("inbox of 60 waiting");
    decisions(&head)?;
    batch(&head)?;
    drop(head);
    starts_to_inbox(home)?;
    at_a_quick_hand(home)
}

/// All that the page asks for when it shows the inbox.
fn inbox(head: &Core) -> Result<Vec<Value>, Failure> {
    head.call("frame", json!({}))?;
    let page = head.call("inbox", json!({ "split": null, "offset": 0, "limit": 100 }))?;
    Ok(page["rows"].as_array().cloned().unwrap_or_default())
}

/// One key: signed, decided and on the disk.
fn approve(head: &Core, row: &Value) -> Result<String, Failure> {
    let act = json!({
        "case": row["case"], "station": row["station"], "act": "approve", "opinion": "",
    });
    Ok(text(&head.call("station_act", act)?, "operation"))
}

fn undo(head: &Core, operations: &[String]) -> Result<(), Failure> {
    for operation in operations {
        head.call("queue_cancel", json!({ "operation": operation }))?;
    }
    Ok(())
}

/// From the key to the inbox without the row.
fn decisions(head: &Core) -> Result<(), Failure> {
    let (mut durable, mut shown) = (Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        let mut operations = Vec::new();
        for row in inbox(head)? {
            let start = Instant::now();
            operations.push(approve(head, &row)?);
            durable.push(start.elapsed());
            inbox(head)?;
            shown.push(start.elapsed());
        }
        undo(head, &operations)?;
    }
    println!("decisions: {} decisions", durable.len());
    Times::sorted(durable).say("approve, decided and durable");
    Times::sorted(shown).say("approve, durable and inbox anew");
    Ok(())
}

/// All that wait, one after the other, with the worker of a real computer beside: after ten seconds
/// it seals what was decided first, with the cable pulled.
fn at_a_quick_hand(home: &Path) -> Result<(), Failure> {
    let at_work = CoreOptions {
        background: true,
        ..options(home.to_path_buf())
    };
    let head = Core::start(at_work)?;
    head.call("unlock", json!({ "passphrase": PASSPHRASE }))?;
    let mut shown = Vec::new();
    for row in inbox(&head)? {
        let start = Instant::now();
        approve(&head, &row)?;
        inbox(&head)?;
        shown.push(start.elapsed());
        std::thread::sleep(PACE.saturating_sub(start.elapsed()));
    }
    let times = Times::sorted(shown);
    times.say("approve and inbox anew, worker beside");
    println!(
        "approve and inbox anew, worker beside, longest: {} ms",
        ms(times.at(100))
    );
    Ok(())
}

/// The batch sheet, and one signature a row.
fn batch(head: &Core) -> Result<(), Failure> {
    let mut rows = inbox(head)?;
    rows.truncate(BATCH);
    let picks: Vec<Value> = rows
        .iter()
        .map(|row| json!({ "case": row["case"], "station": row["station"] }))
        .collect();
    let ask = json!({ "rows": picks });
    Times::of(20, |_| head.call("batch", ask.clone()).map(drop))?.say("batch sheet of 41");
    let mut spans: Vec<Duration> = Vec::new();
    for _ in 0..ROUNDS {
        let start = Instant::now();
        let operations: Vec<String> = rows
            .iter()
            .map(|row| approve(head, row))
            .collect::<Result<_, _>>()?;
        spans.push(start.elapsed());
        undo(head, &operations)?;
    }
    let times = Times::sorted(spans);
    println!("batch of 41 signed, p50: {} ms", ms(times.at(50)));
    println!("batch of 41 signed, longest: {} ms", ms(times.at(100)));
    Ok(())
}
