//! Blanks for dates and times: 「　年　月　日」, 「　月　日　時　分」, 「　／　／　」; and for how
//! long something takes: 「共　日　時」.

/// What a blank asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Moment {
    Date,
    Time,
    DateTime,
}

/// Longest blank, in characters.
const MAX_BLANK: usize = 40;
/// Longest word in parentheses behind a day, such as （星期　）.
const MAX_WEEKDAY: usize = 10;

/// A place in a text that may go on.
#[derive(Clone, Copy)]
struct Scan<'t> {
    text: &'t [char],
    at: usize,
    /// Whether any blank had a space or line, and not only digits.
    open: bool,
}

impl<'t> Scan<'t> {
    fn word(self, words: &[&str]) -> Option<Self> {
        let rest = self.text.get(self.at..)?;
        let fits = |word: &&&str| {
            let mut letters = word.chars().enumerate();
            letters.all(|(place, letter)| rest.get(place) == Some(&letter))
        };
        let word = words.iter().find(fits)?;
        Some(Self {
            at: self.at + word.chars().count(),
            ..self
        })
    }

    fn maybe(self, words: &[&str]) -> Self {
        self.word(words).unwrap_or(self)
    }

    /// Spaces, lines, circles and digits; none is a blank too.
    fn blank(self) -> Self {
        let rest = self.text.get(self.at..).unwrap_or_default().iter();
        let blank = |c: &&char| is_blank(**c);
        let blank: Vec<char> = rest.take_while(blank).take(MAX_BLANK).copied().collect();
        Self {
            at: self.at + blank.len(),
            open: self.open || blank.iter().any(|c| is_open(*c)),
            ..self
        }
    }

    /// A blank that has a space or a line in it.
    fn gap(self) -> Option<Self> {
        let closed = Self {
            open: false,
            ..self
        };
        let after = closed.blank();
        after.open.then_some(after)
    }

    /// （星期　） or （　）.
    fn weekday(self) -> Self {
        let Some(inside) = self.blank().word(&["(", "（"]) else {
            return self;
        };
        let rest = inside.text.get(inside.at..).unwrap_or_default();
        let close = |c: &char| matches!(c, ')' | '）');
        let end = rest.iter().take(MAX_WEEKDAY).position(close);
        let text: String = rest.iter().take(end.unwrap_or_default()).collect();
        let is_day = ["星期", "週", "周"].iter().any(|word| text.contains(word))
            || text.chars().all(is_open);
        match end {
            Some(end) if is_day => Self {
                at: inside.at + end + 1,
                ..inside
            },
            _ => self,
        }
    }

    fn time(self) -> Option<Self> {
        let noon = self.blank().maybe(&["上午", "下午", "上", "下"]);
        let hour = noon.blank().word(&["時", "點"])?;
        Some(hour.blank().word(&["分"]).unwrap_or(hour))
    }
}

/// Whether a character may be part of a blank.
pub(crate) fn is_blank(c: char) -> bool {
    is_open(c) || c.is_ascii_digit()
}

fn is_open(c: char) -> bool {
    (c.is_whitespace() && c != '\n') || matches!(c, '_' | '＿' | '○' | '◯' | '…' | '﹍')
}

/// The blank at the start of a text, and how many characters it takes.
pub(crate) fn blank(text: &[char]) -> Option<(Moment, usize)> {
    let start = Scan {
        text,
        at: 0,
        open: false,
    };
    let era = start.maybe(&["中華民國", "民國", "西元"]).blank();
    let day = (era.word(&["年"]))
        .and_then(Scan::gap)
        .and_then(|scan| scan.word(&["月"])?.blank().word(&["日"]))
        .or_else(|| start.blank().word(&["月"])?.gap()?.word(&["日"]));
    if let Some(day) = day {
        let day = day.weekday();
        return Some(match day.time() {
            Some(time) => (Moment::DateTime, time.at),
            None => (Moment::Date, day.at),
        });
    }
    let slashed = (start.blank().word(&["/", "／"]))
        .and_then(Scan::gap)
        .and_then(|scan| Some(scan.word(&["/", "／"])?.blank()));
    if let Some(end) = slashed {
        return Some((Moment::Date, end.at));
    }
    let noon = start.blank().maybe(&["上午", "下午"]);
    let hour = noon.blank().word(&["時", "點"])?;
    if let Some(minute) = hour.gap().and_then(|gap| gap.word(&["分"])) {
        return Some((Moment::Time, minute.at));
    }
    let next = text.get(hour.at);
    let ends = next.is_none_or(|c| !c.is_alphanumeric() || "起至到止迄".contains(*c));
    (hour.open && ends).then_some((Moment::Time, hour.at))
}

/// A blank for a span of time at the start of a text, such as 共　日　時: how many characters it
/// takes. `before` is the word that it would otherwise belong to.
pub(crate) fn total(text: &[char], before: &str) -> Option<usize> {
    let ends = |c: char| "止迄，,、。；;)）:：　 ".contains(c);
    if !before.chars().next_back().is_none_or(ends) {
        return None;
    }
    let start = Scan {
        text,
        at: 0,
        open: false,
    };
    let word = start.word(&["共計", "合計", "總計", "共", "計"])?;
    let units = ["日", "天", "夜", "小時", "時", "分"];
    let mut scan = word.maybe(&["：", ":"]).gap()?.word(&units)?;
    while let Some(next) = scan.gap().and_then(|gap| gap.word(&units)) {
        scan = next;
    }
    Some(scan.at)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blanks() {
        let check = |text: &str, expected: Option<(Moment, usize)>| {
            let chars: Vec<char> = text.chars().collect();
            assert_eq!(blank(&chars), expected, "{text}");
        };
        check("　年　月　日", Some((Moment::Date, 6)));
        check("年 月 日", Some((Moment::Date, 5)));
        check("中華民國　　年　　月　　日", Some((Moment::Date, 13)));
        check("民國114年  月  日", Some((Moment::Date, 12)));
        check("年月日", None);
        check("____年____月____日", Some((Moment::Date, 15)));
        check("　月　日", Some((Moment::Date, 4)));
        check("　年　月　日　時　分", Some((Moment::DateTime, 10)));
        check("　年　月　日（星期　）　時", Some((Moment::DateTime, 13)));
        check("　年　月　日　上午　時", Some((Moment::DateTime, 11)));
        check("　時　分", Some((Moment::Time, 4)));
        check("　時至　時", Some((Moment::Time, 2)));
        check(" 時間", None);
        check("8時", None);
        check("時分", None);
        check("  /  /  ", Some((Moment::Date, 8)));
        check("114/12/3", None);
        check("和/或/與", None);
        check("", None);
    }

    #[test]
    fn totals() {
        let check = |text: &str, before: &str, expected: Option<usize>| {
            let chars: Vec<char> = text.chars().collect();
            assert_eq!(total(&chars, before), expected, "{text} after {before}");
        };
        check("共　日　時", "", Some(5));
        check("計　日", "止", Some(3));
        check("共計　天", "，", Some(4));
        check("共　日", "公", None);
        check("合計　元", "", None);
        check("共同", "", None);
    }
}
