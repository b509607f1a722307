//! The language in which a flow is played: one line says what happens. The same lines stand in a
//! scenario, after `antou-cli flow play`, and in `antou-cli flow render --after`.

use std::fmt;

use jiff::civil::{Date, DateTime};
use workflow_engine::time::{MAX_WORKING, Working};

use super::MAX_LINE;
use super::values::{Given, Givens, feel_text};

/// What happens to a flow.
#[derive(Clone, Debug, PartialEq)]
pub enum Command {
    /// It starts at its none start event.
    Start(Givens),
    /// It starts at this timer or conditional start event.
    StartAt(String, Givens),
    /// A person closes a user task.
    Close(String, Givens),
    /// A service or rule task is done.
    Done(String, Givens),
    /// A service or rule task fails with the code of an error.
    Fail(String, String),
    /// A message comes.
    Message(String, Givens),
    /// A signal comes.
    Signal(String, Givens),
    /// Time passes; timers that become due fire one after the other.
    Wait(Wait),
    /// The agency is closed on this day; timers in working time move.
    DayOff(Date),
    /// An administrator sets variables.
    Set(Givens),
    /// What stopped an element is repaired.
    Retry(String, Givens),
    /// An administrator moves a token from one element to another.
    Move(String, String),
    /// An administrator takes a token away.
    Cancel(String),
    /// An administrator begins an element.
    Begin(String),
}

/// For how long one waits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Wait {
    /// A duration: `PT3H`, `3 days`.
    For(String),
    /// Working time: `3 working days`.
    Working(Working),
    /// Until a moment in Asia/Taipei.
    Until(DateTime),
    /// Until the next timer is due.
    Timer,
}

/// Why a line is no command: a stable reason.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoCommand {
    /// It is longer than [`MAX_LINE`].
    TooLong,
    /// There is no such verb.
    Verb,
    /// What it is about is missing.
    Target,
    /// `name = FEEL, …` is expected.
    Values,
    /// A length, moment or `timer` is expected.
    Wait,
    /// A day is expected.
    Day,
    /// There is more than the command takes.
    More,
}

impl NoCommand {
    /// Stable code.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::TooLong => "too-long",
            Self::Verb => "verb",
            Self::Target => "target",
            Self::Values => "values",
            Self::Wait => "wait",
            Self::Day => "day",
            Self::More => "more",
        }
    }
}

impl Command {
    /// Reads a line.
    ///
    /// # Errors
    /// [`NoCommand`].
    pub fn read(line: &str) -> Result<Self, NoCommand> {
        if line.len() > MAX_LINE {
            return Err(NoCommand::TooLong);
        }
        let (verb, rest) = word(line);
        match verb.as_str() {
            "start" => Ok(Self::Start(givens(rest)?)),
            "start-at" => targeted(rest, Self::StartAt),
            "close" => targeted(rest, Self::Close),
            "done" => targeted(rest, Self::Done),
            "message" => targeted(rest, Self::Message),
            "signal" => targeted(rest, Self::Signal),
            "retry" => targeted(rest, Self::Retry),
            "set" => match givens(rest)? {
                given if given.is_empty() => Err(NoCommand::Values),
                given => Ok(Self::Set(given)),
            },
            "fail" => {
                let (element, rest) = target(rest)?;
                let (code, rest) = target(rest)?;
                ended(rest, Self::Fail(element, code))
            }
            "move" => {
                let (element, rest) = target(rest)?;
                let (to, mut rest) = target(rest)?;
                let mut goal = to;
                if goal == "to" && !rest.trim().is_empty() {
                    (goal, rest) = target(rest)?;
                }
                ended(rest, Self::Move(element, goal))
            }
            "cancel" => {
                let (element, rest) = target(rest)?;
                ended(rest, Self::Cancel(element))
            }
            "begin" => {
                let (element, rest) = target(rest)?;
                ended(rest, Self::Begin(element))
            }
            "wait" => wait(rest.trim()).map(Self::Wait),
            "day-off" => {
                let day = rest.trim().parse().map_err(|_| NoCommand::Day)?;
                Ok(Self::DayOff(day))
            }
            _ => Err(NoCommand::Verb),
        }
    }

    /// The values that it brings with it, and to which more can be added.
    pub fn givens_mut(&mut self) -> Option<&mut Givens> {
        match self {
            Self::Start(given)
            | Self::StartAt(_, given)
            | Self::Close(_, given)
            | Self::Done(_, given)
            | Self::Message(_, given)
            | Self::Signal(_, given)
            | Self::Set(given)
            | Self::Retry(_, given) => Some(given),
            _ => None,
        }
    }
}

