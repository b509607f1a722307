//! `form`: a form checked, filled in, and made from a paper one.

use std::collections::BTreeMap;
use std::path::Path;

use desktop_core::Failure;
use form_model::{Form, Json, Problem, Session, answers_from_json, answers_to_json, difference};
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

/// Prints a form from its own grid, blank or with answers (JSON), as PDF/A; it goes to `--out`.
pub fn print(form: &Path, answers: Option<&Path>, options: &Options) -> Result<bool, Failure> {
    let out = options
        .out
        .as_ref()
        .ok_or_else(|| Failure::new("cli-option").with("option", "--out"))?;
    let mut pack = files::pack(form)?;
    let texts = pack.remove("texts/zh-TW.ftl").unwrap_or_default();
    let form = Form::read(&of(form)?).map_err(|problem| failure(&problem))?;
    let answers = match answers {
        Some(answers) => match answers_from_json(&form, &files::read(answers)?) {
            Ok(answers) => Some(answers),
            Err(problems) => {
                problems.iter().for_each(|problem| tell(problem, options));
                return Ok(false);
            }
        },
        None => None,
    };
    let now = Timestamp::now().as_millisecond();
    let texts = String::from_utf8_lossy(&texts);
    let pdf = desktop_core::papers::of_form(&form, answers, &texts, now)?;
    std::fs::write(out, pdf).map_err(|error| files::unreadable(out, &error))?;
    let path = out.display().to_string();
    say(&options.language.say_all("play-written", &[("path", path)]));
    Ok(true)
}

/// Tells what is different between two versions of a form; whether nothing is.
pub fn diff(old: &Path, new: &Path, options: &Options) -> Result<bool, Failure> {
    let read = |path: &Path| Form::read(&of(path)?).map_err(|problem| failure(&problem));
    let found = difference(&read(old)?, &read(new)?);
    if found.is_empty() {
        say(&options.language.say("form-same", &BTreeMap::new()));
    }
    for one in &found {
        let value = |json: &Option<Json>| json.as_ref().map_or("-".to_owned(), Json::compact);
        let facts = [
            ("about", one.about.clone()),
            ("property", one.property.clone()),
            ("before", value(&one.before)),
            ("after", value(&one.after)),
        ];
        let code = format!("form-{}", one.became.name());
        say(&options.language.say_all(&code, &facts));
    }
    Ok(found.is_empty())
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
