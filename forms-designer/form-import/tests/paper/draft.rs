//! A draft in a notation that a reviewer can read: a line a row, `label kind(columns) key`, the
//! options in brackets; what a group or list holds stands below it, indented.

use form_import::{Imported, import};
use form_model::schema::{Dialect, check_document};
use form_model::{Component, Form, Kind, Options, Part, Severity, Subtype, rows};

use crate::writer::{docx, odt};

/// Imports, and holds the form to what every draft must be.
pub(crate) fn imported(bytes: &[u8]) -> Imported {
    let imported = import(bytes, "紙本.docx").unwrap();
    sound(&imported);
    imported
}

/// What must hold for every draft.
pub(crate) fn sound(imported: &Imported) {
    let text = imported.form.pretty();
    let findings = check_document(&imported.form, Dialect::Antou);
    assert!(findings.is_empty(), "{findings:?}\n{text}");
    let form = Form::read(text.as_bytes()).unwrap();
    let problems = form.problems();
    let errors = problems.iter().filter(|p| p.severity() > Severity::Notice);
    assert_eq!(errors.count(), 0, "{problems:?}\n{text}");
    let mut levels = vec![form.components()];
    while let Some(components) = levels.pop() {
        for row in rows(components) {
            let sum: u32 = row.cells.iter().map(|cell| u32::from(cell.columns)).sum();
            assert!(sum <= 16, "{sum} columns in a row\n{text}");
        }
        levels.extend(components.iter().map(|c| c.children.as_slice()));
    }
    let mut ids: Vec<_> = form.all().into_iter().map(|c| c.id.clone()).collect();
    let all = ids.len();
    ids.sort();
    ids.dedup();
    assert_eq!(ids.len(), all, "an id stands twice\n{text}");
}

/// The draft of a paper, which must be the same from both kinds of file.
pub(crate) fn draft(notation: &str) -> String {
    let from_word = told(&imported(&docx(notation)));
    let from_open = told(&imported(&odt(notation)));
    assert_eq!(from_word, from_open, "DOCX and ODT differ");
    from_word
}

pub(crate) fn told(imported: &Imported) -> String {
    let form = Form::read(imported.form.pretty().as_bytes()).unwrap();
    let mut out = String::new();
    level(form.components(), 0, &mut out);
    for note in &imported.notes {
        out.push_str(&format!("! {note}\n"));
    }
    out
}

fn level(components: &[Component], depth: usize, out: &mut String) {
    for row in rows(components) {
        let cells = row
            .cells
            .iter()
            .map(|cell| component(cell.component, cell.columns));
        let line = cells.collect::<Vec<_>>().join(" | ");
        out.push_str(&format!("{}{line}\n", "  ".repeat(depth)));
        for cell in &row.cells {
            level(&cell.component.children, depth + 1, out);
        }
    }
}

fn component(component: &Component, columns: u8) -> String {
    let label = &component.label;
    let key = component.path.rsplit('.').next().unwrap_or_default();
    let mut said = match &component.kind {
        Kind::Shown(_) => return format!("“{}”", component.content.replace('\n', " ⏎ ")),
        Kind::Group => return format!("[{label}]"),
        Kind::DynamicList => format!("[{label}] list {key}"),
        kind => format!(
            "{label} {}({columns}) {key}",
            named(kind, component.part.as_ref())
        ),
    };
    if let Options::Fixed(choices) = &component.options {
        let choices = choices
            .iter()
            .map(|choice| match choice.label == choice.value {
                true => choice.label.clone(),
                false => format!("{}={}", choice.value, choice.label),
            });
        said.push_str(&format!(" {{{}}}", choices.collect::<Vec<_>>().join(", ")));
    }
    let [before, after] = &component.adorners;
    said.push_str(&format!(
        "{before}{}",
        if after.is_empty() {
            String::new()
        } else {
            format!(" …{after}")
        }
    ));
    if let Some(kind) = &component.rules.validation_type {
        said.push_str(&format!(" <{kind}>"));
    }
    if component.rules.required.is_set() {
        said.push('*');
    }
    if component.hide.is_set() {
        said.push_str(" ?");
    }
    if !component.description.is_empty() {
        said.push_str(&format!(" ({})", component.description));
    }
    said
}

fn named(kind: &Kind, part: Option<&Part>) -> String {
    if let Some(part) = part {
        return format!("{part:?}").to_lowercase();
    }
    match kind {
        Kind::Datetime(Subtype::DateTime) => "datetime".to_owned(),
        Kind::Datetime(Subtype::Date) => "date".to_owned(),
        Kind::Datetime(Subtype::Time) => "time".to_owned(),
        other => format!("{other:?}").to_lowercase(),
    }
}
