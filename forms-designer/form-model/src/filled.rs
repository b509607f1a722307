//! What one station fills in of a form that others filled in before, as the places that it changed.

use feel::Value;

use crate::answers::Answers;
use crate::component::Kind;
use crate::path;
use crate::session::Session;

/// What differs from answers that stood before, by path (`check.given`), a list as a whole; null
/// where an answer was taken away. What the form computes is among it; what it hides keeps what it
/// had.
#[must_use]
pub fn filled_in(before: &Answers, session: &Session) -> Answers {
    let mut filled = Answers::new();
    session.each(&mut |seen| {
        let is_list = seen.component.kind == Kind::DynamicList;
        let answers = seen.component.is_field() || is_list;
        let in_list = seen.path.contains('[');
        if !answers || in_list || !seen.asked.shown {
            return;
        }
        if path::at(before, &seen.path).unwrap_or(&Value::Null) != seen.value {
            filled.insert(seen.path.clone(), seen.value.clone());
        }
    });
    filled
}

/// Puts what was filled in into answers.
pub fn fill_in(answers: &mut Answers, filled: &Answers) {
    for (at, value) in filled {
        let value = Some(value).filter(|value| !value.is_null());
        path::put(answers, at, value.cloned());
    }
}
