//! The plan of a migration as a file that a person reads and changes.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use office::ids::PackId;
use office::migration::{Difference, Fate, Found, MAX_ENTRIES, Migration};
use serde::Deserialize;

use crate::problem::Problem;

/// The largest plan, in bytes.
pub const MAX_PLAN: u64 = 4 * 1024 * 1024;

/// From which version of a service to which, and where everything goes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plan {
    /// The service.
    pub service: PackId,
    /// The version that is left.
    pub from: u32,
    /// The version by which its cases go on.
    pub to: u32,
    /// Where everything goes.
    pub migration: Migration,
    /// What there is to know about each element, where the plan was proposed.
    notes: BTreeMap<String, String>,
    /// Elements without a fate, with what there is to know about them.
    open: Vec<(String, String)>,
    /// Elements that are new.
    added: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    service: PackId,
    from: u32,
    to: u32,
    #[serde(default)]
    elements: BTreeMap<String, String>,
    #[serde(default)]
    flows: BTreeMap<String, String>,
}

impl Plan {
    /// The plan that a difference proposes.
    #[must_use]
    pub fn proposed(service: &PackId, from: u32, to: u32, found: Difference) -> Self {
        let migration = found.migration();
        let (mut notes, mut open) = (BTreeMap::new(), Vec::new());
        for entry in found.entries {
            let mut note = entry.kind.to_owned();
            if !entry.name.is_empty() {
                let _ = write!(note, " {}", entry.name);
            }
            match entry.found {
                None => open.push((entry.element.to_string(), note)),
                Some((_, how)) => {
                    note.push_str(match how {
                        Found::ById => "",
                        Found::ByName => ", found by its name",
                        Found::ByPlace => ", found by its neighbours",
                    });
                    if !entry.differs.is_empty() {
                        let _ = write!(note, ", differs in {:?}", entry.differs);
                    }
                    notes.insert(entry.element.to_string(), note);
                }
            }
        }
        Self {
            service: service.clone(),
            from,
            to,
            migration,
            notes,
            open,
            added: found.added.iter().map(ToString::to_string).collect(),
        }
    }

    /// The file: one line for each element, and what was found out about it.
    #[must_use]
    pub fn to_text(&self) -> String {
        let mut out = format!(
            "# Where what stands on each element goes: \"keeps ID\" as it is, \"anew ID\" begins\n# again there, \"away\". A case that stands on an element without a line stays behind.\nservice = {}\nfrom = {}\nto = {}\n\n[elements]\n",
            quoted(self.service.as_str()),
            self.from,
            self.to
        );
        for (element, fate) in &self.migration.elements {
            let fate = match fate {
                Fate::Keeps(to) => format!("keeps {to}"),
                Fate::Anew(to) => format!("anew {to}"),
                Fate::Away => "away".to_owned(),
            };
            let _ = write!(out, "{} = {}", key(element), quoted(&fate));
            if let Some(note) = self.notes.get(&**element) {
                let _ = write!(out, " # {}", note.replace(['\r', '\n'], " "));
            }
            out.push('\n');
        }
        for (element, note) in &self.open {
            let note = note.replace(['\r', '\n'], " ");
            let _ = writeln!(out, "# {} = \"\" # not decided: {note}", key(element));
        }
        if !self.added.is_empty() {
            let _ = writeln!(out, "# new: {}", self.added.join(", "));
        }
        out.push_str("\n[flows]\n");
        for (flow, to) in &self.migration.flows {
            let _ = writeln!(out, "{} = {}", key(flow), quoted(to));
        }
        out
    }

    /// Reads a plan from its file.
    ///
    /// # Errors
    /// [`Problem::Entry`] with the line and what is wrong there.
    pub fn read(text: &str) -> Result<Self, Problem> {
        let line = |at: usize| {
            text.get(..at)
                .map_or(0, |before| before.lines().count().max(1))
        };
        let wrong = |line: usize, field: &str, reason: &str| Problem::Entry {
            file: "plan".to_owned(),
            line,
            field: field.to_owned(),
            reason: reason.to_owned(),
        };
        let written: Written = toml::from_str(text).map_err(|error| {
            let at = error.span().map_or(0, |span| line(span.start + 1));
            wrong(at, "", error.message())
        })?;
        if written.elements.len() + written.flows.len() > MAX_ENTRIES {
            return Err(wrong(0, "elements", "too many"));
        }
        let mut migration = Migration::default();
        for (element, fate) in written.elements {
            let fate = match fate.split_once(' ') {
                Some(("keeps", to)) => Fate::Keeps(to.trim().into()),
                Some(("anew", to)) => Fate::Anew(to.trim().into()),
                None if fate == "away" => Fate::Away,
                _ => {
                    let field = format!("elements.{element}");
                    return Err(wrong(0, &field, "write keeps ID, anew ID or away"));
                }
            };
            migration.elements.insert(element.into(), fate);
        }
        let flows = written.flows.into_iter();
        migration.flows = flows.map(|(flow, to)| (flow.into(), to.into())).collect();
        Ok(Self {
            service: written.service,
            from: written.from,
            to: written.to,
            migration,
            notes: BTreeMap::new(),
            open: Vec::new(),
            added: Vec::new(),
        })
    }
}

fn quoted(text: &str) -> String {
    toml::Value::from(text).to_string()
}

/// A key of TOML: bare where it can be.
fn key(text: &str) -> String {
    let bare = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_');
    if !text.is_empty() && text.bytes().all(bare) {
        text.to_owned()
    } else {
        quoted(text)
    }
}
