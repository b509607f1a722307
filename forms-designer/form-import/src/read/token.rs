//! The words, boxes, blanks and dates of a paragraph, in their order.

use crate::paper::{Control, ControlKind, Paragraph, Piece};
use crate::read::moment::{self, Moment};

/// What stands next.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Token {
    /// Words, single spaces among them.
    Words(String),
    /// Two spaces or more.
    Gap,
    /// A line to write on.
    Rule,
    /// A box to tick.
    Mark { is_radio: bool },
    /// A blank for a date or time, and what its author called it.
    Moment(Moment, String),
    /// A blank for how long something takes, as it is written.
    Total(String),
    /// A place to fill in that the file itself says is one; never a date.
    Control(Control),
    /// The end of a line.
    Break,
}

/// Spaces that make a gap, in halves of an ideograph.
const GAP: usize = 2;
/// Single letters that are no parts of a word that is drawn apart.
const APART: &str = "年月日時分元天人次份件至起止迄自共計";

/// Whether a character is a box, ticked or not.
pub(crate) fn is_box(c: char) -> bool {
    matches!(
        c,
        '□' | '■'
            | '▢'
            | '▣'
            | '☐'
            | '☑'
            | '☒'
            | '◻'
            | '◼'
            | '◽'
            | '⬜'
            | '❏'
            | '❐'
            | '❑'
            | '❒'
    )
}

/// What makes a line to write on when it is repeated.
fn is_rule(c: char) -> bool {
    matches!(c, '_' | '＿' | '﹍' | '…' | '‥')
}

/// How wide a space is, in halves of an ideograph.
pub(crate) fn width(c: char) -> usize {
    match c {
        '\u{3000}' => 2,
        '\t' => 4,
        _ => 1,
    }
}

/// The signs that are boxes in some cells only.
#[derive(Debug, Clone, Copy, Default)]
struct Signs {
    parentheses: bool,
    circles: bool,
    mouths: bool,
}

impl Signs {
    /// A sign that stands once may be anything; two that words follow are boxes.
    fn of(texts: &[Vec<char>]) -> Self {
        let count = |is: fn(&[char], usize) -> bool| {
            let places = texts
                .iter()
                .flat_map(|text| (0..text.len()).map(move |at| (text, at)));
            places.filter(|(text, at)| is(text, *at)).count() >= 2
        };
        Self {
            parentheses: count(|text, at| {
                parenthesis(text, at).is_some_and(|end| follows_word(text, end))
            }),
            circles: count(|text, at| begins(text, at, '○') && text.get(at + 1) != Some(&'○')),
            mouths: count(|text, at| begins(text, at, '口')),
        }
    }

    /// How many characters the sign at a place takes, and whether it is one of several.
    fn at(self, text: &[char], at: usize) -> Option<(usize, bool)> {
        let c = *text.get(at)?;
        if is_box(c) {
            return Some((1, false));
        }
        if self.parentheses
            && let Some(end) = parenthesis(text, at)
        {
            return Some((end - at, false));
        }
        let circle = self.circles && begins(text, at, '○') && text.get(at + 1) != Some(&'○');
        let mouth = self.mouths && begins(text, at, '口');
        (circle || mouth).then_some((1, circle))
    }
}

/// Whether a sign begins a word here.
fn begins(text: &[char], at: usize, sign: char) -> bool {
    let before = at.checked_sub(1).and_then(|before| text.get(before));
    text.get(at) == Some(&sign)
        && before.is_none_or(|c| c.is_whitespace() || "：:、，".contains(*c))
        && follows_word(text, at + 1)
}

fn follows_word(text: &[char], at: usize) -> bool {
    text.get(at).is_some_and(|c| c.is_alphanumeric())
}

/// The place behind parentheses that hold only spaces.
fn parenthesis(text: &[char], at: usize) -> Option<usize> {
    if !matches!(text.get(at), Some('(' | '（')) {
        return None;
    }
    let spaces = text.get(at + 1..)?.iter();
    let spaces = spaces.take_while(|c| matches!(c, ' ' | '\u{3000}')).count();
    let end = at + 1 + spaces;
    (spaces > 0 && matches!(text.get(end), Some(')' | '）'))).then_some(end + 1)
}

