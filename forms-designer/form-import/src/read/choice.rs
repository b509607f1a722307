//! Boxes to tick: what they offer, and whether one excludes the other.

use std::collections::BTreeSet;

use super::label::joined;
use super::token::Token;

/// One of several boxes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Choice {
    pub text: String,
    /// What is to be written beside it, where something is; may be empty.
    pub asks: Option<String>,
}

/// Boxes that belong together.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Choices {
    pub items: Vec<Choice>,
    /// Whether the file itself says that one excludes the other.
    pub is_radio: bool,
}

/// Boxes of which only one can be true.
const FAMILIES: &[&[&str]] = &[
    &["是", "否"],
    &["有", "無", "沒有"],
    &["男", "女", "其他", "不揭露"],
    &["上午", "下午", "全日", "整日", "全天", "晚上", "夜間"],
    &["未婚", "已婚", "單身", "離婚", "喪偶"],
    &["同意", "不同意"],
    &["普通件", "速件", "最速件"],
    &["普通", "密", "機密", "極機密", "絕對機密"],
    &["單程", "來回", "去程", "回程"],
    &[
        "加班費",
        "補休",
        "請領加班費",
        "補休假",
        "加班補休",
        "支領加班費",
    ],
    &["新增", "變更", "刪除", "異動", "註銷"],
    &["新申請", "變更", "註銷", "續借", "延長"],
    &["本人", "代理人", "代辦", "委託人"],
    &["公費", "自費"],
    &["免費", "付費", "需付費", "收費"],
    &["必修", "選修"],
    &["葷", "素", "葷食", "素食", "不用餐"],
    &["良好", "正常", "損壞", "故障", "遺失"],
    &["專案加班", "一般加班"],
    &["正本", "副本", "影本"],
    &["自取", "郵寄", "電子郵件", "親領"],
    &["公務車", "私車", "自行開車", "搭乘大眾運輸"],
    &["平日", "假日", "例假日", "休息日", "國定假日", "工作日"],
];
/// Letters that turn a word into its opposite.
const OPPOSITES: &[char] = &['不', '未', '無', '免', '非', '否', '沒'];
/// Words that say that only one is to be ticked.
const ONE: &[&str] = &["擇一", "單選", "一項", "任選一", "勾選一"];
/// Words that say that several may be ticked.
const SEVERAL: &[&str] = &["複選", "可多選", "多選"];
/// Labels of which only one thing can be true.
const ONE_BY_NATURE: &[&str] = &["假別", "性別", "婚姻", "速別", "密等", "血型"];
/// Most choices of which one is guessed to exclude the others.
const MAX_FAMILY: usize = 6;

/// Whether one choice excludes the others, by what label and choices say; none where nothing
/// says it and several is the guess.
pub(crate) fn excludes(label: &str, choices: &Choices) -> Option<bool> {
    let says = |words: &[&str]| {
        let in_items = || choices.items.iter().any(|item| has(&item.text, words));
        has(label, words) || in_items()
    };
    if says(SEVERAL) {
        return Some(false);
    }
    if choices.is_radio || says(ONE) || ONE_BY_NATURE.iter().any(|word| label.contains(word)) {
        return Some(true);
    }
    let texts: Vec<&str> = choices.items.iter().map(|item| core(&item.text)).collect();
    if !(2..=MAX_FAMILY).contains(&texts.len()) {
        return None;
    }
    let family = FAMILIES
        .iter()
        .any(|family| texts.iter().all(|text| family.contains(text)));
    (family || opposite(&texts)).then_some(true)
}

fn has(text: &str, words: &[&str]) -> bool {
    words.iter().any(|word| text.contains(word))
}

/// A choice without what is said in parentheses.
fn core(text: &str) -> &str {
    let end = text.find(['（', '(', '，', '：']).unwrap_or(text.len());
    text.get(..end).unwrap_or(text)
}

/// Two choices of which one says no to the other: 需要 and 不需要, 已投保 and 未投保.
fn opposite(texts: &[&str]) -> bool {
    let [one, other] = texts else {
        return false;
    };
    let bare = |text: &str| -> (String, bool) {
        let is_no = text.starts_with(OPPOSITES);
        let start = text
            .trim_start_matches(OPPOSITES)
            .trim_start_matches(['已', '有']);
        (start.to_owned(), is_no)
    };
    let ((one, first), (other, second)) = (bare(one), bare(other));
    first != second && !one.is_empty() && (one.starts_with(&other) || other.starts_with(&one))
}

