//! A compiled sheet in a notation that a reviewer reads: a line for each row of boxes.
//!
//! `[label]width`, `"text"width`, `(■ticked □not)width`, `<qr>width`; `#` is a grey ground and `+` a
//! row that stays with the next.

use archive::form::Printed;
use archive::print::{Block, Border, Cell, Choices, Filled, GridRow, Table};
use std::fmt::Write;

pub(crate) fn notation(printed: &Printed) -> String {
    let sheet = &printed.sheet;
    let lies = if sheet.paper.landscape {
        "landscape"
    } else {
        "upright"
    };
    let mut out = format!("{:?} {lies}\n", sheet.paper.size);
    for (name, blocks) in [
        ("header", &sheet.header),
        ("body", &sheet.body),
        ("footer", &sheet.footer),
    ] {
        if blocks.is_empty() {
            continue;
        }
        writeln!(out, "{name}").unwrap();
        for block in blocks {
            out += &block_of(block, &printed.filled);
        }
    }
    out
}

fn block_of(block: &Block, filled: &Filled) -> String {
    match block {
        Block::Text(text) => {
            let bold = if text.bold { " bold" } else { "" };
            let words = said(&text.text, filled);
            format!(
                "  {:?} {:?}{bold} {words}\n",
                text.role,
                text.size.unwrap_or_default()
            )
        }
        Block::Space(height) => format!("  space {height:.0}\n"),
        Block::Rule(rule) => format!("  rule {}\n", rule.weight),
        Block::Grid(grid) => {
            let border = if grid.border == Border::Box {
                "grid"
            } else {
                "plain"
            };
            let rows = grid
                .rows
                .iter()
                .map(|row| row_of(row, &grid.widths, filled));
            format!("  {border}\n{}", rows.collect::<String>())
        }
        Block::Table(table) => table_of(table, filled),
        other => format!("  {other:?}\n"),
    }
}

fn row_of(row: &GridRow, widths: &[f32], filled: &Filled) -> String {
    let widths = if row.widths.is_empty() {
        widths
    } else {
        &row.widths
    };
    let cells = row.cells.iter().zip(widths).map(|(cell, width)| {
        let ground = if cell.shade { "#" } else { "" };
        format!("{ground}{}{width:.0}", cell_of(cell, filled))
    });
    let keep = if row.keep { "+" } else { " " };
    let cells: Vec<String> = cells.collect();
    format!("   {keep}{:>4.1} {}\n", row.height, cells.join(" "))
}

fn cell_of(cell: &Cell, filled: &Filled) -> String {
    match (&cell.label, &cell.text, &cell.choice, &cell.qr) {
        (Some(label), ..) => format!("[{label}]"),
        (_, Some(text), ..) => format!("\"{}\"", said(text, filled)),
        (_, _, Some(choice), _) => format!("({})", ticked(choice, filled)),
        (_, _, _, Some(qr)) => format!("<{}>", said(&qr.text, filled)),
        _ => "?".to_owned(),
    }
}

fn ticked(choice: &Choices, filled: &Filled) -> String {
    let value = &filled.text[&choice.path];
    let ticks: Vec<&str> = value.split('\n').collect();
    let options = choice.of.iter().map(|option| {
        let mark = if ticks.contains(&option.value.as_str()) {
            '■'
        } else {
            '□'
        };
        format!("{mark}{}", option.text)
    });
    options.collect::<Vec<_>>().join(" ")
}

fn table_of(table: &Table, filled: &Filled) -> String {
    let heads = table
        .columns
        .iter()
        .map(|column| format!("[{}]{:.0}", column.head, column.width));
    let heads: Vec<String> = heads.collect();
    let mut out = format!(
        "  table {} {:?}\n     {}\n",
        table.rows,
        table.size.unwrap(),
        heads.join(" ")
    );
    let rows = &filled.rows[&table.rows];
    for row in rows {
        let cells = table.columns.iter().map(|column| {
            let path = column.text.trim_matches(['{', '}', '?']);
            row.get(path).map_or("", String::as_str).replace('\n', "/")
        });
        writeln!(out, "     {}", cells.collect::<Vec<_>>().join(" | ")).unwrap();
    }
    if let Some(empty) = table.empty.as_ref().filter(|_| rows.is_empty()) {
        writeln!(out, "     {empty}").unwrap();
    }
    out
}

/// A template with the values that it has.
fn said(template: &str, filled: &Filled) -> String {
    let mut text = template.replace('\n', "/");
    for (path, value) in &filled.text {
        text = text.replace(&format!("{{{path}}}"), &value.replace('\n', "/"));
    }
    match text.char_indices().nth(80) {
        Some((at, _)) => format!("{}…", &text[..at]),
        None => text,
    }
}
