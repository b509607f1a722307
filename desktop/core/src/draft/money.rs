//! Amounts in the large figures of official papers. 國字大寫

use feel::Number;

const FIGURES: [char; 10] = ['零', '壹', '貳', '參', '肆', '伍', '陸', '柒', '捌', '玖'];
const PLACES: [&str; 4] = ["", "拾", "佰", "仟"];
const GROUPS: [&str; 4] = ["", "萬", "億", "兆"];

/// A whole amount of New Taiwan dollars in words (`新臺幣壹仟貳佰元整`); none of one that is not
/// whole, is negative, or has more than sixteen digits.
pub(super) fn words(amount: Number) -> Option<String> {
    let amount = amount
        .to_i64()
        .filter(|amount| (0..10_i64.pow(16)).contains(amount))?;
    Some(format!("新臺幣{}元整", figures(amount)))
}

fn figures(amount: i64) -> String {
    if amount == 0 {
        return FIGURES[0].to_string();
    }
    let mut out = String::new();
    let mut zero = false;
    for group in (0..GROUPS.len()).rev() {
        let unit = 10_i64.pow(4 * u32::try_from(group).unwrap_or_default());
        let value = amount / unit % 10_000;
        for place in (0..PLACES.len()).rev() {
            let digit = value / 10_i64.pow(u32::try_from(place).unwrap_or_default()) % 10;
            if digit == 0 {
                zero = true;
                continue;
            }
            if zero && !out.is_empty() {
                out.push(FIGURES[0]);
            }
            zero = false;
            out.push(FIGURES[usize::try_from(digit).unwrap_or_default()]);
            out.push_str(PLACES[place]);
        }
        if value > 0 {
            out.push_str(GROUPS[group]);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_in_words() {
        let check = |amount: i64, expected: &str| assert_eq!(figures(amount), expected, "{amount}");
        check(0, "零");
        check(5, "伍");
        check(10, "壹拾");
        check(1_200, "壹仟貳佰");
        check(1_002, "壹仟零貳");
        check(10_000, "壹萬");
        check(10_050, "壹萬零伍拾");
        check(120_000, "壹拾貳萬");
        check(1_000_001, "壹佰萬零壹");
        check(100_020_003, "壹億零貳萬零參");
        check(12_345_678, "壹仟貳佰參拾肆萬伍仟陸佰柒拾捌");
        check(
            9_999_999_999_999_999,
            "玖仟玖佰玖拾玖兆玖仟玖佰玖拾玖億玖仟玖佰玖拾玖萬玖仟玖佰玖拾玖",
        );
        assert_eq!(words(Number::from(12)).as_deref(), Some("新臺幣壹拾貳元整"));
        assert_eq!(words(Number::from(-1)), None);
        assert_eq!(words("0.5".parse().unwrap_or_default()), None);
    }
}
