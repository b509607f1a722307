//! What a cell or a paragraph says: words, or questions.

use super::ask::{Answer, Ask, Edge};
use super::choice::choices;
use super::label::{cut, ended, is_note, is_open, joined};
use super::moment::Moment;
use super::token::{Token, tokens};
use crate::paper::{Cell, Control, ControlKind, Paragraph};

/// What a cell is on the paper.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Reading {
    /// Nothing: something to fill in, or a corner.
    Blank,
    /// A few words; with a colon at their end they may ask by themselves.
    Label { text: String, is_open: bool },
    /// Many words, line by line.
    Prose(Vec<String>),
    /// Questions, and what words stood beside them.
    Asks { asks: Vec<Ask>, prose: Vec<String> },
}

/// Units that stand behind a number.
const UNITS: &[&str] = &[
    "元", "元整", "人", "份", "件", "次", "個", "台", "臺", "輛", "公里", "小時", "時", "分鐘",
    "天", "日", "名", "張", "頁", "樓", "％", "%", "km", "位", "瓶", "支", "本", "包", "盒", "歲",
    "年", "月", "坪", "人次",
];
/// Longest words before boxes that are their label, in characters.
const MAX_BEFORE: usize = 24;

/// Reads a cell.
pub(crate) fn of_cell(cell: &Cell) -> Reading {
    reading(&tokens(cell.paragraphs()))
}

/// Reads a paragraph outside of tables.
pub(crate) fn of_paragraph(paragraph: &Paragraph) -> Reading {
    reading(&tokens(std::iter::once(paragraph)))
}

fn reading(tokens: &[Token]) -> Reading {
    let mut parse = Parse {
        tokens,
        at: 0,
        words: String::new(),
        asks: Vec::new(),
        prose: Vec::new(),
    };
    parse.all();
    let Parse { asks, prose, .. } = parse;
    let open = |ask: &Ask| ask.answer == Answer::Line && ask.hint == OPEN;
    if let ([ask], true) = (asks.as_slice(), prose.is_empty())
        && open(ask)
    {
        return Reading::Label {
            text: ask.label.clone(),
            is_open: true,
        };
    }
    if !asks.is_empty() {
        let asks = asks.into_iter().map(|ask| match open(&ask) {
            true => Ask {
                hint: String::new(),
                ..ask
            },
            false => ask,
        });
        return Reading::Asks {
            asks: asks.collect(),
            prose,
        };
    }
    let all = joined(&prose.join("\n"));
    match prose.as_slice() {
        [] => Reading::Blank,
        _ if is_note(&all) || prose.iter().any(|line| is_note(line)) => Reading::Prose(prose),
        _ if is_amount(&all) => Reading::Asks {
            asks: vec![Ask::new("", Answer::Number("元".to_owned()))],
            prose: Vec::new(),
        },
        _ => Reading::Label {
            text: all,
            is_open: false,
        },
    }
}

/// Marks a question that is only a colon; no hint of a paper is a control character.
const OPEN: &str = "\u{1}";

struct Parse<'t> {
    tokens: &'t [Token],
    at: usize,
    /// Words that do not belong to anything yet.
    words: String,
    asks: Vec<Ask>,
    prose: Vec<String>,
}

