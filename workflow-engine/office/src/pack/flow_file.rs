//! The flow of a pack as a file that somebody edits in another program: its text, whether it can
//! be read at all, and whether another file still says what it said.

use std::collections::BTreeMap;

use workflow_engine::bpmn::meaning::{Meaning, Statement};
use workflow_engine::bpmn::xml::{Document, Encoding};
use workflow_engine::bpmn::{self, MAX_FILE};

use crate::Refusal;

/// The largest flow that is read, in bytes.
pub const MAX_FLOW: usize = MAX_FILE;

/// The namespaces of diagrams, as statements name them.
const DIAGRAM: [&str; 3] = ["bpmndi:", "dc:", "di:"];

fn document(bytes: &[u8]) -> Result<Document, Refusal> {
    Document::read(bytes).map_err(|problem| {
        let place = problem.place();
        let refusal = Refusal::new(problem.code()).with("line", place.line);
        refusal.with("column", place.column)
    })
}

/// Whether the file can be read as BPMN; not whether it can be run.
///
/// # Errors
/// `xml-*` with `line` and `column`, and the codes of [`workflow_engine::Problem`].
pub fn readable(bytes: &[u8]) -> Result<(), Refusal> {
    document(bytes)?;
    let read = bpmn::read(bytes).map_err(|problem| Refusal::new(problem.code()));
    read.map(drop)
}

/// The text of a file that can be read, from its own encoding.
///
/// # Errors
/// As [`readable`].
pub fn text(bytes: &[u8]) -> Result<String, Refusal> {
    readable(bytes)?;
    let decoded = Encoding::decode(bytes).map_err(|problem| Refusal::new(problem.code()))?;
    Ok(decoded.1)
}

/// What a file says and another one does not: the first line of it. In the diagram the order of the
/// shapes means nothing, and the other may say more of one.
///
/// # Errors
/// As [`readable`].
pub fn lost(file: &[u8], other: &[u8]) -> Result<Option<String>, Refusal> {
    let [file, other] = [document(file)?, document(other)?];
    let [(flow, drawn), (other_flow, other_drawn)] =
        [&file, &other].map(|one| parted(Meaning::of(one)));
    let first = flow.difference(&other_flow);
    let first = first.map(|(was, is)| if was.is_empty() { is } else { was });
    Ok(first.or_else(|| undrawn(&drawn, &other_drawn)))
}

/// What one thing of the diagram says: its own statement, then those of its parts.
type Drawn = BTreeMap<String, Vec<Statement>>;

/// The flow and its diagram, by what each part of that shows.
fn parted(meaning: Meaning) -> (Meaning, Drawn) {
    let is_drawn = |one: &Statement| DIAGRAM.iter().any(|space| one.kind.starts_with(space));
    let statements = meaning.statements.into_iter().map(plain);
    let (drawn, statements) = statements.partition(is_drawn);
    let drawn: Vec<Statement> = drawn;
    let (mut parts, mut of) = (Drawn::new(), String::new());
    for one in drawn {
        if let Some(name) = one.facts.get("bpmnElement").or(one.id.as_ref()) {
            of.clone_from(name);
        }
        parts.entry(of.clone()).or_default().push(one);
    }
    (Meaning { statements }, parts)
}

/// A statement without what programs write each in their way: ends of lines, and the type of a
/// point, which is always one.
fn plain(mut statement: Statement) -> Statement {
    if statement.kind.starts_with("di:") {
        statement.facts.remove("xsi:type");
    }
    let texts = statement.facts.values_mut();
    for text in texts.chain([&mut statement.text]) {
        text.retain(|one| one != '\r');
    }
    statement
}

/// The first line of a diagram that another one does not have.
fn undrawn(drawn: &Drawn, other: &Drawn) -> Option<String> {
    drawn.iter().find_map(|(of, said)| {
        let mut others = other.get(of).into_iter().flatten();
        let missed = |one: &&Statement| !others.any(|other| says(other, one));
        said.iter().find(missed).map(ToString::to_string)
    })
}

