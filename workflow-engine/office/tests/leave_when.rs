//! Times in plain words, as people write them on a Tuesday morning in November.
#![allow(clippy::unwrap_used, clippy::panic)]

use jiff::civil::{DateTime, datetime};
use office::calendar::{self, Calendar};
use office::leave::{Band, Span, slices, when};
use proptest::prelude::*;

fn calendar() -> Calendar {
    let mut calendar = Calendar::default();
    for file in [
        include_str!("../data/calendar-2025.toml"),
        include_str!("../data/calendar-2026.toml"),
    ] {
        calendar.apply(&calendar::read(file).unwrap());
    }
    calendar
}

fn band() -> Band {
    Band::read(include_str!("../data/bands.toml"))
        .unwrap()
        .remove("flexible-0800")
        .unwrap()
}

/// Tuesday, 10:20.
const NOW: DateTime = datetime(2026, 11, 24, 10, 20, 0, 0);

fn said(text: &str, now: DateTime) -> String {
    match when::read(text, now, &calendar(), &band()) {
        Ok(Span { from, to }) if from.date() == to.date() => {
            format!("{}–{}", from.strftime("%F %H:%M"), to.strftime("%H:%M"))
        }
        Ok(Span { from, to }) => {
            format!("{}–{}", from.strftime("%F %H:%M"), to.strftime("%F %H:%M"))
        }
        Err(unread) => unread
            .facts
            .iter()
            .fold(unread.code.to_owned(), |t, (k, v)| format!("{t} {k}={v}")),
    }
}

fn check(text: &str, expected: &str) {
    assert_eq!(said(text, NOW), expected, "{text}");
}

#[test]
fn single_days_and_halves() {
    check("12/3 下午", "2026-12-03 13:30–17:30");
    check("12/3下午", "2026-12-03 13:30–17:30");
    check("12/3 上午", "2026-12-03 08:30–12:30");
    check("12/3", "2026-12-03 08:30–17:30");
    check("12/3(四)", "2026-12-03 08:30–17:30");
    check("12/3 週四 全天", "2026-12-03 08:30–17:30");
    check("１２／３　下午", "2026-12-03 13:30–17:30");
    check("12月3日 上午", "2026-12-03 08:30–12:30");
    check("十二月三號下午", "2026-12-03 13:30–17:30");
    check("3號", "2026-12-03 08:30–17:30");
    check("25日下午", "2026-11-25 13:30–17:30");
    check("2026-12-03", "2026-12-03 08:30–17:30");
    check("2026/12/3 上午", "2026-12-03 08:30–12:30");
    check("115/12/3", "2026-12-03 08:30–17:30");
    check("民國115年12月3日下午", "2026-12-03 13:30–17:30");
    check("115年 12月 3日", "2026-12-03 08:30–17:30");
    check("1151203", "2026-12-03 08:30–17:30");
    check("20261203 下午", "2026-12-03 13:30–17:30");
    check("1203 下午", "2026-12-03 13:30–17:30");
    check("115.12.03", "2026-12-03 08:30–17:30");
    check("dec 3", "2026-12-03 08:30–17:30");
    check("3 December, afternoon", "2026-12-03 13:30–17:30");
    check("Dec. 3rd morning", "2026-12-03 08:30–12:30");
    check("on the 3rd", "2026-12-03 08:30–17:30");
}

#[test]
fn days_from_today() {
    check("今天", "2026-11-24 08:30–17:30");
    check("今日下午", "2026-11-24 13:30–17:30");
    check("明天", "2026-11-25 08:30–17:30");
    check("明天 上午", "2026-11-25 08:30–12:30");
    check("後天上午", "2026-11-26 08:30–12:30");
    check("大後天", "2026-11-27 08:30–17:30");
    check("昨天", "2026-11-23 08:30–17:30");
    check("tomorrow", "2026-11-25 08:30–17:30");
    check("Tomorrow afternoon", "2026-11-25 13:30–17:30");
    check("the day after tomorrow", "2026-11-26 08:30–17:30");
    check("下午", "2026-11-24 13:30–17:30");
    check("上午", "2026-11-24 08:30–12:30");
}