/// The tokens of some paragraphs; none of them ends without a break.
pub(crate) fn tokens<'p>(paragraphs: impl Iterator<Item = &'p Paragraph>) -> Vec<Token> {
    let paragraphs: Vec<Vec<Cut>> = paragraphs.map(cut).collect();
    let texts: Vec<Vec<char>> = paragraphs
        .iter()
        .flatten()
        .filter_map(|cut| match cut {
            Cut::Text(text) => Some(text.clone()),
            Cut::Token(_) => None,
        })
        .collect();
    let signs = Signs::of(&texts);
    let mut out = Vec::new();
    for cuts in paragraphs {
        for cut in cuts {
            match cut {
                Cut::Text(text) => of_text(&text, signs, &mut out),
                Cut::Token(token) => out.push(token),
            }
        }
        out.push(Token::Break);
    }
    out
}

/// A paragraph cut where controls stand.
enum Cut {
    Text(Vec<char>),
    Token(Token),
}

fn cut(paragraph: &Paragraph) -> Vec<Cut> {
    let cut = |piece: &Piece| match piece {
        Piece::Text(text) => {
            let plain = |c: &char| *c == '\n' || *c == '\t' || !c.is_control();
            Cut::Text(closed_up(&text.chars().filter(plain).collect::<Vec<_>>()))
        }
        Piece::Mark { is_radio } => Cut::Token(Token::Mark {
            is_radio: *is_radio,
        }),
        Piece::Control(control) => Cut::Token(match control.kind {
            ControlKind::Date => Token::Moment(Moment::Date, control.name.clone()),
            _ => Token::Control(control.clone()),
        }),
    };
    paragraph.pieces.iter().map(cut).collect()
}

/// Words of which the letters are drawn apart, such as 姓　　名, closed up.
fn closed_up(text: &[char]) -> Vec<char> {
    let single = |at: usize| {
        let c = text.get(at).copied().filter(|c| is_ideograph(*c));
        let alone = at == 0 || text.get(at - 1).is_none_or(|c| !c.is_alphanumeric());
        c.filter(|c| {
            alone && !APART.contains(*c) && !text.get(at + 1).is_some_and(|c| is_ideograph(*c))
        })
    };
    let mut out = Vec::with_capacity(text.len());
    let mut at = 0;
    while let Some(c) = text.get(at) {
        out.push(*c);
        at += 1;
        if single(at - 1).is_none() {
            continue;
        }
        let spaces = text.get(at..).unwrap_or_default().iter();
        let next = at + spaces.take_while(|c| matches!(c, ' ' | '\u{3000}')).count();
        if next > at && single(next).is_some() {
            at = next;
        }
    }
    out
}

/// Whether a character is Chinese.
pub(crate) fn is_ideograph(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

fn of_text(text: &[char], signs: Signs, out: &mut Vec<Token>) {
    let mut words = String::new();
    let mut at = 0;
    while let Some(c) = text.get(at).copied() {
        let (token, length) = match next(text, at, &words, signs) {
            Some(found) => found,
            None => {
                words.push(c);
                at += 1;
                continue;
            }
        };
        flush(&mut words, out);
        out.extend(token);
        at += length;
    }
    flush(&mut words, out);
}

/// A token that is no word, and how many characters it takes.
fn next(text: &[char], at: usize, words: &str, signs: Signs) -> Option<(Option<Token>, usize)> {
    let c = *text.get(at)?;
    if c == '\n' {
        return Some((Some(Token::Break), 1));
    }
    if let Some((length, is_radio)) = signs.at(text, at) {
        return Some((Some(Token::Mark { is_radio }), length));
    }
    let rest = text.get(at..)?;
    // What fails where a blank begins fails within it too.
    let before = at.checked_sub(1).and_then(|before| text.get(before));
    let is_within = before.is_some_and(|c| moment::is_blank(*c)) && moment::is_blank(c);
    if !is_within && let Some((moment, length)) = moment::blank(rest) {
        return Some((Some(Token::Moment(moment, String::new())), length));
    }
    if let Some(length) = moment::total(rest, words) {
        let text: String = rest.iter().take(length).collect();
        return Some((Some(Token::Total(text)), length));
    }
    let rule = rest.iter().take_while(|c| is_rule(**c)).count();
    if rule >= 2 || c == '＿' {
        return Some((Some(Token::Rule), rule));
    }
    let spaces = rest.iter().take_while(|c| c.is_whitespace() && **c != '\n');
    let (count, wide) = spaces.fold((0, 0), |(count, wide), c| (count + 1, wide + width(*c)));
    (wide >= GAP).then_some((Some(Token::Gap), count))
}

fn flush(words: &mut String, out: &mut Vec<Token>) {
    let text = words.trim();
    if !text.is_empty() {
        out.push(Token::Words(text.to_owned()));
    }
    words.clear();
}
