//! Understanding a form that follows on another: what is as it was there is kept, since compiling
//! the expressions of a large form at each letter would be felt.

use std::sync::Arc;

use super::{Form, build, held, inside, list_of};
use crate::component::{Component, Options, Reading};
use crate::json::Json;
use crate::plan::Plan;
use crate::setting::Setting;

/// The components of a document and what depends on what, as they would be without `before`.
pub(super) fn understand(
    json: &Json,
    around: &Reading<'_>,
    before: &Form,
) -> (Vec<Component>, Arc<Plan>) {
    let old = before.json.get("antou");
    let again = Again {
        around,
        names: around.names.symmetric_difference(&before.names).collect(),
        own_differs: around.own != old,
        before: Reading {
            names: &before.names,
            own: old,
        },
    };
    let known = Known {
        list: list_of(&before.json),
        components: &before.components,
    };
    let components = again.level(list_of(json), "/components", "", Some(known));
    let plan = match same_plan(&before.components, &components) {
        true => Arc::clone(&before.plan),
        false => Arc::new(Plan::of(&components)),
    };
    (components, plan)
}

/// How a component was written, and what it was understood as.
type Was<'k> = (&'k Json, &'k Component);

/// Components that were understood before, side by side with how they are written.
#[derive(Clone, Copy)]
struct Known<'k> {
    list: &'k [Json],
    components: &'k [Component],
}

impl<'k> Known<'k> {
    fn at(self, place: usize) -> Option<Was<'k>> {
        Some((self.list.get(place)?, self.components.get(place)?))
    }

    /// Which of them each of a list was: those at the same beginning and the same end; between
    /// them those at the same place, where there are as many.
    fn beside(self, list: &[Json]) -> Vec<Option<Was<'k>>> {
        let old = self.list;
        let head = old.iter().zip(list).take_while(|(a, b)| a == b).count();
        let rest = old.iter().skip(head).rev();
        let tail = rest.zip(list.iter().skip(head).rev());
        let tail = tail.take_while(|(a, b)| a == b).count();
        let was = |place: usize| {
            if place < head || old.len() == list.len() {
                self.at(place)
            } else if place + tail >= list.len() {
                self.at(place + old.len() - list.len())
            } else {
                None
            }
        };
        (0..list.len()).map(was).collect()
    }
}

struct Again<'a> {
    around: &'a Reading<'a>,
    before: Reading<'a>,
    /// The names that there are in one of both only.
    names: Vec<&'a String>,
    own_differs: bool,
}

impl Again<'_> {
    fn level(
        &self,
        list: &[Json],
        pointer: &str,
        before: &str,
        known: Option<Known<'_>>,
    ) -> Vec<Component> {
        let Some(known) = known else {
            return build(list, pointer, before, self.around);
        };
        let both = list.iter().zip(known.beside(list)).enumerate();
        let read = |place: usize, json: &Json, was: Option<Was<'_>>| {
            let pointer = format!("{pointer}/{place}");
            match was {
                Some((old, was)) if self.stays(old, was, json) => moved(was, &pointer),
                was => self.one(json, pointer, before, was),
            }
        };
        both.map(|(place, (json, was))| read(place, json, was))
            .collect()
    }

    /// Whether nothing of what a component was understood by is otherwise.
    fn stays(&self, old: &Json, was: &Component, json: &Json) -> bool {
        let mentioned = |text: &str| self.names.iter().any(|name| text.contains(name.as_str()));
        old == json
            && !(self.own_differs && leans(was))
            && (self.names.is_empty() || !any_text(json, &mentioned))
    }

    fn one(
        &self,
        json: &Json,
        pointer: String,
        before: &str,
        was: Option<(&Json, &Component)>,
    ) -> Component {
        let mut component = Component::read(json, pointer, before, self.around);
        let Some((list, pointer)) = held(json, &component.pointer, self.around) else {
            return component;
        };
        let own = inside(&component, before);
        let known = was.and_then(|(old, was)| {
            let (list, _) = held(old, &was.pointer, &self.before)?;
            let components = was.children.as_slice();
            let same = inside(was, before) == own && list.len() == components.len();
            same.then_some(Known { list, components })
        });
        component.children = self.level(list, &pointer, own, known);
        component
    }
}

/// Whether it, or what it holds, is made of something that stands elsewhere in the document.
fn leans(component: &Component) -> bool {
    let own = &component.own;
    own.section.is_some() || own.table.is_some() || component.children.iter().any(leans)
}

fn any_text(json: &Json, is: &dyn Fn(&str) -> bool) -> bool {
    match json {
        Json::Text(text) => is(text),
        Json::List(items) => items.iter().any(|item| any_text(item, is)),
        Json::Object(entries) => entries.iter().any(|(_, value)| any_text(value, is)),
        Json::Null | Json::Bool(_) | Json::Number(_) => false,
    }
}

