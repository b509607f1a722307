//! A demo agency on this computer: a real server on loopback, and a window that
//! can sit at several people's desks and pull their cables.

mod agency;
mod clock;

use std::process::Command;

use self::clock::Clock;
use crate::bench::released;
use crate::places::{root, target};
use crate::run::{Failure, cargo, run};
use crate::{page, setup};

/// The script that plays one working day through the real programs.
const DAY: &str = "desktop/e2e/day.mjs";
/// What runs the tests in a browser.
const BROWSER: &str = "desktop/e2e/browser/node_modules/@playwright/test/cli.js";
/// Where the tests in a browser lie.
const BROWSER_TESTS: &str = "--config=desktop/e2e/browser";
/// The tests in which a disk runs full.
const FULL: &str = "desktop/e2e/full/full.test.mjs";
/// The script that kills client and server at random moments.
const FORMS: [&str; 2] = [
    "desktop/e2e/forms/paint.mjs",
    "desktop/e2e/forms/typing.mjs",
];
const KILLS: &str = "desktop/e2e/kills/kills.mjs";

/// Builds everything and opens the window on a demo agency.
///
/// # Errors
/// When the set-up or the build fails, or the window ends badly.
pub fn open() -> Result<(), Failure> {
    build()?;
    let agency = agency::prepare(&agency::BY_ITSELF, Clock::Own)?;
    let _server = agency.serve()?;
    run(&mut program("antou", &["--demo", &agency.folder()]))
}

/// Builds everything and plays one working day without a display.
///
/// # Errors
/// When the set-up, the build or a step of the day fails.
pub fn play_day() -> Result<(), Failure> {
    run(&mut day()?)
}

/// Builds everything and makes the agency in which client and server are killed
/// at random moments by this command.
///
/// # Errors
/// When the set-up or the build fails.
pub fn kills() -> Result<Command, Failure> {
    build()?;
    let agency = agency::prepare(&agency::BY_ITSELF, Clock::written()?)?;
    Ok(script(&[KILLS], &agency))
}

/// Builds the programs as they are shipped, and the page: a large form in a browser, and a computer
/// that is killed while somebody types.
///
/// # Errors
/// When the set-up or the build fails.
pub fn forms() -> Result<Vec<Command>, Failure> {
    build()?;
    released("--bin", &["antou-server", "antou-http"])?;
    let folder = target().join("forms");
    std::fs::create_dir_all(&folder)?;
    let script = |path: &str| {
        let mut command = Command::new("node");
        command
            .arg(path)
            .current_dir(root())
            .env("ANTOU_BIN", target().join("release"))
            .env("ANTOU_PAGE", root().join("desktop/ui/dist"))
            .env("ANTOU_OUT", &folder);
        command
    };
    Ok(FORMS.map(script).into())
}

/// Builds everything and makes the agency whose disks this command fills up.
///
/// # Errors
/// When the set-up or the build fails.
pub fn full() -> Result<Command, Failure> {
    build()?;
    let agency = agency::prepare(&agency::BY_ITSELF, Clock::written()?)?;
    Ok(script(&["--test", FULL], &agency))
}

/// Builds everything and makes the agency on whose computers this command opens
/// the page in a browser.
///
/// # Errors
/// When the set-up or the build fails.
pub fn browser() -> Result<Command, Failure> {
    build()?;
    let agency = agency::prepare_in("browser", &agency::BY_ITSELF, Clock::written()?)?;
    Ok(script(&[BROWSER, "test", BROWSER_TESTS], &agency))
}

/// Node on a script that starts the programs by itself.
fn script(line: &[&str], agency: &agency::DemoAgency) -> Command {
    let mut command = Command::new("node");
    command
        .args(line)
        .current_dir(root())
        .env("ANTOU_BIN", target().join("debug"))
        .env("ANTOU_SOFT_CARD", soft_card())
        .env("ANTOU_PAGE", root().join("desktop/ui/dist"))
        .env("ANTOU_OUT", agency.folder());
    agency.clock.tell(&mut command);
    command
}

/// Builds everything and makes the agency in which the day is played by this command.
///
/// # Errors
/// When the set-up or the build fails.
pub fn day() -> Result<Command, Failure> {
    build()?;
    let agency = agency::prepare(&agency::BY_HAND, Clock::written()?)?;
    let mut command = if cfg!(target_os = "linux") {
        let mut command = Command::new("xvfb-run");
        command.args(["-a", "-s", "-screen 0 1280x800x24", "node", DAY]);
        command
    } else {
        let mut command = Command::new("node");
        command.arg(DAY);
        command
    };
    command
        .current_dir(root())
        .env("ANTOU_BIN", target().join("debug"))
        .env("ANTOU_OUT", agency.folder());
    agency.clock.tell(&mut command);
    Ok(command)
}

fn build() -> Result<(), Failure> {
    setup::setup()?;
    page::build()?;
    // All of it, as the tests build it: with fewer packages it would be other builds of the same.
    run(cargo().args(["build", "--workspace", "--bins", "--example", "soft_card"]))
}

/// Makes a card of SoftHSM2 that the browser suite puts into a reader.
fn soft_card() -> std::path::PathBuf {
    let name = format!("soft_card{}", std::env::consts::EXE_SUFFIX);
    target().join("debug/examples").join(name)
}

fn program(name: &str, args: &[&str]) -> Command {
    let mut command = Command::new(
        target()
            .join("debug")
            .join(format!("{name}{}", std::env::consts::EXE_SUFFIX)),
    );
    command.args(args).current_dir(root());
    command
}
