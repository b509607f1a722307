//! Lays the route of a user task: by its own attributes, or by a decision of the pack over the
//! answers and the organisation of the day. 分層負責

use std::collections::{BTreeMap, BTreeSet};

use feel::Value;
use workflow_engine::run::{Decided, OpenTask, Rows, TokenId};

use super::walk;
use crate::Refusal;
use crate::case::{Case, CaseEvent, Role, RouteGrown, RouteLaid};
use crate::civil;
use crate::decide::work::Work;
use crate::ids::{CaseId, SlotId};
use crate::org::{Desk, Parties};
use crate::pack::Pack;
use crate::route::{Grown, Leg, MAX_SLOTS, Origin, Place, Route, Rule, Slot, Stand};
use crate::stream::Stream;
use crate::world::{Reading, Stop};

/// The attribute by which a user task names the decision that gives its route.
pub(crate) const ROUTE: &str = "route";
/// The attribute that names the decision that gives the level of whoever may decide.
pub(crate) const LEVEL: &str = "level";

/// A place that the pack asks for.
struct Wish {
    /// Its name on the route.
    key: String,
    role: Role,
    desk: Desk,
    opinion: bool,
    /// Those with the same word that follow each other go side by side.
    side: Option<String>,
    /// Those with the same word on one side are one branch.
    branch: Option<String>,
    vote: Option<Rule>,
}

/// What the pack says about the route of a task.
struct Wishes {
    wishes: Vec<Wish>,
    level: Option<u8>,
    decided: Option<Decided>,
}

/// Lays the route of a task that has none yet. None where nobody is on it, such as a third head
/// above a unit head.
pub(in crate::decide) fn lay(
    work: &mut Work<'_>,
    case: &Case,
    task: &OpenTask<'_>,
) -> Result<Option<Route>, Stop> {
    let Wishes {
        wishes,
        level,
        decided,
    } = wishes(work, case, task)?;
    if wishes.is_empty() {
        return Ok(None);
    }
    let mut slots = Vec::new();
    if task.extension.attribute(ROUTE).is_some() {
        let desk = Desk::Person(case.applicant.clone());
        let origin = Origin::Planned("applicant".to_owned());
        slots.push((
            Slot::new(slot_id(task.token, 0)?, Role::Correct, desk, origin),
            None,
        ));
    }
    for (number, wish) in wishes.into_iter().enumerate() {
        slots.push((slot(task.token, number + 1, &wish)?, Some(wish)));
    }
    let laid = RouteLaid {
        token: task.token,
        legs: legs(slots),
        level,
        decided,
    };
    let route = Route::lay(&laid.legs, level);
    if route.slots().len() > MAX_SLOTS {
        return Err(too_long(task.element).into());
    }
    work.emit_case(&case.id, CaseEvent::RouteLaid(laid))?;
    Ok(Some(route))
}

fn too_long(element: &str) -> Refusal {
    Refusal::new("route-too-long")
        .with("element", element)
        .with("limit", MAX_SLOTS)
}

fn slot_id(token: TokenId, number: usize) -> Result<SlotId, Refusal> {
    SlotId::new(format!("{token}-{number}")).map_err(|_| Refusal::new("station-unknown"))
}

fn slot(token: TokenId, number: usize, wish: &Wish) -> Result<Slot, Refusal> {
    let origin = Origin::Planned(wish.key.clone());
    let mut slot = Slot::new(
        slot_id(token, number)?,
        wish.role,
        wish.desk.clone(),
        origin,
    );
    slot.opinion = wish.opinion;
    Ok(slot)
}

/// Joins those that go side by side.
fn legs(slots: Vec<(Slot, Option<Wish>)>) -> Vec<Leg> {
    let mut legs: Vec<Leg> = Vec::new();
    let mut last: (Option<String>, Option<String>) = (None, None);
    for (slot, wish) in slots {
        let (side, branch, vote) = match wish {
            Some(wish) => (wish.side, wish.branch, wish.vote),
            None => (None, None, None),
        };
        let same_side = side.is_some() && side == last.0;
        let same_branch = same_side && branch.is_some() && branch == last.1;
        last = (side.clone(), branch);
        match legs.last_mut() {
            Some(Leg::Side(_, branches)) if same_side => match branches.last_mut() {
                Some(open) if same_branch => open.push(slot),
                _ => branches.push(vec![slot]),
            },
            _ if side.is_some() => {
                legs.push(Leg::Side(vote.unwrap_or(Rule::All), vec![vec![slot]]));
            }
            _ => legs.push(Leg::Slot(slot)),
        }
    }
    legs
}

