//! The route as a list: stations come, go and move, alone and side by side.

use pack_author::route::{Desk, Linear, Role, Side, Station, Step, Vote};

/// What a station is called until somebody names it.
const NEW: [&str; 2] = ["新關卡", "New station"];

/// Where each station of the list stands: its step, and its place in it.
#[must_use]
pub fn places(linear: &Linear) -> Vec<(usize, usize)> {
    let steps = linear.steps.iter().enumerate();
    steps
        .flat_map(|(at, step)| (0..step.stations().len()).map(move |within| (at, within)))
        .collect()
}

/// The station of a place.
pub fn station_mut(linear: &mut Linear, (step, within): (usize, usize)) -> Option<&mut Station> {
    match linear.steps.get_mut(step)? {
        Step::Station(station) => Some(station),
        Step::Side(side) => side.stations.get_mut(within),
    }
}

/// Takes a station out; where one alone is left side by side it stands by itself.
pub fn take(linear: &mut Linear, (step, within): (usize, usize)) -> Option<Station> {
    match linear.steps.get_mut(step)? {
        Step::Station(_) => match linear.steps.remove(step) {
            Step::Station(station) => Some(station),
            Step::Side(_) => None,
        },
        Step::Side(side) if within < side.stations.len() => {
            let taken = side.stations.remove(within);
            if let Some(vote) = &mut side.vote {
                let most = u8::try_from(side.stations.len()).unwrap_or(u8::MAX);
                vote.needs = vote.needs.min(most);
            }
            if let [_] = side.stations.as_slice() {
                let left: Vec<Step> = side.stations.drain(..).map(alone).collect();
                linear.steps.splice(step..=step, left);
            }
            Some(taken)
        }
        Step::Side(_) => None,
    }
}

/// A station by itself; there is no vote of one.
pub(crate) fn alone(mut station: Station) -> Step {
    if station.role == Role::Vote {
        station.role = Role::Approve;
    }
    Step::Station(station)
}

/// Puts a station one place earlier or later, out of those side by side at their end.
pub fn shift(linear: &mut Linear, (step, within): (usize, usize), later: bool) -> Option<()> {
    let count = linear.steps.get(step)?.stations().len();
    if let Step::Side(side) = linear.steps.get_mut(step)? {
        let other = if later {
            within + 1
        } else {
            within.wrapping_sub(1)
        };
        if other < count {
            side.stations.swap(within, other);
            return Some(());
        }
        let left = side.stations.len() - 1;
        let station = take(linear, (step, within))?;
        let gone = usize::from(left < 1);
        let at = if later { step + 1 - gone } else { step };
        linear.steps.insert(at, alone(station));
        return Some(());
    }
    let other = if later {
        step + 1
    } else {
        step.checked_sub(1)?
    };
    (other < linear.steps.len()).then(|| linear.steps.swap(step, other))
}

/// Puts a station and the step behind it side by side.
pub fn join(linear: &mut Linear, step: usize) -> Option<()> {
    linear.steps.get(step + 1)?;
    let next = linear.steps.remove(step + 1);
    let this = linear.steps.get_mut(step)?;
    let mut stations = this.stations().to_vec();
    stations.extend(next.stations().iter().cloned());
    for station in &mut stations {
        if station.role == Role::Vote {
            station.role = Role::Consult;
        }
    }
    *this = Step::Side(Side {
        stations,
        vote: None,
    });
    Some(())
}

/// Puts those side by side one behind the other.
pub fn part(linear: &mut Linear, step: usize) {
    if let Some(Step::Side(side)) = linear.steps.get(step) {
        let stations = side.stations.clone().into_iter().map(alone);
        linear
            .steps
            .splice(step..=step, stations.collect::<Vec<_>>());
    }
}

/// Gives a station a role; side by side all vote or none does.
pub fn play(linear: &mut Linear, (step, within): (usize, usize), role: Role) {
    match linear.steps.get_mut(step) {
        Some(Step::Side(side)) if role == Role::Vote || side.vote.is_some() => {
            let needs = u8::try_from(side.stations.len() / 2 + 1).unwrap_or(1);
            side.vote = (role == Role::Vote).then_some(Vote { needs, veto: false });
            side.stations.iter_mut().for_each(|own| own.role = role);
        }
        _ => {
            if let Some(station) = station_mut(linear, (step, within)) {
                station.role = role;
            }
        }
    }
}

