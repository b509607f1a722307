//! A draft that was begun with one version of a form and is opened when the agency uses another:
//! it goes over, says what became of what was filled in, and goes back when it is told to.

use std::collections::BTreeMap;

use form_model::{Form, Mapping, mapping};
use jiff::civil::DateTime;
use office::pack::PackRef;
use office::world::Reading;
use office::{Pack, World};
use serde::{Deserialize, Serialize};

use super::filling::without_rows;
use super::{Stored, pack_of};
use crate::Failure;
use crate::answers;
use crate::session::Session;
use crate::texts::Texts;
use crate::views::{LostAnswer, MovedView, RenamedField};
use crate::world::Staged;

/// What was filled in under one version of a form.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub(crate) struct Entered {
    pub texts: BTreeMap<String, String>,
    pub spans: BTreeMap<String, (DateTime, DateTime)>,
    pub rows: BTreeMap<String, usize>,
}

/// Which version a draft is filled in with, and where it came from.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct Version {
    /// The version that asks; none of drafts from before, which go by the agency's.
    pub pack: Option<PackRef>,
    /// The version from which it went over, until the person has seen it.
    pub from: Option<PackRef>,
    /// The version to which it was told not to go.
    pub stays: Option<PackRef>,
    /// What the other version asked and this one does not.
    pub aside: Entered,
}

/// Takes a draft over to the version that the agency uses now; whether anything changed.
///
/// # Errors
/// When the vault cannot be read.
pub(crate) fn go_over(world: &Staged<'_>, stored: &mut Stored) -> Result<bool, Failure> {
    if stored.correcting.is_some() {
        return Ok(false);
    }
    let packs = world.packs()?;
    let current = packs.and_then(|packs| packs.current.get(&stored.service).cloned());
    let Some(current) = current else {
        return Ok(false);
    };
    let at = stored.version.pack.as_ref();
    if at == Some(&current) || stored.version.stays.as_ref() == Some(&current) {
        return Ok(false);
    }
    // The list of versions may come before the version itself.
    if world.pack(&current)?.is_none() {
        return Ok(false);
    }
    move_to(world, stored, &current)
}

/// Takes a draft back to the version from which it came.
///
/// # Errors
/// `draft-version-gone` when this computer does not have it any more.
pub(crate) fn go_back(world: &Staged<'_>, stored: &mut Stored) -> Result<(), Failure> {
    let gone = || Failure::new("draft-version-gone");
    let from = stored.version.from.clone().ok_or_else(gone)?;
    if world.pack(&from)?.is_none() {
        return Err(gone());
    }
    stored.version.stays.clone_from(&stored.version.pack);
    move_to(world, stored, &from)?;
    Ok(())
}

fn move_to(world: &Staged<'_>, stored: &mut Stored, to: &PackRef) -> Result<bool, Failure> {
    let at = stored.version.pack.replace(to.clone());
    let Some(at) = at else { return Ok(true) };
    let (Some(old), Some(new)) = (world.pack(&at)?, world.pack(to)?) else {
        return Ok(true);
    };
    let map = mapping(&old.form, &new.form);
    let aside = std::mem::take(&mut stored.version.aside);
    let entered = Entered {
        texts: std::mem::take(&mut stored.texts),
        spans: std::mem::take(&mut stored.spans),
        rows: std::mem::take(&mut stored.rows),
    };
    let (mut kept, left) = over(entered, &map);
    let is_news = !map.is_plain() || !map.new.is_empty();
    kept.join(aside);
    kept.start(&map, &new.form);
    (stored.texts, stored.spans, stored.rows) = (kept.texts, kept.spans, kept.rows);
    stored.version.aside = left;
    stored.version.from = is_news.then_some(at);
    Ok(true)
}

impl Entered {
    /// Adds what stands elsewhere, where nothing stands.
    fn join(&mut self, other: Self) {
        fn add<V>(into: &mut BTreeMap<String, V>, more: BTreeMap<String, V>) {
            for (path, value) in more {
                into.entry(path).or_insert(value);
            }
        }
        add(&mut self.texts, other.texts);
        add(&mut self.spans, other.spans);
        add(&mut self.rows, other.rows);
    }

