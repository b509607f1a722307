//! What the pack asks for on a route: places with their purpose, from a decision over the answers and
//! the organisation of the day. 分層負責

use std::collections::BTreeMap;

use feel::Value;
use workflow_engine::run::{Decided, OpenTask, Rows};

use crate::Refusal;
use crate::case::{Case, Role};
use crate::civil;
use crate::decide::work::Work;
use crate::org::{Desk, Parties};
use crate::pack::Pack;
use crate::route::Rule;
use crate::stream::Stream;
use crate::world::{Reading, Stop};

/// The attribute by which a user task names the decision that gives its route.
pub(crate) const ROUTE: &str = "route";
/// The attribute that names the decision that gives the level of whoever may decide.
pub(crate) const LEVEL: &str = "level";

/// A place that the pack asks for.
pub(super) struct Wish {
    /// Its name on the route.
    pub(super) key: String,
    pub(super) role: Role,
    pub(super) desk: Desk,
    pub(super) opinion: bool,
    /// Those with the same word that follow each other go side by side.
    pub(super) side: Option<String>,
    /// Those with the same word on one side are one branch.
    pub(super) branch: Option<String>,
    pub(super) vote: Option<Rule>,
}

/// What the pack says about the route of a task.
pub(super) struct Wishes {
    pub(super) wishes: Vec<Wish>,
    pub(super) level: Option<u8>,
    pub(super) decided: Option<Decided>,
}

/// What the pack says, over the case as it stands.
pub(super) fn wishes(work: &Work<'_>, case: &Case, task: &OpenTask<'_>) -> Result<Wishes, Stop> {
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

#[cfg(test)]
pub(super) mod tests {
    #![allow(clippy::unwrap_used)]
    use std::collections::BTreeSet;

    use feel::Context;

    use super::*;
    use crate::ids::PersonId;

    pub(in super::super) fn entries(text: &str) -> Vec<Value> {
        let list = format!("[{text}]");
        let program = feel::compile(&list, &BTreeSet::new()).unwrap();
        let value = program.eval(&Context::new()).value;
        value.as_list().unwrap().to_vec()
    }

    pub(in super::super) fn wish_of(entry: &Value) -> Option<Wish> {
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
}
