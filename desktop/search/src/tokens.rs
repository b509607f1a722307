//! What the engine indexes: one character and two, runs whole and from their beginning.

use crate::fold::{self, Kind};
use tantivy::tokenizer::{Token, TokenStream, Tokenizer};

/// A longer run of letters and digits is cut here, in text and query alike.
pub(crate) const RUN_LIMIT: usize = 32;
/// Marks the term of a whole run, so that `12` whole and `12` as a beginning are two terms. A
/// control character never comes out of a text: it is a [`Kind::Break`].
const WHOLE: char = '\u{1}';

/// One thing found in a folded text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Piece {
    /// A character that is found alone.
    Each(char),
    /// A run of letters and digits, at most [`RUN_LIMIT`] characters.
    Run(String),
}

/// The pieces of folded characters, in segments between breaks.
pub(crate) fn segments(chars: &[char]) -> Vec<Vec<Piece>> {
    let mut all = vec![Vec::new()];
    let mut run = String::new();
    let mut length = 0;
    for c in chars.iter().copied() {
        let kind = fold::kind(c);
        let ends = !run.is_empty() && (kind != Kind::Run || length == RUN_LIMIT);
        if let Some(last) = all.last_mut().filter(|_| ends) {
            last.push(Piece::Run(std::mem::take(&mut run)));
        }
        match kind {
            Kind::Run => {
                length = if run.is_empty() { 1 } else { length + 1 };
                run.push(c);
            }
            Kind::Each => {
                if let Some(last) = all.last_mut() {
                    last.push(Piece::Each(c));
                }
            }
            Kind::Break => all.push(Vec::new()),
        }
    }
    if let Some(last) = all.last_mut().filter(|_| !run.is_empty()) {
        last.push(Piece::Run(run));
    }
    all.retain(|segment| !segment.is_empty());
    all
}

/// Letters, digits and ideographs of folded characters, each alone, punctuation left out: how the
/// numbers of a document are kept, so that `114-0012` and `1140012` are one.
pub(crate) fn singles(chars: &[char]) -> Vec<Piece> {
    chars
        .iter()
        .filter(|c| fold::kind(**c) != Kind::Break)
        .map(|c| Piece::Each(*c))
        .collect()
}

/// The terms by which a segment of pieces is looked up, with their positions. Two or more
/// characters are looked up by every second pair and the last, which finds the same as all pairs.
/// A run at the end is a beginning: it finds longer runs.
pub(crate) fn lookup(segment: &[Piece]) -> Vec<(usize, String)> {
    let mut terms = Vec::new();
    let mut at = 0;
    while at < segment.len() {
        match &segment[at] {
            Piece::Run(run) => {
                let last = at + 1 == segment.len();
                terms.push((at, if last { run.clone() } else { whole(run) }));
                at += 1;
            }
            Piece::Each(_) => {
                let end = segment[at..]
                    .iter()
                    .position(|piece| matches!(piece, Piece::Run(_)))
                    .map_or(segment.len(), |run| at + run);
                terms.extend(pairs(segment, at, end));
                at = end;
            }
        }
    }
    terms
}

/// The pairs that pin down the characters from `from` to `to`; the character itself when it is
/// alone.
fn pairs(segment: &[Piece], from: usize, to: usize) -> Vec<(usize, String)> {
    let letters: String = segment[from..to]
        .iter()
        .filter_map(|piece| match piece {
            Piece::Each(c) => Some(*c),
            Piece::Run(_) => None,
        })
        .collect();
    let letters: Vec<char> = letters.chars().collect();
    if letters.len() < 2 {
        return vec![(from, letters.iter().collect())];
    }
    let last = letters.len() - 2;
    (0..=last)
        .filter(|at| at % 2 == 0 || *at == last)
        .map(|at| (from + at, letters[at..at + 2].iter().collect()))
        .collect()
}

/// The term of a whole run.
pub(crate) fn whole(run: &str) -> String {
    format!("{run}{WHOLE}")
}

/// Cuts running text: title, body, names.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Running;

/// Cuts numbers, see [`singles`].
#[derive(Clone, Copy, Debug)]
pub(crate) struct Numbers;

