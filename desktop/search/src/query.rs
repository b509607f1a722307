//! What a person typed, taken apart: words, and filters written as words.

use crate::fold;
use crate::problem::Problem;
use crate::tokens::{self, Piece};

/// Longest query in characters; what is longer was pasted by mistake.
pub const QUERY_LIMIT: usize = 200;

/// A question to the index.
///
/// All words of `text` must be found (in title, body, names or numbers). Filters are words too:
/// `類別:`/`kind:`, `年:`/`year:` (Republic of China or common era, `113-114` for several),
/// `姓名:`/`name:`, `文號:`/`number:`, `主旨:`/`title:`; several kinds or years mean any of them.
#[derive(Clone, Debug, Default)]
pub struct Query {
    /// What was typed, at most [`QUERY_LIMIT`] characters.
    pub text: String,
    /// Kinds that are wanted besides those named in the text; empty means all.
    pub kinds: Vec<String>,
    /// How many hits to return, at most [`crate::MAX_HITS`].
    pub limit: usize,
    /// Order by date, newest first, instead of by likeness.
    pub newest_first: bool,
}

/// Where a word is looked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Place {
    Anywhere,
    Title,
    Name,
    Number,
}

/// One word of a query.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Word {
    pub(crate) place: Place,
    /// Parts between punctuation; all must be found.
    pub(crate) segments: Vec<Vec<Piece>>,
    /// The whole word as it would stand in a number.
    pub(crate) singles: Vec<Piece>,
}

/// A query taken apart.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Asked {
    pub(crate) words: Vec<Word>,
    pub(crate) kinds: Vec<String>,
    /// Inclusive ranges of common-era years.
    pub(crate) years: Vec<(i32, i32)>,
}

/// Names by which a person may call a kind.
const KINDS: &[(&str, &str)] = &[
    ("案件", "case"),
    ("公文", "file"),
    ("檔案", "file"),
    ("人員", "person"),
    ("表單", "form"),
    ("會議", "meeting"),
    ("課程", "course"),
    ("用品", "supply"),
];

/// The filter that a word begins with.
fn filter(name: &str) -> Option<Filter> {
    Some(match name {
        "類別" | "種類" | "kind" => Filter::Kind,
        "年" | "年度" | "year" => Filter::Year,
        "姓名" | "人" | "name" => Filter::Place(Place::Name),
        "文號" | "案號" | "檔號" | "號" | "number" => Filter::Place(Place::Number),
        "主旨" | "標題" | "title" => Filter::Place(Place::Title),
        _ => return None,
    })
}

enum Filter {
    Kind,
    Year,
    Place(Place),
}

impl Asked {
    /// Takes `text` apart.
    ///
    /// # Errors
    /// `query-too-long`.
    pub(crate) fn read(text: &str) -> Result<Self, Problem> {
        let chars = text.chars().count();
        if chars > QUERY_LIMIT {
            let limit = QUERY_LIMIT;
            return Err(Problem::QueryTooLong { chars, limit });
        }
        let mut asked = Self::default();
        for word in text.split_whitespace() {
            if !asked.take_filter(word) {
                asked.take_word(Place::Anywhere, word);
            }
        }
        Ok(asked)
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.words.is_empty() && self.kinds.is_empty() && self.years.is_empty()
    }

    fn take_filter(&mut self, word: &str) -> bool {
        let Some((name, value)) = word
            .split_once([':', '：'])
            .filter(|part| !part.1.is_empty())
        else {
            return false;
        };
        match filter(&name.to_lowercase()) {
            Some(Filter::Kind) => self.kinds.push(kind(value)),
            Some(Filter::Year) => match years(value) {
                Some(range) => self.years.push(range),
                None => return false,
            },
            Some(Filter::Place(place)) => self.take_word(place, value),
            None => return false,
        }
        true
    }

    fn take_word(&mut self, place: Place, word: &str) {
        let chars = fold::fold(word).chars;
        let segments = tokens::segments(&chars);
        if !segments.is_empty() {
            self.words.push(Word {
                place,
                segments,
                singles: tokens::singles(&chars),
            });
        }
    }
}

fn kind(value: &str) -> String {
    let value = value.to_lowercase();
    KINDS
        .iter()
        .find(|(name, _)| *name == value)
        .map_or(value, |(_, kind)| (*kind).to_owned())
}

/// `114`, `2025`, `113-114` as years of the common era.
fn years(value: &str) -> Option<(i32, i32)> {
    let value = fold::plain(value);
    let (from, to) = value.split_once(['-', '~']).unwrap_or((&value, &value));
    let from = year(from)?;
    let to = year(to)?;
    Some((from.min(to), from.max(to)))
}

/// A year below 1000 is counted from the founding of the Republic (year 1 = 1912).
fn year(text: &str) -> Option<i32> {
    let text = text.trim_end_matches('年');
    let year: i32 = text.parse().ok().filter(|year| (1..=9999).contains(year))?;
    Some(if year < 1000 { year + 1911 } else { year })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::{Asked, Place, QUERY_LIMIT};
    use crate::tokens::Piece;

    fn check(text: &str, expected: &str) {
        let asked = Asked::read(text).unwrap();
        let mut seen: Vec<String> = asked
            .words
            .iter()
            .map(|word| {
                let segments: Vec<String> = word
                    .segments
                    .iter()
                    .map(|segment| {
                        segment
                            .iter()
                            .map(|piece| match piece {
                                Piece::Each(c) => c.to_string(),
                                Piece::Run(run) => run.clone(),
                            })
                            .collect::<Vec<_>>()
                            .join("·")
                    })
                    .collect();
                let place = match word.place {
                    Place::Anywhere => "",
                    Place::Title => "title=",
                    Place::Name => "name=",
                    Place::Number => "number=",
                };
                format!("{place}{}", segments.join("&"))
            })
            .collect();
        seen.extend(asked.kinds.iter().map(|kind| format!("kind={kind}")));
        seen.extend(asked.years.iter().map(|(a, b)| format!("year={a}..{b}")));
        assert_eq!(seen.join(" "), expected, "{text}");
    }

    #[test]
    fn takes_queries_apart() {
        check("請假", "請·假");
        check("　請假  王小明 ", "請·假 王·小·明");
        check("114-0012", "114&0012");
        check("類別:公文 年:114", "kind=file year=2025..2025");
        check("kind:case year:2025", "kind=case year=2025..2025");
        check(
            "類別：案件 年：１１３－１１４年",
            "kind=case year=2024..2025",
        );
        check("年:114-113", "year=2024..2025");
        check(
            "姓名:王 文號:1140012 主旨:請假",
            "name=王 number=1140012 title=請·假",
        );
        check("年:去年", "年&去·年");
        check("附註:無", "附·註&無");
        check("類別:", "類·別");
        check("，。", "");
        check("", "");
    }

    #[test]
    fn refuses_a_pasted_page() {
        assert!(Asked::read(&"字".repeat(QUERY_LIMIT)).is_ok());
        let error = Asked::read(&"字".repeat(QUERY_LIMIT + 1)).unwrap_err();
        assert_eq!(error.code(), "query-too-long");
    }
}
