//! Boxes of a file, compiled.

use super::boxed::{Boxed, BoxedFunction, Logic, spelled};
use super::table::Table;
use super::types::plain;
use super::xml::Node;
use crate::Problem;
use crate::lang::expr::Param;
use crate::lang::parser::Vocabulary;
use crate::lang::program::{Compiled, place_in};
use crate::lang::types::Type;
use std::sync::Arc;

/// Compiles boxes of one model.
pub(super) struct Compiler {
    pub vocabulary: Vocabulary,
    /// Whether a text that cannot be read has no value, instead of spoiling the model, and
    /// whether expressions may ask for the clock.
    pub lenient: bool,
}

const BOXES: [&str; 12] = [
    "literalExpression",
    "decisionTable",
    "context",
    "invocation",
    "list",
    "relation",
    "functionDefinition",
    "conditional",
    "filter",
    "for",
    "every",
    "some",
];

/// The box inside an element.
pub(super) fn box_inside(node: &Node) -> Option<&Node> {
    node.nodes
        .iter()
        .find(|child| BOXES.contains(&child.name.as_str()))
}

impl Compiler {
    pub fn type_of(&self, reference: Option<&str>) -> Type {
        let Some(name) = reference.map(plain) else {
            return Type::Any;
        };
        let types = &self.vocabulary.types;
        let found = types
            .get(name)
            .or_else(|| types.get(&name.replace(':', ".")))
            .cloned();
        found.or_else(|| Type::simple(name)).unwrap_or_default()
    }

    /// Compiles with more names in scope.
    fn with<T>(
        &mut self,
        names: impl IntoIterator<Item = String>,
        work: impl FnOnce(&mut Self) -> Result<T, Problem>,
    ) -> Result<T, Problem> {
        let before = self.vocabulary.inputs.len();
        self.vocabulary.inputs.extend(names);
        let done = work(self);
        self.vocabulary.inputs.truncate(before);
        done
    }

    pub fn program(&self, node: &Node, text: &str) -> Result<Compiled, Problem> {
        self.checked(node, text, Compiled::expression(text, &self.vocabulary))
    }

    pub fn tests(&self, node: &Node, text: &str) -> Result<Compiled, Problem> {
        self.checked(node, text, Compiled::unary_tests(text, &self.vocabulary))
    }

    fn checked(
        &self,
        node: &Node,
        text: &str,
        compiled: Result<Compiled, Problem>,
    ) -> Result<Compiled, Problem> {
        let compiled = match compiled {
            Err(problem) if self.lenient => return Ok(Compiled::broken(text, problem.code())),
            compiled => compiled,
        };
        compiled
            .and_then(|compiled| {
                if !self.lenient {
                    compiled.without_clock()?;
                }
                Ok(compiled)
            })
            .map(|compiled| compiled.standing(node.marks_inside()))
            .map_err(|problem| in_model(node, text, problem))
    }

    /// The box inside an element, or nothing.
    pub fn inside(&mut self, node: Option<&Node>) -> Result<Boxed, Problem> {
        match node.and_then(box_inside) {
            Some(inner) => self.boxed(inner),
            None => Ok(Boxed {
                of: Type::Any,
                logic: Logic::Nothing,
            }),
        }
    }

    pub fn boxed(&mut self, node: &Node) -> Result<Boxed, Problem> {
        let of = self.type_of(node.attribute("typeRef"));
        let logic = match node.name.as_str() {
            "literalExpression" => match node.text_inside().filter(|text| !text.is_empty()) {
                Some(text) => Logic::Literal(self.program(node, text)?),
                None => Logic::Nothing,
            },
            "decisionTable" => Logic::Table(Box::new(Table::read(node, self)?)),
            "context" => self.context(node)?,
            "invocation" => self.invocation(node)?,
            "list" => {
                let items = node
                    .nodes
                    .iter()
                    .filter(|item| BOXES.contains(&item.name.as_str()));
                let items: Result<_, Problem> = items.map(|item| self.boxed(item)).collect();
                Logic::List(items?)
            }
            "relation" => self.relation(node)?,
            "functionDefinition" => Logic::Function(Arc::new(self.function(node, &of)?)),
            "conditional" => {
                let mut part = |name: &str| self.inside(node.child(name));
                Logic::Conditional(Box::new([part("if")?, part("then")?, part("else")?]))
            }
            "filter" => {
                let list = self.inside(node.child("in"))?;
                let known = self.vocabulary.entries.clone();
                let names = known.into_iter().chain(["item".to_owned()]);
                let condition = self.with(names, |all| all.inside(node.child("match")))?;
                Logic::Filter(Box::new(list), Arc::new(condition))
            }
            "for" => {
                let (variable, list) = self.iterator(node)?;
                let names = [variable.to_string(), "partial".to_owned()];
                let body = self.with(names, |all| all.inside(node.child("return")))?;
                Logic::For(variable, Box::new([list, body]))
            }
            every_or_some => {
                let (variable, list) = self.iterator(node)?;
                let names = [variable.to_string()];
                let body = self.with(names, |all| all.inside(node.child("satisfies")))?;
                Logic::Quantified(every_or_some == "every", variable, Box::new([list, body]))
            }
        };
        // The type of a function definition is that of the function.
        let of = if node.name == "functionDefinition" {
            Type::Any
        } else {
            of
        };
        Ok(Boxed { of, logic })
    }