/// What the pack says, over the case as it stands.
fn wishes(work: &Work<'_>, case: &Case, task: &OpenTask<'_>) -> Result<Wishes, Stop> {
    let pack = work.the_pack(&case.pack)?;
    let Some(decision) = task.extension.attribute(ROUTE) else {
        return Ok(Wishes {
            wishes: wish_of_task(work, case, task)?.into_iter().collect(),
            level: None,
            decided: None,
        });
    };
    let (entries, mut tables) = asked(work, &pack, case, decision, task.element)?;
    let mut wishes = Vec::new();
    for entry in entries.as_list().unwrap_or_default() {
        wishes.extend(wish(work, case, entry, task.element)?);
    }
    count_votes(
        &mut wishes,
        entries.as_list().unwrap_or_default(),
        task.element,
    )?;
    highest_decides(&mut wishes);
    let mut level = None;
    if let Some(decision) = task.extension.attribute(LEVEL) {
        let (value, more) = asked(work, &pack, case, decision, task.element)?;
        tables.extend(more);
        level = value.as_i64().and_then(|level| u8::try_from(level).ok());
    }
    let decided = Some(Decided {
        version: pack.manifest.version.to_string().into(),
        tables,
    });
    Ok(Wishes {
        wishes,
        level,
        decided,
    })
}

/// The rule of a vote, by whichever of its entries gives it, also one whose desk has nobody. A vote
/// has one, and as many who vote as it needs.
fn count_votes(wishes: &mut [Wish], entries: &[Value], element: &str) -> Result<(), Refusal> {
    let side = |entry: &Value| entry.get("side")?.as_text().map(str::to_owned);
    let mut rules: BTreeMap<String, Rule> = BTreeMap::new();
    for entry in entries {
        if let (Some(side), Some(rule)) = (side(entry), vote(entry)) {
            rules.entry(side).or_insert(rule);
        }
    }
    let mut branches: BTreeMap<String, usize> = BTreeMap::new();
    let mut last = (None, None);
    for wish in wishes.iter_mut() {
        let at = (wish.side.clone(), wish.branch.clone());
        wish.vote = at.0.as_ref().and_then(|side| rules.get(side).copied());
        if let Some(side) = &at.0
            && (at.1.is_none() || at != last)
        {
            *branches.entry(side.clone()).or_default() += 1;
        }
        last = at;
    }
    let wrong = || {
        Refusal::new("route-entry")
            .with("element", element)
            .with("key", "needs")
    };
    let is_lost = |wish: &Wish| wish.role == Role::Vote && wish.vote.is_none();
    if wishes.iter().any(is_lost) {
        return Err(wrong());
    }
    for (side, rule) in &rules {
        let Rule::Vote { needs, .. } = rule else {
            continue;
        };
        let there = branches.get(side).copied().unwrap_or_default();
        if there > 0 && !(1..=there).contains(&usize::from(*needs)) {
            return Err(wrong().with("count", there).with("limit", needs));
        }
    }
    Ok(())
}

/// The rule of a vote that an entry gives. 票簽
fn vote(entry: &Value) -> Option<Rule> {
    let needs = entry.get("needs").and_then(Value::as_i64)?;
    Some(Rule::Vote {
        needs: u8::try_from(needs.max(0)).unwrap_or(u8::MAX),
        veto: entry.get("veto").is_some_and(Value::is_true),
    })
}

/// Where the post that would decide does not exist, the highest that does decides.
fn highest_decides(wishes: &mut [Wish]) {
    if wishes.iter().any(|wish| wish.role == Role::Decide) {
        return;
    }
    let last = wishes
        .iter_mut()
        .rev()
        .find(|wish| wish.role == Role::Approve);
    if let Some(last) = last {
        last.role = Role::Decide;
    }
}

