//! Services and stations of a flow: whether each is known, has what it needs of the form, and finds
//! somebody in the agency.

use std::collections::{BTreeMap, BTreeSet};

use feel::Types;
use jiff::civil::Date;
use workflow_engine::plan::{Act, Cause, Node, Plan};

use super::services::{SERVICES, service};
use super::{FLOW, Finding, Weight};
use crate::case::Role;
use crate::ids::{PersonId, PostId, UnitId};
use crate::org::{HoldingKind, Org, Post};

/// Desks of a flow that are no head and no office.
const PLAIN_DESKS: [&str; 3] = ["applicant", "deputy", "last-signer"];

/// The message by which a flow is told that its applicant withdraws the case. 撤案
const WITHDRAW: &str = "withdraw";

fn error(code: &str, node: &Node, sentence: &str) -> Finding {
    Finding::new(FLOW, Weight::Error, code, sentence.to_owned()).of(&node.id)
}

/// What is named in the flow and not known, and what it needs of the form.
pub(super) fn known(plan: &Plan, form: Option<&Types>, found: &mut Vec<Finding>) {
    for node in plan.nodes() {
        match &node.act {
            Act::UserTask => user_task(node, form, found),
            Act::ServiceTask => service_task(node, form, found),
            Act::Call(call) => found.push(
                error("flow-call", node, "a pack calls no other process")
                    .with("process", &call.process),
            ),
            _ => {}
        }
    }
    let waits = plan
        .nodes()
        .iter()
        .any(|node| matches!(node.act, Act::UserTask));
    if waits && !plan.nodes().iter().any(|node| hears(&node.act, WITHDRAW)) {
        let sentence = "nothing gives back what the case holds when its applicant withdraws it";
        let finding = Finding::new(FLOW, Weight::Warning, "flow-withdraw", sentence.to_owned());
        found.push(finding.with("message", WITHDRAW));
    }
    for lane in plan.lanes() {
        let desk = lane.extension.attribute("desk").unwrap_or_default();
        if !desk.is_empty() && !is_desk(desk) {
            let sentence = "the position of the lane means nothing".to_owned();
            let finding = Finding::new(FLOW, Weight::Error, "desk-unknown", sentence);
            found.push(finding.of(&lane.id).with("desk", desk));
        }
    }
}

/// Whether an element waits for a message of this name.
fn hears(act: &Act, message: &str) -> bool {
    let causes = match act {
        Act::Start { causes, .. } | Act::Catch { causes, .. } | Act::Boundary { causes, .. } => {
            causes
        }
        Act::ReceiveTask(causes) => causes,
        _ => return false,
    };
    let named = |cause: &Cause| matches!(cause, Cause::Message(name) if &**name == message);
    causes.iter().any(named)
}

fn is_desk(desk: &str) -> bool {
    let head = desk.strip_prefix("head:").map(str::parse::<usize>);
    let office = desk.strip_prefix("office:");
    PLAIN_DESKS.contains(&desk)
        || head.is_some_and(|level| level.is_ok_and(|level| level > 0))
        || office.is_some_and(|office| !office.is_empty())
        || desk
            .strip_prefix("post:")
            .is_some_and(|post| !post.is_empty())
}

fn user_task(node: &Node, form: Option<&Types>, found: &mut Vec<Finding>) {
    // Role and desk of each place of a route are what its decision says.
    if node.extension.attribute("route").is_some() {
        return;
    }
    let attribute = |name: &str| node.extension.attribute(name).unwrap_or_default();
    let (role, desk) = (attribute("role"), attribute("desk"));
    if Role::read(role).is_none() {
        let unknown = error("flow-role", node, "the station has no role that is known");
        found.push(unknown.with("role", role));
    }
    if !is_desk(desk) {
        let unknown = error("desk-unknown", node, "the desk means nothing");
        found.push(unknown.with("desk", desk));
    }
    let asks = form.is_none_or(|form| form.contains_key("deputy"));
    if desk == "deputy" && !asks {
        let missing = error(
            "flow-field",
            node,
            "the form does not ask for what is needed",
        );
        found.push(
            missing
                .with("field", "deputy")
                .with("wanted_type", "string"),
        );
    }
}

fn service_task(node: &Node, form: Option<&Types>, found: &mut Vec<Finding>) {
    let name = node.extension.attribute("service").unwrap_or_default();
    let Some(service) = service(name) else {
        let near = feel::nearest(name, SERVICES.iter().map(|service| service.name));
        let unknown = error("flow-service", node, "there is no such service");
        let unknown = unknown.with("service", name);
        found.push(match near {
            Some(near) => unknown.with("nearest", near),
            None => unknown,
        });
        return;
    };
    let Some(form) = form else { return };
    for (field, wanted) in service.fields {
        let fits = form.get(*field).is_some_and(|of| of.may_be(wanted));
        if !fits {
            let missing = error(
                "flow-field",
                node,
                "the form does not ask for what is needed",
            );
            found.push(
                missing
                    .with("service", name)
                    .with("field", field)
                    .with("wanted_type", wanted.name()),
            );
        }
    }
}

