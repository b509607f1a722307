//! Random expressions: forms with places for others, most of them filled with what fits.

use std::collections::BTreeMap;
use std::fmt;
use std::io;

/// One place in so many is filled with what does not fit.
const UNFIT: usize = 12;
/// One expression inside another in so many stands there without parentheses.
const BARE: usize = 4;

/// What may stand for a kind: leaves, and forms with places.
#[derive(Default)]
struct Kind {
    leaves: Vec<&'static str>,
    forms: Vec<&'static str>,
}

/// The variables that every expression may read, and the expressions of their values.
pub const VARIABLES: &[(&str, &str)] = &[
    ("x", "7"),
    ("金額", "1234.50"),
    ("單位", "\"主計處\""),
    ("申請 人", "\"王小明\""),
    (
        "申請",
        "{級別: 3, 起日: date(\"2026-03-02\"), 附件: [\"a\", \"b\"]}",
    ),
    (
        "列",
        "[{甲: 1, 乙: \"a\"}, {甲: 2, 乙: \"b\"}, {甲: 3, 乙: null}]",
    ),
    ("空", "null"),
];

/// The table.
const FORMS: &str = include_str!("forms.txt");

/// What may stand for each kind, by its letter.
pub struct Forms(BTreeMap<char, Kind>);

impl Forms {
    /// The table, read.
    ///
    /// # Errors
    /// When a line of it says nothing.
    pub fn read() -> io::Result<Self> {
        let mut kinds: BTreeMap<char, Kind> = BTreeMap::new();
        let lines = FORMS.lines();
        for line in lines.filter(|line| !line.is_empty() && !line.starts_with('#')) {
            let mut words = line.splitn(3, ' ');
            let (letter, sign, text) = (words.next(), words.next(), words.next());
            let letter = letter.and_then(|word| word.chars().next());
            let wrong = || io::Error::other(format!("forms.txt: `{line}` is not understood"));
            let kind = kinds.entry(letter.ok_or_else(wrong)?).or_default();
            match (sign, text) {
                (Some("="), Some(text)) => kind.leaves.push(text),
                (Some("$"), Some(text)) => kind.forms.push(text),
                _ => return Err(wrong()),
            }
        }
        Ok(Self(kinds))
    }

    /// A random expression, so deep at most.
    pub fn random(&self, chance: &mut Chance, depth: usize) -> Node {
        self.of_any(chance, depth)
    }

    fn of_any(&self, chance: &mut Chance, depth: usize) -> Node {
        let letters: Vec<char> = self.0.keys().copied().collect();
        let letter = letters[chance.below(letters.len())];
        self.of(chance, letter, depth)
    }

    fn of(&self, chance: &mut Chance, letter: char, depth: usize) -> Node {
        let Some(kind) = self.0.get(&letter) else {
            return Node::leaf("null");
        };
        if depth == 0 || kind.forms.is_empty() || chance.below(4) == 0 {
            return Node::leaf(kind.leaves[chance.below(kind.leaves.len())]);
        }
        let form = kind.forms[chance.below(kind.forms.len())];
        let parts = places(form).map(|(_, letter)| match chance.below(UNFIT) {
            0 => self.of_any(chance, depth - 1),
            _ => self.of(chance, letter, depth - 1),
        });
        let parts = parts.collect();
        let bare = chance.below(BARE) == 0;
        Node { form, parts, bare }
    }
}

/// A source of numbers that a seed decides (SplitMix64).
pub struct Chance(pub u64);

impl Chance {
    /// A number below `end`, which is not 0.
    pub fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        usize::try_from((z ^ (z >> 31)) % end as u64).unwrap_or(0)
    }
}

/// An expression: a form, and what stands in its places.
#[derive(Clone, Debug)]
pub struct Node {
    form: &'static str,
    parts: Vec<Node>,
    bare: bool,
}

/// The places of a form: where each begins, and its letter.
fn places(form: &'static str) -> impl Iterator<Item = (usize, char)> {
    let at = form.match_indices('$').map(|(at, _)| at);
    at.filter_map(|at| Some((at, form[at + 1..].chars().next()?)))
        .filter(|(_, letter)| letter.is_ascii_lowercase())
}

impl Node {
    fn leaf(form: &'static str) -> Self {
        Self {
            form,
            parts: Vec::new(),
            bare: true,
        }
    }

    /// The form of the whole.
    pub fn form(&self) -> &'static str {
        self.form
    }

    /// The same with one part made smaller, from what is much smaller on.
    pub fn smaller(&self) -> Vec<Self> {
        let mut all: Vec<Self> = self.parts.clone();
        if !self.parts.is_empty() {
            all.extend(["null", "1", "true", "\"a\"", "[]"].map(Self::leaf));
        }
        for (at, part) in self.parts.iter().enumerate() {
            for smaller in part.smaller() {
                let mut whole = self.clone();
                whole.parts[at] = smaller;
                all.push(whole);
            }
        }
        if self.bare && !self.parts.is_empty() {
            all.push(Self {
                bare: false,
                ..self.clone()
            });
        }
        if self.parts.is_empty() && self.form.len() > 4 {
            all.extend(["1", "null", "\"a\"", "[]"].map(Self::leaf));
        }
        all
    }

    /// How many forms it has, and how long it is.
    pub fn size(&self) -> (usize, usize) {
        (self.many(), self.to_string().len())
    }

    fn many(&self) -> usize {
        1 + self.parts.iter().map(Self::many).sum::<usize>()
    }
}

impl fmt::Display for Node {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut from = 0;
        for ((at, _), part) in places(self.form).zip(&self.parts) {
            f.write_str(&self.form[from..at])?;
            if part.bare || is_closed(part.form) {
                write!(f, "{part}")?;
            } else {
                write!(f, "({part})")?;
            }
            from = at + 2;
        }
        f.write_str(&self.form[from..])
    }
}

/// Whether a form is a call, a list or a context, which needs no parentheses.
fn is_closed(form: &str) -> bool {
    let mut depth = 0_i32;
    for (at, c) in form.char_indices() {
        match c {
            '(' | '[' | '{' => depth += 1,
            ')' | ']' | '}' => {
                depth -= 1;
                if depth == 0 {
                    return at + 1 == form.len() && !form.starts_with(['$', '-', ']']);
                }
            }
            _ => {}
        }
    }
    false
}
