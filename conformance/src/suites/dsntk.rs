//! Random expressions and those of the kit, evaluated by this crate and by dsntk.
//!
//! A difference is made smaller as long as it stays one, and held against the table of
//! differences that were looked into ([`known`]); any other is a miss.

mod forms;
mod kit;
mod known;
mod other;
mod ours;

use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};

use crate::report::Report;
use forms::{Chance, Forms, Node, VARIABLES};
use known::{By, Difference, KNOWN};
use other::{Other, Said};
use ours::{Own, is_same, value};

/// Expressions that are made when nobody says how many.
const EXPRESSIONS: usize = 20_000;
/// Deepest nesting of forms in one.
const DEPTH: usize = 4;
/// Most tries to make one difference smaller.
const SMALLER: usize = 2_000;
/// Why an expression of the kit has no value alone.
const OF_MODEL: &str = "it reads names of its model";
/// Differences of one kind that are shown.
const SHOWN: usize = 3;

/// Compares `--expressions` expressions made from `--seed`, and those of the kit in `--data`, with
/// what the program `answers` says, which has dsntk.
///
/// # Errors
/// When the program or the kit is not there, or a word is not understood.
pub fn run(answers: &Path, words: &[String]) -> io::Result<Report> {
    let asked = asked(words)?;
    let mut other = Other::new(answers);
    let mut tally = Tally::default();
    let names: Vec<(String, String)> = VARIABLES
        .iter()
        .map(|(name, text)| ((*name).to_owned(), (*text).to_owned()))
        .collect();
    let (forms, mut chance) = (Forms::read()?, Chance(asked.seed));
    for _ in 0..asked.expressions {
        let depth = chance.below(DEPTH + 1);
        let node = forms.random(&mut chance, depth);
        let outcome = compare(&mut other, &names, &node.to_string(), node.form())?;
        match outcome {
            Outcome::Differs(first) => {
                let smallest = smallest(&mut other, &names, node, first)?;
                tally.differs(smallest);
            }
            outcome => tally.take(outcome),
        }
    }
    tally.made = asked.expressions;
    if let Some(folder) = &asked.data {
        for one in kit::expressions(folder)? {
            tally.of_kit += 1;
            let outcome = match compare(&mut other, &one.names, &one.text, "")? {
                Outcome::Differs(found) if one.needs_model && found.ours.is_none() => {
                    Outcome::Not(OF_MODEL)
                }
                outcome => outcome,
            };
            tally.take(outcome);
        }
    }
    Ok(tally.report(asked.seed))
}

struct Asked {
    seed: u64,
    expressions: usize,
    data: Option<PathBuf>,
}

fn asked(words: &[String]) -> io::Result<Asked> {
    let mut asked = Asked {
        seed: 1,
        expressions: EXPRESSIONS,
        data: None,
    };
    for pair in words.chunks(2) {
        let wrong = || io::Error::other(format!("`{}` is not understood", pair.join(" ")));
        let word = pair.get(1).ok_or_else(wrong)?;
        match pair[0].as_str() {
            "--seed" => asked.seed = word.parse().map_err(|_| wrong())?,
            "--expressions" => asked.expressions = word.parse().map_err(|_| wrong())?,
            "--data" => asked.data = Some(PathBuf::from(word)),
            _ => return Err(wrong()),
        }
    }
    Ok(asked)
}

/// What came of one expression.
enum Outcome {
    Same,
    NeitherReads,
    Differs(Difference),
    /// Not comparable, and why.
    Not(&'static str),
}

fn compare(
    other: &mut Other,
    names: &[(String, String)],
    text: &str,
    form: &'static str,
) -> io::Result<Outcome> {
    if ["now(", "today("].iter().any(|clock| text.contains(clock)) {
        return Ok(Outcome::Not("it reads the clock"));
    }
    if text.contains("external") {
        return Ok(Outcome::Not("it calls Java or PMML"));
    }
    let ours = match value(names, text) {
        Own::Value(value) => Some(value),
        Own::Unread(_) => None,
        Own::Unknown => return Ok(Outcome::Not(OF_MODEL)),
        Own::Limit => return Ok(Outcome::Not("it meets a limit of this crate")),
    };
    let theirs = match other.ask(names, text)? {
        Said::Value(value) => Some(value),
        Said::Unread(_) => None,
        Said::Panicked => return Ok(Outcome::Not("dsntk panics")),
        Said::Broke(why) => return Ok(Outcome::Not(why)),
    };
    Ok(match (&ours, &theirs) {
        (None, None) => Outcome::NeitherReads,
        (Some(a), Some(b)) if is_same(a, b) => Outcome::Same,
        _ => Outcome::Differs(Difference {
            text: text.to_owned(),
            form,
            ours,
            theirs,
        }),
    })
}

/// The smallest expression found that still differs.
fn smallest(
    other: &mut Other,
    names: &[(String, String)],
    mut node: Node,
    mut best: Difference,
) -> io::Result<Difference> {
    let mut tries = 0;
    'again: loop {
        for smaller in node.smaller() {
            tries += 1;
            if tries > SMALLER {
                return Ok(best);
            }
            if smaller.size() >= node.size() {
                continue;
            }
            let text = smaller.to_string();
            if let Outcome::Differs(found) = compare(other, names, &text, smaller.form())? {
                (node, best) = (smaller, found);
                continue 'again;
            }
        }
        return Ok(best);
    }
}