#[test]
fn weekdays() {
    check("週三", "2026-11-25 08:30–17:30");
    check("週二", "2026-11-24 08:30–17:30");
    check("星期一", "2026-11-30 08:30–17:30");
    check("這週五下午", "2026-11-27 13:30–17:30");
    check("本週一", "2026-11-30 08:30–17:30");
    check("下週三", "2026-12-02 08:30–17:30");
    check("下禮拜三 上午", "2026-12-02 08:30–12:30");
    check("下下週三", "2026-12-09 08:30–17:30");
    check("上週三", "2026-11-18 08:30–17:30");
    check("下週三到週五", "2026-12-02 08:30–2026-12-04 17:30");
    check("下週三到五", "2026-12-02 08:30–2026-12-04 17:30");
    check("下週四下午到下下週一", "2026-12-03 13:30–2026-12-07 17:30");
    check("下週", "2026-11-30 08:30–2026-12-04 17:30");
    check("next wednesday", "2026-12-02 08:30–17:30");
    check("Thu to Fri", "2026-11-26 08:30–2026-11-27 17:30");
    check("next thurs morning", "2026-12-03 08:30–12:30");
    check("next week", "2026-11-30 08:30–2026-12-04 17:30");
}

#[test]
fn ranges() {
    check("12/3-12/4 12:00", "2026-12-03 08:30–2026-12-04 12:00");
    check("12/3-4", "2026-12-03 08:30–2026-12-04 17:30");
    check("12/3～12/4", "2026-12-03 08:30–2026-12-04 17:30");
    check("12/3 至 12/4 中午", "2026-12-03 08:30–2026-12-04 12:30");
    check("12/3下午到12/4上午", "2026-12-03 13:30–2026-12-04 12:30");
    check("12/30到3日", "2026-12-30 08:30–2027-01-03 17:30");
    check("12/24-1/2", "2026-12-24 08:30–2027-01-02 17:30");
    check("從明天到12/1", "2026-11-25 08:30–2026-12-01 17:30");
    check(
        "2026-12-03 to 2026-12-04",
        "2026-12-03 08:30–2026-12-04 17:30",
    );
    check("dec 3 - dec 4 noon", "2026-12-03 08:30–2026-12-04 12:30");
    check(
        "115/12/3 13:30-115/12/4 12:30",
        "2026-12-03 13:30–2026-12-04 12:30",
    );
    check("1/5", "2027-01-05 08:30–17:30");
    check("11/23", "2027-11-23 08:30–17:30");
}

#[test]
fn times() {
    check("115/12/3 13:30-15:30", "2026-12-03 13:30–15:30");
    check("12/3 9-11", "2026-12-03 09:00–11:00");
    check("12/3 1330-1530", "2026-12-03 13:30–15:30");
    check("12/3 下午2點到4點", "2026-12-03 14:00–16:00");
    check("12/3 2點半到4點", "2026-12-03 14:30–16:00");
    check("12/3 上午9點到2點", "2026-12-03 09:00–14:00");
    check("12/3 14時30分至16時", "2026-12-03 14:30–16:00");
    check("12/3 14:00", "2026-12-03 14:00–17:30");
    check("明天 2pm-4pm", "2026-11-25 14:00–16:00");
    check("tomorrow 2-4pm", "2026-11-25 14:00–16:00");
    check("10:30-11:30", "2026-11-24 10:30–11:30");
    check("9:00-10:00", "2026-11-25 09:00–10:00");
    check("下午1點到8點", "2026-11-24 13:00–20:00");
    check("12/3 中午到下午3點", "2026-12-03 13:30–15:00");
}

#[test]
fn amounts_of_working_time() {
    check("12/3 1.5日", "2026-12-03 08:30–2026-12-04 12:30");
    check("12/3 一天半", "2026-12-03 08:30–2026-12-04 12:30");
    check("12/3起2天", "2026-12-03 08:30–2026-12-04 17:30");
    check("12/4 2天", "2026-12-04 08:30–2026-12-07 17:30");
    check("12/24 2日", "2026-12-24 08:30–2026-12-28 17:30");
    check("12/25 1天", "2026-12-28 08:30–17:30");
    check("12/3 下午 1日", "2026-12-03 13:30–2026-12-04 12:30");
    check("12/3 半天", "2026-12-03 08:30–12:30");
    check("12/3下午半天", "2026-12-03 13:30–17:30");
    check("12/3 1日2時", "2026-12-03 08:30–2026-12-04 10:30");
    check("12/3 14:00 兩小時", "2026-12-03 14:00–16:00");
    check("12/3 11:30 2小時", "2026-12-03 11:30–14:30");
    check("12/3 90分鐘", "2026-12-03 08:30–10:00");
    check("今天 2小時", "2026-11-24 10:30–12:30");
    check("今天 3小時", "2026-11-24 10:30–14:30");
    check("明天2小時", "2026-11-25 08:30–10:30");
    check("2h", "2026-11-24 10:30–12:30");
    check("3天", "2026-11-25 08:30–2026-11-27 17:30");
    check(
        "from dec 3 for 1.5 days",
        "2026-12-03 08:30–2026-12-04 12:30",
    );
    check("half a day tomorrow", "2026-11-25 08:30–12:30");
    check("2 hours from 3pm on dec 3", "2026-12-03 15:00–17:00");
}

