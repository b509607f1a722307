//! Whatever people do in whatever order: the invariants of a case and of the
//! accounts hold, and replaying gives the state (the agency checks that itself).

use jiff::civil::date;
use office::case::Role;
use proptest::prelude::*;

use crate::agency::{Agency, answers, approve, correct, file, send_back, withdraw};

#[derive(Debug, Clone)]
enum Move {
    Submit {
        case: u8,
        kind: u8,
        day: i8,
        days: i8,
    },
    Act {
        case: u8,
        who: u8,
        back: bool,
    },
    Withdraw {
        case: u8,
        who: u8,
    },
}

const WHO: [&str; 6] = ["p12", "p13", "p10", "p5", "p31", "p32"];
const KINDS: [&str; 5] = ["annual", "personal", "sick", "family_care", "wellness"];

fn moves() -> impl Strategy<Value = Vec<Move>> {
    let case = 0..3_u8;
    let submit = (case.clone(), 0..5_u8, 1..20_i8, 0..6_i8).prop_map(|(case, kind, day, days)| {
        Move::Submit {
            case,
            kind,
            day,
            days,
        }
    });
    let act = (case.clone(), 0..6_u8, prop::bool::weighted(0.2))
        .prop_map(|(case, who, back)| Move::Act { case, who, back });
    let withdraw = (case, 0..2_u8).prop_map(|(case, who)| Move::Withdraw { case, who });
    prop::collection::vec(prop_oneof![3 => submit, 12 => act, 1 => withdraw], 1..40)
}

/// Plays a move; what is refused changes nothing.
fn play(agency: &mut Agency, step: &Move) {
    let name = |case: u8| format!("c{case}");
    let exists = |agency: &Agency, case: &str| {
        agency
            .histories
            .contains_key(&format!("case/{case}").parse().unwrap())
    };
    let form = |kind: u8, day: i8, days: i8| {
        let (from, to) = (date(2026, 12, day), date(2026, 12, (day + days).min(31)));
        answers(
            KINDS[usize::from(kind)],
            from.at(8, 30, 0, 0),
            to.at(17, 30, 0, 0),
            "p13",
        )
    };
    let content = match step {
        Move::Submit {
            case,
            kind,
            day,
            days,
        } => agency.submit(&name(*case), form(*kind, *day, *days)),
        Move::Withdraw { case, .. } => withdraw(&name(*case)),
        Move::Act { case, back, who } => {
            let case = name(*case);
            if !exists(agency, &case) {
                return;
            }
            let state = agency.case(&case);
            let Some(station) = state.open_stations().next() else {
                return;
            };
            match station.role {
                Role::Correct => correct(
                    &case,
                    station.id.clone(),
                    form(0, i8::try_from(*who).unwrap() + 1, 0),
                ),
                Role::File => file(
                    &case,
                    station.id.clone(),
                    state.file_number.as_deref().unwrap_or(""),
                ),
                _ if *back => send_back(&case, station.id.clone(), "請補正"),
                _ => approve(&case, station.id.clone()),
            }
        }
    };
    let who = match step {
        Move::Submit { .. } => 0,
        Move::Act { who, .. } | Move::Withdraw { who, .. } => *who,
    };
    let before = agency.histories.clone();
    if agency.ask(WHO[usize::from(who)], content).is_err() {
        assert_eq!(
            before.len(),
            agency.histories.len(),
            "a refusal changes nothing"
        );
    }
}

fn invariants(agency: &Agency) {
    for case in ["c0", "c1", "c2"] {
        if !agency
            .histories
            .contains_key(&format!("case/{case}").parse().unwrap())
        {
            continue;
        }
        let state = agency.case(case);
        let open = state.open_stations().count();
        assert_eq!(
            state.status.is_ended(),
            open == 0,
            "{case} {:?} with {open} open stations",
            state.status
        );
        assert_eq!(state.flow.is_running(), !state.status.is_ended());
        for station in &state.stations {
            if let Some(closed) = &station.closed {
                let signed = closed.by.is_some();
                assert!(
                    signed || closed.outcome == office::case::Outcome::Left,
                    "a closed station is signed"
                );
                let decides = matches!(station.role, Role::Approve | Role::Consent);
                assert!(
                    !decides || closed.by.as_ref() != Some(&state.applicant),
                    "nobody approves his own leave"
                );
            }
        }
    }
    for pot in ["annual", "personal", "sick"] {
        assert!(agency.left("p12", pot) >= 0, "{pot} is overdrawn");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    #[test]
    fn whatever_people_do(moves in moves()) {
        let mut agency = Agency::open();
        for step in &moves {
            play(&mut agency, step);
            invariants(&agency);
        }
    }
}