#[derive(Default)]
struct Tally {
    made: usize,
    of_kit: usize,
    agreed: usize,
    neither: usize,
    not: BTreeMap<&'static str, usize>,
    known: BTreeMap<usize, Vec<String>>,
    misses: BTreeMap<String, Vec<String>>,
}

impl Tally {
    fn take(&mut self, outcome: Outcome) {
        match outcome {
            Outcome::Same => self.agreed += 1,
            Outcome::NeitherReads => self.neither += 1,
            Outcome::Not(why) => *self.not.entry(why).or_default() += 1,
            Outcome::Differs(difference) => self.differs(difference),
        }
    }

    fn differs(&mut self, difference: Difference) {
        let said = |value: &Option<serde_json::Value>| {
            value
                .as_ref()
                .map_or("not read".to_owned(), |value| value.to_string())
        };
        let line = format!(
            "{} is {} here, {} there",
            difference.text,
            said(&difference.ours),
            said(&difference.theirs)
        );
        match KNOWN.iter().position(|known| (known.fits)(&difference)) {
            Some(place) => self.known.entry(place).or_default().push(line),
            None => {
                let (ours, theirs) = difference.kinds();
                let kind = format!("{}: {ours} here, {theirs} there", difference.form);
                self.misses.entry(kind).or_default().push(line);
            }
        }
    }

    fn report(self, seed: u64) -> Report {
        let mut report = Report::default();
        let mut unexplained = 0;
        for (kind, lines) in &self.misses {
            unexplained += lines.len();
            for line in shortest(lines) {
                report
                    .lines
                    .push(format!("miss: {} of [{kind}]: {line}", lines.len()));
            }
        }
        let (mut decided, mut own) = (0, 0);
        for (place, lines) in &self.known {
            let known = &KNOWN[*place];
            let (sum, by) = match known.by {
                By::Standard => (&mut decided, "standard"),
                By::Kit => (&mut decided, "kit"),
                By::Own => (&mut own, "own reading"),
            };
            *sum += lines.len();
            report.lines.push(format!(
                "known: {} expressions: dsntk {} [{by}: {}]",
                lines.len(),
                known.what,
                known.rule
            ));
            let shown = shortest(lines).map(|line| format!("  for one: {line}"));
            report.lines.extend(shown);
        }
        for (why, many) in &self.not {
            report.count(&format!("not compared, {why}"), *many, "expressions");
        }
        let not: usize = self.not.values().sum();
        let lost = other::LOST.iter().filter_map(|why| self.not.get(why));
        report.count("processes of dsntk lost", lost.sum(), "processes");
        let all = self.made + self.of_kit;
        let compared = all - not;
        report.count("random expressions", self.made, "expressions");
        report.count("expressions of the kit", self.of_kit, "expressions");
        report.count("compared", compared, "expressions");
        report.count("agree in the value", self.agreed, "expressions");
        report.count(
            "agree that it is no expression",
            self.neither,
            "expressions",
        );
        report.count("differences by standard or kit", decided, "expressions");
        report.count(
            "differences by this crate's own reading",
            own,
            "expressions",
        );
        report.count("differences unexplained", unexplained, "expressions");
        report.reached = unexplained == 0 && self.agreed > 0;
        report.summary = format!(
            "dsntk: {} of {compared} expressions (seed {seed}) agree; {decided} differ where the \
             standard or the kit decides for this crate, {own} by its own reading, {unexplained} \
             otherwise; {not} are not comparable",
            self.agreed + self.neither,
        );
        report
    }
}

/// The shortest few of these lines.
fn shortest(lines: &[String]) -> impl Iterator<Item = String> {
    let mut lines = lines.to_vec();
    lines.sort_by_key(|line| (line.len(), line.clone()));
    lines.dedup();
    lines.into_iter().take(SHOWN)
}
