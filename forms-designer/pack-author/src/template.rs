//! Services to begin with: whole packs that pass every check. 範本

use crate::Problem;
use crate::files::{FORM, Files, MANIFEST, TEXTS};
use crate::route::{self, Desk, Linear, Role, Side, Station, Step};
use crate::texts;

/// A service to begin with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Template {
    /// Leave by dates: a deputy consents, then up to three heads by days. 請假單
    Absence,
    /// One head decides. 申請單
    Request,
    /// A deputy consents, then up to three heads by days, and personnel takes note. 三級簽核
    Levels,
    /// Units side by side, then a head decides. 會辦單
    Consult,
    /// Heads take note, and nobody decides. 通報
    Notice,
}

/// Changes a file line by line; a line that is none goes.
fn change(files: &mut Files, path: &str, line: impl Fn(&str) -> Option<String>) {
    let Some(bytes) = files.get_mut(path) else {
        return;
    };
    let text = String::from_utf8_lossy(bytes).into_owned();
    let lines: Vec<String> = text.lines().filter_map(line).collect();
    *bytes = format!("{}\n", lines.join("\n")).into_bytes();
}

type Parts = &'static [(&'static str, &'static str)];

/// The files of a template that are not made of its route.
macro_rules! parts {
    ($name:literal: $($scenario:literal)*) => {
        &[
            (MANIFEST, include_str!(concat!("../templates/", $name, "/pack.toml"))),
            (FORM, include_str!(concat!("../templates/", $name, "/form.json"))),
            (TEXTS[0], include_str!(concat!("../templates/", $name, "/texts/zh-TW.ftl"))),
            (TEXTS[1], include_str!(concat!("../templates/", $name, "/texts/en.ftl"))),
            $((
                concat!("scenarios/", $scenario, ".toml"),
                include_str!(concat!("../templates/", $name, "/scenarios/", $scenario, ".toml")),
            ),)*
        ]
    };
}

impl Template {
    /// All of them: the one that is asked for most, then the simplest first.
    pub const ALL: [Self; 5] = [
        Self::Absence,
        Self::Request,
        Self::Levels,
        Self::Consult,
        Self::Notice,
    ];

    /// Its stable name, which is the id of its pack.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Absence => "absence",
            Self::Request => "request",
            Self::Levels => "levels",
            Self::Consult => "consult",
            Self::Notice => "notice",
        }
    }

    /// Its files.
    ///
    /// # Errors
    /// As [`route::put`].
    pub fn files(self) -> Result<Files, Problem> {
        let parts = self.parts().iter();
        let mut files: Files = parts
            .map(|(path, text)| ((*path).to_owned(), text.as_bytes().to_vec()))
            .collect();
        route::put(&mut files, &self.route())?;
        Ok(files)
    }

    /// The files of a service around a form: one head decides. Of the template come the flow, the
    /// rules, the scenarios and the texts that are not of its fields; `fields` are the texts of the
    /// form's own, by key.
    ///
    /// # Errors
    /// As [`route::put`].
    pub fn around(
        form: &[u8],
        id: &str,
        title: &str,
        fields: &[(String, String)],
    ) -> Result<Files, Problem> {
        let mut files = Self::Request.files()?;
        files.insert(FORM.to_owned(), form.to_vec());
        let title = texts::plain(title);
        for path in TEXTS {
            change(&mut files, path, |line| match line.split_once(" = ") {
                Some((key, _)) if key.starts_with("field-") => None,
                Some((key @ ("pack-name" | "pack-short" | "pack-words"), _)) => {
                    Some(format!("{key} = {title}"))
                }
                _ => Some(line.to_owned()),
            });
        }
        if let Some(bytes) = files.get_mut(TEXTS[0]) {
            for (key, text) in fields {
                bytes.extend(format!("{key} = {}\n", texts::plain(text)).bytes());
            }
        }
        change(&mut files, MANIFEST, |line| match line.split_once(" = ") {
            Some(("id", _)) => Some(format!("id = \"{id}\"")),
            _ => Some(line.to_owned()),
        });
        Ok(files)
    }

    fn parts(self) -> Parts {
        match self {
            Self::Absence => {
                parts!("absence": "a01-granted" "a02-refused" "a03-withdrawn" "b01-route")
            }
            Self::Request => parts!("request": "a01-granted" "a02-refused" "a03-withdrawn"),
            Self::Levels => {
                parts!("levels": "a01-granted" "a02-refused" "a03-withdrawn" "b01-route")
            }
            Self::Consult => {
                parts!("consult": "a01-granted" "a02-refused" "a03-withdrawn" "b01-route")
            }
            Self::Notice => parts!("notice": "a01-noted" "a02-withdrawn"),
        }
    }

    /// Its route.
    #[must_use]
    pub fn route(self) -> Linear {
        let (name, steps) = match self {
            Self::Request => ("申請", vec![one("head", HEAD, Desk::Head(1), Role::Decide)]),
            Self::Absence => ("請假", levels()),
            Self::Levels => ("三級簽核", levels()),
            Self::Consult => ("會辦", consult()),
            Self::Notice => ("通報", notice()),
        };
        let filed = self != Self::Notice;
        Linear {
            process: format!("{}-process", self.name()),
            name: name.to_owned(),
            steps,
            ledger: false,
            number: filed,
            filed,
            urge: None,
        }
    }
}