impl Parse<'_> {
    fn all(&mut self) {
        while let Some(token) = self.tokens.get(self.at) {
            let before = self.at;
            match token {
                Token::Words(words) if !self.parenthesised() => self.say(words),
                Token::Words(_) => {}
                Token::Gap => self.gap(),
                Token::Rule => self.line(),
                Token::Mark { .. } => self.boxes(),
                Token::Moment(moment, name) => self.moment(*moment, name),
                Token::Total(text) => {
                    let ask = Ask::new("", Answer::Total(text.clone()));
                    self.ask(ask);
                }
                Token::Control(control) => self.control(control),
                Token::Break => self.line_ends(),
            }
            self.at = self.at.max(before + 1);
        }
    }

    fn say(&mut self, words: &str) {
        if !self.words.is_empty() {
            self.words.push(' ');
        }
        self.words.push_str(words);
    }

    fn peek(&self, ahead: usize) -> Option<&Token> {
        self.tokens.get(self.at + ahead)
    }

    /// The question takes the words before it as its own when it has none.
    fn ask(&mut self, mut ask: Ask) {
        let words = std::mem::take(&mut self.words);
        if ask.label.is_empty() {
            ask.label = ended(&words).to_owned();
        } else if !words.trim().is_empty() {
            self.prose.push(words);
        }
        self.asks.push(ask);
    }

    /// `(公)　　(手機)　　`: words in parentheses with room behind each.
    fn parenthesised(&mut self) -> bool {
        let room = |token: Option<&Token>| matches!(token, Some(Token::Gap | Token::Rule));
        let starts = matches!(
            self.at.checked_sub(1).and_then(|at| self.tokens.get(at)),
            None | Some(Token::Break)
        );
        if !self.words.is_empty() || !starts || !room(self.peek(1)) {
            return false;
        }
        let mut found = Vec::new();
        let mut ahead = 0;
        while let Some(Token::Words(words)) = self.peek(ahead)
            && let Some(text) = inside(words)
        {
            found.push(Ask::new(text, Answer::Line));
            ahead += 1;
            while room(self.peek(ahead)) {
                ahead += 1;
            }
        }
        if !matches!(self.peek(ahead), None | Some(Token::Break)) {
            return false;
        }
        self.asks.extend(found);
        self.at += ahead;
        true
    }

    /// Room behind words with a colon is a question; before a unit, a number.
    fn gap(&mut self) {
        let unit = self.unit(1);
        let open = is_open(&self.words);
        match self.peek(1) {
            _ if unit.is_some()
                && (open || self.words.is_empty() || self.words.ends_with('共')) =>
            {
                self.number(1, unit.unwrap_or_default());
            }
            Some(Token::Words(next)) if open && (is_open(next) || next.contains('：')) => {
                self.ask(Ask::new("", Answer::Line));
            }
            Some(Token::Words(next)) if open && next.starts_with(['(', '（']) => {
                let mut ask = Ask::new("", Answer::Line);
                ask.hint = next.clone();
                self.ask(ask);
                self.at += 2;
            }
            _ => {}
        }
    }

    fn line(&mut self) {
        match self.unit(1) {
            Some(unit) => self.number(1, unit),
            None => self.ask(Ask::new("", Answer::Line)),
        }
    }

    /// The unit at the start of the words `ahead`.
    fn unit(&self, ahead: usize) -> Option<&'static str> {
        let Some(Token::Words(words)) = self.peek(ahead) else {
            return None;
        };
        let fits = |unit: &&&str| {
            let rest = words.strip_prefix(**unit);
            rest.is_some_and(|rest| {
                !rest.starts_with(|c: char| c.is_alphanumeric() || "：:".contains(c))
            })
        };
        UNITS.iter().find(fits).copied()
    }

    fn number(&mut self, ahead: usize, unit: &str) {
        let rest = match self.peek(ahead) {
            Some(Token::Words(words)) => words.strip_prefix(unit).unwrap_or_default(),
            _ => "",
        };
        let rest = rest
            .trim_start_matches(['。', '，', '、', ',', '；'])
            .trim()
            .to_owned();
        self.ask(Ask::new("", Answer::Number(unit.to_owned())));
        self.words = rest;
        self.at += ahead + 1;
    }

    fn boxes(&mut self) {
        let (choices, end) = choices(self.tokens, self.at);
        self.at = end;
        if self.words.chars().count() > MAX_BEFORE {
            let words = std::mem::take(&mut self.words);
            self.prose.push(words);
        }
        if choices.items.is_empty() {
            return;
        }
        self.ask(Ask::new("", Answer::Choices(choices)));
    }

    /// Blanks for times that words such as 至 join are one question.
    fn moment(&mut self, first: Moment, name: &str) {
        let (label, mut edge) = edge_before(&self.words);
        self.words = label;
        let mut count = 1;
        let mut joins = edge.is_some();
        let mut end = self.at + 1;
        loop {
            let (next, said) = self.connectors(end);
            joins |= said;
            match self.tokens.get(next) {
                Some(Token::Moment(..)) if joins => count += 1,
                _ => break,
            }
            end = next + 1;
        }
        if count == 1 {
            edge = self.edge_behind(&mut end).or(edge);
        } else {
            end = self.connectors(end).0;
        }
        let is_over = count > 1 || edge == Some(Edge::To);
        let gap = usize::from(self.tokens.get(end) == Some(&Token::Gap));
        let total = match self.tokens.get(end + gap) {
            Some(Token::Total(text)) if is_over => Some(text.clone()),
            _ => None,
        };
        end += gap * usize::from(total.is_some());
        end += usize::from(total.is_some());
        let answer = match count {
            1 => Answer::Moment(first),
            _ => Answer::When,
        };
        let mut ask = Ask::new("", answer);
        ask.edge = edge.filter(|_| count == 1);
        ask.total = total;
        if self.words.is_empty() {
            ask.label = name.to_owned();
        }
        self.ask(ask);
        self.at = end;
    }

    /// The place behind gaps and words that only join, and whether any word did.
    fn connectors(&self, start: usize) -> (usize, bool) {
        let (mut at, mut said, mut end) = (start, false, start);
        while let Some(token) = self.tokens.get(at) {
            match token {
                Token::Gap | Token::Break => {}
                Token::Words(words) if words.chars().all(joins) => {
                    said = true;
                    end = at + 1;
                }
                Token::Moment(..) | Token::Total(_) => return (at, said),
                _ => break,
            }
            at += 1;
        }
        (end, said)
    }

    /// 起 or 止 behind a single blank.
    fn edge_behind(&self, end: &mut usize) -> Option<Edge> {
        let Some(Token::Words(words)) = self.tokens.get(*end) else {
            return None;
        };
        let edge = match words.trim_matches(|c| "，,、。（）()".contains(c)) {
            "起" => Edge::From,
            "止" | "迄" => Edge::To,
            _ => return None,
        };
        *end += 1;
        Some(edge)
    }

    fn control(&mut self, control: &Control) {
        let answer = match &control.kind {
            ControlKind::Lines => Answer::Lines,
            ControlKind::Number => Answer::Number(String::new()),
            ControlKind::Choice(items) => Answer::Listed(items.clone()),
            ControlKind::Line | ControlKind::Date => match self.unit(1) {
                Some(unit) => return self.number(1, unit),
                None => Answer::Line,
            },
        };
        let mut ask = Ask::new("", answer);
        if self.words.is_empty() {
            ask.label = cut(&control.name, MAX_BEFORE);
        }
        self.ask(ask);
    }

    fn line_ends(&mut self) {
        let words = std::mem::take(&mut self.words);
        if is_open(&words) && !is_note(&words) {
            let mut ask = Ask::new(ended(&words), Answer::Line);
            ask.hint = OPEN.to_owned();
            self.asks.push(ask);
        } else if !words.is_empty() {
            self.prose.push(words);
        }
    }
}

