//! A condition as one would say it.

use super::{Clause, Value, read};
use crate::expression::{Of, Reach};
use crate::texts::Say;

/// The condition in words, such as `日數 大於 3`; the expression itself where it says more than
/// comparisons.
#[must_use]
pub fn spoken(text: &str, reach: &Reach, say: &Say) -> String {
    let clauses = match read(text) {
        Some(clauses) if !clauses.all.is_empty() => clauses,
        _ => return text.to_owned(),
    };
    let joint = say.say(if clauses.any {
        "clause-or"
    } else {
        "clause-and"
    });
    let said: Vec<String> = clauses
        .all
        .iter()
        .map(|clause| one(clause, reach, say))
        .collect();
    said.join(&joint)
}

fn one(clause: &Clause, reach: &Reach, say: &Say) -> String {
    let field = reach.label(&clause.path, say);
    let value = match (reach.of(&clause.path), &clause.value) {
        (Of::Choice(options) | Of::Several(options), Value::Text(own)) => {
            let found = options.iter().find(|(value, _)| value == own);
            found.map_or(own.as_str(), |(_, label)| label.as_str())
        }
        (_, value) => value.text(),
    };
    let key = format!("clause-said-{}", clause.way.name());
    say.say_with(&key, &[("field", &field), ("value", value)])
}