/// Whether a statement says all of another one.
fn says(more: &Statement, one: &Statement) -> bool {
    let has = |(name, value): (&String, &String)| more.facts.get(name) == Some(value);
    more.kind == one.kind
        && more.text == one.text
        && (one.id.is_none() || more.id == one.id)
        && one.facts.iter().all(has)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    const FLOW: &str = r#"<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"><process id="p" name="請假"/></definitions>"#;

    #[test]
    fn a_flow_is_read_in_its_own_encoding() {
        let utf16: Vec<u8> = "\u{feff}"
            .chars()
            .chain(FLOW.chars())
            .collect::<String>()
            .encode_utf16()
            .flat_map(u16::to_le_bytes)
            .collect();
        assert_eq!(text(&utf16), Ok(FLOW.to_owned()));
        assert_eq!(lost(&utf16, FLOW.as_bytes()), Ok(None));
    }

    #[test]
    fn what_is_no_flow_is_refused() {
        let check = |bytes: &[u8], expected: &str| {
            assert_eq!(
                readable(bytes).map_err(|refusal| refusal.code),
                Err(expected.to_owned())
            );
        };
        check(b"", "xml-syntax");
        check(b"<definitions", "xml-syntax");
        check(b"<definitions/>", "flow-no-process");
        check(&vec![b' '; MAX_FLOW + 1], "xml-too-large");
    }

    /// A flow with a diagram of two shapes, in this order.
    fn drawn(shapes: [&str; 2]) -> String {
        let [one, other] = shapes;
        let plane = format!(
            r#"<di:BPMNDiagram xmlns:di="http://www.omg.org/spec/BPMN/20100524/DI" xmlns:dc="http://www.omg.org/spec/DD/20100524/DC"><di:BPMNPlane bpmnElement="p">{one}{other}</di:BPMNPlane></di:BPMNDiagram></definitions>"#
        );
        FLOW.replace("</definitions>", &plane)
    }

    #[test]
    fn what_is_said_otherwise_is_not_lost_and_what_is_missing_is() {
        let check = |one: &str, other: &str, is_lost: bool| {
            let found = lost(one.as_bytes(), other.as_bytes()).unwrap();
            assert_eq!(found.is_some(), is_lost, "{other}: {found:?}");
        };
        let prefixed = FLOW
            .replace("xmlns=", "xmlns:b=")
            .replace("definitions", "b:definitions")
            .replace("process", "b:process");
        check(FLOW, &prefixed, false);
        let lines = |end: &str| FLOW.replace("請假", &format!("請{end}假"));
        check(&lines("&#13;&#10;"), &lines("&#10;"), false);
        check(FLOW, &FLOW.replace("請假", "加班"), true);
        check(FLOW, &FLOW.replace(r#"name="請假""#, ""), true);
        let shape = |of: &str, x: u8| {
            format!(
                r#"<di:BPMNShape id="s{of}" bpmnElement="{of}"><dc:Bounds x="{x}" y="0" width="9" height="9"/></di:BPMNShape>"#
            )
        };
        let (a, b) = (shape("a", 1), shape("b", 2));
        let file = drawn([&a, &b]);
        check(&file, &drawn([&b, &a]), false);
        let more = a.replace("bpmnElement", r#"isMarkerVisible="true" bpmnElement"#);
        check(&file, &drawn([&b, &more]), false);
        check(&drawn([&b, &more]), &file, true);
        let label = "<di:BPMNLabel/></di:BPMNShape>";
        check(
            &file,
            &drawn([&a, &b.replace("</di:BPMNShape>", label)]),
            false,
        );
        check(&file, &drawn([&a, &shape("b", 3)]), true);
        check(&file, &drawn([&a, ""]), true);
        check(&drawn([&a, ""]), &file, false);
    }
}
