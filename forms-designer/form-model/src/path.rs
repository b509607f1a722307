//! Where an answer stands: `trip.days[0].place`, list positions counted from 0.

use feel::{Context, Value};

/// The path of a name under another path.
pub(crate) fn join(before: &str, name: &str) -> String {
    match (before, name) {
        ("", name) => name.to_owned(),
        (before, "") => before.to_owned(),
        (before, name) => format!("{before}.{name}"),
    }
}

/// The path of a list's item.
pub(crate) fn item(list: &str, place: usize) -> String {
    format!("{list}[{place}]")
}

/// What stands under a dotted path without list positions; null where nothing does.
pub(crate) fn get<'a>(answers: &'a Context, path: &str) -> &'a Value {
    const NONE: &Value = &Value::Null;
    let (first, rest) = path.split_once('.').unwrap_or((path, ""));
    let found = answers.get(first).and_then(|value| match rest {
        "" => Some(value),
        rest => Some(get(value.as_context()?, rest)),
    });
    found.unwrap_or(NONE)
}

/// Takes out what stands under a path.
pub(crate) fn remove(answers: &mut Context, path: &str) {
    let (step, rest) = path.split_once('.').unwrap_or((path, ""));
    let (name, places) = step.split_once('[').unwrap_or((step, ""));
    if rest.is_empty() {
        // A list's item is never taken out by itself: the others would move.
        if places.is_empty() {
            answers.remove(name);
        }
        return;
    }
    let mut value = answers.get_mut(name);
    for place in places.split(['[', ']']).filter(|place| !place.is_empty()) {
        value = match (value, place.parse::<usize>()) {
            (Some(Value::List(items)), Ok(place)) => items.get_mut(place),
            _ => None,
        };
    }
    if let Some(Value::Context(inside)) = value {
        remove(inside, rest);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn removing() {
        fn check(path: &str, expected: &str) {
            let day = |place: &str| {
                Value::Context(Context::from([
                    ("place".to_owned(), place.into()),
                    ("km".to_owned(), Value::from(1i64)),
                ]))
            };
            let days = Value::List(vec![day("臺北"), day("花蓮")]);
            let trip = Context::from([("days".to_owned(), days)]);
            let mut answers = Context::from([
                ("trip".to_owned(), Value::Context(trip)),
                ("a".to_owned(), Value::from(2i64)),
            ]);
            remove(&mut answers, path);
            let json = crate::json::Json::from_value(&Value::Context(answers)).compact();
            assert_eq!(json.replace('"', ""), expected, "{path}");
        }
        let whole = "{a:2,trip:{days:[{km:1,place:臺北},{km:1,place:花蓮}]}}";
        check("a", "{trip:{days:[{km:1,place:臺北},{km:1,place:花蓮}]}}");
        check(
            "trip.days[1].place",
            "{a:2,trip:{days:[{km:1,place:臺北},{km:1}]}}",
        );
        check("trip.days", "{a:2,trip:{}}");
        check("trip.days[1]", whole);
        check("trip.days[9].place", whole);
        check("trip.days.place", whole);
        check("a.b", whole);
        check("", whole);
    }
}
