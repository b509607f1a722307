//! Link events: pairs of a throwing and a catching one, in one process or sub-process.

use super::definitions::definitions;
use super::{Findings, Rule, formality, rule};
use crate::bpmn::meaning::Facts;
use crate::bpmn::xml::ElementId;
use std::collections::{BTreeMap, BTreeSet};

const THROW_OUT: Rule = rule(
    "link-source-outgoing",
    &["EXT117"],
    "10.4.4",
    "no sequence flow leads out of a throwing link event",
);
const CATCH_IN: Rule = rule(
    "link-target-incoming",
    &["EXT118"],
    "10.4.4",
    "no sequence flow leads to a catching link event",
);
const NO_SOURCE: Rule = rule(
    "link-without-source",
    &["EXT124"],
    "10.4.5",
    "a catching link event has a throwing one",
);
const NO_TARGET: Rule = rule(
    "link-without-target",
    &["EXT125"],
    "10.4.5",
    "a throwing link event has a catching one",
);
const TARGETS: Rule = rule(
    "link-several-targets",
    &["EXT125"],
    "10.4.5",
    "a throwing link event has one catching one",
);
const LEVELS: Rule = rule(
    "link-crosses-boundary",
    &["EXT126"],
    "10.4.5",
    "both ends of a link stand in one process or sub-process",
);

const UNNAMED_SOURCE: Rule = formality(
    "link-source-unnamed",
    &["EXT124"],
    "10.4.5",
    "a catching link event refers to the throwing one",
);
const UNNAMED_TARGET: Rule = formality(
    "link-target-unnamed",
    &["EXT125"],
    "10.4.5",
    "a throwing link event refers to the catching one",
);

#[derive(Clone, Copy)]
struct Link {
    event: ElementId,
    definition: ElementId,
}

/// The rules of this room.
pub(super) const RULES: &[&Rule] = &[
    &THROW_OUT,
    &CATCH_IN,
    &NO_SOURCE,
    &NO_TARGET,
    &TARGETS,
    &LEVELS,
    &UNNAMED_SOURCE,
    &UNNAMED_TARGET,
];

pub(super) fn check(facts: &Facts<'_>, found: &mut Findings<'_>) {
    let throwing = links(facts, "intermediateThrowEvent");
    let catching = links(facts, "intermediateCatchEvent");
    let targets = Side::of(facts, &catching, "source");
    let sources = Side::of(facts, &throwing, "target");
    for link in &throwing {
        found.add_if(
            !facts.outgoing(link.event).is_empty(),
            &THROW_OUT,
            link.event,
        );
        let refers = facts.part(link.definition, "target").is_some();
        found.add_if(!refers, &UNNAMED_TARGET, link.event);
        partners(facts, *link, &targets, (&NO_TARGET, "target"), found);
    }
    for link in &catching {
        found.add_if(
            !facts.incoming(link.event).is_empty(),
            &CATCH_IN,
            link.event,
        );
        let refers = facts.part(link.definition, "source").is_some();
        found.add_if(!refers, &UNNAMED_SOURCE, link.event);
        partners(facts, *link, &sources, (&NO_SOURCE, "source"), found);
    }
}

fn links(facts: &Facts<'_>, kind: &str) -> Vec<Link> {
    let of = |event: &ElementId| {
        let link = definitions(facts, *event)
            .into_iter()
            .find(|definition| facts.kind(*definition) == "linkEventDefinition")?;
        Some(Link {
            event: *event,
            definition: link,
        })
    };
    facts.all(kind).iter().filter_map(of).collect()
}

/// The links of one direction, to be found by definition and by name.
struct Side<'s> {
    links: &'s [Link],
    by_definition: BTreeMap<ElementId, usize>,
    by_name: BTreeMap<String, Vec<usize>>,
    /// By the definition that is referred to, the links that refer to it.
    referring: BTreeMap<ElementId, Vec<usize>>,
}

impl<'s> Side<'s> {
    fn of(facts: &Facts<'_>, links: &'s [Link], refers: &str) -> Self {
        let mut side = Self {
            links,
            by_definition: BTreeMap::new(),
            by_name: BTreeMap::new(),
            referring: BTreeMap::new(),
        };
        for (at, link) in links.iter().enumerate() {
            side.by_definition.insert(link.definition, at);
            let name = facts.value(link.definition, "name");
            if !name.is_empty() {
                side.by_name.entry(name).or_default().push(at);
            }
            for other in facts.pointed_inside(link.definition, refers) {
                side.referring.entry(other).or_default().push(at);
            }
        }
        side
    }
}

/// Pairs are made by reference or, as modelling tools do, by equal names.
fn partners(
    facts: &Facts<'_>,
    link: Link,
    others: &Side<'_>,
    (missing, to): (&'static Rule, &str),
    found: &mut Findings<'_>,
) {
    let level = |event: ElementId| facts.document.parent(event);
    let pointed = facts.pointed_inside(link.definition, to);
    let pointed = pointed
        .iter()
        .filter_map(|other| others.by_definition.get(other));
    let referring = others.referring.get(&link.definition).into_iter().flatten();
    let certain: BTreeSet<usize> = pointed.chain(referring).copied().collect();
    let alike = others.by_name.get(&facts.value(link.definition, "name"));
    let alike = alike.map_or(&[][..], Vec::as_slice);
    let beside = |at: &usize| {
        let other = others.links.get(*at);
        other.is_some_and(|other| level(other.event) == level(link.event))
    };
    let near = certain.iter().any(beside) || alike.iter().any(beside);
    let none = certain.is_empty() && alike.is_empty();
    let crosses = !certain.iter().all(beside) || (!near && !none);
    found.add_if(none, missing, link.event);
    found.add_if(crosses, &LEVELS, link.event);
    let targets = certain.iter().filter(|at| beside(at)).count();
    found.add_if(to == "target" && targets > 1, &TARGETS, link.event);
}
