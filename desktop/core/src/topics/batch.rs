//! 批次核准: many waiting matters before they are decided together, with what is unusual among them.

use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};

use feel::Number;
use jiff::ToSpan;
use jiff::civil::Date;

use crate::topics::inbox;
use crate::views::{
    Act, BatchAsk, BatchTotal, BatchView, InboxRow, Outlier, OutlierWord, Sentence, Shown,
};
use crate::{Core, Failure};

/// The most of one batch.
const MAX_BATCH: usize = 500;
/// So many of one unit away on one day are told.
const SAME_DAY: usize = 3;
/// So many figures of one kind say what is usual.
const ALIKE: usize = 3;
/// The longest leave of which each day is looked at, in days.
const MAX_DAYS: i64 = 400;
const DAY_MS: i64 = 86_400_000;

pub(crate) fn open(core: &Core, ask: BatchAsk) -> Result<BatchView, Failure> {
    if ask.rows.len() > MAX_BATCH {
        return Err(Failure::new("batch-many").with("limit", MAX_BATCH));
    }
    let session = core.session()?;
    let picked: BTreeSet<(String, Option<String>)> = ask
        .rows
        .into_iter()
        .map(|pick| (pick.case, Some(pick.station)))
        .collect();
    let fits = |row: &InboxRow| {
        let agrees = row.acts.contains(&Act::Approve) || row.acts.contains(&Act::Decide);
        row.batch
            && agrees
            && !row.must_say
            && row.fills.is_none()
            && picked.contains(&(row.case.clone(), row.station.clone()))
    };
    let rows: Vec<InboxRow> = inbox::rows(&session)?.into_iter().filter(fits).collect();
    let left_out = picked.len().saturating_sub(rows.len());
    Ok(BatchView {
        outliers: outliers(&rows),
        totals: totals(&rows),
        card: rows.iter().any(|row| row.card),
        left_out: u32::try_from(left_out).unwrap_or(u32::MAX),
        rows,
    })
}

/// How many of each kind, those of most minutes first.
fn totals(rows: &[InboxRow]) -> Vec<BatchTotal> {
    let mut of: BTreeMap<(&str, &str), Vec<&InboxRow>> = BTreeMap::new();
    for row in rows {
        let kind = row.leave.as_ref().map_or("", |leave| leave.kind.as_str());
        of.entry((kind, row.service.as_str()))
            .or_default()
            .push(row);
    }
    let mut totals: Vec<BatchTotal> = of
        .into_iter()
        .map(|((kind, service), rows)| BatchTotal {
            kind: kind.to_owned(),
            service: service.to_owned(),
            count: u32::try_from(rows.len()).unwrap_or(u32::MAX),
            minutes: rows.iter().map(|row| minutes(row)).sum(),
            figure: sum(&rows),
        })
        .collect();
    totals.sort_by_key(|total| std::cmp::Reverse((total.minutes, total.count)));
    totals
}

/// The figures of rows together; none where one has none or another unit.
fn sum(rows: &[&InboxRow]) -> Option<Shown> {
    let mut figures = rows.iter().map(|row| row.figure.as_ref());
    let mut total = figures.next()??.clone();
    for figure in figures {
        let figure = figure.filter(|figure| figure.facts == total.facts)?;
        let number = |text: &str| feel::number::read(text);
        let both = number(&total.text)?.checked_add(number(&figure.text)?)?;
        total.text = both.to_string();
    }
    Some(total)
}

fn outliers(rows: &[InboxRow]) -> Vec<Outlier> {
    let mut found = same_day(rows);
    found.extend(large(rows));
    found.extend(costly(rows));
    found.extend(twice(rows));
    found.extend(old(rows));
    found
}

fn outlier<const N: usize>(
    what: OutlierWord,
    code: &str,
    cases: Vec<String>,
    facts: [(&str, String); N],
) -> Outlier {
    let facts = facts.map(|(name, value)| (name.to_owned(), value));
    let remark = Sentence {
        code: code.to_owned(),
        facts: facts.into(),
    };
    Outlier {
        what,
        cases,
        remark,
    }
}

