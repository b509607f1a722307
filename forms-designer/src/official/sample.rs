//! What a sheet prints while it is drawn: the form with answers that it could have, and what the office
//! gives besides.

use archive::print::{Filled, Sheet as Laid};
use form_model::{Json, Kind, Seen, Session};

/// What the office gives, as it could be.
const GIVEN: &[(&str, &str)] = &[
    ("agency.name", "○○市政府○○局"),
    ("case.number", "115-HR-00001"),
    ("case.digest", "7c1f 04ab 9d2e 55f0"),
    ("print.time", "中華民國115年12月3日 09:00"),
    ("applicant.name", "王小明"),
    ("applicant.title", "科員"),
    ("applicant.unit", "人事室"),
    ("applied.date", "中華民國115年12月3日"),
    ("attachments", "無"),
    ("file.number", "115/0301/1/1/1"),
    ("file.retention", "5年"),
    ("deputy.name", "李大華"),
    ("deputy.title", "科員"),
    ("leave.reason", "家庭因素"),
    ("leave.from", "中華民國115年12月3日 08時30分"),
    ("leave.to", "中華民國115年12月3日 17時30分"),
    ("leave.total", "1日"),
    ("leave.left", "6日"),
];
/// Who signs at a station, as the paper names it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signer {
    /// What the station is called.
    pub name: String,
    /// Of which post somebody is who could sign there.
    pub title: &'static str,
    /// What is marked there.
    pub mark: String,
}

/// Who could sign, and when: title is that of the station.
const PEOPLE: [(&str, &str); 6] = [
    ("李大華", "115.12.3 09:40"),
    ("陳美玲", "115.12.3 10:20"),
    ("林志強", "115.12.3 14:05"),
    ("黃雅婷", "115.12.4 09:10"),
    ("吳俊傑", "115.12.4 11:30"),
    ("蔡宜君", "115.12.4 15:15"),
];

/// What the office gives to any sheet, with everybody who signs.
#[must_use]
pub fn given(signers: &[Signer]) -> Filled {
    let texts = GIVEN.iter();
    let filled = texts.fold(Filled::default(), |filled, (path, text)| {
        filled.with(path, text)
    });
    let signed = signers.iter().zip(PEOPLE.iter().cycle());
    signed.fold(filled, |filled, (signer, (name, time))| {
        let row = [
            ("role", signer.name.as_str()),
            ("title", signer.title),
            ("name", name),
            ("mark", signer.mark.as_str()),
            ("time", time),
            ("opinion", ""),
        ];
        filled.with_row("signers", &row)
    })
}

/// An answer as paper writes it.
pub type Told<'a> = &'a dyn Fn(&Seen<'_>) -> String;

/// What a sheet needs; `told` is an answer as paper writes it, `signers` those of the route.
#[must_use]
pub fn filled(
    sheet: &Laid,
    json: &Json,
    session: &Session,
    (signers, told): (&[Signer], Told<'_>),
) -> Filled {
    let mut filled = given(signers);
    // Where nobody signs there is no row.
    filled.rows.entry("signers".to_owned()).or_default();
    session.each(&mut |seen| answer(&mut filled, seen, &told(seen)));
    choices(json, &mut filled);
    let needs = sheet.needs();
    for path in needs.iter().filter(|path| !path.contains("[]")) {
        let is_rows = needs
            .iter()
            .any(|other| other.starts_with(&format!("{path}[]")));
        if !is_rows && !filled.text.contains_key(path) {
            // What the form does not ask stands there by its name, so that one sees it.
            let text = path.strip_prefix("answers.").unwrap_or(path);
            filled.text.insert(path.clone(), format!("（{text}）"));
        }
    }
    filled
}

/// An answer under `answers.` and its path; one in a list among the rows of the list.
fn answer(filled: &mut Filled, seen: &Seen<'_>, told: &str) {
    if !seen.component.is_field() && seen.component.kind != Kind::DynamicList {
        return;
    }
    let Some((list, rest)) = seen.path.split_once('[') else {
        match seen.component.kind {
            Kind::DynamicList => {
                filled
                    .rows
                    .entry(format!("answers.{}", seen.path))
                    .or_default();
            }
            _ => {
                filled
                    .text
                    .insert(format!("answers.{}", seen.path), told.to_owned());
            }
        }
        return;
    };
    let Some((number, column)) = rest.split_once("].") else {
        return;
    };
    let Ok(number) = number.parse::<usize>() else {
        return;
    };
    let rows = filled.rows.entry(format!("answers.{list}")).or_default();
    while rows.len() <= number {
        rows.push(Default::default());
    }
    if let Some(row) = rows.get_mut(number) {
        row.insert(column.to_owned(), told.to_owned());
    }
}

/// Of boxes to tick the first one is ticked: a value that none stands for is refused.
fn choices(json: &Json, filled: &mut Filled) {
    if let Some(choice) = json.get("choice") {
        let path = choice.get("path").and_then(Json::as_text);
        let first = choice
            .get("of")
            .and_then(Json::as_list)
            .and_then(<[Json]>::first);
        let value = first
            .and_then(|first| first.get("value"))
            .and_then(Json::as_text);
        if let (Some(path), Some(value)) = (path, value) {
            filled.text.insert(path.to_owned(), value.to_owned());
        }
    }
    for (_, inside) in json.as_object().unwrap_or_default() {
        choices(inside, filled);
    }
    for inside in json.as_list().unwrap_or_default() {
        choices(inside, filled);
    }
}