impl Tokenizer for Running {
    type TokenStream<'a> = Stream;
    fn token_stream<'a>(&'a mut self, text: &'a str) -> Stream {
        let chars: Vec<char> = fold::plain(text).chars().collect();
        Stream::new(segments(&chars))
    }
}

impl Tokenizer for Numbers {
    type TokenStream<'a> = Stream;
    fn token_stream<'a>(&'a mut self, text: &'a str) -> Stream {
        let chars: Vec<char> = fold::plain(text).chars().collect();
        Stream::new(vec![singles(&chars)])
    }
}

/// The terms of a text, made one by one.
pub(crate) struct Stream {
    segments: Vec<Vec<Piece>>,
    segment: usize,
    piece: usize,
    /// How many terms of this piece were given already.
    given: usize,
    position: usize,
    token: Token,
}

impl Stream {
    fn new(segments: Vec<Vec<Piece>>) -> Self {
        Self {
            segments,
            segment: 0,
            piece: 0,
            given: 0,
            position: 0,
            token: Token::default(),
        }
    }

    /// Writes the next term of the current piece; false when the piece has no more.
    fn next_term(&mut self) -> bool {
        let segment = &self.segments[self.segment];
        let text = &mut self.token.text;
        text.clear();
        match (&segment[self.piece], self.given) {
            (Piece::Each(c), 0) => text.push(*c),
            (Piece::Each(c), 1) => match segment.get(self.piece + 1) {
                Some(Piece::Each(next)) => text.extend([*c, *next]),
                _ => return false,
            },
            (Piece::Each(_), _) => return false,
            (Piece::Run(run), 0) => {
                text.push_str(run);
                text.push(WHOLE);
            }
            (Piece::Run(run), given) => {
                if given > run.chars().count() {
                    return false;
                }
                text.extend(run.chars().take(given));
            }
        }
        self.given += 1;
        self.token.position = self.position;
        true
    }
}

impl TokenStream for Stream {
    fn advance(&mut self) -> bool {
        while self.segment < self.segments.len() {
            if self.piece == self.segments[self.segment].len() {
                self.segment += 1;
                self.piece = 0;
                self.position += 1;
                continue;
            }
            if self.next_term() {
                return true;
            }
            self.piece += 1;
            self.position += 1;
            self.given = 0;
        }
        false
    }

    fn token(&self) -> &Token {
        &self.token
    }

    fn token_mut(&mut self) -> &mut Token {
        &mut self.token
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::{Running, lookup, segments};
    use tantivy::tokenizer::{TokenStream, Tokenizer};

    fn indexed(text: &str) -> String {
        let mut words = Vec::new();
        Running
            .token_stream(text)
            .process(&mut |token| words.push(format!("{}{}", token.position, token.text)));
        words.join(" ").replace('\u{1}', "$")
    }

    fn looked_up(text: &str) -> String {
        let chars: Vec<char> = text.chars().collect();
        segments(&chars)
            .iter()
            .map(|segment| {
                let terms: Vec<String> = lookup(segment)
                    .iter()
                    .map(|(at, term)| format!("{at}{term}"))
                    .collect();
                terms.join(" ")
            })
            .collect::<Vec<_>>()
            .join(" | ")
            .replace('\u{1}', "$")
    }

    #[test]
    fn indexes_one_and_two_characters() {
        assert_eq!(indexed("請假單"), "0請 0請假 1假 1假單 2單");
        assert_eq!(indexed("請，假"), "0請 2假");
        assert_eq!(indexed("第12號"), "0第 112$ 11 112 2號");
        assert_eq!(indexed("，。"), "");
    }

    #[test]
    fn looks_up_by_few_terms() {
        assert_eq!(looked_up("請"), "0請");
        assert_eq!(looked_up("請假"), "0請假");
        assert_eq!(looked_up("請假單"), "0請假 1假單");
        assert_eq!(looked_up("請假單位"), "0請假 2單位");
        assert_eq!(looked_up("請假單位人"), "0請假 2單位 3位人");
        assert_eq!(looked_up("第12號"), "0第 112$ 2號");
        assert_eq!(looked_up("第12"), "0第 112");
        assert_eq!(looked_up("a-b"), "0a | 0b");
    }
}
