//! Numbers and times as people type them.

use feel::Number;
use jiff::civil::Time;

/// A full-width character as its plain one: an input method leaves them behind.
fn plain(character: char) -> char {
    match character {
        '０'..='９' | '：' | '．' | '－' | '，' => {
            char::from_u32(u32::from(character) - 0xFEE0).unwrap_or(character)
        }
        '−' => '-',
        other => other,
    }
}

/// A number; commas may part its thousands.
pub(super) fn number(text: &str) -> Option<Number> {
    let text: String = text.trim().chars().map(plain).collect();
    let (whole, rest) = text.split_once('.').unwrap_or((&text, ""));
    let groups: Vec<&str> = whole.trim_start_matches('-').split(',').collect();
    let grouped = groups.len() == 1
        || (1..=3).contains(&groups[0].len()) && groups[1..].iter().all(|group| group.len() == 3);
    if !grouped || rest.contains(',') {
        return None;
    }
    text.replace(',', "").parse().ok()
}

/// A time of day: `13:30`, `1330`, `9:05`, `下午1:30`, `13時30分`.
pub(super) fn time(text: &str) -> Option<Time> {
    let text: String = text.trim().chars().map(plain).collect();
    let half = [("上午", 0), ("下午", 12)]
        .into_iter()
        .find_map(|(word, hours)| Some((text.strip_prefix(word)?, Some(hours))));
    let (rest, half) = half.unwrap_or((&text, None));
    let rest = rest
        .trim()
        .trim_end_matches('分')
        .replace(['時', '點'], ":");
    let (hour, minute) = match rest.split_once(':') {
        Some((hour, "")) => (hour, "0"),
        Some(parts) => parts,
        None if rest.len() > 2 => rest.split_at_checked(rest.len() - 2)?,
        None => (rest.as_str(), "0"),
    };
    let part = |text: &str| {
        let fits = (1..=2).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
        fits.then(|| text.parse::<i8>().ok()).flatten()
    };
    let (hour, minute) = (part(hour)?, part(minute)?);
    let hour = match half {
        Some(half) if (1..=12).contains(&hour) => hour % 12 + half,
        Some(_) => return None,
        None => hour,
    };
    Time::new(hour, minute, 0, 0).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers() {
        let check = |text: &str, expected: Option<&str>| {
            let found = number(text).map(|number| number.to_string());
            assert_eq!(found.as_deref(), expected, "{text}");
        };
        check("1200", Some("1200"));
        check("1,200", Some("1200"));
        check("１，２００", Some("1200"));
        check("-1,234,567.5", Some("-1234567.5"));
        check("12,00", None);
        check("1.2,0", None);
        check(",200", None);
        check("十", None);
        check("", None);
    }

    #[test]
    fn times() {
        let check = |text: &str, expected: Option<&str>| {
            let found = time(text).map(|time| time.strftime("%H:%M").to_string());
            assert_eq!(found.as_deref(), expected, "{text}");
        };
        check("13:30", Some("13:30"));
        check("1330", Some("13:30"));
        check("905", Some("09:05"));
        check("9", Some("09:00"));
        check("１３：３０", Some("13:30"));
        check("下午1:30", Some("13:30"));
        check("上午12:05", Some("00:05"));
        check("13時30分", Some("13:30"));
        check("13時", Some("13:00"));
        check("下午13:00", None);
        check("25:00", None);
        check("9:60", None);
        check("午後", None);
        check("", None);
    }
}