/// The boxes that begin at a token, and the place behind them. A box whose words stood before is
/// the same box.
pub(crate) fn choices(tokens: &[Token], start: usize) -> (Choices, usize) {
    let mut choices = Choices::default();
    let mut known = BTreeSet::new();
    let mut at = start;
    while let Some(Token::Mark { is_radio }) = tokens.get(at) {
        choices.is_radio |= is_radio;
        let (choice, end) = one(tokens, at + 1);
        if !choice.text.is_empty() && known.insert(choice.text.clone()) {
            choices.items.push(choice);
        }
        let between = tokens.get(end..).unwrap_or_default().iter();
        let between = between.take_while(|token| matches!(token, Token::Break | Token::Gap));
        let next = end + between.count();
        at = match tokens.get(next) {
            Some(Token::Mark { .. }) => next,
            _ => end,
        };
    }
    (choices, at)
}

/// Stands for a blank within the words of a choice.
const BLANK: char = '…';

/// The words of one box.
fn one(tokens: &[Token], start: usize) -> (Choice, usize) {
    let (mut text, mut asks) = (String::new(), false);
    let mut at = start;
    while let Some(token) = tokens.get(at) {
        let next = tokens.get(at + 1);
        match token {
            Token::Words(words) if text.is_empty() || !begins_label(token) => text.push_str(words),
            Token::Rule | Token::Control(_) | Token::Moment(..) | Token::Total(_) => {
                asks = true;
                text.push(BLANK);
            }
            Token::Gap if next.is_some_and(begins_label) && !text.is_empty() => break,
            Token::Gap if matches!(next, Some(Token::Words(_))) && !text.is_empty() => {
                asks = true;
                text.push(BLANK);
            }
            Token::Gap => {}
            _ => break,
        }
        at += 1;
    }
    let asks = asks || text.ends_with(['：', ':']);
    (choice(&joined(&text), asks), at)
}

/// A choice of its words: what is to be written beside it is named in parentheses, or behind a
/// comma or colon. 「是（天數：…）」, 「有，請說明：…」
fn choice(text: &str, asks: bool) -> Choice {
    let ends = |c: char| c.is_whitespace() || c == BLANK || "：:、，,；;。".contains(c);
    let text = text.trim_matches(ends);
    let blank = |text: &str| text.contains(BLANK) || text.ends_with(['：', ':']);
    let bracketed = text
        .strip_suffix(['）', ')'])
        .and_then(|rest| rest.split_once(['（', '(']))
        .filter(|(before, inside)| !before.is_empty() && (asks || blank(inside)));
    let split = bracketed.or_else(|| {
        let parted = text.split_once(['，', ',', '：', ':']);
        parted.filter(|(before, _)| asks && !before.is_empty())
    });
    match split {
        Some((before, inside)) => Choice {
            text: before.trim_end_matches(ends).to_owned(),
            asks: Some(inside.trim_matches(ends).to_owned()),
        },
        None => Choice {
            text: text.to_owned(),
            asks: (asks || text == "其他").then(String::new),
        },
    }
}

/// Whether words are the label of what comes next, and no part of a choice.
fn begins_label(token: &Token) -> bool {
    matches!(token, Token::Words(words) if words.contains(['：', ':']))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stands_beside_a_box() {
        let check = |text: &str, asked: bool, expected: (&str, Option<&str>)| {
            let found = choice(text, asked);
            let found = (found.text.as_str(), found.asks.as_deref());
            assert_eq!(found, expected, "{text}");
        };
        check("公假", false, ("公假", None));
        check("其他", false, ("其他", Some("")));
        check("其他：…", true, ("其他", Some("")));
        check("其他（…）", true, ("其他", Some("")));
        check("是（天數：…）", true, ("是", Some("天數")));
        check("有，請說明：…", true, ("有", Some("請說明")));
        check("是，新臺幣…元", true, ("是", Some("新臺幣…元")));
        check("是（須附證明）", false, ("是（須附證明）", None));
        check("甲，乙", false, ("甲，乙", None));
        check("", true, ("", Some("")));
    }

    #[test]
    fn one_or_several() {
        let check = |label: &str, texts: &[&str], expected: Option<bool>| {
            let items = texts.iter().map(|text| Choice {
                text: (*text).to_owned(),
                asks: None,
            });
            let choices = Choices {
                items: items.collect(),
                is_radio: false,
            };
            assert_eq!(excludes(label, &choices), expected, "{label} {texts:?}");
        };
        check("", &["是", "否"], Some(true));
        check("附件", &["有（請附）", "無"], Some(true));
        check("膳食", &["需要", "不需要"], Some(true));
        check("保險", &["已投保", "未投保"], Some(true));
        check("設備", &["投影機", "麥克風"], None);
        check("設備（可複選）", &["是", "否"], Some(false));
        check("領取方式（擇一）", &["甲", "乙", "丙"], Some(true));
        check("假別", &["公假", "事假"], Some(true));
        check("", &["不", "不"], None);
    }
}
