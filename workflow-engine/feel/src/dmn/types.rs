//! Types that models define (DMN 1.5 §7.3.2).

use super::xml::Node;
use crate::Problem;
use crate::lang::parser::{self, Vocabulary};
use crate::lang::types::{Named, Type};
use std::collections::BTreeMap;
use std::sync::Arc;

/// Deepest nesting of types through types.
const MAX_DEPTH: usize = 64;

/// Reads the types of one model; imported ones are known under their prefix.
pub(super) struct Reader<'n> {
    nodes: BTreeMap<String, &'n Node>,
    known: BTreeMap<String, Type>,
    entries: Vec<String>,
    lenient: bool,
}

/// A reference without the prefix that names the language's own types.
pub(super) fn plain(reference: &str) -> &str {
    let prefixes = ["feel:", "feel."];
    let stripped = prefixes
        .iter()
        .find_map(|prefix| reference.strip_prefix(prefix));
    stripped.unwrap_or(reference).trim()
}

impl<'n> Reader<'n> {
    pub fn new(root: &'n Node, imported: BTreeMap<String, Type>, lenient: bool) -> Self {
        let named = root.named("itemDefinition");
        let nodes = named.filter_map(|node| Some((node.attribute("name")?.to_owned(), node)));
        let mut entries = Vec::new();
        collect_entries(root, &mut entries);
        Self {
            nodes: nodes.collect(),
            known: imported,
            entries,
            lenient,
        }
    }

    /// All types, and the names of all entries that they speak of.
    pub fn all(mut self) -> Result<(BTreeMap<String, Type>, Vec<String>), Problem> {
        let names: Vec<String> = self.nodes.keys().cloned().collect();
        for name in names {
            self.reference(&name, 0)?;
        }
        Ok((self.known, self.entries))
    }

    fn reference(&mut self, name: &str, depth: usize) -> Result<Type, Problem> {
        let name = plain(name);
        if let Some(known) = self.known.get(name) {
            return Ok(known.clone());
        }
        if let Some(node) = self.nodes.get(name).copied() {
            if depth > MAX_DEPTH {
                return Err(Problem::Circle {
                    id: name.to_owned(),
                });
            }
            let of = self.defined(node, depth + 1)?;
            self.known.insert(name.to_owned(), of.clone());
            return Ok(of);
        }
        if let Some(simple) = Type::simple(name) {
            return Ok(simple);
        }
        // `prefix:name` of an import is written `prefix.name` in expressions.
        let dotted = name.replace(':', ".");
        Ok(self.known.get(&dotted).cloned().unwrap_or_default())
    }

    fn defined(&mut self, node: &Node, depth: usize) -> Result<Type, Problem> {
        let base = if let Some(function) = node.child("functionItem") {
            self.function(function, depth)?
        } else if node.child("itemComponent").is_some() {
            let mut entries = Vec::new();
            for component in node.named("itemComponent") {
                let name = component.attribute("name").unwrap_or_default();
                let of = self.defined(component, depth + 1)?;
                entries.push((Arc::from(crate::lang::names::spelled(name)), of));
            }
            Type::Context(entries.into())
        } else {
            match node.child("typeRef") {
                Some(reference) => self.reference(reference.text.trim(), depth + 1)?,
                None => Type::Any,
            }
        };
        let is_list = node.attribute("isCollection") == Some("true");
        let name = node.attribute("name").unwrap_or_default();
        // Allowed values are those of an item of the collection.
        let item = self.constrained(name, base, node, "allowedValues")?;
        let of = if is_list {
            Type::List(Arc::new(item))
        } else {
            item
        };
        self.constrained(name, of, node, "typeConstraint")
    }

    fn function(&mut self, node: &Node, depth: usize) -> Result<Type, Problem> {
        let mut params = Vec::new();
        for param in node.named("parameters") {
            params.push(self.reference(param.attribute("typeRef").unwrap_or("Any"), depth)?);
        }
        let result = self.reference(node.attribute("outputTypeRef").unwrap_or("Any"), depth)?;
        Ok(Type::Function(params.into(), Arc::new(result)))
    }

    fn constrained(&self, name: &str, base: Type, node: &Node, tag: &str) -> Result<Type, Problem> {
        let Some(text) = node
            .child(tag)
            .and_then(Node::text_inside)
            .filter(|t| !t.is_empty())
        else {
            return Ok(base);
        };
        let vocabulary = Vocabulary {
            entries: self.entries.clone(),
            ..Vocabulary::default()
        };
        let tests = match parser::unary_tests(text, &vocabulary) {
            Err(_) if self.lenient => return Ok(base),
            tests => tests.map_err(|problem| Problem::InModel {
                line: node.place.line,
                column: node.place.column,
                problem: Box::new(problem),
            })?,
        };
        Ok(Type::Named(Arc::new(Named {
            name: name.into(),
            base,
            allowed: Some(Arc::new(tests.expr)),
        })))
    }
}

/// Names of components, of entries and of outputs, which paths may speak of.
fn collect_entries(node: &Node, entries: &mut Vec<String>) {
    let named = matches!(node.name.as_str(), "itemComponent" | "output" | "column");
    if let (true, Some(name)) = (named, node.attribute("name")) {
        entries.push(name.to_owned());
    }
    if node.name == "contextEntry" {
        let variable = node.child("variable");
        entries.extend(
            variable
                .and_then(|v| v.attribute("name"))
                .map(str::to_owned),
        );
    }
    if matches!(
        node.name.as_str(),
        "decision" | "businessKnowledgeModel" | "decisionService"
    ) {
        entries.extend(node.attribute("name").map(str::to_owned));
    }
    node.nodes
        .iter()
        .for_each(|node| collect_entries(node, entries));
}