/// A blank for an amount in words: 　萬　仟　佰　拾　元整.
fn is_amount(text: &str) -> bool {
    let text = ["新臺幣", "新台幣", "NT$"]
        .iter()
        .fold(text, |text, start| text.trim_start_matches(start));
    let digits = |c: char| "億千仟百佰十拾萬元圓整角分：".contains(c);
    text.contains(['萬', '仟', '千']) && text.contains(['元', '圓']) && text.chars().all(digits)
}

fn inside(words: &str) -> Option<&str> {
    let inside = words
        .strip_prefix(['(', '（'])?
        .strip_suffix([')', '）', '：', ':'])?;
    let inside = inside.trim_end_matches([')', '）']);
    (1..=6).contains(&inside.chars().count()).then_some(inside)
}

/// Letters of the words that join two times.
fn joins(c: char) -> bool {
    c.is_whitespace() || "起至到迄止自從由於～~－-—–，,、。；（）()起訖".contains(c)
}

/// The words before a time without those that say which end it is.
fn edge_before(words: &str) -> (String, Option<Edge>) {
    let words = words.trim();
    for (word, edge) in [
        ("自", Edge::From),
        ("從", Edge::From),
        ("起", Edge::From),
        ("由", Edge::From),
        ("至", Edge::To),
        ("到", Edge::To),
        ("迄", Edge::To),
        ("止", Edge::To),
    ] {
        let bare = words.trim_end_matches(['：', ':']);
        if let Some(rest) = bare.strip_suffix(word)
            && (rest.is_empty() || rest.ends_with(|c: char| !c.is_alphanumeric()))
        {
            return (rest.trim().to_owned(), Some(edge));
        }
    }
    (words.to_owned(), None)
}
