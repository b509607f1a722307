//! What single fields say: dates, grades, kinds of holding, yes and no, identity numbers.

use jiff::civil::Date;
use office::org::HoldingKind;

/// A day: ISO (`2026-03-02`, also with `/` or `.`), or of the Republic (`115/03/02`, `1150302`,
/// `民國115年3月2日`).
pub(super) fn date(text: &str) -> Option<Date> {
    let plain: String = text.chars().map(half_width).collect();
    let plain = plain.trim().trim_start_matches("民國").trim();
    let parts: Vec<&str> = plain
        .split(|c: char| "-/.年月日".contains(c))
        .filter(|part| !part.is_empty())
        .collect();
    let (year, month, day) = match parts[..] {
        [year, month, day] => (year, month, day),
        [all] if all.is_ascii() && (6..=8).contains(&all.len()) => {
            let (year, rest) = all.split_at(all.len() - 4);
            let (month, day) = rest.split_at(2);
            (year, month, day)
        }
        _ => return None,
    };
    let number = |part: &str| -> Option<i16> {
        let digits = !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
        digits.then(|| part.parse().ok()).flatten()
    };
    let year = match number(year)? {
        roc @ 1..=999 => roc + 1911,
        year => year,
    };
    let small = |part| i8::try_from(number(part)?).ok();
    let day = Date::new(year, small(month)?, small(day)?).ok()?;
    (1912..=9999).contains(&day.year()).then_some(day)
}

/// A digit or mark of full width as the one that a keyboard types.
fn half_width(c: char) -> char {
    match u32::from(c) {
        code @ 0xff01..=0xff5e => char::from_u32(code - 0xfee0).unwrap_or(c),
        _ => c,
    }
}

/// The lowest and the highest grade: `9`, `6-9`, `薦任第九職等`,
/// `委任第五職等或薦任第六職等至第七職等`.
pub(super) fn grades(text: &str) -> Option<(u8, u8)> {
    let mut found: Vec<u8> = Vec::new();
    let mut last: Option<u8> = None;
    for c in text.chars().map(half_width).chain([' ']) {
        last = match (last, digit(c)) {
            (None, Some(digit)) => Some(digit),
            // 十 after a digit would be 二十 and more, which no grade is; a digit after 十 adds.
            (Some(10), Some(digit)) if digit < 10 && !c.is_ascii_digit() => Some(10 + digit),
            (Some(before), Some(digit)) if c.is_ascii_digit() && before < 10 => {
                Some(before * 10 + digit)
            }
            (Some(_), Some(_)) => return None,
            (Some(done), None) => {
                found.push(done);
                None
            }
            (None, None) => None,
        };
    }
    let (lowest, highest) = (*found.iter().min()?, *found.iter().max()?);
    (1 <= lowest && highest <= 14 && found.len() <= 4).then_some((lowest, highest))
}

fn digit(c: char) -> Option<u8> {
    if let Some(digit) = c.to_digit(10) {
        return u8::try_from(digit).ok();
    }
    let at = "一二三四五六七八九十"
        .chars()
        .position(|known| known == c)?;
    u8::try_from(at + 1).ok()
}

/// How a post is held.
pub(super) fn kind(text: &str) -> Option<HoldingKind> {
    Some(match text.to_ascii_lowercase().as_str() {
        "專任" | "現職" | "正式" | "派免" | "regular" => HoldingKind::Regular,
        "代理" | "acting" => HoldingKind::Acting,
        "兼任" | "兼職" | "concurrent" => HoldingKind::Concurrent,
        "借調" | "支援" | "seconded" => HoldingKind::Seconded,
        _ => return None,
    })
}

/// How a kind is written.
pub(super) fn kind_name(kind: HoldingKind) -> &'static str {
    match kind {
        HoldingKind::Regular => "專任",
        HoldingKind::Acting => "代理",
        HoldingKind::Concurrent => "兼任",
        HoldingKind::Seconded => "借調",
    }
}

