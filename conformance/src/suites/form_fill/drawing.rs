//! Forms by chance: every kind of field that both sides fill in, with conditions, limits,
//! expressions, options, groups and lists. A condition reads only what stands before it.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value as Json, json};

/// Chance from a seed (SplitMix64).
pub struct Chance(u64);

impl Chance {
    /// Chance that is the same for the same seed.
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number from 0, below this one; 0 below 0.
    pub fn below(&mut self, limit: usize) -> usize {
        let limit = limit.max(1) as u64;
        usize::try_from(self.next() % limit).unwrap_or_default()
    }

    /// Once in so many times.
    pub fn one_in(&mut self, times: usize) -> bool {
        self.below(times) == 0
    }

    /// One of some.
    pub fn pick<'i, T>(&mut self, items: &'i [T]) -> Option<&'i T> {
        let at = self.below(items.len());
        items.get(at)
    }
}

/// A form by chance, and what is known of it.
pub struct Drawn {
    /// The form-js document.
    pub form: Json,
    /// What each place reads, rows left out: its conditions, those around it, its limits, its
    /// expression. A list and what is in it are each other's.
    pub reads: BTreeMap<String, BTreeSet<String>>,
    /// The kind of each place, rows left out.
    pub kinds: BTreeMap<String, String>,
}

/// A place that later ones may read.
#[derive(Clone)]
struct Known {
    /// As it is read from the top.
    path: String,
    kind: &'static str,
}

struct Drawing {
    chance: Chance,
    count: usize,
    known: Vec<Known>,
    drawn: Drawn,
}

/// What is around a component.
#[derive(Clone, Default)]
struct Around {
    /// The path of the groups and lists around it, rows left out.
    path: String,
    /// In a list: the fields of the same row.
    row: Option<Vec<Known>>,
    /// What the containers' conditions read.
    reads: BTreeSet<String>,
    depth: usize,
}

const KINDS: [&str; 11] = [
    "textfield",
    "textarea",
    "number",
    "number",
    "checkbox",
    "select",
    "radio",
    "checklist",
    "taglist",
    "datetime",
    "expression",
];

/// The form of a number.
pub fn draw(number: u64) -> Drawn {
    let mut drawing = Drawing {
        chance: Chance::new(number),
        count: 0,
        known: Vec::new(),
        drawn: Drawn {
            form: Json::Null,
            reads: BTreeMap::new(),
            kinds: BTreeMap::new(),
        },
    };
    let size = 3 + drawing.chance.below(6);
    let mut around = Around::default();
    let components: Vec<Json> = (0..size).map(|_| drawing.component(&mut around)).collect();
    let mut drawn = drawing.drawn;
    drawn.form = json!({
        "type": "default", "id": "form", "schemaVersion": 19, "components": components
    });
    drawn
}

impl Drawing {
    fn component(&mut self, around: &mut Around) -> Json {
        let container = around.depth < 2 && self.chance.one_in(5);
        if !container {
            return self.field(around);
        }
        if around.row.is_none() && self.chance.one_in(2) {
            return self.list(around);
        }
        self.group(around)
    }

    fn name(&mut self, begin: &str) -> String {
        self.count += 1;
        format!("{begin}{}", self.count)
    }

    fn group(&mut self, around: &mut Around) -> Json {
        let name = self.name("g");
        let has_path = self.chance.one_in(2);
        let (condition, reads) = self.condition(around);
        let mut inside = around.clone();
        inside.depth += 1;
        inside.reads.extend(reads);
        if has_path {
            inside.path = joined(&around.path, &name);
        }
        let size = 1 + self.chance.below(3);
        let components: Vec<Json> = (0..size).map(|_| self.component(&mut inside)).collect();
        if let (Some(row), Some(inner)) = (&mut around.row, inside.row)
            && !has_path
        {
            *row = inner;
        }
        let mut group = Map::from_iter([
            ("type".to_owned(), json!("group")),
            ("id".to_owned(), json!(name)),
            ("components".to_owned(), json!(components)),
        ]);
        if has_path {
            group.insert("path".to_owned(), json!(name));
        }
        group.extend(condition);
        Json::Object(group)
    }