/// The one in the middle; none of none.
fn median<T: PartialOrd + Copy>(mut values: Vec<T>) -> Option<T> {
    values.sort_by(|a, b| a.partial_cmp(b).unwrap_or(Ordering::Equal));
    values.get(values.len() / 2).copied()
}

fn minutes(row: &InboxRow) -> i64 {
    row.leave.as_ref().map_or(0, |leave| leave.minutes)
}

/// More than twice what is usual among them, and a working day more.
fn large(rows: &[InboxRow]) -> Vec<Outlier> {
    let of_leave = rows.iter().filter(|row| row.leave.is_some());
    let Some(usual) = median(of_leave.map(minutes).collect()) else {
        return Vec::new();
    };
    let is_large =
        |row: &&InboxRow| minutes(row) > usual * 2 && minutes(row) >= usual + office::leave::DAY;
    let told = |row: &InboxRow| {
        let facts = [
            ("name", row.who.name.clone()),
            ("minutes", minutes(row).to_string()),
            ("usual_minutes", usual.to_string()),
        ];
        outlier(
            OutlierWord::Large,
            "batch-large",
            vec![row.case.clone()],
            facts,
        )
    };
    let mut large: Vec<&InboxRow> = rows.iter().filter(is_large).collect();
    large.sort_by_key(|row| std::cmp::Reverse(minutes(row)));
    large.into_iter().map(told).collect()
}

/// More than twice what is usual of the same figure of a service, where there are some of it.
fn costly(rows: &[InboxRow]) -> Vec<Outlier> {
    let mut of: BTreeMap<(&str, &BTreeMap<String, String>), Vec<_>> = BTreeMap::new();
    for row in rows {
        if let Some(figure) = &row.figure
            && let Some(number) = feel::number::read(&figure.text)
        {
            let same = of.entry((row.service.as_str(), &figure.facts)).or_default();
            same.push((number, row, figure));
        }
    }
    of.retain(|_, same| same.len() >= ALIKE);
    of.into_values().flat_map(costly_of).collect()
}

fn costly_of(mut alike: Vec<(Number, &InboxRow, &Shown)>) -> Vec<Outlier> {
    let usual = median(alike.iter().map(|(number, ..)| *number).collect());
    let Some((usual, twice)) = usual.and_then(|one| Some((one, one.checked_add(one)?))) else {
        return Vec::new();
    };
    alike.retain(|(number, ..)| *number > twice);
    alike.sort_by(|(a, ..), (b, ..)| b.partial_cmp(a).unwrap_or(Ordering::Equal));
    let told = |(number, row, figure): (Number, &InboxRow, &Shown)| {
        let facts = [
            ("name", row.who.name.clone()),
            ("amount", number.to_string()),
            ("usual_amount", usual.to_string()),
        ];
        let cases = vec![row.case.clone()];
        let mut one = outlier(OutlierWord::Large, "batch-costly", cases, facts);
        one.remark.facts.extend(figure.facts.clone());
        one
    };
    alike.into_iter().map(told).collect()
}

/// One person more than once, and twice as often as is usual of the others.
fn twice(rows: &[InboxRow]) -> Vec<Outlier> {
    let mut of: BTreeMap<&str, Vec<&InboxRow>> = BTreeMap::new();
    for row in rows {
        of.entry(row.who.id.as_str()).or_default().push(row);
    }
    let told = |(who, own): (&&str, &Vec<&InboxRow>)| {
        let others = of.iter().filter(|(other, _)| *other != who);
        let usual = median(others.map(|(_, rows)| rows.len()).collect()).unwrap_or(1);
        let first = own.first().filter(|_| own.len() >= usual.max(1) * 2)?;
        let facts = [
            ("name", first.who.name.clone()),
            ("count", own.len().to_string()),
        ];
        let cases = own.iter().map(|row| row.case.clone()).collect();
        Some(outlier(OutlierWord::Twice, "batch-twice", cases, facts))
    };
    of.iter().filter_map(told).collect()
}