    fn iterator(&mut self, node: &Node) -> Result<(Arc<str>, Boxed), Problem> {
        let variable = spelled(node.attribute("iteratorVariable").unwrap_or_default());
        Ok((variable, self.inside(node.child("in"))?))
    }

    fn context(&mut self, node: &Node) -> Result<Logic, Problem> {
        let before = self.vocabulary.inputs.len();
        let mut entries = Vec::new();
        let mut done = Ok(());
        for entry in node.named("contextEntry") {
            let variable = entry.child("variable");
            let name = variable.and_then(|variable| variable.attribute("name"));
            let mut boxed = match self.inside(Some(entry)) {
                Ok(boxed) => boxed,
                Err(problem) => {
                    done = Err(problem);
                    break;
                }
            };
            let declared = self.type_of(variable.and_then(|v| v.attribute("typeRef")));
            if !matches!(declared, Type::Any) {
                boxed.of = declared;
            }
            self.vocabulary.inputs.extend(name.map(str::to_owned));
            entries.push((name.map(spelled), boxed));
        }
        self.vocabulary.inputs.truncate(before);
        done.map(|()| Logic::Context(entries))
    }

    fn invocation(&mut self, node: &Node) -> Result<Logic, Problem> {
        let called = node
            .child("literalExpression")
            .and_then(Node::text_inside)
            .unwrap_or_default();
        let function = self.program(node, called)?;
        let mut bindings = Vec::new();
        for binding in node.named("binding") {
            let name = binding.child("parameter").and_then(|p| p.attribute("name"));
            bindings.push((
                spelled(name.unwrap_or_default()),
                self.inside(Some(binding))?,
            ));
        }
        Ok(Logic::Invocation(function, bindings))
    }

    fn relation(&mut self, node: &Node) -> Result<Logic, Problem> {
        let columns: Vec<Arc<str>> = node
            .named("column")
            .map(|column| spelled(column.attribute("name").unwrap_or_default()))
            .collect();
        let mut rows = Vec::new();
        for row in node.named("row") {
            let cells = row
                .nodes
                .iter()
                .filter(|cell| BOXES.contains(&cell.name.as_str()));
            let cells: Result<Vec<Boxed>, Problem> = cells.map(|cell| self.boxed(cell)).collect();
            rows.push(cells?);
        }
        Ok(Logic::Relation(columns, rows))
    }

    /// A function from its parameters and its body.
    pub fn function(&mut self, node: &Node, result: &Type) -> Result<BoxedFunction, Problem> {
        let kind = node.attribute("kind").unwrap_or("FEEL");
        let external = Problem::External {
            kind: kind.to_owned(),
        };
        if kind != "FEEL" && !self.lenient {
            return Err(external);
        }
        let params: Vec<Param> = node
            .named("formalParameter")
            .map(|param| Param {
                name: spelled(param.attribute("name").unwrap_or_default()),
                of: self.type_of(param.attribute("typeRef")),
            })
            .collect();
        let names: Vec<String> = params.iter().map(|param| param.name.to_string()).collect();
        if kind != "FEEL" {
            let body = Boxed {
                of: Type::Any,
                logic: Logic::Literal(Compiled::broken("", external.code())),
            };
            let result = result.clone();
            return Ok(BoxedFunction {
                params,
                result,
                body,
            });
        }
        let body = self.with(names, |all| all.inside(Some(node)))?;
        Ok(BoxedFunction {
            params,
            result: result.clone(),
            body,
        })
    }
}

/// The problem with its place in the file: where in the text it is, else its element.
fn in_model(node: &Node, text: &str, problem: Problem) -> Problem {
    let inside = problem
        .at()
        .and_then(|at| place_in(&node.marks_inside(), text, at));
    let place = inside.unwrap_or(node.place);
    Problem::InModel {
        line: place.line,
        column: place.column,
        problem: Box::new(problem),
    }
}