fn asked(
    work: &Work<'_>,
    pack: &Pack,
    case: &Case,
    decision: &str,
    element: &str,
) -> Result<(Value, Vec<Rows>), Stop> {
    let answer = pack.decide(decision, &case.flow.variables, work.now);
    if answer.outcome.value.is_null() {
        return Err(Refusal::new("flow-decision")
            .with("element", element)
            .with("reason", answer.outcome.reason.unwrap_or_default())
            .into());
    }
    let rows = answer.tables.into_iter().map(|asked| Rows {
        table: asked.table.into(),
        rows: asked.rows,
    });
    Ok((answer.outcome.value, rows.collect()))
}

/// The one place of a task without a decision.
fn wish_of_task(work: &Work<'_>, case: &Case, task: &OpenTask<'_>) -> Result<Option<Wish>, Stop> {
    let extension = |name: &str| task.extension.attribute(name).unwrap_or_default();
    let role = Role::read(extension("role"))
        .ok_or_else(|| Refusal::new("flow-role").with("element", task.element))?;
    let desk = desk(work, case, extension("desk"))?;
    Ok(desk.map(|desk| Wish {
        key: task.element.to_owned(),
        role,
        desk,
        opinion: extension("opinion") == "required",
        side: None,
        branch: None,
        vote: None,
    }))
}

/// One entry of the decision: `desk` and `role`, and where they are given `name`, `opinion` (true),
/// `side`, `branch`, `needs` and `veto`. None where its desk has nobody.
fn wish(work: &Work<'_>, case: &Case, entry: &Value, element: &str) -> Result<Option<Wish>, Stop> {
    let text = |key: &str| {
        let value = entry.get(key).and_then(Value::as_text);
        value.filter(|text| !text.is_empty()).map(str::to_owned)
    };
    let wrong = || Refusal::new("route-entry").with("element", element);
    let role = text("role").as_deref().and_then(Role::read);
    let role = role.ok_or_else(|| wrong().with("key", "role"))?;
    let place = text("desk").ok_or_else(|| wrong().with("key", "desk"))?;
    let Some(desk) = desk(work, case, &place)? else {
        return Ok(None);
    };
    let flag = |key: &str| entry.get(key).is_some_and(Value::is_true);
    Ok(Some(Wish {
        key: text("name").unwrap_or(place),
        role,
        desk,
        opinion: flag("opinion"),
        side: text("side"),
        branch: text("branch"),
        vote: None,
    }))
}

fn desk(work: &Work<'_>, case: &Case, text: &str) -> Result<Option<Desk>, Stop> {
    let on = civil::wall(work.now).date();
    let org = Work::public(work.org()?, &Stream::Org)?;
    let deputy = case.deputy();
    let parties = Parties {
        applicant: &case.applicant,
        deputy: deputy.as_ref(),
        last_signer: case.last_signer(),
    };
    Ok(org.desk(text, &parties, on)?)
}

/// Brings what lies ahead in line with the answers as they were corrected: what the pack's decision
/// asks for anew is put on, what it does not ask for any more is taken off, unless it was signed.
/// What people put on stays.
pub(in crate::decide) fn replan(
    work: &mut Work<'_>,
    case: &CaseId,
    task: &OpenTask<'_>,
) -> Result<(), Stop> {
    let state = work.the_case(case)?;
    let Some(route) = state.routes.get(&task.token) else {
        return Ok(());
    };
    let asked = wishes(work, &state, task)?;
    let planned: Vec<&Slot> = route
        .slots()
        .into_iter()
        .filter(|slot| slot.origin.by().is_none())
        .collect();
    let mut anchor = planned.first().map(|slot| Anchor::of(slot.id.clone()));
    let mut count = planned.len();
    let mut matched = BTreeSet::new();
    let (mut grown, mut run) = (Vec::new(), Vec::new());
    for wish in asked.wishes {
        let is_there = |slot: &&&Slot| answers(slot, &wish) && !matched.contains(&slot.id);
        if let Some(there) = planned.iter().find(is_there) {
            grown.extend(stretches(anchor.as_ref(), std::mem::take(&mut run)));
            matched.insert(there.id.clone());
            anchor = Some(Anchor {
                slot: there.id.clone(),
                side: wish.side,
                branch: wish.branch,
            });
            continue;
        }
        run.push((slot(task.token, count, &wish)?, Some(wish)));
        count += 1;
    }
    grown.extend(stretches(anchor.as_ref(), run));
    let added = count - planned.len();
    let is_needless = |slot: &&&Slot| {
        let open = matches!(slot.stand, Stand::Ahead | Stand::Open);
        open && slot.role != Role::Correct && !matched.contains(&slot.id)
    };
    let needless = planned.iter().filter(is_needless);
    let needless: Vec<SlotId> = needless.map(|slot| slot.id.clone()).collect();
    if route.slots().len() + added > MAX_SLOTS {
        return Err(too_long(task.element).into());
    }
    if route.level != asked.level {
        let event = CaseEvent::LevelSet(task.token, asked.level);
        work.emit_case(case, event)?;
    }
    emit_plan(work, case, needless, grown)
}

