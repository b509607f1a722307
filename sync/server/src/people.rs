//! `antou-server people`: lists of people in and out.

use std::path::Path;

use agency_server::admin::people::{self, Asked, Form};
use agency_server::{Folder, Problem, clock};
use jiff::civil::Date;

use crate::line::{Failure, Line};
use crate::with_agency;

fn day(line: &Line, name: &str) -> Result<Option<Date>, Failure> {
    let read = |text: String| {
        text.parse()
            .map_err(|_| Failure::Usage(format!("--{name} is a date such as 2026-03-02")))
    };
    line.one(name).map(read).transpose()
}

fn on(line: &Line) -> Result<Date, Failure> {
    Ok(day(line, "on")?.unwrap_or_else(|| office::org::day(clock::now())))
}

fn asked(line: &Line) -> Result<Asked, Failure> {
    line.only(&["on", "end-missing"])?;
    Ok(Asked {
        on: on(line)?,
        end_missing: day(line, "end-missing")?,
    })
}

/// Says what a list would change.
pub fn preview(line: &Line, folder: &str, list: &Path) -> Result<(), Failure> {
    let asked = asked(line)?;
    let org = people::org(&Folder::at(Path::new(folder)))?;
    println!("{}", people::preview(&org, list, &asked)?);
    Ok(())
}

/// Makes a list true.
pub fn import(line: &Line, folder: &str, list: &Path) -> Result<(), Failure> {
    let asked = asked(line)?;
    let plan = with_agency(folder, async |agency| {
        people::import(agency, list, &asked).await
    })?;
    println!("{plan}");
    println!(
        "imported {} changes in {} operations",
        plan.events.len(),
        plan.operations().len()
    );
    Ok(())
}

/// Writes what is known as a list.
pub fn export(line: &Line, folder: &str) -> Result<(), Failure> {
    line.only(&["csv", "ldif", "on"])?;
    let files = [(Form::Csv, line.one("csv")), (Form::Ldif, line.one("ldif"))];
    if files.iter().all(|(_, file)| file.is_none()) {
        return Err(Failure::Usage("--csv or --ldif is needed".to_owned()));
    }
    let (org, on) = (people::org(&Folder::at(Path::new(folder)))?, on(line)?);
    for (form, file) in files {
        if let Some(file) = file {
            let written = std::fs::write(&file, people::written(&org, form, on));
            written.map_err(Problem::file(Path::new(&file)))?;
        }
    }
    Ok(())
}