/// Yes or no.
pub(super) fn yes(text: &str) -> Option<bool> {
    match text.to_ascii_lowercase().as_str() {
        "是" | "主管" | "y" | "yes" | "true" | "1" => Some(true),
        "否" | "非主管" | "n" | "no" | "false" | "0" => Some(false),
        _ => None,
    }
}

/// Whether a text is a national identification number or the number of a residence certificate:
/// a letter, a digit or letter for the kind, eight digits, and a sum that is a multiple of ten
/// (戶籍法施行細則; the residence number of 2021 keeps the same sum).
pub(super) fn is_identity_number(text: &str) -> bool {
    let text: String = text.chars().map(half_width).collect();
    let text = text.trim().to_ascii_uppercase();
    let letters = text.as_bytes();
    let (Some(first), 10) = (letters.first().copied().and_then(letter), letters.len()) else {
        return false;
    };
    let second = match letters[1] {
        digit @ (b'1' | b'2' | b'8' | b'9') => u32::from(digit - b'0'),
        kind @ b'A'..=b'D' => letter(kind).unwrap_or(0) % 10,
        _ => return false,
    };
    if !letters[2..].iter().all(u8::is_ascii_digit) {
        return false;
    }
    let rest = letters[2..].iter().map(|digit| u32::from(digit - b'0'));
    let sum: u32 = rest
        .zip([7, 6, 5, 4, 3, 2, 1, 1])
        .map(|(d, by)| d * by)
        .sum();
    (first / 10 + first % 10 * 9 + second * 8 + sum).is_multiple_of(10)
}

/// The number that stands for a letter: A is 10.
fn letter(letter: u8) -> Option<u32> {
    let order = b"ABCDEFGHJKLMNPQRSTUVXYWZIO";
    let at = order.iter().position(|known| *known == letter)?;
    u32::try_from(at + 10).ok()
}

#[cfg(test)]
mod tests {
    use jiff::civil::date as on;

    use super::*;

    #[test]
    fn dates() {
        let check = |text: &str, expected: Option<Date>| assert_eq!(date(text), expected, "{text}");
        for text in [
            "2026-03-02",
            "2026/3/2",
            "20260302",
            "115/03/02",
            "115.3.2",
            "1150302",
            "115-03-02",
            "民國115年3月2日",
            "１１５/０３/０２",
        ] {
            check(text, Some(on(2026, 3, 2)));
        }
        check("990101", Some(on(2010, 1, 1)));
        check("099/01/01", Some(on(2010, 1, 1)));
        check("9999-12-31", Some(office::civil::NO_END));
        for text in [
            "",
            "115/02/30",
            "1151301",
            "115/03",
            "115/03/02/1",
            "明天",
            "-115/03/02x",
            "0/1/1",
            "1150",
            "一一五年三月二日",
            "１１５",
            "20260230",
        ] {
            check(text, None);
        }
    }

    #[test]
    fn grades_of_a_post() {
        for (text, expected) in [
            ("9", Some((9, 9))),
            ("6-9", Some((6, 9))),
            ("薦任第九職等", Some((9, 9))),
            ("委任第五職等或薦任第六職等至第七職等", Some((5, 7))),
            ("簡任第十職等至第十一職等", Some((10, 11))),
            ("簡任第十四職等", Some((14, 14))),
            ("第１２職等", Some((12, 12))),
            ("", None),
            ("約僱", None),
            ("15", None),
            ("0", None),
            ("二十", None),
            ("100", None),
        ] {
            assert_eq!(grades(text), expected, "{text}");
        }
    }

    #[test]
    fn identity_numbers() {
        // The specimens that the household registration office prints, and one digit changed.
        for (text, expected) in [
            ("A123456789", true),
            ("a123456789", true),
            ("Ａ１２３４５６７８９", true),
            ("A123456788", false),
            ("A800000014", true),
            ("AC01234567", true),
            ("A323456789", false),
            ("A12345678", false),
            ("p0001", false),
            ("", false),
        ] {
            assert_eq!(is_identity_number(text), expected, "{text}");
        }
    }
}