/// The place of a route by which new ones go.
struct Anchor {
    slot: SlotId,
    side: Option<String>,
    branch: Option<String>,
}

impl Anchor {
    fn of(slot: SlotId) -> Self {
        let (side, branch) = (None, None);
        Self { slot, side, branch }
    }
}

/// What is asked for anew behind a place: those of its own side go beside it or on in its branch,
/// the others come when all of that side are done.
fn stretches(anchor: Option<&Anchor>, mut run: Vec<(Slot, Option<Wish>)>) -> Vec<Grown> {
    let Some(anchor) = anchor else {
        return Vec::new();
    };
    let same_side = |(_, wish): &(Slot, Option<Wish>)| {
        let side = wish.as_ref().and_then(|wish| wish.side.as_ref());
        side.is_some() && side == anchor.side.as_ref()
    };
    let own = run.iter().take_while(|one| same_side(one)).count();
    let others = run.split_off(own);
    let mut grown = Vec::new();
    let (mut at, mut branch) = (anchor.slot.clone(), anchor.branch.clone());
    for (slot, wish) in run {
        let next = wish.and_then(|wish| wish.branch);
        let goes_on = next.is_some() && next == branch;
        let anchor = std::mem::replace(&mut at, slot.id.clone());
        let place = match goes_on {
            true => Place::After,
            false => Place::Beside,
        };
        branch = next;
        let legs = vec![Leg::Slot(slot)];
        grown.push(Grown {
            anchor,
            place,
            legs,
        });
    }
    if !others.is_empty() {
        grown.push(Grown {
            anchor: anchor.slot.clone(),
            place: Place::Behind,
            legs: legs(others),
        });
    }
    grown
}

/// Whether a slot that is on the route is the one that the pack asks for. One that was signed is,
/// whatever it was signed as, but a decision must be signed as one.
fn answers(slot: &Slot, wish: &Wish) -> bool {
    let same = matches!(&slot.origin, Origin::Planned(key) if *key == wish.key);
    let fits = slot.role == wish.role || slot.stand.is_signed() && wish.role != Role::Decide;
    same && fits && slot.stand != Stand::Gone
}

