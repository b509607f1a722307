//! Expressions.

use super::{Findings, Rule, formality, rule};
use crate::bpmn::BPMN;
use crate::bpmn::meaning::Facts;
use crate::bpmn::xml::ElementId;

const FORMAL: Rule = formality(
    "expression-not-formal",
    &["EXT012"],
    "8.3.6",
    "an expression of an executable process is a formal one",
);
const BODY: Rule = rule(
    "expression-empty",
    &["EXT013"],
    "8.3.6",
    "a formal expression of an executable process says something",
);
const LANGUAGE: Rule = rule(
    "expression-language",
    &["EXT014"],
    "8.3.6",
    "an expression language is a URI",
);
const LANGUAGES: Rule = rule(
    "definitions-language",
    &["EXT014"],
    "8.1.1",
    "an expression or type language is a URI",
);

/// Expressions that the schema lets be informal, with the kinds that hold them (none: any).
const EXPRESSIONS: &[(&str, &[&str])] = &[
    ("conditionExpression", &[]),
    ("activationCondition", &[]),
    ("loopCardinality", &[]),
    ("loopCondition", &[]),
    ("completionCondition", &[]),
    ("timeDate", &[]),
    ("timeDuration", &[]),
    ("timeCycle", &[]),
    ("condition", &["conditionalEventDefinition"]),
    ("from", &["assignment"]),
    ("to", &["assignment"]),
    (
        "expression",
        &["resourceAssignmentExpression", "resourceParameterBinding"],
    ),
];

/// Processes that decide whether what stands beside them is executable.
const LOOKED_AT: usize = 64;

/// Expressions that the schema has formal.
const ALWAYS: &[&str] = &[
    "formalExpression",
    "messagePath",
    "dataPath",
    "transformation",
];

/// True for an expression that is formal: by `xsi:type`, by its name or by the schema.
pub(super) fn is_formal(facts: &Facts<'_>, expression: ElementId) -> bool {
    let document = facts.document;
    let kind = facts.kind(expression);
    let by_schema = ALWAYS.contains(&kind)
        || (kind == "condition" && facts.kind_around(expression) == "complexBehaviorDefinition");
    let instance = "http://www.w3.org/2001/XMLSchema-instance";
    let by_type = document
        .attribute_in(expression, instance, "type")
        .is_some_and(|name| {
            let (prefix, local) = name.trim().split_once(':').unwrap_or(("", name.trim()));
            // Tools write the type's name without the prefix that its namespace needs.
            let space = document.bound(expression, prefix);
            local == "tFormalExpression" && (space == Some(BPMN) || prefix.is_empty())
        });
    by_schema || by_type
}

/// The rules of this room.
pub(super) const RULES: &[&Rule] = &[&FORMAL, &BODY, &LANGUAGE, &LANGUAGES];

pub(super) fn check(facts: &Facts<'_>, found: &mut Findings<'_>) {
    for (kind, holders) in EXPRESSIONS {
        for expression in facts.all(kind) {
            let around = facts.kind_around(*expression);
            if holders.is_empty() || holders.contains(&around) {
                expression_of(facts, *expression, found);
            }
        }
    }
    for expression in facts
        .of_kinds(ALWAYS)
        .chain(facts.all("condition").iter().copied())
    {
        body(facts, expression, found);
    }
    let root = facts.document.root();
    for name in ["expressionLanguage", "typeLanguage"] {
        let language = facts.written(root, name).unwrap_or_default();
        if !is_uri(&language) {
            found.add_with(&LANGUAGES, root, [("language", language)]);
        }
    }
    for element in &facts.elements {
        let formal = is_formal(facts, *element);
        let language = facts.written(*element, "language").filter(|_| formal);
        if let Some(language) = language.filter(|language| !is_uri(language)) {
            found.add_with(&LANGUAGE, *element, [("language", language)]);
        }
    }
}

fn expression_of(facts: &Facts<'_>, expression: ElementId, found: &mut Findings<'_>) {
    if executable(facts, expression) && !is_formal(facts, expression) {
        let name = facts.kind(expression).to_owned();
        found.add_with(&FORMAL, owner(facts, expression), [("expression", name)]);
    }
    body(facts, expression, found);
}

fn body(facts: &Facts<'_>, expression: ElementId, found: &mut Findings<'_>) {
    let empty =
        facts.text(expression).is_empty() && facts.document.children(expression).next().is_none();
    if empty && is_formal(facts, expression) && executable(facts, expression) {
        let name = facts.kind(expression).to_owned();
        found.add_with(&BODY, owner(facts, expression), [("expression", name)]);
    }
}

/// True in an executable process, and in what stands beside the processes when one of the file's
/// is executable and none is not.
fn executable(facts: &Facts<'_>, expression: ElementId) -> bool {
    if facts.process_of(expression).is_some() {
        return facts.executable(expression);
    }
    let mut processes = facts.all("process").iter().take(LOOKED_AT).peekable();
    processes.peek().is_some() && processes.all(|process| facts.executable(*process))
}

/// The nearest element around that has an id.
fn owner(facts: &Facts<'_>, expression: ElementId) -> ElementId {
    let mut around = facts.around(expression);
    around
        .find(|e| !facts.id(*e).is_empty())
        .unwrap_or(expression)
}

/// The characters of RFC 3986, 2.1 to 2.3, and those of RFC 3987 above them.
fn is_uri(text: &str) -> bool {
    let mut rest = text.trim().chars();
    while let Some(c) = rest.next() {
        let good = match c {
            '%' => {
                let hex = |c: Option<char>| c.is_some_and(|c| c.is_ascii_hexdigit());
                hex(rest.next()) && hex(rest.next())
            }
            c if c.is_ascii_alphanumeric() => true,
            c if c.is_ascii() => "-._~:/?#[]@!$&'()*+,;=".contains(c),
            c => !c.is_whitespace() && !c.is_control(),
        };
        if !good {
            return false;
        }
    }
    true
}
