//! Dates, durations, cycles and working time.

#![allow(clippy::unwrap_used)]
use super::*;
use jiff::civil::{Date, date, time};

fn ms(text: &str) -> i64 {
    text.parse::<Timestamp>().unwrap().as_millisecond()
}

#[test]
fn due_times() {
    fn check(form: TimerForm, text: &str, now: &str, expected: Option<(&str, Option<u32>)>) {
        let got = parse(form, text).and_then(|timer| due(&timer, ms(now)));
        let got = got
            .ok()
            .map(|due| (due.at, due.again.map(|(times, _)| times)));
        let expected = expected.map(|(at, again)| (ms(at), again));
        assert_eq!(got, expected, "{text}");
    }
    use TimerForm::{Cycle, Date, Duration};
    let now = "2026-01-31T09:00:00+08:00";
    check(
        Duration,
        "PT30M",
        now,
        Some(("2026-01-31T09:30:00+08:00", None)),
    );
    check(
        Duration,
        "P1M",
        now,
        Some(("2026-02-28T09:00:00+08:00", None)),
    );
    check(
        Duration,
        "P3DT4H",
        now,
        Some(("2026-02-03T13:00:00+08:00", None)),
    );
    check(
        Date,
        "2026-03-02",
        now,
        Some(("2026-03-02T00:00:00+08:00", None)),
    );
    check(
        Date,
        "2026-03-02T08:00:00",
        now,
        Some(("2026-03-02T08:00:00+08:00", None)),
    );
    check(
        Date,
        "2026-03-02T00:00:00Z",
        now,
        Some(("2026-03-02T08:00:00+08:00", None)),
    );
    check(
        Cycle,
        "R3/PT1H",
        now,
        Some(("2026-01-31T10:00:00+08:00", Some(2))),
    );
    check(
        Cycle,
        "R/P1D",
        now,
        Some(("2026-02-01T09:00:00+08:00", Some(MAX_REPEATS - 1))),
    );
    check(Cycle, "R0/P1D", now, None);
    check(Cycle, "R3/PT0S", now, None);
    check(Cycle, "P1D", now, None);
    check(Duration, "-P1D", now, None);
    check(Duration, "3 days", now, None);
    check(Duration, "P", now, None);
    check(Duration, "P99999999Y", now, None);
    check(Date, "2026-02-30", now, None);
    check(Date, "明天", now, None);
    check(Duration, "", now, None);
}

#[test]
fn from_values() {
    fn check(value: Value, expected: Option<Timer>) {
        assert_eq!(
            from_value(TimerForm::Duration, &value).ok(),
            expected,
            "{value:?}"
        );
    }
    let after = |d: &str| {
        Some(Timer::After {
            duration: d.to_owned(),
            again: None,
        })
    };
    check(Value::Days(5400), after("PT5400S"));
    check(Value::Days(-1), None);
    check(Value::Months(2), after("P2M"));
    check(Value::from("P2D"), after("P2D"));
    check(
        Value::Date(jiff::civil::date(2026, 3, 2)),
        Some(Timer::At(ms("2026-03-02T00:00:00+08:00"))),
    );
    check(Value::Null, None);
    check(Value::Bool(true), None);
}

#[test]
fn cycles_with_start_or_end() {
    fn check(text: &str, now: &str, expected: Option<(&str, u32)>) {
        let got = parse(TimerForm::Cycle, text).and_then(|timer| due(&timer, ms(now)));
        let got = got.ok().map(|due| (due.at, due.again.unwrap().0));
        assert_eq!(got, expected.map(|(at, left)| (ms(at), left)), "{text}");
    }
    let now = "2026-03-02T09:00:00+08:00";
    check(
        "R3/2026-03-02T10:00:00/PT1H",
        now,
        Some(("2026-03-02T10:00:00+08:00", 2)),
    );
    check(
        "R3/2026-03-02T08:30:00/PT1H",
        now,
        Some(("2026-03-02T09:30:00+08:00", 1)),
    );
    check(
        "R2/2026-03-01/P1D",
        now,
        Some(("2026-03-02T00:00:00+08:00", 0)),
    );
    check(
        "R3/PT10H/2026-03-03T10:00:00",
        now,
        Some(("2026-03-02T14:00:00+08:00", 2)),
    );
    check(
        "R3/2026-03-02T10:00:00/2026-03-02T12:00:00",
        now,
        Some(("2026-03-02T10:00:00+08:00", 2)),
    );
    check("R3/P1D/P1D", now, None);
    check("R3/2026-03-01/PT0S", now, None);
    check("R3/soon/PT1H", now, None);
}

