//! A field under another key, with all that the form's expressions say of it.
//!
//! An expression reads a field by its dotted path (`trip.km`), inside a list by the name in the
//! item (`km`, `this.km`, `parent.place`), and from outside through the list (`days.km`,
//! `days[km > 3].place`, `for d in days return d.km`). All of these are found by what they mean,
//! not by how they look: a variable or an entry of the same name stays.

use std::collections::{BTreeMap, BTreeSet};

use feel::lang::expr::{Domain, Expr, Kind, Ref};

use crate::json::Json;
use crate::scope::TODAY;

use super::fresh::key_name;
use super::place::{self, Way, at_mut, text};

/// Where an answer stands: the words of its path at the top, then those inside the item of each
/// list on the way.
type Address = Vec<Vec<String>>;

/// Gives a component another key (a group or list another path), and changes what expressions
/// anywhere in the form say of it and of what it holds.
pub(super) fn rename(json: &mut Json, way: &[usize], key: &str) {
    let before = Addresses::of(json);
    let Some(component) = at_mut(json, way) else {
        return;
    };
    let Some(name) = key_name(component) else {
        return;
    };
    if key.is_empty() {
        component.remove(name);
    } else {
        *component.entry(name) = Json::Text(key.to_owned());
    }
    let after = Addresses::of(json);
    let mut renamed = BTreeMap::new();
    for (way, old) in &before.by_way {
        let new = after.by_way.get(way).and_then(|new| new.last());
        if let (Some(new), Some(last)) = (new, old.last())
            && new != last
        {
            renamed.insert(old.clone(), new.clone());
        }
    }
    if renamed.is_empty() {
        return;
    }
    for (way, level) in &before.levels {
        let Some(component) = at_mut(json, way) else {
            continue;
        };
        let text = Text {
            known: &before,
            renamed: &renamed,
            level,
        };
        text.component(component);
    }
}

/// All addresses of a form.
#[derive(Default)]
struct Addresses {
    by_way: BTreeMap<Way, Address>,
    /// Of every component the item in which it stands; its last words are none.
    levels: Vec<(Way, Address)>,
    lists: BTreeSet<Address>,
    /// Every address and what leads to it.
    declared: BTreeSet<Address>,
    /// The first words of all paths, which expressions may read.
    words: BTreeSet<String>,
}

impl Addresses {
    fn of(json: &Json) -> Self {
        let mut found = Self::default();
        let mut holders: BTreeMap<Way, Address> = BTreeMap::from([(Way::new(), vec![Vec::new()])]);
        for (way, component) in place::all(json) {
            let around = &way[..way.len() - 1];
            let Some(before) = holders.get(around).cloned() else {
                continue;
            };
            let mut level = before.clone();
            if let Some(last) = level.last_mut() {
                last.clear();
            }
            found.levels.push((way.clone(), level));
            let own = own_words(component);
            let mut address = before;
            if let Some(last) = address.last_mut() {
                last.extend(own.iter().cloned());
            }
            if !own.is_empty() {
                found.declare(&address);
                found.by_way.insert(way.clone(), address.clone());
            }
            if text(component, "type") == "dynamiclist" {
                found.lists.insert(address.clone());
                address.push(Vec::new());
            }
            holders.insert(way, address);
        }
        found
    }

    fn declare(&mut self, address: &Address) {
        let Some((last, levels)) = address.split_last() else {
            return;
        };
        for count in 1..=last.len() {
            let mut leading = levels.to_vec();
            leading.push(last[..count].to_vec());
            self.declared.insert(leading);
        }
        self.words.extend(last.first().cloned());
    }

    /// What stands under a name at an address, where the form asks for something there.
    fn under(&self, address: &Address, name: &str) -> Option<Address> {
        let mut under = self.item(address);
        under.last_mut()?.push(name.to_owned());
        self.declared.contains(&under).then_some(under)
    }

    /// Of a list the item, of anything else itself.
    fn item(&self, address: &Address) -> Address {
        let mut item = address.clone();
        if self.lists.contains(address) {
            item.push(Vec::new());
        }
        item
    }
}

fn own_words(component: &Json) -> Vec<String> {
    let path = key_name(component).map_or("", |name| text(component, name));
    let words = path.split('.').filter(|word| !word.is_empty());
    words.map(str::to_owned).collect()
}

/// The expressions of one component.
struct Text<'a> {
    known: &'a Addresses,
    renamed: &'a BTreeMap<Address, Vec<String>>,
    level: &'a Address,
}

impl Text<'_> {
    fn component(&self, component: &mut Json) {
        let Json::Object(entries) = component else {
            return;
        };
        for (name, value) in entries {
            match (name.as_str(), value) {
                ("components" | "values" | "label", _) => {}
                ("valuesKey", Json::Text(path)) => self.expression(path, 0),
                (_, value) => self.property(value),
            }
        }
    }

    /// Everything in a property that form-js takes for an expression: a text that begins with `=`.
    fn property(&self, value: &mut Json) {
        match value {
            Json::Text(text) if text.starts_with('=') => self.expression(text, 1),
            Json::List(items) => items.iter_mut().for_each(|item| self.property(item)),
            Json::Object(entries) => {
                entries
                    .iter_mut()
                    .for_each(|(_, value)| self.property(value));
            }
            _ => {}
        }
    }

    /// Changes an expression that begins behind `skip` bytes; one that cannot be read stays.
    fn expression(&self, text: &mut String, skip: usize) {
        let body = text.get(skip..).unwrap_or_default();
        let mut names = feel::names_in(body);
        names.extend(self.known.words.iter().cloned());
        names.extend(["i", "this", "parent", TODAY].map(str::to_owned));
        let Ok(program) = feel::compile(body, &names) else {
            return;
        };
        let mut reader = Reader {
            text: body,
            within: self,
            locals: BTreeMap::new(),
            changes: Vec::new(),
        };
        reader.read(program.compiled().expr());
        let mut changes = reader.changes;
        changes.sort();
        for (start, end, new) in changes.into_iter().rev() {
            text.replace_range(start + skip..end + skip, &new);
        }
    }
}

