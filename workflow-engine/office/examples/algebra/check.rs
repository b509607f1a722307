//! The invariants, each checked from the case alone, not by the code that decides.

use office::case::{Case, Outcome, Role, Station};
use office::route::Stand;
use office::{State, Stream};

use crate::moves::{self, Move, holder};
use crate::world::{ABSENT, Small, the_case};

/// The most signatures that lead any case of this agency to its end.
const MOST_SIGNATURES: usize = 80;

/// Invariants 1 and 2, and that stations and route say the same: what is wrong, if anything.
pub fn stands(small: &Small) -> Result<(), String> {
    let case = small.case();
    let open: Vec<&Station> = case.open_stations().collect();
    if small.is_over() {
        if let Some(station) = open.first() {
            return Err(format!("it is over, and {} is open", station.id));
        }
        return signed(small);
    }
    if open.is_empty() {
        return Err("nothing is open and it is not over".to_owned());
    }
    for station in &open {
        let own = holder(&station.desk) == Some("p0");
        if own && station.role.judges() {
            return Err(format!(
                "{} waits for the applicant's judgement",
                station.id
            ));
        }
    }
    for (token, route) in &case.routes {
        for slot in route.slots() {
            let mut here = open.iter().filter(|s| s.slot.as_ref() == Some(&slot.id));
            let is_open = here.next().is_some();
            if here.next().is_some() {
                return Err(format!("{} is open twice", slot.id));
            }
            if is_open != (slot.stand == Stand::Open) {
                return Err(format!(
                    "{token} {}: {:?}, open {is_open}",
                    slot.id, slot.stand
                ));
            }
        }
        let left = route.frontier();
        if !(left.open.is_empty() && left.pause.is_empty() && left.leave.is_empty()) {
            return Err(format!("it does not stand as its route says: {left:?}"));
        }
    }
    signed(small)
}

/// A slot that counts as signed has a signature; a case that passed was decided, or nobody had to.
fn signed(small: &Small) -> Result<(), String> {
    let case = small.case();
    for slot in case.routes.values().flat_map(|route| route.slots()) {
        let last = case.last_at(&slot.id);
        let by_submitting = slot.role == Role::Correct && last.is_none();
        let signature = last.and_then(|station| station.closed.as_ref());
        let outcome = signature.map(|closed| closed.outcome);
        let fits = match slot.stand {
            Stand::Closed => by_submitting || outcome == Some(Outcome::Done),
            Stand::Against => outcome == Some(Outcome::Against),
            Stand::Decided => outcome == Some(Outcome::Decided),
            Stand::Refused => outcome == Some(Outcome::Refused),
            Stand::Ahead | Stand::Open | Stand::Gone => true,
        };
        let by = signature.is_some_and(|closed| closed.by.is_some()) || by_submitting;
        if slot.stand.is_signed() && !(fits && by) {
            return Err(format!("{}: {:?} by {outcome:?}", slot.id, slot.stand));
        }
    }
    Ok(())
}

/// Invariant 2: what an accepted move closed was signed by somebody at that desk, or by the deputy
/// of somebody who is away, and never by the applicant who is judged.
pub fn entitled(was: &Case, after: &Small, asked: &Move) -> Result<(), String> {
    let is = after.case();
    for station in &is.stations {
        let Some(closed) = station.closed.as_ref().filter(|c| c.by.is_some()) else {
            continue;
        };
        let known = was.station(&station.id);
        if known.is_some_and(|known| known.closed == station.closed) {
            continue;
        }
        let own = holder(&station.desk) == Some(asked.who) && closed.acting_for.is_none();
        let deputy = holder(&station.desk) == Some(ABSENT.0)
            && closed.acting_for.as_ref().map(|p| p.as_str()) == Some(ABSENT.0)
            && asked.who == ABSENT.1
            && after.is_away();
        let judged = asked.who == "p0" && station.role.judges();
        if !(own || deputy) || judged {
            return Err(format!("{} closed {}", asked.who, station.id));
        }
    }
    Ok(())
}

/// Invariant 5: the events, as bytes, add up to the state.
pub fn replays(small: &Small) -> Result<(), String> {
    let events: Vec<_> = small
        .events
        .iter()
        .map(|(event, at, id)| (office::Event::from_bytes(&event.to_bytes()), *at, *id))
        .collect();
    let read = events
        .iter()
        .filter_map(|(event, at, id)| Some((event.as_ref()?, *at, *id)));
    let state = State::replay(&Stream::Case(the_case()), read);
    match &state {
        State::Case(Some(case)) if **case == *small.case() => {}
        _ => return Err("the events do not add up to the state".to_owned()),
    }
    Ok(())
}

/// A state that was kept reads back the same.
pub fn keeps(small: &Small) -> Result<(), String> {
    let state = State::Case(Some(small.case()));
    match State::from_cache(&state.to_cache()) {
        Some(read) if read == state => Ok(()),
        _ => Err("the kept state reads back otherwise".to_owned()),
    }
}

/// Invariant 3: from here those whose turn it is can bring it to its end by signing.
pub fn comes_to_its_end(small: &Small) -> Result<(), String> {
    let mut small = small.forgetful();
    for number in 0..MOST_SIGNATURES {
        let case = small.case();
        let Some(station) = case.open_stations().next() else {
            break;
        };
        let who = holder(&station.desk).ok_or_else(|| format!("nobody at {:?}", station.desk))?;
        let content = match station.role {
            Role::Correct => moves::correct(&station.id, 0),
            _ => moves::approve(&station.id),
        };
        let asked = Move {
            who,
            acting_for: None,
            content,
        };
        let operation = asked.operation(&small, u64::MAX - number as u64);
        small
            .ask(&operation)
            .map_err(|refusal| format!("{who} cannot sign {}: {refusal}", station.id))?;
        stands(&small)?;
    }
    if small.is_over() {
        Ok(())
    } else {
        Err(format!("no end after {MOST_SIGNATURES} signatures"))
    }
}
