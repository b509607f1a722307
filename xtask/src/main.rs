//! The developer's commands. `cargo xtask` lists them.
#![forbid(unsafe_code)]

mod bench;
mod conformance;
mod demo;
mod dsntk;
mod form_js;
mod fuzz;
mod page;
mod places;
mod run;
mod setup;
mod spiff;
mod tally;
mod test;
mod tidy;
mod types;

use std::process::ExitCode;

use run::Failure;

const HELP: &str = "\
cargo xtask COMMAND

  setup                        install what this machine lacks to build and test
  demo [--headless]            build and open a demo agency; headless plays one working day
  test [--only PART]           set up, then run every test, or rust, ui, browser or e2e; the last
                               line counts them
  tidy [--fix]                 formats, lints, arrows, purity, licences, texts and the like
  types [--check]              write the page's TypeScript types from the command table
  fuzz [NAME] [--seconds N]    look for bytes that break a parser, 60 seconds each target
  bench NAME                   measure (release build); figures also in target/bench/NAME.json
  conformance SUITE [--data DIR]
                               run a public test suite; figures also in target/conformance/SUITE.json
  conformance spiff [--seed N] [--flows N]
                               run random flows here and in SpiffWorkflow, and compare
  conformance dsntk [--seed N] [--expressions N]
                               the same with FEEL expressions, random and the kit's, and dsntk
";

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let args: Vec<&str> = args.iter().map(String::as_str).collect();
    match dispatch(&args) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("xtask: {failure}");
            ExitCode::FAILURE
        }
    }
}

fn dispatch(args: &[&str]) -> Result<(), Failure> {
    match args {
        [] | ["help" | "--help" | "-h"] => {
            print!("{HELP}");
            Ok(())
        }
        ["setup"] => setup::setup(),
        ["demo"] => demo::open(),
        ["demo", "--headless"] => demo::play_day(),
        ["test"] => test::test(None),
        ["test", "--only", part] => test::test(Some(part.parse()?)),
        ["tidy"] => tidy::tidy(),
        ["tidy", "--fix"] => tidy::fix(),
        ["types"] => types::write(),
        ["types", "--check"] => types::check(),
        ["fuzz", words @ ..] => fuzz::fuzz(words),
        ["bench", name] => bench::bench(name),
        ["conformance", words @ ..] => conformance::conformance(words),
        _ => Err(Failure::new(format!(
            "no such command: {}\n\n{HELP}",
            args.join(" ")
        ))),
    }
}
