//! The components of a form at their places, as a tree.

use super::tell::At;
use crate::print::pages::PAGES_LIMIT;
use crate::problem::Problem;
use form_model::{Asked, Choice, Component, Kind, Part, Seen, Session, Setting};
use std::collections::BTreeMap;
use std::iter::Peekable;

/// Most components of one sheet at all their places: more than its pages hold.
const PLACES: usize = PAGES_LIMIT * 100;
/// Most empty rows of a list.
const ROWS: usize = 50;

/// A component at one place.
pub(crate) struct Place<'a> {
    pub(crate) component: &'a Component,
    /// As [`Tell`](super::Tell) is asked for it.
    pub(crate) path: String,
    /// With its answer; none on a blank sheet.
    pub(crate) seen: Option<Seen<'a>>,
    /// What it asks; none on a blank sheet inside a list.
    pub(crate) asked: Option<&'a Asked>,
    pub(crate) shown: bool,
    pub(crate) options: Vec<Choice>,
    /// What it holds; of a list once for each row.
    pub(crate) inside: Vec<Vec<Place<'a>>>,
}

impl<'a> Place<'a> {
    /// As a caller is asked for it.
    pub(crate) fn at(&self) -> At<'_> {
        At {
            path: &self.path,
            component: self.component,
            asked: self.asked,
        }
    }

    pub(crate) fn is_barcode(&self) -> bool {
        self.component.part == Some(Part::Barcode)
    }

    /// What a barcode says by itself, without an answer.
    pub(crate) fn barcode(&self) -> Option<&str> {
        let written = match &self.component.own.value {
            Setting::Fixed(value) => value.as_text(),
            _ => None,
        };
        let said = self.at().said(&["value"], written.unwrap_or_default());
        Some(said).filter(|said| !said.is_empty())
    }

    /// Whether anything of it is printed.
    pub(crate) fn is_printed(&self) -> bool {
        let inside = || self.inside.iter().flatten().any(Place::is_printed);
        self.shown
            && match &self.component.kind {
                _ if self.is_barcode() => true,
                Kind::Shown(name) => {
                    ["text", "html", "separator", "spacer"].contains(&name.as_str())
                }
                Kind::Unknown(_) | Kind::Group => inside(),
                Kind::DynamicList => !self.component.children.is_empty(),
                _ => true,
            }
    }

    /// Whether it stands in a box of its own.
    pub(crate) fn is_field(&self) -> bool {
        let holds = matches!(
            self.component.kind,
            Kind::Group | Kind::DynamicList | Kind::Shown(_) | Kind::Unknown(_)
        );
        self.is_barcode() || !holds
    }
}

/// The places of a form with its answers.
pub(crate) fn answered(session: &Session) -> Result<Vec<Place<'_>>, Problem> {
    let mut all = Vec::new();
    session.each(&mut |seen| all.push(seen.clone()));
    if all.len() > PLACES {
        return Err(too_many());
    }
    let mut all = all.into_iter().peekable();
    Ok(level(session.form().components(), "", &mut all))
}

fn too_many() -> Problem {
    Problem::TooManyPages { limit: PAGES_LIMIT }
}

fn level<'a>(
    components: &'a [Component],
    before: &str,
    all: &mut Peekable<impl Iterator<Item = Seen<'a>>>,
) -> Vec<Place<'a>> {
    let mut places = Vec::new();
    for component in components {
        let Some(seen) = all.next_if(|seen| std::ptr::eq(seen.component, component)) else {
            continue;
        };
        let path = path(component, before);
        let inside = match component.kind {
            Kind::DynamicList => {
                let items = seen.value.as_list().map_or(0, <[_]>::len);
                let rows = if seen.asked.shown { items } else { 0 };
                (0..rows)
                    .map(|_| level(&component.children, &path, all))
                    .collect()
            }
            _ => vec![level(&component.children, before, all)],
        };
        places.push(Place {
            component,
            path,
            shown: seen.asked.shown,
            asked: Some(seen.asked),
            options: seen.asked.options.clone().unwrap_or_default(),
            seen: Some(seen),
            inside,
        });
    }
    places
}

/// The places of a form to fill in by hand, `rows` of each list.
pub(crate) fn blank(session: &Session, rows: usize) -> Result<Vec<Place<'_>>, Problem> {
    let mut asked = BTreeMap::new();
    session.each(&mut |seen| {
        asked.insert(seen.component.pointer.as_str(), seen.asked);
    });
    let mut empty = Empty {
        asked,
        rows: rows.clamp(1, ROWS),
        left: PLACES,
    };
    empty.level(session.form().components(), "")
}

struct Empty<'a> {
    asked: BTreeMap<&'a str, &'a Asked>,
    rows: usize,
    left: usize,
}

impl<'a> Empty<'a> {
    fn level(
        &mut self,
        components: &'a [Component],
        before: &str,
    ) -> Result<Vec<Place<'a>>, Problem> {
        let places = components.iter().map(|component| {
            self.left = self.left.checked_sub(1).ok_or_else(too_many)?;
            let path = path(component, before);
            let (rows, within) = match component.kind {
                Kind::DynamicList => (self.rows, path.as_str()),
                _ => (1, before),
            };
            let inside = (0..rows).map(|_| self.level(&component.children, within));
            let inside = inside.collect::<Result<_, _>>()?;
            let asked = self.asked.get(component.pointer.as_str()).copied();
            let options = asked.and_then(|asked| asked.options.as_deref());
            let options = options.or_else(|| component.options.fixed());
            Ok(Place {
                component,
                path,
                seen: None,
                asked,
                shown: true,
                options: options.unwrap_or_default().to_vec(),
                inside,
            })
        });
        places.collect()
    }
}

fn path(component: &Component, before: &str) -> String {
    match (before, component.path.as_str()) {
        (_, "") => component.pointer.clone(),
        ("", own) => own.to_owned(),
        (before, own) => format!("{before}.{own}"),
    }
}
