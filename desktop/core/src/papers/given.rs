//! Every answer of a case for its paper, under `answers.` and its path; what a list holds, in rows.

use std::collections::BTreeMap;

use archive::print::Filled;
use feel::Value;
use form_model::{Component, Kind};
use jiff::civil::{Date, DateTime, Time};
use office::Pack;
use office::case::Case;
use office::org::Org;

use super::{amount, roc_day, roc_minute, roc_moment};
use crate::answers::{at, file_names, shown};
use crate::draft::places::{Place, places};
use crate::views::Shown;

/// Adds what was answered; a field without an answer is an empty text.
pub(super) fn fill(mut filled: Filled, pack: &Pack, org: &Org, case: &Case) -> Filled {
    let minutes = case.leave.as_ref().map(office::case::Leave::minutes);
    let value = |place: &Place<'_>| {
        at(&case.answers, &place.path)
            .filter(|value| !matches!(value, Value::Null))
            .map(|value| match place.field.kind {
                Kind::Filepicker => file_names(value, &case.attachments),
                _ => printed(&shown(org, place.field, value, minutes)),
            })
            .unwrap_or_default()
    };
    let lists = rows_of(pack, case);
    let mut rows: BTreeMap<(String, usize), Vec<(String, String)>> = BTreeMap::new();
    for place in places(pack.form.components(), &|list| {
        lists.get(list).copied().unwrap_or(0)
    }) {
        match place.within.as_slice() {
            [] => filled = filled.with(&format!("answers.{}", place.path), &value(&place)),
            [(list, row)] => rows
                .entry((list.path.clone(), *row))
                .or_default()
                .push((place.field.path.clone(), value(&place))),
            // A list in a list has no table on paper.
            _ => {}
        }
    }
    for ((list, _), cells) in &rows {
        let cells: Vec<(&str, &str)> = cells
            .iter()
            .map(|(name, text)| (name.as_str(), text.as_str()))
            .collect();
        filled = filled.with_row(&format!("answers.{list}"), &cells);
    }
    filled
}

/// How many rows each list of the form was given.
fn rows_of(pack: &Pack, case: &Case) -> BTreeMap<String, usize> {
    fn lists<'c>(components: &'c [Component], found: &mut Vec<&'c Component>) {
        for component in components {
            match component.kind {
                Kind::Group => lists(&component.children, found),
                Kind::DynamicList => found.push(component),
                _ => {}
            }
        }
    }
    let mut found = Vec::new();
    lists(pack.form.components(), &mut found);
    let rows = |list: &Component| {
        let rows = at(&case.answers, &list.path).and_then(Value::as_list);
        (list.path.clone(), rows.map_or(0, <[Value]>::len))
    };
    found.into_iter().map(rows).collect()
}

/// A value as an official paper writes it.
pub(super) fn printed(value: &Shown) -> String {
    let fact = |name: &str| value.facts.get(name).map_or("", String::as_str);
    let day = |text: &str| text.parse::<Date>().ok();
    match value.kind.as_str() {
        "number" => format!(
            "{}{}{}",
            fact("prefix"),
            parted(&value.text),
            fact("suffix")
        ),
        "checkbox" if value.text == "true" => "是".to_owned(),
        "checkbox" => "否".to_owned(),
        "date" => day(&value.text).map_or_else(
            || value.text.clone(),
            |date| roc_day(date.to_datetime(Time::midnight())),
        ),
        "moment" => {
            let time = fact("time").parse::<Time>().ok();
            let moment = day(&value.text).zip(time);
            moment.map_or_else(
                || value.text.clone(),
                |(date, time)| roc_minute(date.to_datetime(time)),
            )
        }
        "when" => when(&fact),
        _ => value.text.clone(),
    }
}

/// From, to and how long.
fn when<'v>(fact: &impl Fn(&str) -> &'v str) -> String {
    let end = |name: &str| -> Option<DateTime> {
        let date = fact(&format!("{name}_date")).parse::<Date>().ok()?;
        let time = fact(&format!("{name}_time")).parse::<Time>().ok()?;
        Some(date.to_datetime(time))
    };
    let (Some(from), Some(to)) = (end("from"), end("to")) else {
        return String::new();
    };
    let long = fact("minutes").parse::<i64>().ok();
    let long = long.map(|minutes| format!("，共{}", amount(minutes)));
    format!(
        "{}至{}{}",
        roc_moment(from),
        roc_moment(to),
        long.unwrap_or_default()
    )
}

/// A number with its thousands parted.
fn parted(number: &str) -> String {
    let (sign, rest) = number
        .strip_prefix('-')
        .map_or(("", number), |rest| ("-", rest));
    let (whole, part) = rest
        .split_once('.')
        .map_or((rest, None), |(whole, part)| (whole, Some(part)));
    if !whole.bytes().all(|byte| byte.is_ascii_digit()) {
        return number.to_owned();
    }
    let mut out = sign.to_owned();
    for (at, digit) in whole.char_indices() {
        if at > 0 && (whole.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    if let Some(part) = part {
        out.push('.');
        out.push_str(part);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_as_they_are_printed() {
        let check = |kind: &str, text: &str, facts: &[(&str, &str)], expected: &str| {
            let facts = facts
                .iter()
                .map(|(a, b)| ((*a).to_owned(), (*b).to_owned()));
            let value = Shown {
                kind: kind.to_owned(),
                text: text.to_owned(),
                facts: facts.collect(),
            };
            assert_eq!(printed(&value), expected);
        };
        check("number", "43500", &[("suffix", "元")], "43,500元");
        check("number", "-1234567.5", &[], "-1,234,567.5");
        check("number", "999", &[("prefix", "NT$")], "NT$999");
        check("number", "1e9", &[], "1e9");
        check("checkbox", "true", &[], "是");
        check("checkbox", "false", &[], "否");
        check("date", "2026-12-03", &[], "中華民國115年12月3日");
        check("date", "someday", &[], "someday");
        check(
            "moment",
            "2026-12-03",
            &[("time", "08:30")],
            "中華民國115年12月3日 08:30",
        );
        let when = [
            ("from_date", "2026-12-03"),
            ("from_time", "08:30"),
            ("to_date", "2026-12-03"),
            ("to_time", "12:30"),
            ("minutes", "240"),
        ];
        check(
            "when",
            "",
            &when,
            "中華民國115年12月3日（星期四）08時30分至中華民國115年12月3日（星期四）12時30分，共4時",
        );
        check("text", "影印機租賃續約", &[], "影印機租賃續約");
    }
}
