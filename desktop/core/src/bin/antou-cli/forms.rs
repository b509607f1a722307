//! `form`: a form checked, filled in, and made from a paper one.

use std::collections::BTreeMap;
use std::path::Path;

use desktop_core::Failure;
use form_model::{Form, Problem, Session, answers_from_json, answers_to_json};
use jiff::Timestamp;

use crate::files;
use crate::options::Options;
use crate::screen::say;

/// Fills a form in and tells which answers count and what is wrong; whether nothing is.
pub fn fill(form: &Path, answers: &Path, options: &Options) -> Result<bool, Failure> {
    let form = Form::read(&of(form)?).map_err(|problem| failure(&problem))?;
    let read = answers_from_json(&form, &files::read(answers)?);
    let answers = match read {
        Ok(answers) => answers,
        Err(problems) => {
            problems.iter().for_each(|problem| tell(problem, options));
            return Ok(false);
        }
    };
    let now = Timestamp::now().as_millisecond();
    let context = office::pack::around_form(now);
    let session = Session::open_at(&form, answers, context, options.station.as_deref());
    let session = session.map_err(|problem| failure(&problem))?;
    let hidden = session.hidden();
    for path in &hidden {
        say(&options.language.say_all("form-hidden", &[("path", path)]));
    }
    let problems = session.problems();
    problems.iter().for_each(|problem| tell(problem, options));
    say(&answers_to_json(session.answers()));
    Ok(problems.is_empty() && hidden.is_empty())
}

/// Makes a first draft of a form from a paper one (DOCX or ODT); it goes to `--out`, and what was
/// left out or guessed is told.
pub fn convert(paper: &Path, options: &Options) -> Result<bool, Failure> {
    let name = paper.file_name().unwrap_or_default().to_string_lossy();
    let imported = form_import::import(&files::read(paper)?, &name)
        .map_err(|problem| Failure::of(problem.code, owned(problem.facts)))?;
    let language = options.language;
    for note in &imported.notes {
        let sentence = language.say(note.code, &owned(note.facts.clone()));
        let place = note
            .place
            .map(|at| format!("{}/{}/{} ", at.table, at.row, at.cell));
        say(&format!("{}{sentence}", place.unwrap_or_default()));
    }
    let text = imported.form.pretty() + "\n";
    match &options.out {
        Some(out) => {
            std::fs::write(out, text).map_err(|error| files::unreadable(out, &error))?;
            let path = out.display().to_string();
            say(&language.say_all("play-written", &[("path", path)]));
        }
        None => say(text.trim_end()),
    }
    Ok(true)
}

/// The form of a pack, or a form itself.
fn of(path: &Path) -> Result<Vec<u8>, Failure> {
    let missing = || Failure::new("pack-file-missing").with("path", "form.json");
    files::pack(path)?.remove("form.json").ok_or_else(missing)
}

fn tell(problem: &Problem, options: &Options) {
    let sentence = options
        .language
        .say(problem.code, &owned(problem.facts.clone()));
    say(&format!("{} {sentence}", problem.path));
}

fn failure(problem: &Problem) -> Failure {
    Failure::of(problem.code, owned(problem.facts.clone()))
}

fn owned(facts: BTreeMap<&'static str, String>) -> BTreeMap<String, String> {
    let facts = facts.into_iter();
    facts.map(|(name, fact)| (name.to_owned(), fact)).collect()
}
