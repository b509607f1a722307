//! Random flows that go over to others in the middle: nothing panics, replay equals the state, what
//! stands somewhere is still there, and a flow that only changed its ids goes on as before.

use super::chance::{Move, Run, moves as many_moves};
use super::drawing::{block, drawn};
use super::player::read;
use proptest::prelude::*;
use workflow_engine::Name;
use workflow_engine::host::Host;
use workflow_engine::migration::{Course, Fate, Migration, difference};
use workflow_engine::plan::Plan;
use workflow_engine::replay;
use workflow_engine::run::{Input, Instance, TokenId, migrate};

/// The drawn ids, `e` and a number, with another letter.
fn relettered(text: &str) -> String {
    (0..10).fold(text.to_owned(), |text, digit| {
        text.replace(&format!("\"e{digit}"), &format!("\"x{digit}"))
    })
}

fn go_over(run: &mut Run, to: &Plan, migration: &Migration) -> bool {
    let from = run.plan.clone();
    let Ok(course) = Course::new(&from, to, migration) else {
        return false;
    };
    let Ok(events) = migrate(&course, &from, Host::default(), &run.instance, run.now) else {
        return false;
    };
    run.take(events);
    run.plan = to.clone();
    true
}

/// The instance with relettered ids.
fn with_other_ids(instance: &Instance) -> Instance {
    let json = relettered(&serde_json::to_string(instance).unwrap());
    serde_json::from_str(&json).unwrap()
}

/// So few that most flows still run.
fn moves() -> impl Strategy<Value = Vec<Move>> {
    many_moves().prop_map(|mut moves| {
        moves.truncate(8);
        moves
    })
}

fn keeps(from: &Plan, to: impl Fn(&Name) -> Name) -> Migration {
    let nodes = from.nodes();
    let ways = nodes.iter().flat_map(|node| &node.ways);
    Migration {
        elements: nodes
            .iter()
            .map(|node| (node.id.clone(), Fate::Keeps(to(&node.id))))
            .collect(),
        flows: ways.map(|way| (way.id.clone(), to(&way.id))).collect(),
    }
}

proptest! {
    #[test]
    fn the_same_flow_changes_nothing(block in block(), chosen in moves()) {
        let mut run = Run::start(drawn(&block));
        run.play(&chosen);
        let (plan, before) = (run.plan.clone(), run.instance.clone());
        let migration = difference(&plan, &plan).migration();
        let went = go_over(&mut run, &plan, &migration);
        prop_assert_eq!(went, before.ended.is_none());
        prop_assert_eq!(&run.instance, &before);
    }

    #[test]
    fn other_ids_are_the_same_case(block in block(), chosen in moves(), later in moves()) {
        let mut run = Run::start(drawn(&block));
        run.play(&chosen);
        let before = with_other_ids(&run.instance);
        let to = Plan::build(&read(&relettered(&drawn(&block).xml))).unwrap();
        let migration = keeps(&run.plan, |id| {
            let quoted = relettered(&format!("\"{}\"", &**id));
            quoted.trim_matches('"').into()
        });
        if go_over(&mut run, &to, &migration) {
            prop_assert_eq!(&run.instance, &before);
            run.play(&later);
            run.finish();
            prop_assert!(run.instance.ended.is_some());
        }
        prop_assert_eq!(&replay(&run.events), &run.instance);
    }

    #[test]
    fn whatever_an_administrator_does(
        block in block(), chosen in moves(),
        mended in prop::collection::vec((0_u8..3, 0_usize..9, 0_usize..40), 1..6), later in moves(),
    ) {
        let mut run = Run::start(drawn(&block));
        run.play(&chosen);
        for (what, token, element) in mended {
            let tokens: Vec<TokenId> = run.instance.tokens.keys().copied().collect();
            let nodes = run.plan.nodes();
            let to = nodes[element % nodes.len()].id.to_string();
            let Some(token) = tokens.get(token % tokens.len().max(1)).copied() else {
                break;
            };
            let before = run.instance.clone();
            let input = match what {
                0 => Input::MoveToken { token, to },
                1 => Input::CancelToken { token },
                _ => Input::BeginElement { element: to, scope: None },
            };
            if !run.give(input) {
                prop_assert_eq!(&run.instance, &before);
            }
        }
        run.play(&later);
        prop_assert_eq!(&replay(&run.events), &run.instance);
    }

    #[test]
    fn any_flow_to_any_other(
        block in block(), other in block(), chosen in moves(), later in moves(),
        rest in prop::collection::vec((any::<bool>(), 0_usize..40), 40),
    ) {
        let mut run = Run::start(drawn(&block));
        run.play(&chosen);
        let to = Plan::build(&read(&drawn(&other).xml)).unwrap();
        let mut migration = difference(&run.plan, &to).migration();
        let open = run.plan.nodes().iter().filter(|node| !migration.elements.contains_key(&node.id));
        let open: Vec<Name> = open.map(|node| node.id.clone()).collect();
        for (element, (anew, place)) in open.into_iter().zip(rest) {
            let target = &to.nodes()[place % to.nodes().len()];
            let fate = if anew { Fate::Anew(target.id.clone()) } else { Fate::Away };
            migration.elements.insert(element, fate);
        }
        if let Err(misfits) = Course::new(&run.plan, &to, &migration) {
            for misfit in misfits {
                migration.elements.insert(misfit.element, Fate::Away);
            }
        }
        let before = run.instance.clone();
        if !go_over(&mut run, &to, &migration) {
            prop_assert_eq!(&run.instance, &before);
        }
        run.play(&later);
        run.play(&[Move::Retry]);
        prop_assert_eq!(&replay(&run.events), &run.instance);
    }
}