const HEAD: [&str; 2] = ["直屬主管", "Immediate superior"];

fn station(key: &str, names: [&str; 2], desk: Desk, role: Role) -> Station {
    Station {
        key: key.to_owned(),
        names: names.map(str::to_owned),
        desk,
        role,
        opinion: false,
        when: String::new(),
        basis: String::new(),
    }
}

fn one(key: &str, names: [&str; 2], desk: Desk, role: Role) -> Step {
    Step::Station(station(key, names, desk, role))
}

/// A station of a head that is wanted only when a condition holds.
fn above(key: &str, names: [&str; 2], level: u8, when: &str, basis: &str) -> Step {
    Step::Station(Station {
        when: when.to_owned(),
        basis: basis.to_owned(),
        ..station(key, names, Desk::Head(level), Role::Approve)
    })
}

fn office(key: &str, names: [&str; 2], role: Role) -> Station {
    station(key, names, Desk::Office(key.to_owned()), role)
}

fn levels() -> Vec<Step> {
    vec![
        one(
            "consent",
            ["代理人同意", "Deputy's consent"],
            Desk::Deputy,
            Role::Consent,
        ),
        one("head", HEAD, Desk::Head(1), Role::Approve),
        above(
            "unit-head",
            ["上一級主管", "Next superior"],
            2,
            "days > 3",
            "逾三日",
        ),
        above(
            "top-head",
            ["首長", "Head of agency"],
            3,
            "days > 10",
            "逾十日",
        ),
        Step::Station(office(
            "personnel",
            ["人事登記", "Personnel office"],
            Role::Note,
        )),
    ]
}

fn consult() -> Vec<Step> {
    let heard = |key: &str, names: [&str; 2]| Station {
        opinion: true,
        ..office(key, names, Role::Consult)
    };
    let money = Station {
        when: "amount > 0".to_owned(),
        basis: "有經費者".to_owned(),
        ..heard("accounting", ["主計會辦", "Accounting"])
    };
    let stations = vec![
        heard("personnel", ["人事會辦", "Personnel"]),
        heard("secretariat", ["秘書會辦", "Secretariat"]),
        money,
    ];
    let side = Side {
        stations,
        vote: None,
    };
    vec![
        Step::Side(side),
        one("head", HEAD, Desk::Head(1), Role::Decide),
    ]
}

fn notice() -> Vec<Step> {
    vec![
        one("head", HEAD, Desk::Head(1), Role::Note),
        one(
            "unit-head",
            ["上一級主管", "Next superior"],
            Desk::Head(2),
            Role::Note,
        ),
    ]
}

#[cfg(test)]
mod tests {
    use office::pack::check::Weight;

    use super::*;
    use crate::{Service, check, publication, scenarios};

    #[test]
    fn every_template_can_be_published_as_it_is() {
        for template in Template::ALL {
            let name = template.name();
            let files = template.files().unwrap();
            let found: Vec<_> = check(&files)
                .into_iter()
                .filter(|finding| finding.weight > Weight::Notice)
                .collect();
            assert_eq!(found, [], "{name}");
            let runs = scenarios::run(&files);
            assert!(
                !runs.is_empty() && !scenarios::is_red(&runs),
                "{name}: {runs:#?}"
            );
            let ready = publication::prepare(&files, None).unwrap();
            assert_eq!(ready.manifest.id.as_str(), name);
            assert_eq!(
                Service::open(files).unwrap().route().unwrap(),
                template.route()
            );
        }
    }
}
