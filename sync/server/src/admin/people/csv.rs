//! A list as CSV (RFC 4180), the first row naming the columns.

use std::collections::BTreeMap;

use csv::{ReaderBuilder, StringRecord, Trim, WriterBuilder};

use super::column::Column;
use super::fault::{Fault, Faults};
use super::sheet::{Row, Sheet, field};

/// A spreadsheet takes a field that begins so for a formula. Such a field is written with an
/// apostrophe before it, which is taken away again when it is read.
const FORMULA: [char; 7] = ['=', '+', '-', '@', '\'', '\t', '\r'];

/// Reads a text.
pub(super) fn read(text: &str) -> Result<Sheet, Faults> {
    let mut reader = ReaderBuilder::new()
        .flexible(true)
        .has_headers(true)
        .trim(Trim::None)
        .from_reader(text.as_bytes());
    let mut faults = Faults::default();
    let headings = match reader.headers() {
        Ok(headings) => headings.clone(),
        Err(_) => return Err(Faults::one(Fault::new(1, "", "people-csv"))),
    };
    let columns = columns(&headings, &mut faults);
    let mut sheet = Sheet {
        columns: columns.iter().flatten().copied().collect(),
        rows: Vec::new(),
    };
    if faults.count > 0 {
        return Err(faults);
    }
    let mut record = StringRecord::new();
    loop {
        let at = reader.position().line();
        match reader.read_record(&mut record) {
            Ok(true) => {}
            Ok(false) => break,
            Err(_) => {
                faults.add(Fault::new(at, "", "people-csv"));
                break;
            }
        }
        let at = record.position().map_or(at, csv::Position::line);
        if let Some(row) = row(&record, at, &columns, &mut faults)
            && !sheet.add(row, &mut faults)
        {
            break;
        }
    }
    faults.or(sheet)
}

/// The column of each heading; others than ours are passed over.
fn columns(headings: &StringRecord, faults: &mut Faults) -> Vec<Option<Column>> {
    let mut found: Vec<Option<Column>> = Vec::new();
    for heading in headings {
        let column = Column::of_heading(heading);
        if let Some(column) = column
            && found.contains(&Some(column))
        {
            faults.add(Fault::new(1, column.english(), "people-column-twice"));
        }
        found.push(column);
    }
    if !found.contains(&Some(Column::Person)) {
        let missing = Fault::new(1, Column::Person.english(), "people-column-missing");
        faults.add(missing);
    }
    found
}

fn row(
    record: &StringRecord,
    at: u64,
    columns: &[Option<Column>],
    faults: &mut Faults,
) -> Option<Row> {
    if record.iter().all(|text| text.trim().is_empty()) {
        return None;
    }
    if record.len() != columns.len() {
        let fault = Fault::new(at, "", "people-row-fields");
        let fault = fault.with("expected", columns.len());
        faults.add(fault.with("found", record.len()));
        return None;
    }
    let mut says = BTreeMap::new();
    for (text, column) in record.iter().zip(columns) {
        let Some(column) = *column else { continue };
        let text = text.strip_prefix('\'').unwrap_or(text);
        match field(text, at, column) {
            Ok(text) if text.is_empty() => {}
            Ok(text) => {
                says.insert(column, text);
            }
            Err(fault) => faults.add(fault),
        }
    }
    Some(Row { at, says })
}

/// Writes rows, with Chinese headings and a byte order mark, so that a spreadsheet shows them.
pub(super) fn write(rows: &[BTreeMap<Column, String>]) -> Vec<u8> {
    let mut writer = WriterBuilder::new()
        .terminator(csv::Terminator::CRLF)
        .from_writer(vec![0xef, 0xbb, 0xbf]);
    let headings = Column::all().map(Column::chinese);
    let mut sound = writer.write_record(headings).is_ok();
    for row in rows {
        let fields = Column::all().map(|column| {
            let text = row.get(&column).map_or("", String::as_str);
            match text.starts_with(FORMULA) {
                true => format!("'{text}"),
                false => text.to_owned(),
            }
        });
        sound &= writer.write_record(fields).is_ok();
    }
    // A writer to memory refuses nothing: every row has the same number of fields.
    debug_assert!(sound);
    writer.into_inner().unwrap_or_default()
}