/// Finds in an expression what means a renamed field.
struct Reader<'a> {
    text: &'a str,
    within: &'a Text<'a>,
    /// What the variables of the expression go through, by their places.
    locals: BTreeMap<u32, Address>,
    changes: Vec<(usize, usize, String)>,
}

impl Reader<'_> {
    fn read(&mut self, expr: &Expr) {
        if self.change(expr) {
            return;
        }
        match &expr.kind {
            Kind::Filter(of, at, condition) => {
                self.bind(*at, of);
                self.read(of);
                self.read(condition);
            }
            Kind::For { at, domains, .. } | Kind::Quantified { at, domains, .. } => {
                for (place, domain) in (*at..).zip(domains) {
                    if let Domain::List(list) = domain {
                        self.bind(place, list);
                    }
                }
                expr.parts().into_iter().for_each(|part| self.read(part));
            }
            _ => expr.parts().into_iter().for_each(|part| self.read(part)),
        }
    }

    fn bind(&mut self, place: u32, list: &Expr) {
        if let Some(address) = self.meaning(list) {
            let item = self.within.known.item(&address);
            self.locals.insert(place, item);
        }
    }

    /// Changes the end of a path that means a renamed field.
    fn change(&mut self, expr: &Expr) -> bool {
        if !matches!(expr.kind, Kind::Name(..) | Kind::Path(..)) {
            return false;
        }
        let Some(address) = self.meaning(expr) else {
            return false;
        };
        let (Some(new), Some(old)) = (self.within.renamed.get(&address), address.last()) else {
            return false;
        };
        let Some(start) = self.start_of(expr, old.len()) else {
            return false;
        };
        let end = expr.span.end as usize;
        self.changes.push((start, end, new.join(".")));
        // What stands before these words may itself be renamed.
        if let Some(before) = before(expr, old.len()) {
            self.read(before);
        }
        true
    }

    /// Where the last so many words of a path begin in the text.
    fn start_of(&self, expr: &Expr, words: usize) -> Option<usize> {
        let (name, of) = match &expr.kind {
            Kind::Name(name, _) => (name, None),
            Kind::Path(of, name) => (name, Some(of)),
            _ => return None,
        };
        let end = expr.span.end as usize;
        let start = end.checked_sub(name.len())?;
        if self.text.get(start..end)? != &**name {
            return None;
        }
        match (words, of) {
            (1, _) => Some(start),
            (_, Some(of)) => self.start_of(of, words - 1),
            _ => None,
        }
    }

    /// What an expression means in the form; none where it is a value of its own.
    fn meaning(&self, expr: &Expr) -> Option<Address> {
        match &expr.kind {
            Kind::Name(name, meaning) => self.named(name, meaning),
            Kind::Path(of, name) => self.within.known.under(&self.meaning(of)?, name),
            Kind::Filter(of, ..) => self.meaning(of),
            _ => None,
        }
    }

    fn named(&self, name: &str, meaning: &Ref) -> Option<Address> {
        match meaning {
            Ref::Local(place) => self.locals.get(place).cloned(),
            Ref::Builtin(_) => None,
            Ref::Entry { items, otherwise } => {
                let entry = items.iter().find_map(|place| {
                    let item = self.locals.get(place)?;
                    self.within.known.under(item, name)
                });
                entry.or_else(|| self.named(name, otherwise))
            }
            Ref::Input(_) | Ref::Unknown => self.outside(name),
        }
    }

    /// What a bare name means where the component stands: the top first, then from the inside out.
    fn outside(&self, name: &str) -> Option<Address> {
        let level = self.within.level;
        let around = &level[..level.len() - 1];
        match name {
            TODAY => return None,
            "i" if !around.is_empty() => return None,
            "this" if !around.is_empty() => return Some(level.clone()),
            "parent" if !around.is_empty() => return Some(opened(around)),
            _ => {}
        }
        let known = self.within.known;
        let levels = (1..=level.len()).rev().map(|count| opened(&level[..count]));
        let top = std::iter::once(vec![Vec::new()]);
        top.chain(levels)
            .find_map(|level| known.under(&level, name))
    }
}

/// The item at the end of an address: its last words belong to the next list.
fn opened(levels: &[Vec<String>]) -> Address {
    let mut levels = levels.to_vec();
    if let Some(last) = levels.last_mut() {
        last.clear();
    }
    levels
}

/// What stands before the last so many words of a path.
fn before(expr: &Expr, words: usize) -> Option<&Expr> {
    match &expr.kind {
        Kind::Path(of, _) if words > 1 => before(of, words - 1),
        Kind::Path(of, _) => Some(of),
        _ => None,
    }
}
