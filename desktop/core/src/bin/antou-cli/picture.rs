//! Draws a flow as SVG.

use std::path::Path;

use desktop_core::Failure;
use office::scenario::{Command, Marks, Scenario, Stage, marks_of, picture, split};

use crate::files;
use crate::options::{Options, no_command, refused};
use crate::screen::say;

/// Writes the picture to standard output, or to `--out`.
pub fn run(path: &Path, options: &Options) -> Result<bool, Failure> {
    let mut pack = files::pack(path)?;
    let missing = || Failure::new("pack-file-missing").with("path", "flow.bpmn");
    let flow = pack.remove("flow.bpmn").ok_or_else(missing)?;
    let marks = marks(path, options)?;
    let svg = drawn(&flow, &marks)?;
    match &options.out {
        Some(out) => std::fs::write(out, svg).map_err(|e| files::unreadable(out, &e))?,
        None => say(svg.trim_end()),
    }
    Ok(true)
}

/// The picture of a file.
pub fn drawn(flow: &[u8], marks: &Marks) -> Result<String, Failure> {
    picture::draw(flow, marks).map_err(|problem| {
        Failure::new("picture-unreadable")
            .with("problem", problem.code())
            .with("reason", problem)
    })
}

fn marks(path: &Path, options: &Options) -> Result<Marks, Failure> {
    if let Some(state) = &options.at {
        return marks_of(&files::read(state)?).map_err(refused);
    }
    let Some(after) = &options.after else {
        return Ok(Marks::default());
    };
    let flow = options.flow(path)?;
    if after.ends_with(".toml") {
        return of_scenario(Path::new(after), &flow);
    }
    let mut stage = options.stage(&flow);
    for line in split(after, ';').into_iter().map(str::trim) {
        if !line.is_empty() {
            give(&mut stage, line)?;
        }
    }
    Ok(stage.marks())
}

/// Does a line on a stage.
fn give(stage: &mut Stage<'_>, line: &str) -> Result<(), Failure> {
    let command = Command::read(line).map_err(|reason| no_command(line, reason))?;
    stage.give(&command).map_err(refused)?;
    Ok(())
}

fn of_scenario(path: &Path, flow: &office::scenario::Flow) -> Result<Marks, Failure> {
    let unread = |problem: office::scenario::Problem| {
        Failure::new("scenario-unreadable").with("reason", problem)
    };
    let scenario = Scenario::read(&files::read(path)?).map_err(unread)?;
    match scenario.body {
        office::scenario::Body::Flow(scenario) => {
            let stage = scenario.stage(flow).map_err(|miss| {
                let (_, facts) = crate::scenarios::said(&office::scenario::Outcome::Missed(miss));
                Failure::of("scenario-missed", facts)
            })?;
            Ok(stage.marks())
        }
        office::scenario::Body::Account(_) | office::scenario::Body::Decision(_) => {
            Ok(Marks::default())
        }
    }
}
