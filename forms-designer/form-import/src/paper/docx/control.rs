//! Places to fill in that Word itself knows: content controls and old form fields.

use crate::paper::{Control, ControlKind, Piece};
use crate::xml::Element;

/// Words with which a list asks for a choice; they are no choice.
const ASKING: &[&str] = &["選擇", "請選", "Choose"];

/// The control that an `sdt` is; none where it only groups or formats what it holds.
pub(super) fn control(sdt: &Element) -> Option<Piece> {
    let settings = sdt.child("sdtPr")?;
    if settings.child("checkbox").is_some() {
        return Some(Piece::Mark { is_radio: false });
    }
    let named = settings.value("alias").or_else(|| settings.value("tag"));
    let list = settings.child("dropDownList");
    let kind = if let Some(list) = list.or_else(|| settings.child("comboBox")) {
        ControlKind::Choice(choices(list))
    } else if settings.child("date").is_some() {
        ControlKind::Date
    } else if let Some(text) = settings.child("text") {
        match text.attribute("multiLine") {
            Some("1" | "true" | "on") => ControlKind::Lines,
            _ => ControlKind::Line,
        }
    } else if settings.is_on("showingPlcHdr") && settings.child("picture").is_none() {
        ControlKind::Line
    } else {
        return None;
    };
    Some(Piece::Control(Control {
        name: named.unwrap_or_default().to_owned(),
        kind,
    }))
}

fn choices(list: &Element) -> Vec<String> {
    let items = list.elements().filter(|item| item.name == "listItem");
    let shown = items.filter_map(|item| {
        let value = item.attribute("value").unwrap_or_default();
        let text = item.attribute("displayText").unwrap_or(value);
        let asks = ASKING.iter().any(|word| text.starts_with(word));
        (!value.is_empty() && !asks).then(|| text.to_owned())
    });
    shown.collect()
}

/// The control that an old form field is.
pub(super) fn old_field(data: &Element) -> Option<Piece> {
    let kind = if data.child("checkBox").is_some() {
        return Some(Piece::Mark { is_radio: false });
    } else if let Some(list) = data.child("ddList") {
        let entries = list.elements().filter(|entry| entry.name == "listEntry");
        let texts = entries.filter_map(|entry| entry.attribute("val"));
        ControlKind::Choice(texts.map(str::to_owned).collect())
    } else {
        match data.child("textInput")?.value("type") {
            Some("number" | "calculated") => ControlKind::Number,
            Some("date" | "currentDate") => ControlKind::Date,
            _ => ControlKind::Line,
        }
    };
    Some(Piece::Control(Control {
        name: String::new(),
        kind,
    }))
}
