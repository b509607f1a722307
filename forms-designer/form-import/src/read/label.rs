//! A label as it is shown: what belongs to the paper's look is taken off.

use super::token::is_ideograph;

/// Longest text that is a label, in characters.
pub(crate) const MAX_LABEL: usize = 30;
/// Longest label that is kept, in characters.
const MAX_KEPT: usize = 120;
/// How a remark in parentheses begins that is a help and no part of the name.
const HELPS: &[&str] = &[
    "請",
    "如",
    "限",
    "例",
    "可",
    "若",
    "含",
    "檢附",
    "應",
    "須",
    "依",
    "無則",
    "擇一",
    "單選",
    "複選",
    "可複選",
];
/// Words before which a text is a note and no label.
const NOTES: &[&str] = &[
    "註：",
    "註:",
    "附註：",
    "備註：",
    "說明：",
    "注意",
    "※",
    "◎",
    "填表說明",
    "填寫說明",
];

/// A label, and what its writer said besides.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Label {
    pub text: String,
    /// A help in parentheses.
    pub hint: String,
    /// Whether a star marks it.
    pub is_required: bool,
}

impl Label {
    pub fn of(text: &str) -> Self {
        let text = joined(text);
        let text = ended(&text);
        let starred = |c: char| matches!(c, '*' | '＊');
        let is_required = text.starts_with(starred) || text.ends_with(starred);
        let text = ended(text.trim_matches(starred));
        let (text, hint) = match helped(text) {
            Some((text, hint)) => (ended(text), hint),
            None => (text, ""),
        };
        Self {
            text: cut(text, MAX_KEPT),
            hint: cut(hint, MAX_KEPT),
            is_required,
        }
    }

    /// The label of something that stands in a part of the paper that has a label too.
    pub fn within(self, outer: &Self) -> Self {
        if outer.text.is_empty() || self.text.is_empty() || self.text == outer.text {
            let text = if self.text.is_empty() {
                &outer.text
            } else {
                &self.text
            };
            let hint = if self.hint.is_empty() {
                &outer.hint
            } else {
                &self.hint
            };
            return Self {
                text: text.clone(),
                hint: hint.clone(),
                is_required: self.is_required || outer.is_required,
            };
        }
        Self {
            text: cut(&format!("{}－{}", outer.text, self.text), MAX_KEPT),
            is_required: self.is_required || outer.is_required,
            ..self
        }
    }
}

/// A text without the colon at its end.
pub(crate) fn ended(text: &str) -> &str {
    text.trim_end_matches(|c: char| c.is_whitespace() || matches!(c, '：' | ':'))
        .trim_start()
}

/// Whether a text ends with a colon.
pub(crate) fn is_open(text: &str) -> bool {
    text.trim_end().ends_with(['：', ':'])
}

/// A text in which no space stands between Chinese characters.
pub(crate) fn joined(text: &str) -> String {
    let mut out = String::new();
    let mut space = false;
    for c in text.chars() {
        if c.is_whitespace() {
            space = true;
            continue;
        }
        let narrow = |c: char| c.is_ascii_graphic();
        let before = out.chars().next_back();
        if space && before.is_some_and(narrow) && narrow(c) {
            out.push(' ');
        }
        space = false;
        out.push(c);
    }
    out
}

fn helped(text: &str) -> Option<(&str, &str)> {
    let inside = text.strip_suffix(['）', ')'])?;
    let at = inside.rfind(['（', '('])?;
    let hint = inside.get(at..)?.trim_start_matches(['（', '(']);
    let is_help = HELPS.iter().any(|word| hint.starts_with(word));
    (at > 0 && is_help).then_some((text.get(..at)?, hint))
}

/// Whether words are a note rather than a label.
pub(crate) fn is_note(text: &str) -> bool {
    let text = text.trim();
    let begins = NOTES
        .iter()
        .any(|note| text.starts_with(note) && text.chars().count() > note.chars().count());
    begins
        || text.contains('。')
        || text
            .chars()
            .filter(|c| is_ideograph(*c) || c.is_alphanumeric())
            .count()
            > MAX_LABEL
}

/// The first characters of a text.
pub(crate) fn cut(text: &str, most: usize) -> String {
    text.chars().take(most).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels() {
        let check = |text: &str, expected: (&str, &str, bool)| {
            let label = Label::of(text);
            let found = (label.text.as_str(), label.hint.as_str(), label.is_required);
            assert_eq!(found, expected, "{text}");
        };
        check("姓　　名：", ("姓名", "", false));
        check("姓\n名", ("姓名", "", false));
        check("*電話", ("電話", "", true));
        check("電話＊：", ("電話", "", true));
        check("事由（請詳述）", ("事由", "請詳述", false));
        check("金額（元）", ("金額（元）", "", false));
        check("E mail  address", ("E mail address", "", false));
        check("（請簽名）", ("（請簽名）", "", false));
        check("：", ("", "", false));
    }

    #[test]
    fn notes() {
        let check = |text: &str, expected: bool| assert_eq!(is_note(text), expected, "{text}");
        check("備註", false);
        check("備註：", false);
        check("備註：本表一式二份", true);
        check("※請於三日前提出", true);
        check("請假單", false);
        check("本表填妥後送人事室。", true);
    }
}
