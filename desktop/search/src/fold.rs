//! Makes a text and a query comparable.
//!
//! NFKC (UAX #15: compatibility ideographs, Kangxi radicals, full width to half width), lower case,
//! variant characters to one form, and no characters that cannot be seen (variation selectors,
//! joiners, soft hyphens). Each folded character remembers the bytes it came from, so that what was
//! found can be marked in the original.

use crate::variants;
use std::ops::Range;
use unicode_normalization::char::canonical_combining_class;
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

/// What the index does with a folded character.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Found alone and in any phrase: ideographs, kana, Hangul, Bopomofo, private-use characters
    /// (names from CNS 11643), symbols such as ○ and ※.
    Each,
    /// Part of a run of letters and digits, which is found from its beginning.
    Run,
    /// Punctuation and white space: nothing matches across it.
    Break,
}

/// A folded text with the way back to the original.
#[derive(Clone, Debug, Default)]
pub struct Folded {
    /// The folded characters.
    pub chars: Vec<char>,
    /// For each folded character, the bytes of the original that it stands for.
    pub spans: Vec<Range<usize>>,
}

/// Folds `text` and keeps the way back.
pub fn fold(text: &str) -> Folded {
    let mut folded = Folded::default();
    each(text, |c, span| {
        folded.chars.push(c);
        folded.spans.push(span);
    });
    folded
}

/// Folds `text` for comparison only.
pub fn plain(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    each(text, |c, _| folded.push(c));
    folded
}

/// Hands every folded character and its original bytes to `take`.
fn each(text: &str, mut take: impl FnMut(char, Range<usize>)) {
    let mut at = 0;
    while let Some(first) = text[at..].chars().next() {
        let mut end = at + first.len_utf8();
        while let Some(next) = text[end..].chars().next().filter(|c| joins_previous(*c)) {
            end += next.len_utf8();
        }
        let alone = end == at + first.len_utf8();
        if alone && stays(first) {
            take(settle(first), at..end);
        } else {
            for c in text[at..end].nfkc().filter(|c| !unseen(*c)) {
                for lower in variants::chosen(c).to_lowercase() {
                    take(lower, at..end);
                }
            }
        }
        at = end;
    }
}

/// True when NFKC leaves a lone `c` as it is. The Bopomofo light tone (˙) is kept too: NFKC would
/// tear it into a space and a combining dot.
fn stays(c: char) -> bool {
    c.is_ascii() || is_tone(c) || ('\u{4E00}'..='\u{9FFF}').contains(&c)
}

/// Lower case and chosen form of a character that NFKC leaves alone.
fn settle(c: char) -> char {
    if c.is_ascii() {
        c.to_ascii_lowercase()
    } else {
        variants::chosen(c)
    }
}

/// True when `c` may combine with the character before it.
fn joins_previous(c: char) -> bool {
    if c < '\u{0300}' || ('\u{3400}'..='\u{9FFF}').contains(&c) {
        return false;
    }
    canonical_combining_class(c) != 0
        || matches!(c, '\u{FF9E}' | '\u{FF9F}')
        || is_nfc_quick(std::iter::once(c)) == IsNormalized::Maybe
}

/// Characters that a reader cannot see and that must not part two others.
fn unseen(c: char) -> bool {
    matches!(c,
        '\u{00AD}' | '\u{034F}' | '\u{180B}'..='\u{180F}' | '\u{200B}'..='\u{200F}'
        | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2064}' | '\u{FE00}'..='\u{FE0F}'
        | '\u{FEFF}' | '\u{E0100}'..='\u{E01EF}')
}

/// Tone marks that are written after Bopomofo.
fn is_tone(c: char) -> bool {
    matches!(c, '\u{02CA}' | '\u{02C7}' | '\u{02CB}' | '\u{02D9}')
}

/// The [`Kind`] of a folded character.
pub fn kind(c: char) -> Kind {
    if c.is_ascii() {
        return if c.is_ascii_alphanumeric() {
            Kind::Run
        } else {
            Kind::Break
        };
    }
    if is_tone(c) {
        return Kind::Each;
    }
    let alphabetic = c.is_alphanumeric() || unicode_normalization::char::is_combining_mark(c);
    match c {
        '\u{0080}'..='\u{0DFF}' | '\u{1E00}'..='\u{1FFF}' if alphabetic => Kind::Run,
        '\u{0300}'..='\u{036F}' => Kind::Run,
        '※' => Kind::Each,
        '\u{0080}'..='\u{00BF}' | '\u{2000}'..='\u{206F}' | '\u{3000}'..='\u{3003}' => Kind::Break,
        '\u{3008}'..='\u{3011}' | '\u{3014}'..='\u{301F}' | '\u{FE10}'..='\u{FE6F}' => Kind::Break,
        '\u{2E00}'..='\u{2E7F}' | '\u{30FB}' | '\u{FF00}'..='\u{FF65}' => Kind::Break,
        _ if c.is_whitespace() || c.is_control() => Kind::Break,
        _ => Kind::Each,
    }
}

#[cfg(test)]
mod tests {
    use super::{Kind, fold, kind, plain};

    fn check(input: &str, expected: &str) {
        assert_eq!(plain(input), expected, "{input}");
    }

    #[test]
    fn folds_what_a_reader_takes_for_the_same() {
        check("臺北市政府", "台北市政府");
        check("ＡＢＣ１２３", "abc123");
        check("Straße CAFÉ", "straße café");
        check("Cafe\u{0301}", "café");
        check("\u{2F00}\u{F900}", "一豈");
        check("ｶﾞｷﾞ", "ガギ");
        check("葛\u{E0100}城", "葛城");
        check("案\u{200B}件\u{FEFF}", "案件");
        check("㈱①", "(株)1");
        check("ㄅㄚ˙ ㄇㄚˇ", "ㄅㄚ˙ ㄇㄚˇ");
        check("𠮷野\u{E000}", "𠮷野\u{E000}");
        check("\u{2F800}", "丽");
        check("", "");
    }

    #[test]
    fn keeps_the_way_back() {
        let text = "臺ﾊﾞ㈱";
        let folded = fold(text);
        let seen: Vec<(char, &str)> = folded
            .chars
            .iter()
            .zip(&folded.spans)
            .map(|(c, span)| (*c, &text[span.clone()]))
            .collect();
        assert_eq!(
            seen,
            [
                ('台', "臺"),
                ('バ', "ﾊﾞ"),
                ('(', "㈱"),
                ('株', "㈱"),
                (')', "㈱")
            ]
        );
    }

    #[test]
    fn sorts_characters() {
        for c in [
            '王',
            '𪚥',
            'ㄅ',
            '˙',
            'あ',
            '한',
            '〇',
            '々',
            '○',
            '※',
            '\u{E000}',
            '\u{F0000}',
        ] {
            assert_eq!(kind(c), Kind::Each, "{c}");
        }
        for c in ['a', '9', 'é', 'я', 'α'] {
            assert_eq!(kind(c), Kind::Run, "{c}");
        }
        for c in [
            ' ', '，', '。', '「', '-', '\u{3000}', '\n', '·', '‧', '…', '《',
        ] {
            assert_eq!(kind(c), Kind::Break, "{c}");
        }
    }
}
