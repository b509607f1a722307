//! Commands about cards, lists of revocation, held operations and the audit log.

use std::path::Path;

use agency_server::storage::{Register as _, Store as _};
use agency_server::{Folder, Problem, admin, cards, clock, ingest};
use office::Refusal;
use office::ids::PersonId;
use sync::Hash;

use crate::line::{Failure, Line};

/// Lines of the audit log that are read at once.
const PAGE: usize = 500;
/// Held operations that are listed.
const HELD_MAX: usize = 1_000;

fn at(folder: &str) -> Folder {
    Folder::at(Path::new(folder))
}

fn moment(ms: i64) -> String {
    jiff::Timestamp::from_millisecond(ms).map_or_else(|_| ms.to_string(), |time| time.to_string())
}

pub fn card_authority(line: &Line, folder: &str, file: &str) -> Result<(), Failure> {
    line.only(&[])?;
    let hash = cards::trust(&at(folder), Path::new(file))?;
    println!("trusted: certificate SHA-256 {hash}");
    Ok(())
}

pub fn card_add(line: &Line, folder: &str, person: &str, file: &str) -> Result<(), Failure> {
    line.only(&[])?;
    let unknown = || Problem::Refused(Refusal::new("org-unknown").with("person", person));
    let id = PersonId::new(person).map_err(|_| unknown())?;
    let folder = at(folder);
    admin::known(&folder, &id)?.ok_or_else(unknown)?;
    let hash = cards::add(&folder, &id, Path::new(file), clock::now())?;
    println!("card {hash} is the one of {person}");
    Ok(())
}

pub fn card_list(line: &Line, folder: &str) -> Result<(), Failure> {
    line.only(&[])?;
    let store = at(folder).store()?;
    for card in store.cards(None).map_err(Problem::from)? {
        let state = match card.withdrawn {
            Some(since) => format!("withdrawn {}", moment(since)),
            None => format!("until {}", moment(card.until)),
        };
        println!("{} {} {state}", card.sha256, card.person);
    }
    Ok(())
}

pub fn card_withdraw(line: &Line, folder: &str, card: &str) -> Result<(), Failure> {
    line.only(&[])?;
    let unknown = || Failure::Usage(format!("{card} is no card that is in use"));
    let hash = Hash::from_hex(card).ok_or_else(unknown)?;
    let store = at(folder).store()?;
    let done = store.withdraw_card(&hash, clock::now());
    if done.map_err(Problem::from)? {
        println!("withdrawn");
        Ok(())
    } else {
        Err(unknown())
    }
}

pub fn crl_add(line: &Line, folder: &str, file: &str) -> Result<(), Failure> {
    line.only(&[])?;
    let until = cards::add_list(&at(folder), Path::new(file))?;
    println!("taken; holds until {}", moment(until));
    Ok(())
}

pub fn crl_write(line: &Line, folder: &str, file: &str) -> Result<(), Failure> {
    line.only(&[])?;
    let der = admin::crl(&at(folder), clock::now())?;
    std::fs::write(file, der).map_err(Problem::file(Path::new(file)))?;
    Ok(())
}

pub fn held(line: &Line, folder: &str) -> Result<(), Failure> {
    line.only(&[])?;
    let store = at(folder).store()?;
    let codes = [&ingest::PERSON_WANTED[..], &ingest::LIST_WANTED].concat();
    for id in store.held(&codes, HELD_MAX).map_err(Problem::from)? {
        if let Some(verdict) = store.verdict(&id).map_err(Problem::from)? {
            let (code, actor, device) = (&verdict.code, &verdict.actor, &verdict.device);
            println!("{id} {} {code} {actor} {device}", moment(verdict.at));
        }
    }
    Ok(())
}

pub fn release(line: &Line, folder: &str, operation: &str) -> Result<(), Failure> {
    line.only(&["reason"])?;
    let reason = line.one("reason").filter(|text| !text.trim().is_empty());
    let reason = reason.ok_or_else(|| Failure::Usage("--reason is needed".to_owned()))?;
    admin::release(&at(folder), operation, &reason, clock::now())?;
    println!("let go on; the server decides it within a minute");
    Ok(())
}

pub fn audit(line: &Line, folder: &str) -> Result<(), Failure> {
    line.only(&[])?;
    let (store, mut after) = (at(folder).store()?, 0);
    loop {
        let page = store.attempts(after, PAGE).map_err(Problem::from)?;
        let Some(last) = page.last() else {
            return Ok(());
        };
        after = last.position;
        for kept in page {
            let one = kept.attempt;
            let operation = one.operation.map_or_else(String::new, |id| id.to_hex());
            println!(
                "{} {} from={} by={}/{} named={}/{} certificate={} operation={operation}",
                moment(one.at),
                one.code,
                one.place,
                one.by_person,
                one.by_device,
                one.person,
                one.device,
                one.serial,
            );
        }
    }
}