fn emit_plan(
    work: &mut Work<'_>,
    case: &CaseId,
    needless: Vec<SlotId>,
    grown: Vec<Grown>,
) -> Result<(), Stop> {
    for grown in grown {
        let event = RouteGrown {
            by: None,
            acting_for: None,
            grown,
            reason: String::new(),
        };
        work.emit_case(case, CaseEvent::RouteGrown(event))?;
    }
    if needless.is_empty() {
        return Ok(());
    }
    walk::take_off(work, case, None, needless, "")
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use feel::Context;

    use super::*;
    use crate::ids::PersonId;

    fn entries(text: &str) -> Vec<Value> {
        let list = format!("[{text}]");
        let program = feel::compile(&list, &BTreeSet::new()).unwrap();
        let value = program.eval(&Context::new()).value;
        value.as_list().unwrap().to_vec()
    }

    fn wish_of(entry: &Value) -> Option<Wish> {
        let text = |key: &str| {
            let value = entry.get(key).and_then(Value::as_text);
            value.map(str::to_owned)
        };
        let desk = text("desk").filter(|desk| desk != "nobody")?;
        Some(Wish {
            key: desk.clone(),
            role: Role::read(&text("role").unwrap()).unwrap(),
            desk: Desk::Person(PersonId::new(desk).unwrap()),
            opinion: false,
            side: text("side"),
            branch: text("branch"),
            vote: None,
        })
    }

    #[test]
    fn the_rule_of_a_vote() {
        let check = |text: &str, expected: &str| {
            let entries = entries(text);
            let mut wishes: Vec<Wish> = entries.iter().filter_map(wish_of).collect();
            let told = match count_votes(&mut wishes, &entries, "t") {
                Err(refusal) => refusal.to_string(),
                Ok(()) => wishes
                    .iter()
                    .map(|wish| rule(wish.vote))
                    .collect::<Vec<_>>()
                    .join(" "),
            };
            assert_eq!(told, expected, "{text}");
        };
        let vote = |desk: &str, more: &str| {
            format!(r#"{{desk: "{desk}", role: "vote", side: "v"{more}}}"#)
        };
        let (a, b) = (vote("a", ""), vote("b", ""));
        let (first, lost) = (
            vote("c", ", needs: 2, veto: true"),
            vote("nobody", ", needs: 2"),
        );
        check(&format!("{first}, {a}, {b}"), "2! 2! 2!");
        check(&format!("{lost}, {a}, {b}"), "2 2");
        let wrong = "route-entry element=t key=needs";
        let counted = |count: u8, limit: u8| {
            format!("route-entry count={count} element=t key=needs limit={limit}")
        };
        check(&format!("{lost}, {a}"), &counted(1, 2));
        check(&format!("{a}, {b}"), wrong);
        check(&vote("a", ", needs: 0"), &counted(1, 0));
        check(&vote("a", ", needs: -1"), &counted(1, 0));
        check(r#"{desk: "a", role: "approve"}"#, "-");
    }

    fn rule(rule: Option<Rule>) -> String {
        match rule {
            Some(Rule::Vote { needs, veto }) => format!("{needs}{}", if veto { "!" } else { "" }),
            _ => "-".to_owned(),
        }
    }

    #[test]
    fn where_new_ones_go() {
        let check = |anchor: (&str, Option<&str>, Option<&str>), text: &str, expected: &[&str]| {
            let run = entries(text)
                .iter()
                .filter_map(wish_of)
                .map(|wish| {
                    let id = SlotId::new(wish.key.clone()).unwrap();
                    let origin = Origin::Planned(wish.key.clone());
                    (
                        Slot::new(id, wish.role, wish.desk.clone(), origin),
                        Some(wish),
                    )
                })
                .collect();
            let anchor = Anchor {
                slot: SlotId::new(anchor.0).unwrap(),
                side: anchor.1.map(str::to_owned),
                branch: anchor.2.map(str::to_owned),
            };
            let told: Vec<String> = stretches(Some(&anchor), run)
                .iter()
                .map(|grown| format!("{:?} {} {}", grown.place, grown.anchor, grown.legs.len()))
                .collect();
            assert_eq!(told, expected, "{text}");
        };
        let one = |desk: &str, more: &str| format!(r#"{{desk: "{desk}", role: "consult"{more}}}"#);
        let side = r#", side: "s""#;
        let branch = r#", side: "s", branch: "b""#;
        check(("x", None, None), &one("a", ""), &["Behind x 1"]);
        check(("x", Some("s"), None), &one("a", ""), &["Behind x 1"]);
        check(("x", Some("s"), None), &one("a", side), &["Beside x 1"]);
        check(
            ("x", Some("s"), Some("b")),
            &format!("{}, {}, {}", one("a", branch), one("c", side), one("d", "")),
            &["After x 1", "Beside a 1", "Behind x 1"],
        );
        check(
            ("x", None, None),
            &format!("{}, {}", one("a", side), one("c", side)),
            &["Behind x 1"],
        );
    }
}