/// The day on which most of one unit would be away, where they are many.
fn same_day(rows: &[InboxRow]) -> Vec<Outlier> {
    let mut days: BTreeMap<(&str, Date), Vec<&InboxRow>> = BTreeMap::new();
    for row in rows {
        for day in days_of(row) {
            days.entry((row.who.unit.as_str(), day))
                .or_default()
                .push(row);
        }
    }
    let mut worst: BTreeMap<&str, (Date, Vec<&InboxRow>)> = BTreeMap::new();
    for ((unit, day), rows) in days {
        let known = worst.get(unit).map_or(0, |(_, rows)| people(rows).len());
        let away = people(&rows).len();
        if away >= SAME_DAY && away > known {
            worst.insert(unit, (day, rows));
        }
    }
    let told = |(unit, (day, rows)): (&str, (Date, Vec<&InboxRow>))| {
        let facts = [
            ("unit", unit.to_owned()),
            ("on_date", day.to_string()),
            ("count", people(&rows).len().to_string()),
        ];
        let cases = rows.iter().map(|row| row.case.clone()).collect();
        outlier(OutlierWord::SameDay, "batch-same-day", cases, facts)
    };
    worst.into_iter().map(told).collect()
}

fn people<'r>(rows: &[&'r InboxRow]) -> BTreeSet<&'r str> {
    rows.iter().map(|row| row.who.id.as_str()).collect()
}

fn days_of(row: &InboxRow) -> Vec<Date> {
    let Some(leave) = &row.leave else {
        return Vec::new();
    };
    let (Ok(from), Ok(to)) = (leave.from.parse::<Date>(), leave.to.parse::<Date>()) else {
        return Vec::new();
    };
    let within = |day: &i64| from.checked_add(day.days()).is_ok_and(|day| day <= to);
    (0..MAX_DAYS)
        .take_while(within)
        .filter_map(|day| from.checked_add(day.days()).ok())
        .collect()
}

