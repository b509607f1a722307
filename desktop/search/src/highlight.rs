//! Marks in a text what a query found in it.

use crate::fold::{self, Folded, Kind};
use crate::query::Asked;
use crate::tokens::Piece;
use std::ops::Range;

/// The byte ranges of `text` that `query` matches, in order, not overlapping, touching ranges
/// joined; each begins and ends at a character. A query that is too long marks nothing.
///
/// A part of the query that begins with letters or digits is marked where a run begins; only when
/// the text has no such place (a number found from its middle) it is marked anywhere.
pub fn highlight(text: &str, query: &str) -> Vec<Range<usize>> {
    let Ok(asked) = Asked::read(query) else {
        return Vec::new();
    };
    let folded = fold::fold(text);
    let mut marks = Vec::new();
    for segment in asked.words.iter().flat_map(|word| &word.segments) {
        let wanted = letters(segment);
        let mut found = places(&folded, &wanted, true);
        if found.is_empty() {
            found = places(&folded, &wanted, false);
        }
        marks.extend(found);
    }
    joined(marks)
}

fn letters(segment: &[Piece]) -> Vec<char> {
    let mut letters = Vec::new();
    for piece in segment {
        match piece {
            Piece::Each(c) => letters.push(*c),
            Piece::Run(run) => letters.extend(run.chars()),
        }
    }
    letters
}

/// Every place of `wanted`, by the original bytes.
fn places(folded: &Folded, wanted: &[char], whole_runs: bool) -> Vec<Range<usize>> {
    let is_run = |c: Option<&char>| c.is_some_and(|c| fold::kind(*c) == Kind::Run);
    folded
        .chars
        .windows(wanted.len())
        .enumerate()
        .filter(|(at, window)| {
            let inside = || *at > 0 && is_run(folded.chars.get(at - 1)) && is_run(wanted.first());
            *window == wanted && !(whole_runs && inside())
        })
        .map(|(at, _)| folded.spans[at].start..folded.spans[at + wanted.len() - 1].end)
        .collect()
}

fn joined(mut marks: Vec<Range<usize>>) -> Vec<Range<usize>> {
    marks.sort_by_key(|mark| (mark.start, mark.end));
    let mut joined: Vec<Range<usize>> = Vec::with_capacity(marks.len());
    for mark in marks {
        match joined.last_mut() {
            Some(last) if mark.start <= last.end => last.end = last.end.max(mark.end),
            _ => joined.push(mark),
        }
    }
    joined
}

#[cfg(test)]
mod tests {
    use super::highlight;

    /// `expected` is the text with the marks as brackets.
    fn check(text: &str, query: &str, expected: &str) {
        let mut marked = String::new();
        let mut at = 0;
        for range in highlight(text, query) {
            marked += &text[at..range.start];
            marked += "[";
            marked += &text[range.clone()];
            marked += "]";
            at = range.end;
        }
        marked += &text[at..];
        assert_eq!(marked, expected, "{query}");
    }

    #[test]
    fn marks_the_original() {
        check("王小明請假", "請假", "王小明[請假]");
        check("臺北市，台北市", "台北", "[臺北]市，[台北]市");
        check("ＡＢＣ公司", "abc", "[ＡＢＣ]公司");
        check("哈哈哈哈", "哈哈", "[哈哈哈哈]");
        check("請假及加班", "加班 請假", "[請假]及[加班]");
        check("文號1140012號", "1140", "文號[1140]012號");
        check("文號1140012號", "0012", "文號114[0012]號");
        check("part article", "art", "part [art]icle");
        check("Cafe\u{301}館", "café", "[Cafe\u{301}]館");
        check("葛\u{E0100}城", "葛城", "[葛\u{E0100}城]");
        check("㈱案頭", "株", "[㈱]案頭");
        check("𠮷野家ㄅㄚˇ", "𠮷野 ㄚˇ", "[𠮷野]家ㄅ[ㄚˇ]");
        check("請，假", "請假", "請，假");
        check("公文", "類別:公文", "公文");
        check("公文", "", "公文");
        check("", "公文", "");
    }
}
