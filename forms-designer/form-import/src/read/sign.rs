//! Places to sign: the route has the people, so the form leaves them out.

use super::ask::Answer;
use super::cell::Reading;
use super::words;

/// Words of a place to sign.
const STRONG: &[&str] = &[
    "簽章",
    "核章",
    "蓋章",
    "簽名",
    "批示",
    "決行",
    "核定",
    "核示",
    "首長",
    "主管",
    "科長",
    "處長",
    "局長",
    "課長",
    "組長",
    "股長",
    "專門委員",
    "主任",
    "秘書",
    "會辦",
    "會辦單位",
    "會簽單位",
    "會核單位",
    "會簽",
    "覆核",
    "複核",
    "審核",
    "人事單位",
    "主計單位",
    "人事室",
    "主計室",
    "會計室",
    "政風室",
    "機關長官",
    "直屬長官",
    "擬辦",
    "敬會",
    "校長",
    "鄉長",
    "鎮長",
    "市長",
    "區長",
    "所長",
    "廠長",
    "隊長",
    "出納",
    "點收人",
    "登記桌",
];
/// Words that are a place to sign only beside others.
const WEAK: &[&str] = &[
    "承辦人",
    "承辦",
    "申請人",
    "經辦人",
    "經辦",
    "製表",
    "製表人",
    "填表人",
    "領用人",
    "借用人",
    "保管人",
    "驗收人",
    "證明人",
    "報支人",
    "出差人",
    "加班人",
    "請假人",
    "管理人",
    "會計",
    "人事",
    "主計",
    "總務",
    "總務處",
    "秘書室",
    "代理人",
    "職務代理人",
    "用印人",
    "監印人",
    "使用人",
    "歸還人",
    "發放人",
    "具領人",
];
/// Words of strong labels that ask something all the same.
const NOT: &[&str] = &[
    "姓名",
    "電話",
    "日期",
    "意見",
    "結果",
    "說明",
    "內容",
    "單位名稱",
    "名稱",
    "職稱",
];
/// What is ticked by who decides.
const DECISIONS: &[&str] = &[
    "同意",
    "不同意",
    "准",
    "不准",
    "准予",
    "可",
    "否",
    "核准",
    "不核准",
    "如擬",
    "擬准",
    "擬不准",
    "照准",
    "駁回",
    "通過",
    "不通過",
];

/// How much a label is that of a place to sign.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Sign {
    No,
    /// Only among others.
    Weak,
    Strong,
}

/// How much a label is that of a place to sign.
pub(crate) fn sign(label: &str) -> Sign {
    let ends = |words: &[&str]| words.iter().any(|word| label.ends_with(word));
    if ends(NOT) {
        return Sign::No;
    }
    let bare = label.split(['（', '(']).next().unwrap_or(label);
    let strong = |word: &str| label.ends_with(word) || bare.ends_with(word) || inside(label, word);
    if STRONG.iter().any(|word| strong(word)) {
        return Sign::Strong;
    }
    if ends(WEAK) || names_office(label) {
        return Sign::Weak;
    }
    Sign::No
}

/// An office of the agency, such as 人事處: it signs where others sign too.
fn names_office(label: &str) -> bool {
    let ends = ['處', '室', '科', '課', '組', '局', '股', '所'];
    label.ends_with(ends) && label.chars().count() <= 5 && words::key(label).is_none()
}

/// 申請人（簽章） and 簽章處.
fn inside(label: &str, word: &str) -> bool {
    let marks = ["簽章", "核章", "蓋章", "簽名", "批示", "決行"];
    marks.contains(&word) && label.contains(word)
}

/// Whether a cell beside the label of a place to sign has room for nothing but that.
pub(crate) fn is_room(reading: &Reading) -> bool {
    match reading {
        Reading::Blank => true,
        Reading::Label { text, .. } => text.is_empty() || sign(text) == Sign::Strong,
        Reading::Prose(_) => false,
        Reading::Asks { asks, .. } => asks.iter().all(|ask| match &ask.answer {
            Answer::Line | Answer::Lines | Answer::Moment(_) => {
                ask.label.is_empty() || sign(&ask.label) != Sign::No
            }
            Answer::Choices(choices) => {
                let decides = |text: &str| DECISIONS.iter().any(|word| text.starts_with(word));
                choices.items.iter().all(|item| decides(&item.text))
            }
            _ => false,
        }),
    }
}

/// Whether labels side by side are those of people who sign: all may be, and one must.
pub(crate) fn is_row<'l>(labels: impl Iterator<Item = &'l str> + Clone) -> bool {
    let mut strong = 0;
    let mut all = 0;
    for label in labels {
        match sign(label) {
            Sign::No => return false,
            Sign::Weak => {}
            Sign::Strong => strong += 1,
        }
        all += 1;
    }
    strong > 0 || all > 2
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs() {
        let check = |label: &str, expected: Sign| assert_eq!(sign(label), expected, "{label}");
        check("申請人簽章", Sign::Strong);
        check("申請人（簽章）", Sign::Strong);
        check("單位主管", Sign::Strong);
        check("批示", Sign::Strong);
        check("人事處", Sign::Weak);
        check("會議室", Sign::No);
        check("承辦人", Sign::Weak);
        check("申請人", Sign::Weak);
        check("主管姓名", Sign::No);
        check("審核意見", Sign::No);
        check("姓名", Sign::No);
        check("主管機關", Sign::No);
    }

    #[test]
    fn rows() {
        let check = |labels: &[&str], expected: bool| {
            assert_eq!(is_row(labels.iter().copied()), expected, "{labels:?}");
        };
        check(&["承辦人", "單位主管", "批示"], true);
        check(&["申請人", "承辦人"], false);
        check(&["承辦人", "電話"], false);
        check(&["承辦人", "經辦人", "會計"], true);
        check(&[], false);
    }
}