    /// What is asked for the first time begins with what the form starts with.
    fn start(&mut self, map: &Mapping, form: &Form) {
        for field in form.fields() {
            let value = answers::text(&field.default);
            if map.new.contains(&field.path) && !value.is_empty() {
                self.texts.entry(field.path.clone()).or_insert(value);
            }
        }
    }
}

/// What goes over, under the paths of the other version, and what stays behind.
fn over(entered: Entered, map: &Mapping) -> (Entered, Entered) {
    fn part<V>(
        entries: BTreeMap<String, V>,
        map: &Mapping,
        kept: &mut BTreeMap<String, V>,
        left: &mut BTreeMap<String, V>,
    ) {
        for (path, value) in entries {
            match place(&path, map) {
                Some(path) => kept.insert(path, value),
                None => left.insert(path, value),
            };
        }
    }
    let (mut kept, mut left) = (Entered::default(), Entered::default());
    part(entered.texts, map, &mut kept.texts, &mut left.texts);
    part(entered.spans, map, &mut kept.spans, &mut left.spans);
    part(entered.rows, map, &mut kept.rows, &mut left.rows);
    (kept, left)
}

/// Where a path stands in the other version; none where nothing asks for it there.
fn place(path: &str, map: &Mapping) -> Option<String> {
    let plain = without_rows(path);
    if map.lost.iter().any(|lost| lost.path == plain) {
        return None;
    }
    let renamed = map.renamed.iter().find(|(before, _)| *before == plain);
    Some(match renamed {
        Some((_, after)) => with_rows(after, path),
        None => path.to_owned(),
    })
}

/// `trip[].to` with the rows of `days[3].place`: `trip[3].to`.
fn with_rows(plain: &str, path: &str) -> String {
    let mut rows = path.split('[').skip(1);
    let mut found = String::new();
    for (at, piece) in plain.split("[]").enumerate() {
        if at > 0 {
            let row = rows.next().and_then(|row| row.split(']').next());
            found.push('[');
            found.push_str(row.unwrap_or("0"));
            found.push(']');
        }
        found.push_str(piece);
    }
    found
}

/// What a person is told of a draft that went over.
///
/// # Errors
/// When the vault cannot be read.
pub(super) fn told(
    session: &Session,
    world: &Staged<'_>,
    stored: &Stored,
) -> Result<Option<MovedView>, Failure> {
    let Some(from) = &stored.version.from else {
        return Ok(None);
    };
    let (at, pack) = pack_of(world, stored)?;
    let Some(old) = world.pack(from)? else {
        return Ok(None);
    };
    let language = session.settings()?.language;
    let (before, after) = (session.known.texts(from)?, session.known.texts(&at)?);
    let map = mapping(&old.form, &pack.form);
    let old_label = |path: &str| label(&old, &before, &language, path);
    let new_label = |path: &str| label(&pack, &after, &language, path);
    let aside = &stored.version.aside.texts;
    let lost = map.lost.iter().filter_map(|lost| {
        let values = aside
            .iter()
            .filter(|(path, text)| without_rows(path) == lost.path && !text.trim().is_empty());
        let values: Vec<&str> = values.map(|(_, text)| text.as_str()).collect();
        (!values.is_empty()).then(|| LostAnswer {
            label: old_label(&lost.path),
            value: values.join("、"),
        })
    });
    let renamed = map.renamed.iter().map(|(before, after)| RenamedField {
        before: old_label(before),
        after: new_label(after),
    });
    Ok(Some(MovedView {
        from: from.version,
        to: at.version,
        renamed: renamed.filter(|one| one.before != one.after).collect(),
        lost: lost.collect(),
        new: map.new.iter().map(|path| new_label(path)).collect(),
    }))
}

/// The label of a field by its path without rows.
fn label(pack: &Pack, texts: &Texts, language: &str, plain: &str) -> String {
    let said = texts.get(language, &answers::text_key(plain));
    let last = plain.rsplit("[].").next().unwrap_or(plain);
    let all = pack.form.all();
    let written = || {
        let field = all.iter().find(|field| field.path == last)?;
        Some(field.label.clone()).filter(|label| !label.is_empty())
    };
    said.map(str::to_owned)
        .or_else(written)
        .unwrap_or_else(|| plain.to_owned())
}
