//! Recorded histories, replayed for ever: what a released version wrote must
//! add up to the same in every later one. A history is a text file of lines
//! `stream at operation body`, the last two as hex.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;

use jiff::civil::date;
use office::case::{Role, Station};
use office::ids::OperationId;
use office::{Event, State, Stream};

use crate::agency::{Agency, answers, approve, correct, file, send_back, withdraw};

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|b| format!("{b:02x}")).collect()
}

fn unhex(text: &str) -> Vec<u8> {
    (0..text.len() / 2)
        .map(|i| u8::from_str_radix(&text[2 * i..2 * i + 2], 16).unwrap())
        .collect()
}

/// Who signed at a station, as what, and by what right.
fn signature(station: &Station) -> Option<String> {
    let closed = station.closed.as_ref()?;
    let by = closed.by.as_ref()?;
    let right = closed.right.as_ref().map(|right| right.authority);
    let sealed = closed.sealed.map_or("", |_| "+sealed");
    let back = station.taken_back.map_or("", |_| "+back");
    let right = right.map_or(String::new(), |right| format!("/{right:?}"));
    Some(format!("{by}={:?}{right}{sealed}{back}", closed.outcome))
}

/// What a history adds up to, in words.
fn sum(states: &BTreeMap<Stream, State>) -> String {
    let mut text = String::new();
    for (stream, state) in states {
        let line = match state {
            State::Case(Some(case)) => {
                let number = case.number.as_deref().unwrap_or("-");
                let filed = case.file_number.as_deref().unwrap_or("-");
                let what: Vec<_> = case.history.iter().map(|line| line.what.as_str()).collect();
                let copies = case
                    .copies
                    .iter()
                    .filter(|copy| copy.read.is_some())
                    .count();
                let said = case.said.len();
                let signed: Vec<_> = case.stations.iter().filter_map(|s| signature(s)).collect();
                let told = format!("{:?} {number} {filed} {}", case.status, what.join(" "));
                format!(
                    "{told}; signed {}; said {said}, read {copies}",
                    signed.join(" ")
                )
            }
            State::Account(account) => {
                let pots = account.pots(date(2026, 12, 31));
                pots.iter()
                    .map(|p| format!("{} {}/{} held {}", p.pot, p.left, p.granted, p.held))
                    .collect::<Vec<_>>()
                    .join(", ")
            }
            State::Away(away) => format!(
                "{} absences, {} deputations",
                away.absences.len(),
                away.deputations.len()
            ),
            State::Series(series) => format!("last {}", series.last),
            State::Org(org) => format!("{} units, {} people", org.units.len(), org.people.len()),
            State::Packs(packs) => format!("{} services", packs.current.len()),
            State::Calendar(calendar) => format!("2026 known {}", calendar.is_known(2026)),
            State::Case(None) => "nothing".to_owned(),
        };
        writeln!(text, "{stream}: {line}").unwrap();
    }
    text
}

#[test]
fn recorded_histories_add_up() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../histories");
    let mut files: Vec<_> = std::fs::read_dir(folder)
        .unwrap()
        .map(|e| e.unwrap().path())
        .collect();
    files.retain(|path| path.extension().is_some_and(|e| e == "history"));
    files.sort();
    assert!(!files.is_empty(), "the recorded histories are there");
    for path in files {
        let mut states = BTreeMap::new();
        for line in std::fs::read_to_string(&path).unwrap().lines() {
            let [stream, at, operation, body] = line.split(' ').collect::<Vec<_>>()[..] else {
                panic!("{line}")
            };
            let stream: Stream = stream.parse().unwrap();
            let event = Event::from_bytes(&unhex(body))
                .unwrap_or_else(|| panic!("unknown event in {stream}"));
            assert_eq!(
                hex(&event.to_bytes()),
                body,
                "an event is written as it was"
            );
            let operation = OperationId(unhex(operation).try_into().unwrap());
            let state = states
                .entry(stream.clone())
                .or_insert_with(|| State::empty(&stream));
            state.apply(&event, at.parse().unwrap(), operation);
        }
        insta::assert_snapshot!(path.file_stem().unwrap().to_str().unwrap(), sum(&states));
    }
}

/// Keeps the history of a day of this version, when a version is released and such a day is asked
/// for: `ANTOU_RECORD=0002-along cargo test -p office --test office record`.
fn keep(agency: &Agency, day: &str) {
    let mut text = String::new();
    for (stream, history) in &agency.histories {
        for (event, at, operation) in history {
            writeln!(text, "{stream} {at} {operation} {}", hex(&event.to_bytes())).unwrap();
        }
    }
    assert!(text.lines().count() > 100);
    let name = option_env!("ANTOU_RECORD").filter(|name| name.ends_with(day));
    if let Some(name) = name {
        let path = Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("../histories")
            .join(format!("{name}.history"));
        std::fs::write(path, text).unwrap();
    }
}

#[test]
fn record_a_day_led_by_the_flow() {
    let mut agency = Agency::open();
    for (case, kind, day) in [
        ("c1", "annual", 3),
        ("c2", "personal", 7),
        ("c3", "sick", 9),
    ] {
        let (from, to) = (
            date(2026, 12, day).at(8, 30, 0, 0),
            date(2026, 12, day + 1).at(12, 30, 0, 0),
        );
        agency
            .ask("p12", agency.submit(case, answers(kind, from, to, "p13")))
            .unwrap();
        agency
            .ask(
                "p13",
                approve(case, agency.open_station(case, Role::Consent)),
            )
            .unwrap();
    }
    agency.ask("p12", withdraw("c2")).unwrap();
    agency
        .ask(
            "p10",
            send_back("c3", agency.open_station("c3", Role::Approve), "請附證明"),
        )
        .unwrap();
    let day = (
        date(2026, 12, 9).at(8, 30, 0, 0),
        date(2026, 12, 9).at(17, 30, 0, 0),
    );
    let shorter = answers("sick", day.0, day.1, "p13");
    agency
        .ask(
            "p12",
            correct("c3", agency.open_station("c3", Role::Correct), shorter),
        )
        .unwrap();
    agency
        .ask(
            "p10",
            approve("c1", agency.open_station("c1", Role::Approve)),
        )
        .unwrap();
    agency
        .ask("p31", approve("c1", agency.open_station("c1", Role::Note)))
        .unwrap();
    let number = agency.case("c1").file_number.clone().unwrap();
    agency
        .ask(
            "p31",
            file("c1", agency.open_station("c1", Role::File), &number),
        )
        .unwrap();

    keep(&agency, "leave");
}

#[test]
fn record_a_day_along_the_route() {
    keep(&crate::along::day::played(), "along");
}