    fn list(&mut self, around: &mut Around) -> Json {
        let name = self.name("l");
        let path = joined(&around.path, &name);
        let (condition, reads) = self.condition(around);
        let inside_reads: BTreeSet<String> = around.reads.iter().cloned().chain(reads).collect();
        let mut inside = Around {
            path: path.clone(),
            row: Some(Vec::new()),
            reads: inside_reads.clone(),
            depth: 2,
        };
        let size = 1 + self.chance.below(3);
        let components: Vec<Json> = (0..size).map(|_| self.field(&mut inside)).collect();
        self.drawn.reads.insert(path.clone(), inside_reads);
        self.drawn
            .kinds
            .insert(path.clone(), "dynamiclist".to_owned());
        self.known.push(Known {
            path,
            kind: "dynamiclist",
        });
        let mut list = Map::from_iter([
            ("type".to_owned(), json!("dynamiclist")),
            ("id".to_owned(), json!(name)),
            ("path".to_owned(), json!(name)),
            ("isRepeating".to_owned(), json!(true)),
            ("allowAddRemove".to_owned(), json!(true)),
            ("defaultRepetitions".to_owned(), json!(self.chance.below(3))),
            ("components".to_owned(), json!(components)),
        ]);
        list.extend(condition);
        Json::Object(list)
    }

    fn field(&mut self, around: &mut Around) -> Json {
        let kind = *self.chance.pick(&KINDS).unwrap_or(&"textfield");
        let name = self.name("f");
        let path = joined(&around.path, &name);
        let (condition, mut reads) = self.condition(around);
        let mut field = Map::from_iter([
            ("type".to_owned(), json!(kind)),
            ("id".to_owned(), json!(format!("id_{name}"))),
            ("key".to_owned(), json!(name)),
            ("label".to_owned(), json!(name)),
        ]);
        field.extend(condition);
        match kind {
            "expression" => {
                let (text, read) = self.expression(around);
                field.insert("expression".to_owned(), json!(text));
                field.insert("computeOn".to_owned(), json!("change"));
                reads.extend(read);
            }
            "select" | "radio" | "checklist" | "taglist" => {
                let options: Vec<Json> = ["x", "q", "z"]
                    .iter()
                    .map(|value| json!({ "label": value, "value": value }))
                    .collect();
                field.insert("values".to_owned(), json!(options));
            }
            "datetime" => {
                field.insert("subtype".to_owned(), json!("date"));
            }
            _ => {}
        }
        let (rules, read) = self.rules(kind, around);
        reads.extend(read);
        if !rules.is_empty() {
            field.insert("validate".to_owned(), Json::Object(rules));
        }
        self.extras(kind, &mut field);
        reads.extend(around.reads.iter().cloned());
        self.drawn.reads.insert(path.clone(), reads);
        self.drawn.kinds.insert(path.clone(), kind.to_owned());
        let known = Known { path, kind };
        match &mut around.row {
            Some(row) => row.push(Known {
                path: name,
                ..known
            }),
            None => self.known.push(known),
        }
        Json::Object(field)
    }

    fn extras(&mut self, kind: &str, field: &mut Map<String, Json>) {
        let readonly = kind != "expression" && self.chance.one_in(12);
        if readonly {
            field.insert("readonly".to_owned(), json!(true));
        }
        match kind {
            "number" if self.chance.one_in(4) => {
                field.insert("decimalDigits".to_owned(), json!(0));
            }
            "number" if self.chance.one_in(4) => {
                field.insert("increment".to_owned(), json!("2"));
            }
            "textfield" if self.chance.one_in(4) => {
                field.insert("defaultValue".to_owned(), json!("x"));
            }
            "number" if self.chance.one_in(4) => {
                field.insert("defaultValue".to_owned(), json!(3));
            }
            _ => {}
        }
    }

    /// Something that stands before and can be read from here: how it is called, its kind, and its
    /// path with rows left out.
    fn earlier(&mut self, around: &Around) -> Option<(String, &'static str, String)> {
        let row = around.row.as_deref().unwrap_or_default();
        let in_row = !row.is_empty() && self.chance.one_in(2);
        if in_row {
            let known = self.chance.pick(row)?.clone();
            let path = joined(&around.path, &known.path);
            return Some((format!("this.{}", known.path), known.kind, path));
        }
        let known = self.chance.pick(&self.known.clone())?.clone();
        let called = match &around.row {
            Some(_) if self.chance.one_in(2) => format!("parent.{}", known.path),
            _ => known.path.clone(),
        };
        Some((called, known.kind, known.path))
    }