/// Waiting more than twice as long as is usual among them, and a day more.
fn old(rows: &[InboxRow]) -> Vec<Outlier> {
    let Some(newest) = rows.iter().map(|row| row.since).max() else {
        return Vec::new();
    };
    let age = |row: &InboxRow| newest - row.since;
    let usual = median(rows.iter().map(age).collect()).unwrap_or(0);
    let is_old = |row: &&InboxRow| age(row) > usual * 2 + DAY_MS;
    let told = |row: &InboxRow| {
        let facts = [
            ("name", row.who.name.clone()),
            ("since_ms", row.since.to_string()),
        ];
        outlier(OutlierWord::Old, "batch-old", vec![row.case.clone()], facts)
    };
    rows.iter().filter(is_old).map(told).collect()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::views::{LeaveBrief, PersonBrief, Split};

    /// `unit person from to minutes age-in-days`, a row a line.
    fn rows(lines: &str) -> Vec<InboxRow> {
        let row = |(at, line): (usize, &str)| {
            let words: Vec<&str> = line.split_whitespace().collect();
            let who = PersonBrief {
                id: words[1].to_owned(),
                name: words[1].to_owned(),
                title: String::new(),
                unit: words[0].to_owned(),
            };
            let leave = LeaveBrief {
                kind: "annual".to_owned(),
                from: format!("2026-12-{}", words[2]),
                from_time: "08:30".to_owned(),
                to: format!("2026-12-{}", words[3]),
                to_time: "17:30".to_owned(),
                minutes: words[4].parse().unwrap(),
            };
            InboxRow {
                case: format!("c{at}"),
                station: Some("s1".to_owned()),
                operation: None,
                deputation: None,
                split: Split::Routine,
                who,
                standing_in_for: None,
                leave: Some(leave),
                role: None,
                remark: None,
                odd: false,
                stuck: false,
                since: 100 * DAY_MS - words[5].parse::<i64>().unwrap() * DAY_MS,
                urged: None,
                later: None,
                provisional: false,
                service: "leave".to_owned(),
                reason: None,
                figure: None,
                must_say: false,
                fills: None,
                copy: None,
                batch: true,
                card: false,
                acts: vec![Act::Approve],
            }
        };
        lines.trim().lines().enumerate().map(row).collect()
    }

    #[test]
    fn what_is_unusual() {
        let check = |lines: &str, expected: &[&str]| {
            let told: Vec<String> = outliers(&rows(lines))
                .iter()
                .map(|one| {
                    let facts: Vec<&str> = one.remark.facts.values().map(String::as_str).collect();
                    format!(
                        "{} {}: {}",
                        one.remark.code,
                        facts.join(" "),
                        one.cases.join(" ")
                    )
                })
                .collect();
            assert_eq!(told, expected, "{lines}");
        };
        check("", &[]);
        check("plan wang 01 01 480 0\nplan chen 02 02 480 0", &[]);
        check(
            "plan wang 01 01 480 0\nplan chen 02 02 480 0\nplan lee 07 11 2400 0",
            &["batch-large 2400 lee 480: c2"],
        );
        check(
            "plan wang 01 01 480 0\nplan wang 02 02 240 0",
            &["batch-twice 2 wang: c0 c1"],
        );
        check(
            "a wang 01 01 60 0\na wang 02 02 60 0\na lee 03 03 60 0\na lee 04 04 60 0\na lee 05 05 60 0",
            &[],
        );
        check(
            "plan wang 01 02 960 0\nplan chen 02 02 480 0\nplan lee 02 03 960 0\nfin ho 02 02 480 0",
            &["batch-same-day 3 2026-12-02 plan: c0 c1 c2"],
        );
        check(
            "plan wang 01 01 480 0\nplan chen 02 02 480 0\nplan lee 03 03 480 4",
            &["batch-old lee 8294400000: c2"],
        );
    }

    #[test]
    fn costly_ones() {
        let check = |figures: &str, expected: &[&str]| {
            let mut rows = rows(&"plan wang 01 01 480 0\n".repeat(figures.split(' ').count()));
            for (row, figure) in rows.iter_mut().zip(figures.split(' ')) {
                row.figure = figure.split_once('/').map(|(text, unit)| shown(text, unit));
            }
            let told: Vec<String> = costly(&rows)
                .iter()
                .map(|one| {
                    let facts = &one.remark.facts;
                    let named =
                        ["amount", "usual_amount", "suffix"].map(|name| facts[name].as_str());
                    format!("{}: {}", named.join(" "), one.cases.join(" "))
                })
                .collect();
            assert_eq!(told, expected, "{figures}");
        };
        check("1000/元 1200/元 9000/元", &["9000 1200 元: c2"]);
        check("1000/元 1200/元 2400/元", &[]);
        check("1000/元 9000/元", &[]);
        check("1000/元 1200/元 9000/張 -", &[]);
        check(
            "5/元 5/元 5/元 11/元 12.5/元",
            &["12.5 5 元: c4", "11 5 元: c3"],
        );
    }

    fn shown(text: &str, unit: &str) -> Shown {
        Shown {
            kind: "number".to_owned(),
            text: text.to_owned(),
            facts: BTreeMap::from([("suffix".to_owned(), unit.to_owned())]),
        }
    }

    #[test]
    fn figures_together() {
        let check = |figures: &[Option<(&str, &str)>], expected: Option<&str>| {
            let lines = "plan wang 01 01 480 0\n".repeat(figures.len());
            let mut rows = rows(&lines);
            for (row, figure) in rows.iter_mut().zip(figures) {
                row.figure = figure.map(|(text, unit)| shown(text, unit));
            }
            let rows: Vec<&InboxRow> = rows.iter().collect();
            assert_eq!(sum(&rows).map(|sum| sum.text).as_deref(), expected);
        };
        check(&[], None);
        check(&[Some(("12345", "元"))], Some("12345"));
        check(
            &[Some(("1200.5", "元")), Some(("9800", "元"))],
            Some("11000.5"),
        );
        check(&[Some(("1", "元")), Some(("1", "天"))], None);
        check(&[Some(("1", "元")), None], None);
    }
}
