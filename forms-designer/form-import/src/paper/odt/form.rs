//! The controls of a file's forms (ISO/IEC 26300-1, 13.5).

use std::collections::BTreeMap;

use crate::paper::{Control, ControlKind, Piece};
use crate::xml::Element;

/// Every control inside by its id; a box stands with its words.
pub(super) fn controls(within: &Element, known: &mut BTreeMap<String, Vec<Piece>>) {
    for element in within.elements() {
        if let (Some(id), Some(pieces)) = (element.attribute("id"), pieces(element)) {
            known.insert(id.to_owned(), pieces);
        }
        controls(element, known);
    }
}

fn pieces(element: &Element) -> Option<Vec<Piece>> {
    let kind = match element.name.as_str() {
        "checkbox" | "radio" => {
            let is_radio = element.name == "radio";
            let label = element.attribute("label").unwrap_or_default();
            return Some(vec![
                Piece::Mark { is_radio },
                Piece::Text(label.to_owned()),
            ]);
        }
        "text" => ControlKind::Line,
        "textarea" => ControlKind::Lines,
        "formatted-text" | "number" => ControlKind::Number,
        "date" => ControlKind::Date,
        "listbox" | "combobox" => {
            let named = |item: &&Element| matches!(item.name.as_str(), "option" | "item");
            let items = element.elements().filter(named);
            let texts = items.filter_map(|item| item.attribute("label"));
            ControlKind::Choice(texts.map(str::to_owned).collect())
        }
        _ => return None,
    };
    let name = element.attribute("name").unwrap_or_default().to_owned();
    Some(vec![Piece::Control(Control { name, kind })])
}
