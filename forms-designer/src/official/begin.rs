//! A sheet to begin with: what agencies print around every form, and the form itself row by row.

use form_model::{Component, Form, Json, Kind, Part, rows};

use super::{column, number, object, words};
use crate::sheet::full_path;

/// Widths of a grid of two names and two places, in millimetres of a paper A4.
const WIDTHS: [&str; 4] = ["25", "63", "25", "63"];
/// What a table is wide.
const WIDE: usize = 176;

/// A sheet that prints a form under a title.
#[must_use]
pub fn begin(form: &Form, title: &str) -> Json {
    let mut body = vec![
        text("{agency.name}", &[("size", "17")], false),
        text(title, &[("size", "21"), ("after", "3")], true),
    ];
    let applicant = [
        [("姓名", "{applicant.name}"), ("職稱", "{applicant.title}")],
        [("單位", "{applicant.unit}"), ("填表日期", "{applied.date}")],
    ];
    let head = applicant.into_iter().map(|pairs| {
        let pairs = pairs.map(|(label, text)| (label.to_owned(), text.to_owned()));
        pairs_row(&pairs, false)
    });
    let mut open: Vec<Json> = head.collect();
    fill(form, form.components(), &mut open, &mut body);
    open.push(pairs_row(
        &[("附件".to_owned(), "{attachments}".to_owned())],
        false,
    ));
    close(&mut open, &mut body);
    body.push(object(vec![("space", number("5"))]));
    body.push(text(
        "簽　核　紀　錄",
        &[("size", "13"), ("after", "1.5")],
        false,
    ));
    body.push(signers());
    let paper = [
        ("top", "14"),
        ("right", "17"),
        ("bottom", "12"),
        ("left", "17"),
    ];
    let mut edges = vec![("size", words("A4"))];
    edges.extend(paper.map(|(name, digits)| (name, number(digits))));
    let foot = "{case.number}　第 {page} 頁，共 {pages} 頁";
    object(vec![
        ("format", words("antou-print/1")),
        ("paper", object(edges)),
        ("style", words("kai")),
        ("size", number("12")),
        ("body", Json::List(body)),
        (
            "footer",
            Json::List(vec![text(foot, &[("size", "9")], false)]),
        ),
    ])
}

fn text(template: &str, numbers: &[(&str, &str)], is_title: bool) -> Json {
    let mut own = vec![("text", words(template)), ("align", words("center"))];
    if is_title {
        own.push(("bold", Json::Bool(true)));
        own.push(("role", words("title")));
    }
    own.extend(numbers.iter().map(|(name, digits)| (*name, number(digits))));
    object(vec![("text", object(own))])
}

/// The rows so far as a grid.
fn close(open: &mut Vec<Json>, body: &mut Vec<Json>) {
    if open.is_empty() {
        return;
    }
    let grid = object(vec![
        ("widths", Json::List(WIDTHS.map(number).to_vec())),
        ("rows", Json::List(std::mem::take(open))),
    ]);
    body.push(object(vec![("grid", grid)]));
}

fn fill(form: &Form, components: &[Component], open: &mut Vec<Json>, body: &mut Vec<Json>) {
    for row in rows(components) {
        let mut pairs: Vec<(String, String)> = Vec::new();
        for cell in &row.cells {
            let own = cell.component;
            match own.kind {
                Kind::Group => {
                    take(&mut pairs, open);
                    if !own.label.is_empty() {
                        open.push(heading(&own.label));
                    }
                    fill(form, &own.children, open, body);
                }
                Kind::DynamicList => {
                    take(&mut pairs, open);
                    close(open, body);
                    body.push(list(form, own));
                }
                Kind::Filepicker => {}
                _ if own.is_field() && own.part != Some(Part::Signature) => {
                    let path = full_path(form, &own.pointer);
                    pairs.push((own.label.clone(), format!("{{answers.{path}}}")));
                }
                _ => {}
            }
        }
        take(&mut pairs, open);
    }
}

/// Names and places of a row of the form, two of each beside one another.
fn take(pairs: &mut Vec<(String, String)>, open: &mut Vec<Json>) {
    let all = std::mem::take(pairs);
    let tall = all.len() == 1;
    open.extend(all.chunks(2).map(|pairs| pairs_row(pairs, tall)));
}

fn pairs_row(pairs: &[(String, String)], tall: bool) -> Json {
    let mut cells = Vec::new();
    for (label, template) in pairs {
        cells.push(object(vec![
            ("label", words(label)),
            ("align", words("spread")),
        ]));
        let mut place = vec![("text", words(template))];
        if pairs.len() == 1 {
            place.push(("span", number("3")));
        }
        cells.push(object(place));
    }
    let height = if tall { "12" } else { "10.5" };
    object(vec![
        ("height", number(height)),
        ("cells", Json::List(cells)),
    ])
}

fn heading(label: &str) -> Json {
    let cell = object(vec![
        ("label", words(label)),
        ("span", number("4")),
        ("shade", Json::Bool(true)),
    ]);
    object(vec![
        ("height", number("9")),
        ("cells", Json::List(vec![cell])),
    ])
}

fn list(form: &Form, own: &Component) -> Json {
    let fields: Vec<&Component> = own
        .children
        .iter()
        .filter(|child| child.is_field())
        .collect();
    let wide = (WIDE / fields.len().max(1)).to_string();
    let columns = fields.iter().map(|field| {
        let template = format!("{{{}}}", field.path);
        column(&field.label, &wide, &template)
    });
    let rows = format!("answers.{}", full_path(form, &own.pointer));
    let table = object(vec![
        ("rows", words(&rows)),
        ("height", number("9")),
        ("empty", words("無")),
        ("columns", Json::List(columns.collect())),
    ]);
    object(vec![("table", table)])
}

fn signers() -> Json {
    let columns = [
        ("關卡", "26", "{role}"),
        ("職稱", "28", "{title}"),
        ("姓名", "24", "{name}"),
        ("簽核", "18", "{mark}"),
        ("日期時間", "34", "{time}"),
        ("意見", "46", "{opinion?}"),
    ];
    let columns = columns.map(|(head, width, template)| {
        let mut own = column(head, width, template);
        *own.entry("align") = words(if head == "意見" { "left" } else { "center" });
        if head == "簽核" {
            *own.entry("mark") = Json::Bool(true);
        }
        own
    });
    let table = object(vec![
        ("rows", words("signers")),
        ("size", number("10.5")),
        ("height", number("11.5")),
        ("empty", words("尚無簽核紀錄")),
        ("columns", Json::List(columns.to_vec())),
    ]);
    object(vec![("table", table)])
}
