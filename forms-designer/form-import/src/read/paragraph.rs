//! What stands outside of tables: the title, lines to fill in, and notes.

use super::ask::{Answer, Ask};
use super::caption::is_title;
use super::cell::{Reading, of_paragraph};
use super::field::{Field, Room};
use super::label::{Label, is_note, joined};
use super::moment::Moment;
use super::region;
use super::sign::{Sign, is_row, sign};
use crate::draft::{Line, Part};
use crate::paper::{Block, Paper, Paragraph, Piece};
use crate::problem::Note;

/// Longest line in the middle that is a heading, in characters.
const MAX_HEADING: usize = 40;

/// The parts of a paper form, and whether it has a title of its own.
pub(crate) fn parts(paper: &Paper, notes: &mut Vec<Note>) -> (Vec<Part>, bool) {
    let mut out = Vec::new();
    let mut titled = false;
    let mut is_before = true;
    for block in &paper.blocks {
        match block {
            Block::Table(table) => {
                let parts = region::parts(table, 0, notes);
                titled |= is_before && matches!(parts.first(), Some(Part::Heading(_)));
                is_before = false;
                out.extend(parts);
            }
            Block::Paragraph(paragraph) => {
                titled |= outside(paragraph, is_before, &mut out, notes);
            }
        }
    }
    (out, titled)
}

/// Adds a paragraph; whether it is a heading.
fn outside(
    paragraph: &Paragraph,
    is_before: bool,
    out: &mut Vec<Part>,
    notes: &mut Vec<Note>,
) -> bool {
    match of_paragraph(paragraph) {
        Reading::Blank => false,
        Reading::Label {
            text,
            is_open: true,
        } => {
            asked(&[Ask::new(&text, Answer::Line)], Vec::new(), out, notes);
            false
        }
        Reading::Asks { asks, prose } => {
            asked(&asks, prose, out, notes);
            false
        }
        Reading::Label { .. } | Reading::Prose(_) => {
            let words = words(paragraph);
            let short = words.chars().count() <= MAX_HEADING && !is_note(&words);
            let titles = paragraph.is_centred || (out.is_empty() && is_title(&words));
            let is_heading = paragraph.is_heading || (is_before && short && titles);
            match out.last_mut() {
                _ if is_heading => out.push(Part::Heading(joined(&words))),
                Some(Part::Text(lines)) => lines.push(words),
                _ => out.push(Part::Text(vec![words])),
            }
            is_heading
        }
    }
}

fn words(paragraph: &Paragraph) -> String {
    let texts = paragraph.pieces.iter().map(|piece| match piece {
        Piece::Text(text) => text.as_str(),
        _ => " ",
    });
    texts.collect::<String>().trim().to_owned()
}

/// A line of questions. Places to sign and the day of signing at the foot are the route's.
fn asked(asks: &[Ask], prose: Vec<String>, out: &mut Vec<Part>, notes: &mut Vec<Note>) {
    let left_out = |label: &str| Note::new("import-signature-left-out", None).with("label", label);
    let labels = || asks.iter().map(|ask| ask.label.as_str());
    if asks.len() > 1 && is_row(labels()) {
        notes.extend(labels().map(left_out));
        return;
    }
    if !prose.is_empty() {
        out.push(Part::Text(prose));
    }
    let mut fields = Vec::new();
    for ask in asks {
        let label = Label::of(&ask.label);
        let signs = sign(&label.text) == Sign::Strong || ask.hint.contains("簽");
        let names_itself = matches!(ask.answer, Answer::Choices(_) | Answer::Listed(_));
        if signs {
            notes.push(left_out(&label.text));
        } else if label.text.is_empty() && ask.answer == Answer::Moment(Moment::Date) {
            notes.push(left_out("年月日"));
        } else if label.text.is_empty() && !names_itself {
            notes.push(Note::new("import-cell-without-label", None));
        } else {
            let room = Room::default();
            fields.push(Field::of(ask.clone(), &Label::default(), room, None));
        }
    }
    if !fields.is_empty() {
        out.push(Part::Row(Line::even(fields)));
    }
}