/// Whether every station finds somebody for every unit of the agency on a day.
pub(super) fn in_agency(plan: &Plan, org: &Org, on: Date, found: &mut Vec<Finding>) {
    let people = People::on(org, on);
    for node in plan.nodes() {
        if !matches!(node.act, Act::UserTask) {
            continue;
        }
        let desk = node.extension.attribute("desk").unwrap_or_default();
        if let Some(office) = desk.strip_prefix("office:") {
            people.office(node, office, found);
        } else if let Some(Ok(level)) = desk.strip_prefix("head:").map(str::parse::<usize>) {
            people.heads(node, level, found);
        }
    }
}

/// Who is in which unit on a day.
struct People<'o> {
    org: &'o Org,
    on: Date,
    units: BTreeMap<&'o UnitId, BTreeSet<&'o PersonId>>,
    /// People who hold the post of a head.
    leading: BTreeSet<&'o PersonId>,
}

impl<'o> People<'o> {
    fn on(org: &'o Org, on: Date) -> Self {
        let mut main: BTreeMap<&PersonId, (HoldingKind, &Post)> = BTreeMap::new();
        let mut leading = BTreeSet::new();
        for holding in org.holdings_on(on) {
            let Some(post) = org.posts.get(&holding.post) else {
                continue;
            };
            if post.heads.is_some() {
                leading.insert(&holding.person);
            }
            let known = main.entry(&holding.person).or_insert((holding.kind, post));
            if holding.kind < known.0 {
                *known = (holding.kind, post);
            }
        }
        let mut units: BTreeMap<&UnitId, BTreeSet<&PersonId>> = BTreeMap::new();
        for (person, (_, post)) in main {
            units.entry(&post.unit).or_default().insert(person);
        }
        Self {
            org,
            on,
            units,
            leading,
        }
    }

    fn name(&self, unit: &UnitId) -> String {
        let known = self.org.units.get(unit);
        known.map_or_else(|| unit.to_string(), |unit| unit.name.clone())
    }

    fn office(&self, node: &Node, office: &str, found: &mut Vec<Finding>) {
        let Some(unit) = self.org.offices.get(office) else {
            let none = error("desk-office", node, "no unit does the work of this office");
            found.push(none.with("office", office));
            return;
        };
        if !self.units.contains_key(unit) {
            let nobody = error("desk-nobody", node, "nobody is at this desk");
            found.push(
                nobody
                    .with("desk", format!("office:{office}"))
                    .with("unit", self.name(unit)),
            );
        }
    }

    /// The level's head above the people of each unit. Where there is no such post the station is
    /// passed over; where nobody holds it and it has no deputies, it waits for ever.
    fn heads(&self, node: &Node, level: usize, found: &mut Vec<Finding>) {
        let mut empty: BTreeMap<&PostId, BTreeSet<String>> = BTreeMap::new();
        let mut is_anybody = false;
        for (unit, members) in &self.units {
            let plain = members
                .iter()
                .find(|person| !self.leading.contains(*person));
            let heads = members
                .iter()
                .filter(|person| self.leading.contains(*person));
            for person in plain.into_iter().chain(heads) {
                let above = self.org.heads_above(person, self.on);
                let Some(post) = level.checked_sub(1).and_then(|at| above.get(at)) else {
                    continue;
                };
                if self.is_empty(post) {
                    empty.entry(&post.id).or_default().insert(self.name(unit));
                } else {
                    is_anybody = true;
                }
            }
        }
        for (post, units) in empty {
            let mut nobody = error("desk-nobody", node, "nobody is at this desk");
            // Where somebody is found for others, the route is right and a post is vacant.
            if is_anybody {
                nobody.weight = Weight::Warning;
            }
            let title = self.org.posts.get(post).map_or("", |post| &post.title);
            let units: Vec<String> = units.into_iter().collect();
            found.push(
                nobody
                    .with("desk", format!("head:{level}"))
                    .with("post", title)
                    .with("unit", units.join("、")),
            );
        }
    }

    fn is_empty(&self, post: &Post) -> bool {
        let deputies = self.org.deputies_of_post(&post.id, self.on);
        self.org.holders(&post.id, self.on).is_empty() && deputies.is_empty()
    }
}