fn ended(rest: &str, command: Command) -> Result<Command, NoCommand> {
    match rest.trim() {
        "" => Ok(command),
        _ => Err(NoCommand::More),
    }
}

fn targeted(rest: &str, make: impl Fn(String, Givens) -> Command) -> Result<Command, NoCommand> {
    let (target, rest) = target(rest)?;
    Ok(make(target, givens(rest)?))
}

fn target(rest: &str) -> Result<(String, &str), NoCommand> {
    match word(rest) {
        (word, _) if word.is_empty() => Err(NoCommand::Target),
        found => Ok(found),
    }
}

/// The first word, or what stands first in quotes, and the rest.
fn word(line: &str) -> (String, &str) {
    let line = line.trim_start();
    if let Some(inner) = line.strip_prefix('"') {
        // A quote that is not closed reaches to the end.
        let (word, rest) = inner.split_once('"').unwrap_or((inner, ""));
        return (word.to_owned(), rest);
    }
    let end = line.find(char::is_whitespace).unwrap_or(line.len());
    (line[..end].to_owned(), &line[end..])
}

/// `name = FEEL, name = FEEL`, with or without `with` before it.
fn givens(rest: &str) -> Result<Givens, NoCommand> {
    let rest = rest.trim();
    let rest = match rest.strip_prefix("with ") {
        Some(after) if !after.trim_start().starts_with('=') => after,
        _ => rest,
    };
    if rest.trim().is_empty() {
        return Ok(Vec::new());
    }
    split(rest, ',')
        .into_iter()
        .map(|piece| {
            let (name, text) = named_value(piece.trim()).ok_or(NoCommand::Values)?;
            match name.is_empty() || name.contains(['"', '\\']) || text.is_empty() {
                true => Err(NoCommand::Values),
                false => Ok((name.to_owned(), Given::Feel(text.to_owned()))),
            }
        })
        .collect()
}

/// What makes a name need quotes.
const BRACKETS: [char; 6] = ['(', ')', '[', ']', '{', '}'];

/// A name, in quotes where it holds a bracket, a comma or an equals sign, and an expression.
fn named_value(piece: &str) -> Option<(&str, &str)> {
    match piece.strip_prefix('"') {
        Some(inner) => {
            let (name, rest) = inner.split_once('"')?;
            let text = rest.trim_start().strip_prefix('=')?;
            Some((name.trim(), text.trim()))
        }
        None => {
            let (name, text) = piece.split_once('=')?;
            let plain = !name.contains(BRACKETS);
            plain.then(|| (name.trim(), text.trim()))
        }
    }
}

/// Splits where nothing is open: no bracket and no text.
#[must_use]
pub fn split(text: &str, at: char) -> Vec<&str> {
    let mut pieces = Vec::new();
    let (mut start, mut depth, mut quoted, mut escaped) = (0, 0_usize, false, false);
    for (place, c) in text.char_indices() {
        if quoted {
            quoted = escaped || c != '"';
            escaped = c == '\\' && !escaped;
            continue;
        }
        match c {
            '"' => quoted = true,
            '(' | '[' | '{' => depth += 1,
            ')' | ']' | '}' => depth = depth.saturating_sub(1),
            c if c == at && depth == 0 => {
                pieces.push(&text[start..place]);
                start = place + c.len_utf8();
            }
            _ => {}
        }
    }
    pieces.push(&text[start..]);
    pieces
}

fn wait(text: &str) -> Result<Wait, NoCommand> {
    if text == "timer" {
        return Ok(Wait::Timer);
    }
    if let Some(moment) = text.strip_prefix("until ") {
        let moment = moment.trim();
        let day = || moment.parse::<Date>().map(|day| day.at(0, 0, 0, 0));
        let found = moment.parse::<DateTime>().or_else(|_| day());
        return found.map(Wait::Until).map_err(|_| NoCommand::Wait);
    }
    if let Some((number, unit)) = text.split_once(" working ") {
        let number: u32 = number.trim().parse().map_err(|_| NoCommand::Wait)?;
        let working = match unit.trim() {
            "day" | "days" => Some(Working::Days(number)),
            "hour" | "hours" => number.checked_mul(60).map(Working::Minutes),
            "minute" | "minutes" => Some(Working::Minutes(number)),
            _ => None,
        };
        let fits = |working: &Working| match working {
            Working::Days(length) | Working::Minutes(length) => *length <= MAX_WORKING,
        };
        let working = working.filter(fits).ok_or(NoCommand::Wait)?;
        return Ok(Wait::Working(working));
    }
    match text.parse::<jiff::Span>() {
        Ok(span) if !span.is_negative() => Ok(Wait::For(text.to_owned())),
        _ => Err(NoCommand::Wait),
    }
}

