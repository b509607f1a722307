//! What a model holds: inputs, decisions, knowledge, services, and what requires what.

use super::xml::{Node, wrong};
use crate::Problem;
use crate::lang::names;
use std::collections::BTreeMap;

/// What an element of a model is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    Input,
    Decision,
    Knowledge,
    Service,
}

/// An element that others can require.
#[derive(Debug)]
pub(super) struct Part<'n> {
    pub role: Role,
    pub id: String,
    /// Its spelled name.
    pub name: String,
    /// The type of its value.
    pub of: Option<String>,
    /// Keys of what it requires, in the order of the file.
    pub requires: Vec<String>,
    pub node: &'n Node,
}

/// One model.
#[derive(Debug)]
pub(super) struct Graph<'n> {
    pub namespace: String,
    /// Imported namespaces with the names that they have here.
    pub imports: Vec<(String, String)>,
    pub parts: Vec<Part<'n>>,
    pub root: &'n Node,
}

const ROLES: [(&str, Role); 4] = [
    ("inputData", Role::Input),
    ("decision", Role::Decision),
    ("businessKnowledgeModel", Role::Knowledge),
    ("decisionService", Role::Service),
];

impl<'n> Graph<'n> {
    pub fn read(root: &'n Node) -> Result<Self, Problem> {
        if root.name != "definitions" {
            return Err(wrong(root.place, "the file is no DMN model"));
        }
        let attribute =
            |node: &Node, name: &str| node.attribute(name).unwrap_or_default().to_owned();
        let namespace = attribute(root, "namespace");
        let mut graph = Self {
            imports: Vec::new(),
            parts: Vec::new(),
            root,
            namespace,
        };
        for import in root.named("import") {
            if attribute(import, "importType")
                .to_ascii_uppercase()
                .contains("PMML")
            {
                return Err(Problem::External {
                    kind: "PMML".to_owned(),
                });
            }
            let name = names::spelled(&attribute(import, "name"));
            graph.imports.push((attribute(import, "namespace"), name));
        }
        for node in &root.nodes {
            if let Some((_, role)) = ROLES.iter().find(|(tag, _)| *tag == node.name) {
                let part = graph.part(*role, node);
                graph.parts.push(part);
            }
        }
        Ok(graph)
    }

    fn part(&self, role: Role, node: &'n Node) -> Part<'n> {
        let variable = node.child("variable");
        let named = variable.and_then(|variable| variable.attribute("name"));
        let name = node.attribute("name").or(named).unwrap_or_default();
        let mut part = Part {
            role,
            id: node.attribute("id").unwrap_or(name).to_owned(),
            name: names::spelled(name),
            of: variable
                .and_then(|v| v.attribute("typeRef"))
                .map(str::to_owned),
            requires: Vec::new(),
            node,
        };
        let tags = ["informationRequirement", "knowledgeRequirement"];
        let groups = node
            .nodes
            .iter()
            .filter(|child| tags.contains(&child.name.as_str()));
        for required in groups.flat_map(|group| &group.nodes) {
            part.requires.extend(self.key(required));
        }
        part
    }

    /// The key of what an element refers to: its namespace and id.
    pub fn key(&self, node: &Node) -> Option<String> {
        let reference = node.attribute("href")?;
        let (namespace, id) = reference.rsplit_once('#').unwrap_or(("", reference));
        let namespace = if namespace.is_empty() {
            &self.namespace
        } else {
            namespace
        };
        Some(key(namespace, id))
    }
}

pub(super) fn key(namespace: &str, id: &str) -> String {
    format!("{namespace}#{id}")
}

/// Refuses what requires itself, by whatever way.
pub(super) fn circle(requires: &BTreeMap<String, Vec<String>>) -> Result<(), Problem> {
    let mut settled: std::collections::BTreeSet<&str> = std::collections::BTreeSet::new();
    for start in requires.keys() {
        let mut path: Vec<(&str, usize)> = vec![(start, 0)];
        while let Some((id, next)) = path.last().copied() {
            let target = requires.get(id).and_then(|targets| targets.get(next));
            let Some(target) = target.map(String::as_str) else {
                settled.insert(id);
                path.pop();
                continue;
            };
            if let Some(last) = path.last_mut() {
                last.1 += 1;
            }
            if path.iter().any(|(open, _)| *open == target) {
                let id = target.rsplit('#').next().unwrap_or(target).to_owned();
                return Err(Problem::Circle { id });
            }
            if !settled.contains(target) {
                path.push((target, 0));
            }
        }
    }
    Ok(())
}
