//! The commands about flows that run.

use std::path::Path;

use agency_server::admin::flows::{self, MAX_PLAN, Plan};
use agency_server::folder::read_bytes;
use agency_server::{Agency, Problem};
use office::ids::{CaseId, PackId};
use office::operation::{Mending, written};
use office::{Refusal, TokenId};

use super::line::{Failure, Line};
use super::with_agency;

fn needed(line: &Line, name: &str) -> Result<String, Failure> {
    let given = line.one(name).filter(|text| !text.trim().is_empty());
    given.ok_or_else(|| Failure::Usage(format!("--{name} is needed")))
}

fn refused(refusal: Refusal) -> Failure {
    Failure::Problem(Problem::Refused(refusal))
}

/// Lists where flows are stuck.
pub fn stuck(line: &Line, folder: &str) -> Result<(), Failure> {
    line.only(&[])?;
    let found = with_agency(folder, async |agency: &Agency| flows::stuck(agency))?;
    for stuck in &found {
        println!(
            "{} {} version {}: {} on {}: {}: {}",
            stuck.case,
            stuck.service,
            stuck.version,
            stuck.token,
            stuck.element,
            stuck.code,
            stuck.reason
        );
    }
    println!("{} places are stuck", found.len());
    Ok(())
}

fn token(text: &str) -> Result<TokenId, Failure> {
    let number = text.strip_prefix('t').and_then(|n| n.parse().ok());
    number
        .map(TokenId)
        .ok_or_else(|| Failure::Usage(format!("{text} is no token, such as t3")))
}

/// Mends the flow of a case.
pub fn mend(line: &Line, folder: &str, case: &str, what: &[&str]) -> Result<(), Failure> {
    line.only(&["reason", "set"])?;
    let case = CaseId::new(case).map_err(|_| Failure::Usage(format!("{case} is no case")))?;
    let (reason, set) = (needed(line, "reason")?, line.all("set"));
    let values = || written(set.iter().map(String::as_str)).map_err(refused);
    let mending = match what {
        ["retry", at] => Mending::Retry(token(at)?, values()?),
        ["move", at, to] => Mending::Move(token(at)?, (*to).to_owned()),
        ["cancel", at] => Mending::Cancel(token(at)?),
        ["begin", element] => Mending::Begin((*element).to_owned(), None),
        ["set"] => Mending::Set(None, values()?),
        ["set", at] => Mending::Set(Some(token(at)?), values()?),
        _ => return Err(Failure::Usage("how is it mended?".to_owned())),
    };
    with_agency(folder, async |agency: &Agency| {
        flows::mend(agency, case, mending, &reason).await
    })?;
    println!("mended");
    Ok(())
}

/// Writes the plan of a migration.
pub fn plan(line: &Line, folder: &str, service: &str, versions: [&str; 2]) -> Result<(), Failure> {
    line.only(&["file"])?;
    let id = PackId::new(service);
    let id = id.map_err(|_| Failure::Usage(format!("{service} is no service")))?;
    let version = |text: &str| {
        let read = text.parse::<u32>();
        read.map_err(|_| Failure::Usage(format!("{text} is no version, such as 2")))
    };
    let (from, to) = (version(versions[0])?, version(versions[1])?);
    let plan = with_agency(folder, async |agency: &Agency| {
        flows::propose(agency, &id, from, to)
    })?;
    match line.one("file") {
        Some(file) => {
            let path = Path::new(&file);
            std::fs::write(path, plan.to_text()).map_err(Problem::file(path))?;
        }
        None => print!("{}", plan.to_text()),
    }
    Ok(())
}

/// Brings cases over by a plan, or says what would happen.
pub fn go_over(line: &Line, folder: &str, file: &str, only_look: bool) -> Result<(), Failure> {
    let reason = if only_look {
        line.only(&[])?;
        "-".to_owned()
    } else {
        line.only(&["reason"])?;
        needed(line, "reason")?
    };
    let text = read_bytes(Path::new(file), MAX_PLAN)?;
    let text = String::from_utf8(text);
    let text = text.map_err(|_| Failure::Usage(format!("{file} is not written in UTF-8")))?;
    let plan = Plan::read(&text)?;
    let gone = with_agency(folder, async |agency: &Agency| {
        flows::go_over(agency, &plan, &reason, only_look).await
    })?;
    for (case, refusal) in &gone.stayed {
        println!("{case} stays: {refusal}");
    }
    let (went, stayed) = (gone.went, gone.stayed.len());
    let verb = if only_look { "would go" } else { "went" };
    println!("{went} cases {verb} over, {stayed} stay");
    Ok(())
}
