//! The words that a person may use, in both languages. The longer of two that
//! begin alike stands first.

use jiff::civil::Weekday;

use super::token::{Day, Part, Token};

/// Words with one meaning each.
pub(super) const WORDS: &[(&str, Token)] = &[
    ("大後天", Token::Day(Day::In(3))),
    ("後天", Token::Day(Day::In(2))),
    ("day after tomorrow", Token::Day(Day::In(2))),
    ("明天", Token::Day(Day::In(1))),
    ("明日", Token::Day(Day::In(1))),
    ("tomorrow", Token::Day(Day::In(1))),
    ("tmr", Token::Day(Day::In(1))),
    ("今天", Token::Day(Day::In(0))),
    ("今日", Token::Day(Day::In(0))),
    ("today", Token::Day(Day::In(0))),
    ("昨天", Token::Day(Day::In(-1))),
    ("昨日", Token::Day(Day::In(-1))),
    ("yesterday", Token::Day(Day::In(-1))),
    ("前天", Token::Day(Day::In(-2))),
    ("上午", Token::Part(Part::Morning)),
    ("早上", Token::Part(Part::Morning)),
    ("morning", Token::Part(Part::Morning)),
    ("am", Token::Part(Part::Morning)),
    ("下午", Token::Part(Part::Afternoon)),
    ("afternoon", Token::Part(Part::Afternoon)),
    ("pm", Token::Part(Part::Afternoon)),
    ("全天", Token::Part(Part::Whole)),
    ("整天", Token::Part(Part::Whole)),
    ("全日", Token::Part(Part::Whole)),
    ("整日", Token::Part(Part::Whole)),
    ("all day", Token::Part(Part::Whole)),
    ("full day", Token::Part(Part::Whole)),
    ("whole day", Token::Part(Part::Whole)),
    ("半天", Token::Amount(240)),
    ("半日", Token::Amount(240)),
    ("half a day", Token::Amount(240)),
    ("half day", Token::Amount(240)),
    ("半小時", Token::Amount(30)),
    ("中午", Token::Noon),
    ("noon", Token::Noon),
    ("到", Token::To),
    ("至", Token::To),
    ("-", Token::To),
    ("~", Token::To),
    ("–", Token::To),
    ("—", Token::To),
    ("until", Token::To),
    ("through", Token::To),
    ("till", Token::To),
    ("to", Token::To),
];

pub(super) const MONTHS: &[&str] = &[
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

pub(super) const WEEKDAYS: &[(&str, Weekday)] = &[
    ("monday", Weekday::Monday),
    ("tuesday", Weekday::Tuesday),
    ("wednesday", Weekday::Wednesday),
    ("thursday", Weekday::Thursday),
    ("friday", Weekday::Friday),
    ("saturday", Weekday::Saturday),
    ("sunday", Weekday::Sunday),
];

/// Words that change nothing.
pub(super) const FILLERS: &[&str] = &[
    "民國", "開始", "請假", "起", "共", "計", "的", "從", "自", "請", "休", "，", ",", "、", "。",
    ";", "starting", "from", "for", "on", "at", "of", "the", "a",
];

/// Units of an amount, with their minutes.
pub(super) const UNITS: &[(&str, i64)] = &[
    ("個小時", 60),
    ("小時", 60),
    ("hours", 60),
    ("hour", 60),
    ("hrs", 60),
    ("hr", 60),
    ("h", 60),
    ("分鐘", 1),
    ("minutes", 1),
    ("mins", 1),
    ("min", 1),
    ("天", 480),
    ("days", 480),
    ("day", 480),
    ("d", 480),
];
