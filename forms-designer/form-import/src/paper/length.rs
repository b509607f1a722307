//! Lengths as OpenDocument writes them (XSL 1.1, 5.9.12): `2.54cm`, `1in`, `12pt`.

/// Longest fraction that is looked at, in digits.
const FRACTION: usize = 4;
/// Longest whole part, in digits.
const WHOLE: usize = 6;

/// A length in twentieths of a point, rounded down.
pub(crate) fn twips(text: &str) -> Option<u64> {
    let text = text.trim();
    let unit_at = text.find(|c: char| !c.is_ascii_digit() && c != '.')?;
    let (digits, unit) = text.split_at(unit_at);
    // Twentieths of a point in a hundred of each unit: 1 in = 1440, 1 cm = 1440 / 2.54.
    let hundred = match unit {
        "in" => 144_000,
        "cm" => 56_693,
        "mm" => 5_669,
        "pt" => 2_000,
        "pc" => 24_000,
        "px" => 1_500,
        _ => return None,
    };
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    if whole.len() > WHOLE {
        return None;
    }
    let fraction: String = fraction.chars().take(FRACTION).collect();
    let scale = (0..fraction.len()).fold(1_u64, |scale, _| scale * 10);
    let all: u64 = format!("{whole}{fraction}").parse().ok()?;
    Some(all * hundred / (100 * scale))
}

#[cfg(test)]
mod tests {
    use super::twips;

    #[test]
    fn lengths() {
        let check = |text: &str, expected: Option<u64>| assert_eq!(twips(text), expected, "{text}");
        check("1in", Some(1_440));
        check("2.54cm", Some(1_440));
        check("0.7875in", Some(1_134));
        check("17.59mm", Some(997));
        check(".5in", Some(720));
        check("12pt", Some(240));
        check("12", None);
        check("in", None);
        check("-1cm", None);
        check("1.1.1cm", None);
        check("99999999999999999999cm", None);
        check("5*", None);
    }
}