#[test]
fn other_moments() {
    let check = |text: &str, now: DateTime, expected: &str| {
        assert_eq!(said(text, now), expected, "{text} {now}")
    };
    let evening = datetime(2026, 11, 24, 18, 5, 0, 0);
    check("今天 2小時", evening, "2026-11-24 15:30–17:30");
    check("今天 5小時", evening, "2026-11-24 11:30–17:30");
    check("下午", evening, "2026-11-25 13:30–17:30");
    check("2小時", evening, "2026-11-25 08:30–10:30");
    let late_in_the_night = datetime(2026, 11, 24, 23, 59, 59, 0);
    check("2小時", late_in_the_night, "2026-11-25 08:30–10:30");
    let sunday = datetime(2026, 11, 29, 9, 0, 0, 0);
    check("上午", sunday, "2026-11-30 08:30–12:30");
    check("下週三", sunday, "2026-12-02 08:30–17:30");
    check("週日", sunday, "2026-11-29 08:30–17:30");
    let last_year = datetime(2025, 12, 20, 9, 0, 0, 0);
    check("12/24-1/2", last_year, "2025-12-24 08:30–2026-01-02 17:30");
    check(
        "2/29",
        datetime(2026, 1, 5, 9, 0, 0, 0),
        "when-too-far limit_days=400",
    );
    check(
        "31號",
        datetime(2026, 2, 3, 9, 0, 0, 0),
        "2026-03-31 08:30–17:30",
    );
}

#[test]
fn what_cannot_be_read() {
    check("", "when-empty");
    check("　 ", "when-empty");
    check("起", "when-empty");
    check("某一天", "when-unread rest=某一天");
    check("12/3 看情況", "when-unread rest=看情況");
    check("2/30", "when-no-such-date text=2/30");
    check("2026-13-01", "when-no-such-date text=2026-13-1");
    check("32號", "when-no-such-date text=32");
    check("12/3 25:00", "when-no-such-time text=25:00");
    check("12/3 10:75", "when-no-such-time text=10:75");
    check("12/3 上午 下午", "when-twice what=part");
    check("12/3 12/4", "when-twice what=day");
    check("12/3-12/4-12/5", "when-twice what=to");
    check("12/3-12/4 1.5日", "when-twice what=amount");
    check(
        "12/3 15:00-14:00",
        "when-backwards from=2026-12-03T15:00:00 to=2026-12-03T14:00:00",
    );
    check(
        "2026-12-03到2026-12-02",
        "when-backwards from=2026-12-03T08:30:00 to=2026-12-02T17:30:00",
    );
    check("2040-01-01", "when-too-far limit_days=400");
    check("9999天", "when-too-far limit_days=400");
    check(
        "99999999999999999999日",
        "when-unread rest=99999999999999999999",
    );
    check(&"1".repeat(when::MAX_TEXT + 1), "when-too-long limit=100");
}

#[test]
fn what_is_read_can_be_counted() {
    let minutes = |text: &str| {
        let (calendar, band) = (calendar(), band());
        let span = when::read(text, NOW, &calendar, &band).unwrap();
        office::leave::minutes(&slices(&span, &calendar, &band).unwrap())
    };
    assert_eq!(minutes("12/3 1.5日"), 720);
    assert_eq!(minutes("12/24-12/28"), 960);
    assert_eq!(minutes("12/3 下午"), 240);
}

const WORDS: &[&str] = &[
    "12/3",
    "12/31",
    "115/2/29",
    "1151203",
    "明天",
    "下週三",
    "週五",
    "下週",
    "到",
    "-",
    "上午",
    "下午",
    "中午",
    "9:30",
    "3pm",
    "2點半",
    "1.5日",
    "2小時",
    "3天",
    "日",
    "時",
    "半天",
    "next",
    "wed",
    "dec",
    "5",
    "1330",
    "起",
    "(四)",
    "十",
    "兩",
    "年",
    "月",
    ".",
    "/",
    ":",
    "９",
    "99999999",
    " ",
];

proptest! {
    #[test]
    fn any_text_is_read_or_refused(text in "\\PC{0,40}") {
        let _ = when::read(&text, NOW, &calendar(), &band());
    }

    #[test]
    fn any_words_are_read_or_refused(
        words in prop::collection::vec(prop::sample::select(WORDS), 0..8),
        day in 0_i64..400,
        minute in 0_i64..1440,
    ) {
        let now = datetime(2026, 1, 1, 0, 0, 0, 0)
            .saturating_add(jiff::SignedDuration::from_mins(day * 1440 + minute));
        if let Ok(span) = when::read(&words.concat(), now, &calendar(), &band()) {
            prop_assert!(span.from < span.to && span.days() <= office::leave::MAX_SPAN_DAYS);
        }
    }
}