/// The names that a station of a desk begins with.
#[must_use]
pub fn named_by(desk: &Desk) -> [String; 2] {
    let names = match desk {
        Desk::Applicant => ["申請人", "Applicant"],
        Desk::Deputy => ["代理人同意", "Deputy's consent"],
        Desk::Head(1) => ["直屬主管", "Immediate superior"],
        Desk::Head(2) => ["上一級主管", "Next superior"],
        Desk::Office(name) if name == "personnel" => ["人事單位", "Personnel office"],
        Desk::Office(name) if name == "accounting" => ["主計單位", "Accounting office"],
        Desk::Office(name) if name == "secretariat" => ["秘書單位", "Secretariat"],
        Desk::LastSigner => ["最後簽核者", "Last signer"],
        Desk::Head(_) | Desk::Office(_) | Desk::Post(_) => NEW,
    };
    names.map(str::to_owned)
}

/// Gives a station another desk; a name that nobody wrote goes with it.
pub fn seat(station: &mut Station, desk: Desk) {
    let unwritten = [NEW.map(str::to_owned), named_by(&station.desk)];
    if unwritten.contains(&station.names) {
        station.names = named_by(&desk);
    }
    // What a deputy does is to consent, as long as nobody chose what is done here.
    if desk == Desk::Deputy && station.role == Role::Approve {
        station.role = Role::Consent;
    } else if station.desk == Desk::Deputy && desk != Desk::Deputy && station.role == Role::Consent
    {
        station.role = Role::Approve;
    }
    station.desk = desk;
}

/// A new station with a key of its own.
#[must_use]
pub fn fresh(linear: &Linear) -> Station {
    let is_free = |key: &String| linear.stations().all(|station| station.key != *key);
    let mut keys = (1..).map(|number| format!("station-{number}"));
    Station {
        key: keys.find(is_free).unwrap_or_default(),
        names: named_by(&Desk::Head(1)),
        desk: Desk::Head(1),
        role: Role::Approve,
        opinion: false,
        when: String::new(),
        basis: String::new(),
    }
}

#[cfg(test)]
mod tests {
    use pack_author::template::Template;

    use super::*;

    /// `a [b c] d`: steps, those side by side in brackets.
    fn drawn(linear: &Linear) -> String {
        let steps = linear.steps.iter().map(|step| match step {
            Step::Station(station) => station.key.clone(),
            Step::Side(side) => {
                let keys: Vec<&str> = side.stations.iter().map(|own| own.key.as_str()).collect();
                format!("[{}]", keys.join(" "))
            }
        });
        steps.collect::<Vec<_>>().join(" ")
    }

    fn linear() -> Linear {
        let mut linear = Template::Request.route();
        linear.steps.clear();
        let named = |key: &str| Station {
            key: key.to_owned(),
            ..fresh(&Template::Request.route())
        };
        linear.steps.push(Step::Station(named("a")));
        linear.steps.push(Step::Side(Side {
            stations: ["b", "c"].map(named).to_vec(),
            vote: None,
        }));
        linear.steps.push(Step::Station(named("d")));
        linear
    }

    #[test]
    fn stations_come_go_and_move() {
        let check = |act: &dyn Fn(&mut Linear), expected: &str| {
            let mut linear = linear();
            act(&mut linear);
            assert_eq!(drawn(&linear), expected);
        };
        check(&|_| {}, "a [b c] d");
        check(&|own| _ = shift(own, (0, 0), true), "[b c] a d");
        check(&|own| _ = shift(own, (0, 0), false), "a [b c] d");
        check(&|own| _ = shift(own, (2, 0), true), "a [b c] d");
        check(&|own| _ = shift(own, (1, 0), true), "a [c b] d");
        check(&|own| _ = shift(own, (1, 0), false), "a b c d");
        check(&|own| _ = shift(own, (1, 1), true), "a b c d");
        check(&|own| drop(take(own, (1, 0))), "a c d");
        check(&|own| drop(take(own, (0, 0))), "[b c] d");
        check(&|own| _ = join(own, 0), "[a b c] d");
        check(&|own| _ = join(own, 2), "a [b c] d");
        check(&|own| part(own, 1), "a b c d");
    }

    #[test]
    fn side_by_side_all_vote_or_none() {
        let mut own = linear();
        play(&mut own, (1, 0), Role::Vote);
        assert!(
            own.steps[1]
                .stations()
                .iter()
                .all(|own| own.role == Role::Vote)
        );
        play(&mut own, (1, 1), Role::Consult);
        assert!(
            own.steps[1]
                .stations()
                .iter()
                .all(|own| own.role == Role::Consult)
        );
        play(&mut own, (0, 0), Role::Note);
        assert_eq!(own.steps[0].stations()[0].role, Role::Note);
    }
}