/// Weekdays, with a make-up Saturday, a typhoon day and an afternoon off.
struct Typhoon;

impl WorkingTime for Typhoon {
    fn spans(&self, day: Date) -> Vec<WorkSpan> {
        let monday = Weekdays.spans(date(2026, 3, 2));
        match (day.month(), day.day()) {
            (3, 7) => monday,
            (3, 4) => Vec::new(),
            (3, 5) => monday[..1].to_vec(),
            _ => Weekdays.spans(day),
        }
    }
}

#[test]
fn working_time() {
    fn check(calendar: &dyn WorkingTime, length: Working, from: &str, expected: &str) {
        let got = length.after(ms(from), calendar);
        assert_eq!(got, Some(ms(expected)), "{length:?} from {from}");
    }
    use Working::{Days, Minutes};
    let monday = "2026-03-02T10:00:00+08:00";
    check(&Weekdays, Days(1), monday, "2026-03-03T10:00:00+08:00");
    check(&Weekdays, Days(5), monday, "2026-03-09T10:00:00+08:00");
    check(&Typhoon, Days(5), monday, "2026-03-09T10:00:00+08:00");
    check(&Typhoon, Days(2), monday, "2026-03-05T10:00:00+08:00");
    check(&Typhoon, Days(4), monday, "2026-03-07T10:00:00+08:00");
    check(
        &Weekdays,
        Days(0),
        "2026-03-07T10:00:00+08:00",
        "2026-03-09T08:30:00+08:00",
    );
    check(
        &Weekdays,
        Days(1),
        "2026-03-07T10:00:00+08:00",
        "2026-03-10T08:30:00+08:00",
    );
    check(
        &Weekdays,
        Days(1),
        "2026-03-02T22:00:00+08:00",
        "2026-03-03T17:30:00+08:00",
    );
    check(&Weekdays, Minutes(60), monday, "2026-03-02T11:00:00+08:00");
    check(&Weekdays, Minutes(240), monday, "2026-03-02T15:00:00+08:00");
    check(&Weekdays, Minutes(480), monday, "2026-03-03T10:00:00+08:00");
    check(
        &Typhoon,
        Minutes(480),
        "2026-03-03T10:00:00+08:00",
        "2026-03-05T10:00:00+08:00",
    );
    check(
        &Weekdays,
        Minutes(0),
        "2026-03-07T10:00:00+08:00",
        "2026-03-09T08:30:00+08:00",
    );
    struct Never;
    impl WorkingTime for Never {
        fn spans(&self, _: Date) -> Vec<WorkSpan> {
            Vec::new()
        }
    }
    assert_eq!(Days(1).after(ms(monday), &Never), None);
    assert_eq!(Minutes(1).after(ms(monday), &Never), None);
    assert_eq!(Weekdays.spans(date(2026, 3, 2))[0].to, time(12, 30, 0, 0));
}

#[test]
fn working_lengths() {
    use crate::bpmn::model::WorkingUnit::{Days, Hours};
    fn check(unit: crate::bpmn::model::WorkingUnit, value: Value, expected: Option<Working>) {
        assert_eq!(Working::of(unit, &value).ok(), expected, "{value:?}");
    }
    check(Days, "3".into(), Some(Working::Days(3)));
    check(Hours, "1.5".into(), Some(Working::Minutes(90)));
    check(Hours, 4.into(), Some(Working::Minutes(240)));
    check(Days, "0.5".into(), None);
    check(Days, (-1).into(), None);
    check(Days, 1_000_000.into(), None);
    check(Days, "soon".into(), None);
    check(Days, Value::Null, None);
}