/// The same component at a place; what stands in a section stays there.
fn moved(was: &Component, pointer: &str) -> Component {
    fn shift(component: &mut Component, from: &str, to: &str) {
        if let Some(rest) = component.pointer.strip_prefix(from) {
            component.pointer = format!("{to}{rest}");
            for child in &mut component.children {
                shift(child, from, to);
            }
        }
    }
    let mut component = was.clone();
    if was.pointer != pointer {
        component.pointer = pointer.to_owned();
        let (from, to) = (format!("{}/", was.pointer), format!("{pointer}/"));
        for child in &mut component.children {
            shift(child, &from, &to);
        }
    }
    component
}

/// Whether both are planned alike: the same places of answers, and the same expressions.
fn same_plan(old: &[Component], new: &[Component]) -> bool {
    let both = || old.iter().zip(new);
    old.len() == new.len()
        && both().all(|(a, b)| {
            a.kind == b.kind
                && a.path == b.path
                && key(a) == key(b)
                && expressions(a) == expressions(b)
                && same_plan(&a.children, &b.children)
        })
}

fn key(component: &Component) -> Option<&str> {
    match &component.options {
        Options::Key(path) => Some(path),
        _ => None,
    }
}

fn expressions(component: &Component) -> Vec<(&'static str, &feel::Program)> {
    let settings = component.settings().into_iter();
    let computed = settings.filter_map(|(name, setting)| match setting {
        Setting::Computed(program) => Some((name, program)),
        _ => None,
    });
    computed.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form(components: &str, own: &str) -> Form {
        let text = format!(r#"{{"type":"default","components":[{components}],"antou":{own}}}"#);
        Form::read(text.as_bytes()).expect("a form")
    }

    /// Read after the other form it is understood as by itself.
    fn check(before: &Form, after: &Form) {
        let again = before.read_after(after.write()).expect("a form");
        assert_eq!(
            format!("{:?}", again.components()),
            format!("{:?}", after.components())
        );
        assert_eq!(format!("{:?}", again.plan()), format!("{:?}", after.plan()));
        assert_eq!(again.problems(), after.problems());
    }

    #[test]
    fn what_follows_is_understood_as_by_itself() {
        let field = |key: &str, more: &str| {
            format!(r#"{{"type":"textfield","key":"{key}","label":"{key}"{more}}}"#)
        };
        let hidden = |by: &str| format!(r#","conditional":{{"hide":"={by} > 3"}}"#);
        let group = |path: &str, inside: &str| {
            format!(r#"{{"type":"group","path":"{path}","components":[{inside}]}}"#)
        };
        let list = r#"{"type":"dynamiclist","path":"days","components":[
            {"type":"number","key":"n"},{"type":"number","key":"m","disabled":"=n > 1"}]}"#;
        let made = r#"{"type":"group","antou":{"section":"s"}}"#;
        let coded = r#"{"type":"antou-code","key":"code","antou":{"table":"t"}}"#;
        let section = |key: &str| {
            format!(
                r#"{{"sections":{{"s":{{"components":[{}]}}}}}}"#,
                field(key, "")
            )
        };
        let table = r#"{"tables":{"t":[{"code":"1","label":"one"}]}}"#;
        let many = [
            form(&field("a", ""), "{}"),
            form(&[field("a", ""), field("b", &hidden("a"))].join(","), "{}"),
            form(&[field("b", &hidden("a")), field("a", "")].join(","), "{}"),
            form(&[field("c", ""), field("b", &hidden("a"))].join(","), "{}"),
            form(
                &[field("b", &hidden("count")), field("count", "")].join(","),
                "{}",
            ),
            form(&[field("b", &hidden("count(a)"))].join(","), "{}"),
            form(
                &group("g", &[field("a", ""), field("b", &hidden("a"))].join(",")),
                "{}",
            ),
            form(
                &group("h", &[field("a", ""), field("b", &hidden("a"))].join(",")),
                "{}",
            ),
            form(
                &[group("g", &group("i", &field("a", ""))), list.to_owned()].join(","),
                "{}",
            ),
            form(
                &[list.to_owned(), group("g", &group("i", &field("z", "")))].join(","),
                "{}",
            ),
            form(&[made, coded].join(","), &section("a")),
            form(&[coded, made].join(","), &section("b")),
            form(&[coded, made].join(","), table),
            form(
                &[field("a", &hidden("b")), field("b", &hidden("a"))].join(","),
                "{}",
            ),
        ];
        for before in &many {
            for after in &many {
                check(before, after);
            }
        }
    }
}
