//! Models joined: what a name means in each, and every part compiled once.

use super::boxed::{Boxed, BoxedFunction};
use super::compile::Compiler;
use super::graph::{Graph, Part, Role, circle, key};
use super::types::Reader;
use super::xml::Node;
use crate::Problem;
use crate::lang::names;
use crate::lang::parser::Vocabulary;
use crate::lang::program::Compiled;
use crate::lang::types::Type;
use std::collections::BTreeMap;
use std::sync::Arc;

/// A part, ready to be evaluated.
#[derive(Debug)]
pub(super) struct Element {
    pub role: Role,
    pub name: Arc<str>,
    pub of: Type,
    /// What it requires: by which name it is seen here, through which import, and its key.
    pub requires: Vec<Required>,
    pub logic: Option<Boxed>,
    pub function: Option<Arc<BoxedFunction>>,
    pub service: Option<Service>,
}

#[derive(Debug)]
pub(super) struct Required {
    pub import: Option<Arc<str>>,
    pub name: Arc<str>,
    pub key: String,
}

#[derive(Debug, Default)]
pub(super) struct Service {
    pub outputs: Vec<String>,
    pub input_decisions: Vec<String>,
    pub inputs: Vec<String>,
}

/// All parts of all models by key.
pub(super) type Elements = BTreeMap<String, Element>;

/// Joins models; the first is the one that is asked. See [`Compiler::lenient`].
pub(super) fn link(roots: &[Node], lenient: bool) -> Result<(String, Elements), Problem> {
    let graphs: Result<Vec<Graph<'_>>, Problem> = roots.iter().map(Graph::read).collect();
    let graphs = graphs?;
    check_circles(&graphs)?;
    let mut entries: Vec<String> = Vec::new();
    let mut types: BTreeMap<&str, BTreeMap<String, Type>> = BTreeMap::new();
    for graph in in_order(&graphs)? {
        let mut imported = BTreeMap::new();
        for (namespace, name) in &graph.imports {
            let known = types.get(namespace.as_str());
            for (type_name, of) in known.into_iter().flatten() {
                let prefix = if name.is_empty() {
                    String::new()
                } else {
                    format!("{name}.")
                };
                imported.insert(format!("{prefix}{type_name}"), of.clone());
            }
        }
        let (known, named) = Reader::new(graph.root, imported, lenient).all()?;
        types.insert(&graph.namespace, known);
        entries.extend(named);
    }
    let mut elements = Elements::new();
    for graph in &graphs {
        let known = types
            .get(graph.namespace.as_str())
            .cloned()
            .unwrap_or_default();
        for part in &graph.parts {
            let element = element(part, graph, &graphs, (&known, &entries), lenient)?;
            elements.insert(key(&graph.namespace, &part.id), element);
        }
    }
    let main = graphs.first().map(|graph| graph.namespace.clone());
    Ok((main.unwrap_or_default(), elements))
}

/// The models with each behind those that it imports.
fn in_order<'g, 'n>(graphs: &'g [Graph<'n>]) -> Result<Vec<&'g Graph<'n>>, Problem> {
    let mut ordered: Vec<&Graph<'_>> = Vec::new();
    while ordered.len() < graphs.len() {
        let is_done = |namespace: &str| ordered.iter().any(|graph| graph.namespace == namespace);
        let next = graphs.iter().find(|graph| {
            !is_done(&graph.namespace) && graph.imports.iter().all(|(wanted, _)| is_done(wanted))
        });
        match next {
            Some(graph) => ordered.push(graph),
            // What is left imports one another, or what is not here.
            None => {
                return Err(Problem::External {
                    kind: "import".to_owned(),
                });
            }
        }
    }
    Ok(ordered)
}

fn check_circles(graphs: &[Graph<'_>]) -> Result<(), Problem> {
    let mut requires: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for graph in graphs {
        for part in &graph.parts {
            // A knowledge model may call itself; that is bounded when it runs.
            let all = part
                .requires
                .iter()
                .filter(|_| part.role == Role::Decision)
                .cloned();
            requires.insert(key(&graph.namespace, &part.id), all.collect());
        }
    }
    circle(&requires)
}

fn element(
    part: &Part<'_>,
    graph: &Graph<'_>,
    graphs: &[Graph<'_>],
    (types, entries): (&BTreeMap<String, Type>, &[String]),
    lenient: bool,
) -> Result<Element, Problem> {
    let requires: Vec<Required> = part
        .requires
        .iter()
        .filter_map(|wanted| required(wanted, graph, graphs))
        .collect();
    let mut inputs: Vec<String> = Vec::new();
    for required in &requires {
        inputs.push(
            required
                .import
                .as_ref()
                .unwrap_or(&required.name)
                .to_string(),
        );
    }
    if part.role == Role::Knowledge {
        inputs.push(part.name.clone());
    }
    let mut compiler = Compiler {
        vocabulary: Vocabulary {
            inputs,
            entries: entries.to_vec(),
            types: types.clone(),
            open: false,
            values_only: false,
        },
        lenient,
    };
    let of = compiler.type_of(part.of.as_deref());
    let mut element = Element {
        role: part.role,
        name: part.name.as_str().into(),
        of: of.clone(),
        requires,
        logic: None,
        function: None,
        service: None,
    };
    match part.role {
        Role::Input => {}
        Role::Decision => element.logic = Some(compiler.inside(Some(part.node))?),
        Role::Knowledge => {
            if let Some(logic) = part.node.child("encapsulatedLogic") {
                let result = match of {
                    // The variable's type may be that of the function.
                    Type::Function(_, result) => (*result).clone(),
                    of => of,
                };
                element.function = Some(Arc::new(compiler.function(logic, &result)?));
                element.of = Type::Any;
            }
        }
        Role::Service => {
            let keys = |tag: &str| {
                part.node
                    .named(tag)
                    .filter_map(|node| graph.key(node))
                    .collect()
            };
            element.service = Some(Service {
                outputs: keys("outputDecision"),
                input_decisions: keys("inputDecision"),
                inputs: keys("inputData"),
            });
        }
    }
    Ok(element)
}

fn required(wanted: &str, graph: &Graph<'_>, graphs: &[Graph<'_>]) -> Option<Required> {
    graphs.iter().find_map(|other| {
        let part = other
            .parts
            .iter()
            .find(|part| key(&other.namespace, &part.id) == wanted)?;
        let is_here = std::ptr::eq(graph, other);
        let import = graph
            .imports
            .iter()
            .find(|(namespace, _)| *namespace == other.namespace);
        Some(Required {
            import: import
                .filter(|_| !is_here)
                .map(|(_, name)| name.as_str().into()),
            name: part.name.as_str().into(),
            key: wanted.to_owned(),
        })
    })
}

/// The values that a list of tests names, in its order.
pub(super) fn values_named(
    text: &str,
    node: &Node,
    compiler: &Compiler,
) -> Result<Vec<Compiled>, Problem> {
    let listed = compiler.program(node, &format!("[{text}]"));
    match listed {
        Ok(list) => {
            let spans = list
                .expr()
                .parts()
                .into_iter()
                .map(|part| part.span)
                .collect::<Vec<_>>();
            let whole = format!("[{text}]");
            let part = |span: &crate::lang::expr::Span| {
                whole
                    .get(span.start as usize..span.end as usize)
                    .unwrap_or("null")
                    .to_owned()
            };
            spans
                .iter()
                .map(|span| compiler.program(node, &part(span)))
                .collect()
        }
        // Tests that are no values have no order among outputs.
        Err(_) => Ok(Vec::new()),
    }
}

pub(super) fn spelled(name: &str) -> String {
    names::spelled(name)
}
