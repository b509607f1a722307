//! The boxes of a condition.

use slint::SharedString;

use super::{Clause, Value, Way, read};
use crate::expression::{self, Known, Of, Reach};
use crate::models;
use crate::texts::Say;
use crate::ui::{Editor, Prop};

/// The rows of a condition: a line of boxes for each comparison, or one box for the expression
/// where it says something else or somebody writes it by hand.
///
/// The rows are called `NAME#0`, `NAME#1`, …, how they hold together is `NAME#any`, and the button
/// below is `NAME#`. The box for the expression has the bare name.
#[must_use]
pub fn rows(
    (name, label): (&str, &str),
    text: &str,
    reach: &Reach,
    by_hand: bool,
    say: &Say,
) -> Vec<Prop> {
    match read(text) {
        Some(clauses) if !by_hand && !reach.fields().is_empty() => {
            let several = clauses.all.len() > 1;
            let mut rows = vec![match several {
                true => joined((name, label), clauses.any, say),
                false => title(label),
            }];
            for (at, clause) in clauses.all.iter().enumerate() {
                rows.push(boxes(&format!("{name}#{at}"), clause, reach, say));
            }
            let told = rows.iter().any(|row| !row.problem.is_empty());
            if let (Some(last), Some(fault), false) =
                (rows.last_mut(), expression::check(text, reach, say), told)
            {
                last.problem = fault.said.into();
                last.broken = fault.broken;
            }
            let add = if clauses.all.is_empty() {
                "clause-first"
            } else {
                "clause-add"
            };
            rows.push(buttons(name, say.say(add), say.say("clause-by-hand")));
            rows
        }
        read => {
            let mut row = Prop {
                id: name.into(),
                editor: Editor::Feel,
                label: label.into(),
                value: text.into(),
                blank: "FEEL".into(),
                ..Prop::default()
            };
            if let Some(fault) = expression::check(text, reach, say) {
                row.problem = fault.said.into();
                row.broken = fault.broken;
            } else {
                row.hint = say.say("clause-by-hand-hint").into();
            }
            let mut rows = vec![row];
            if read.is_some() && !reach.fields().is_empty() {
                rows.push(buttons(name, String::new(), say.say("clause-chosen")));
            }
            rows
        }
    }
}

fn title(label: &str) -> Prop {
    Prop {
        id: format!("title {label}").into(),
        editor: Editor::Title,
        label: label.into(),
        ..Prop::default()
    }
}

fn joined((name, label): (&str, &str), any: bool, say: &Say) -> Prop {
    let names = ["clause-all", "clause-any"].map(|key| say.say(key).into());
    Prop {
        id: format!("{name}#any").into(),
        editor: Editor::Choice,
        label: label.into(),
        choices: models::words(names.to_vec()),
        chosen: i32::from(any),
        ..Prop::default()
    }
}

fn buttons(name: &str, add: String, other: String) -> Prop {
    Prop {
        id: format!("{name}#").into(),
        editor: Editor::Add,
        label: add.into(),
        second: other.into(),
        ..Prop::default()
    }
}

fn boxes(id: &str, clause: &Clause, reach: &Reach, say: &Say) -> Prop {
    let fields = reach.fields();
    let of = reach.of(&clause.path);
    let place = |found: Option<usize>| found.map_or(-1, |at| i32::try_from(at).unwrap_or(-1));
    let names: Vec<SharedString> = fields.iter().map(|own| label(own, say).into()).collect();
    let mut ways = Way::of(of).to_vec();
    if !ways.contains(&clause.way) {
        ways.push(clause.way);
    }
    let said = ways.iter().map(|way| {
        let kind = if matches!(of, Of::Date) { "day" } else { "way" };
        let own = say.known(&format!("clause-{kind}-{}", way.name()), &[]);
        own.unwrap_or_else(|| say.say(&format!("clause-way-{}", way.name())))
    });
    let mut row = Prop {
        id: id.into(),
        editor: Editor::Clause,
        label: say.say("clause-value").into(),
        choices: models::words(names),
        chosen: place(fields.iter().position(|own| own.path == clause.path)),
        ways: models::words(said.map(Into::into).collect()),
        way: place(ways.iter().position(|way| *way == clause.way)),
        at: -1,
        value: clause.value.text().into(),
        checked: clause.way.asks(),
        ..Prop::default()
    };
    if row.chosen < 0 {
        let facts = [("path", clause.path.as_str())];
        row.problem = say.say_with("clause-gone", &facts).into();
        row.broken = true;
    }
    if let (Of::Choice(options) | Of::Several(options), Value::Text(own)) = (of, &clause.value) {
        let labels: Vec<SharedString> = options
            .iter()
            .map(|(value, label)| if label.is_empty() { value } else { label }.into())
            .collect();
        row.values = models::words(labels);
        row.at = place(options.iter().position(|(value, _)| value == own));
    }
    row
}

fn label(field: &Known, say: &Say) -> String {
    field.called(say)
}