/// A name as [`word`] reads it.
fn named(name: &str) -> String {
    match name.is_empty() || name.starts_with('"') || name.contains(char::is_whitespace) {
        true => format!("\"{name}\""),
        false => name.to_owned(),
    }
}

impl fmt::Display for Command {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (verb, target, given): (&str, &str, &Givens) = match self {
            Self::Start(given) => ("start", "", given),
            Self::Set(given) => ("set", "", given),
            Self::StartAt(target, given) => ("start-at", target, given),
            Self::Close(target, given) => ("close", target, given),
            Self::Done(target, given) => ("done", target, given),
            Self::Message(target, given) => ("message", target, given),
            Self::Signal(target, given) => ("signal", target, given),
            Self::Retry(target, given) => ("retry", target, given),
            Self::Fail(target, code) => return write!(f, "fail {} {}", named(target), named(code)),
            Self::Move(target, to) => return write!(f, "move {} to {}", named(target), named(to)),
            Self::Cancel(target) => return write!(f, "cancel {}", named(target)),
            Self::Begin(target) => return write!(f, "begin {}", named(target)),
            Self::DayOff(day) => return write!(f, "day-off {day}"),
            Self::Wait(wait) => return write!(f, "wait {wait}"),
        };
        f.write_str(verb)?;
        if !matches!(self, Self::Start(_) | Self::Set(_)) {
            write!(f, " {}", named(target))?;
        }
        for (number, (name, given)) in given.iter().enumerate() {
            let text = match given {
                Given::Value(value) => feel_text(value),
                Given::Feel(text) => text.clone(),
            };
            let needs = name.contains([',', '=']) || name.contains(BRACKETS);
            let quote = if needs || name.starts_with("with ") {
                "\""
            } else {
                ""
            };
            write!(
                f,
                "{} {quote}{name}{quote} = {text}",
                if number == 0 { "" } else { "," }
            )?;
        }
        Ok(())
    }
}

impl fmt::Display for Wait {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::For(text) => f.write_str(text),
            Self::Working(Working::Days(days)) => write!(f, "{days} working days"),
            Self::Working(Working::Minutes(minutes)) => write!(f, "{minutes} working minutes"),
            Self::Until(moment) => write!(f, "until {moment}"),
            Self::Timer => f.write_str("timer"),
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn lines() {
        fn check(line: &str, expected: Result<&str, NoCommand>) {
            let read = Command::read(line);
            let shown = read.as_ref().map(ToString::to_string).map_err(|e| *e);
            assert_eq!(shown, expected.map(str::to_owned), "{line}");
            if let Ok(command) = read {
                assert_eq!(
                    Command::read(&command.to_string()).unwrap(),
                    command,
                    "{line}"
                );
            }
        }
        check("start", Ok("start"));
        check(
            "start days = 3, kind = \"a, b\"",
            Ok("start days = 3, kind = \"a, b\""),
        );
        check(
            "close head with outcome = \"return\"",
            Ok("close head outcome = \"return\""),
        );
        check(
            "close \"上 級\" x = {a: 1, b: [1, 2]}",
            Ok("close \"上 級\" x = {a: 1, b: [1, 2]}"),
        );
        check("set \"a=b\" = 1", Ok("set \"a=b\" = 1"));
        check("set \"a(\" = 1, b = 2", Ok("set \"a(\" = 1, b = 2"));
        check("set a(b = 1, c) = 2", Err(NoCommand::Values));
        check("set with with x = 1", Ok("set \"with x\" = 1"));
        check("cancel \"a b", Ok("cancel \"a b\""));
        check("close with = 1", Err(NoCommand::Values));
        check("fail hold leave-short", Ok("fail hold leave-short"));
        check("fail hold", Err(NoCommand::Target));
        check("move a to b", Ok("move a to b"));
        check("move a b", Ok("move a to b"));
        check("cancel a b", Err(NoCommand::More));
        check("wait PT3H", Ok("wait PT3H"));
        check("wait 3 days", Ok("wait 3 days"));
        check("wait 3 working days", Ok("wait 3 working days"));
        check("wait 2 working hours", Ok("wait 120 working minutes"));
        check(
            "wait until 2026-03-02",
            Ok("wait until 2026-03-02T00:00:00"),
        );
        check("wait timer", Ok("wait timer"));
        check("wait -P1D", Err(NoCommand::Wait));
        check("wait a while", Err(NoCommand::Wait));
        check("day-off 2026-03-02", Ok("day-off 2026-03-02"));
        check("day-off soon", Err(NoCommand::Day));
        check("set", Err(NoCommand::Values));
        check("set x", Err(NoCommand::Values));
        check("jump", Err(NoCommand::Verb));
        check("", Err(NoCommand::Verb));
    }
}