    fn test(&mut self, around: &Around) -> Option<(String, String)> {
        let (name, kind, path) = self.earlier(around)?;
        let test = match kind {
            "textfield" | "textarea" | "select" | "radio" => match self.chance.below(3) {
                0 => format!("{name} = \"x\""),
                1 => format!("{name} != \"q\""),
                _ => format!("not({name} = \"x\")"),
            },
            "number" => match self.chance.below(4) {
                0 => format!("{name} > 1"),
                1 => format!("{name} = 2"),
                2 => format!("{name} in [0..2]"),
                _ => format!("if {name} > 0 then true else false"),
            },
            "checkbox" => match self.chance.below(2) {
                0 => name,
                _ => format!("not({name})"),
            },
            "checklist" | "taglist" => match self.chance.below(2) {
                0 => format!("list contains({name}, \"x\")"),
                _ => format!("count({name}) > 1"),
            },
            "dynamiclist" => format!("count({name}) > 1"),
            "datetime" => format!("{name} = null"),
            _ => format!("{name} = 3"),
        };
        Some((test, path))
    }

    fn condition(&mut self, around: &Around) -> (Map<String, Json>, BTreeSet<String>) {
        let mut condition = Map::new();
        let mut reads = BTreeSet::new();
        if !self.chance.one_in(2) {
            return (condition, reads);
        }
        let Some((mut test, path)) = self.test(around) else {
            return (condition, reads);
        };
        reads.insert(path);
        if self.chance.one_in(4)
            && let Some((other, path)) = self.test(around)
        {
            let word = if self.chance.one_in(2) { "and" } else { "or" };
            test = format!("{test} {word} {other}");
            reads.insert(path);
        }
        condition.insert(
            "conditional".to_owned(),
            json!({ "hide": format!("={test}") }),
        );
        (condition, reads)
    }

    /// An expression that reads no other expression.
    fn expression(&mut self, around: &Around) -> (String, BTreeSet<String>) {
        let mut reads = BTreeSet::new();
        let found = (0..4).find_map(|_| {
            let found = self.earlier(around)?;
            (found.1 != "expression").then_some(found)
        });
        let Some((name, kind, path)) = found else {
            return ("=1 + 1".to_owned(), reads);
        };
        reads.insert(path);
        let text = match kind {
            "number" => format!("={name} * 2"),
            "checkbox" => format!("=if {name} then 3 else 4"),
            "checklist" | "taglist" | "dynamiclist" => format!("=count({name})"),
            "datetime" => format!("=if {name} = null then 0 else 1"),
            _ => format!("={name} + \"!\""),
        };
        (text, reads)
    }

    fn rules(&mut self, kind: &str, around: &Around) -> (Map<String, Json>, BTreeSet<String>) {
        let mut rules = Map::new();
        let mut reads = BTreeSet::new();
        if kind != "expression" && self.chance.one_in(3) {
            rules.insert("required".to_owned(), json!(true));
        }
        if kind == "number" && self.chance.one_in(3) {
            let earlier = self
                .earlier(around)
                .filter(|(_, kind, _)| *kind == "number");
            match earlier {
                Some((name, _, path)) if self.chance.one_in(2) => {
                    rules.insert("max".to_owned(), json!(format!("={name}")));
                    reads.insert(path);
                }
                _ => {
                    rules.insert("min".to_owned(), json!(0));
                    rules.insert("max".to_owned(), json!(3));
                }
            }
        }
        if matches!(kind, "textfield" | "textarea") && self.chance.one_in(3) {
            rules.insert("minLength".to_owned(), json!(2));
            rules.insert("maxLength".to_owned(), json!(4));
        }
        if kind == "textfield" && self.chance.one_in(4) {
            let (name, value) = *self
                .chance
                .pick(&[
                    ("pattern", "^[a-z]+$"),
                    ("pattern", "b"),
                    ("validationType", "email"),
                    ("validationType", "phone"),
                ])
                .unwrap_or(&("pattern", "b"));
            rules.insert(name.to_owned(), json!(value));
        }
        (rules, reads)
    }
}

fn joined(before: &str, name: &str) -> String {
    match before {
        "" => name.to_owned(),
        before => format!("{before}.{name}"),
    }
}
