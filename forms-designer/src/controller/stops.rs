//! What the window shows of a route: its stations, and the one that is looked at.

use pack_author::route::{Desk, Linear, Role, Step};

use crate::clauses;
use crate::expression::Reach;
use crate::stations::places;
use crate::texts::Say;
use crate::ui;

/// The offices that are known by a name, which one picks from.
pub(super) const OFFICES: [&str; 6] = [
    "personnel",
    "accounting",
    "secretariat",
    "general-affairs",
    "store",
    "control",
];

/// The desks in the order of the list to choose from.
pub(super) fn desk_place(desk: &Desk) -> i32 {
    match desk {
        Desk::Applicant => 0,
        Desk::Deputy => 1,
        Desk::Head(_) => 2,
        Desk::Office(_) => 3,
        Desk::Post(_) => 4,
        Desk::LastSigner => 5,
    }
}

pub(super) fn desk_at(place: i32, name: &str) -> Desk {
    match place {
        0 => Desk::Applicant,
        1 => Desk::Deputy,
        2 => Desk::Head(name.parse().unwrap_or(1)),
        3 => Desk::Office(or(name, "personnel")),
        4 => Desk::Post(or(name, "post")),
        _ => Desk::LastSigner,
    }
}

fn or(name: &str, other: &str) -> String {
    let is_number = name.parse::<u8>().is_ok();
    if name.is_empty() || is_number {
        other
    } else {
        name
    }
    .to_owned()
}

/// What a desk needs besides its kind.
pub(super) fn desk_name(desk: &Desk) -> String {
    match desk {
        Desk::Head(level) => level.to_string(),
        Desk::Office(name) | Desk::Post(name) => name.clone(),
        Desk::Applicant | Desk::Deputy | Desk::LastSigner => String::new(),
    }
}

pub(super) fn frame(linear: &Linear) -> ui::RouteFrame {
    let urge = linear.urge.map(|days| days.to_string());
    ui::RouteFrame {
        linear: true,
        missing: false,
        why: "".into(),
        ledger: linear.ledger,
        number: linear.number,
        filed: linear.filed,
        urge: urge.unwrap_or_default().into(),
    }
}

pub(super) fn detail(linear: &Linear, row: usize) -> ui::StopDetail {
    let place = places(linear).get(row).copied();
    let (Some(station), Some((step, _))) = (linear.stations().nth(row), place) else {
        return ui::StopDetail::default();
    };
    let side = match linear.steps.get(step) {
        Some(Step::Side(side)) => Some(side),
        _ => None,
    };
    let vote = side.and_then(|side| side.vote);
    let role = Role::ALL.iter().position(|role| *role == station.role);
    ui::StopDetail {
        shown: true,
        key: station.key.as_str().into(),
        chinese: station.names[0].as_str().into(),
        english: station.names[1].as_str().into(),
        desk: desk_place(&station.desk),
        desk_name: desk_name(&station.desk).into(),
        office: match &station.desk {
            Desk::Office(name) => {
                let known = OFFICES.iter().position(|own| own == name);
                i32::try_from(known.unwrap_or(OFFICES.len())).unwrap_or(0)
            }
            _ => 0,
        },
        role: i32::try_from(role.unwrap_or(0)).unwrap_or(0),
        opinion: station.opinion,
        basis: station.basis.as_str().into(),
        beside: side.is_some(),
        last: step + 1 == linear.steps.len(),
        votes: vote.is_some(),
        needs: vote
            .map(|vote| vote.needs.to_string())
            .unwrap_or_default()
            .into(),
        ..ui::StopDetail::default()
    }
}

pub(super) fn stops(linear: &Linear, reach: &Reach, say: &Say) -> Vec<ui::Stop> {
    let mut found = Vec::new();
    for (number, step) in linear.steps.iter().enumerate() {
        let count = step.stations().len();
        for (within, station) in step.stations().iter().enumerate() {
            let side = match (count, within) {
                (1, _) => 0,
                (_, 0) => 1,
                (count, within) if within + 1 == count => 3,
                _ => 2,
            };
            let desk = match &station.desk {
                Desk::Head(level) => say.say_with("desk-head-of", &[("level", &level.to_string())]),
                Desk::Office(name) => match say.known(&format!("office-{name}"), &[]) {
                    Some(known) => known,
                    None => say.say_with("desk-office-of", &[("name", name)]),
                },
                Desk::Post(name) => say.say_with("desk-post-of", &[("name", name)]),
                Desk::Applicant => say.say("desk-applicant"),
                Desk::Deputy => say.say("desk-deputy"),
                Desk::LastSigner => say.say("desk-last-signer"),
            };
            let mut about = format!(
                "{desk} · {}",
                say.say(&format!("role-{}", station.role.name()))
            );
            if !station.when.is_empty() {
                about.push_str(" · ");
                let when = clauses::spoken(&station.when, reach, say);
                about.push_str(&say.say_with("stop-only", &[("when", &when)]));
            }
            let own = usize::from(say.language() == crate::arguments::Language::English);
            let names = [own, 1 - own].map(|at| station.names[at].as_str());
            let name = names.into_iter().find(|name| !name.is_empty());
            found.push(ui::Stop {
                id: station.key.as_str().into(),
                name: name.unwrap_or(&station.key).into(),
                about: about.into(),
                number: if within == 0 {
                    (number + 1).to_string()
                } else {
                    String::new()
                }
                .into(),
                side,
            });
        }
    }
    found
}
