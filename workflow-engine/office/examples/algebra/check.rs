//! The invariants, each checked from the case alone, not by the code that decides.

use std::sync::Arc;

use office::case::{CaseEvent, Outcome, Role, Station};
use office::operation::Correct;
use office::route::Stand;
use office::{Actor, Change, Content, Event, Operation, Refusal, State, Stream};

use crate::moves::{self, Move, holder};
use crate::world::{Small, the_case};

/// The most signatures that lead any case of this agency to its end.
pub const MOST_SIGNATURES: usize = 80;

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

/// Invariant 2: what an accepted operation closed was signed by somebody at that desk, or by the
/// deputy of somebody who was away when it was signed, and never by the applicant who is judged.
pub fn entitled(small: &Small, operation: &Operation, changes: &[Change]) -> Result<(), String> {
    let Actor::Person(who) = &operation.actor else {
        return Err("the agency signs at no station".to_owned());
    };
    for change in changes {
        let Event::Case(event) = &change.event else {
            continue;
        };
        let CaseEvent::StationClosed(id, closed) = &**event else {
            continue;
        };
        let Some(by) = &closed.by else { continue };
        let station = small.case().station(id).ok_or("a station that never was")?;
        let at_desk = holder(&station.desk);
        let right = match &closed.acting_for {
            None => at_desk == Some(who.as_str()),
            Some(principal) => {
                let signed = [operation.at, operation.at.max(station.opened)];
                let (deputy, principal) = (who.as_str(), principal.as_str());
                let stood_in = |at: i64| small.stands_in(deputy, principal, at);
                at_desk == Some(principal) && signed.into_iter().any(stood_in)
            }
        };
        let judged = who.as_str() == "p0" && station.role.judges();
        if !right || judged || by != who {
            return Err(format!("{who} closed {}", station.id));
        }
    }
    Ok(())
}

/// Who is refused is told a code and facts, and whoever came too late when it happened.
pub fn told(refusal: &Refusal) -> Result<(), String> {
    let code = &refusal.code;
    let sound = code.bytes().all(|b| b.is_ascii_lowercase() || b == b'-');
    let late = code.starts_with("late-");
    let facts = !refusal.facts.is_empty() && (!late || refusal.facts.contains_key("at_ms"));
    match sound && !code.is_empty() && facts {
        true => Ok(()),
        false => Err(format!("refused without saying why: {refusal:?}")),
    }
}

/// Invariant 5: the events, as bytes, add up to the state.
pub fn replays(small: &Small) -> Result<(), String> {
    let mut state = State::empty(&Stream::Case(the_case()));
    for became in &small.events {
        let event = Event::from_bytes(&became.event.to_bytes()).ok_or("an event is unreadable")?;
        state.apply(&event, became.at, became.by);
    }
    match &state {
        State::Case(Some(case)) if case == small.case() => Ok(()),
        _ => Err("the events do not add up to the state".to_owned()),
    }
}

/// A state that was kept reads back the same.
pub fn keeps(small: &Small) -> Result<(), String> {
    let state = State::Case(Some(Arc::clone(small.case())));
    match State::from_cache(&state.to_cache()) {
        Some(read) if read == state => Ok(()),
        _ => Err("the kept state reads back otherwise".to_owned()),
    }
}

/// Invariant 3: from here those whose turn it is can bring it to its end by signing.
pub fn comes_to_its_end(small: &Small) -> Result<(), String> {
    let mut small = small.forgetful();
    for number in 0..MOST_SIGNATURES {
        if small.is_over() {
            return Ok(());
        }
        sign(&mut small, u64::MAX - number as u64)?;
    }
    Err(format!("no end after {MOST_SIGNATURES} signatures"))
}

/// The first whose turn it is signs.
pub fn sign(small: &mut Small, number: u64) -> Result<(), String> {
    let case = small.case();
    let station = case.open_stations().next().ok_or("nothing is open")?;
    let who = holder(&station.desk).ok_or_else(|| format!("nobody at {:?}", station.desk))?;
    let content = match station.role {
        Role::Correct => Content::Correct(Correct {
            case: the_case(),
            station: station.id.clone(),
            answers: case.answers.as_ref().clone(),
            attachments: Vec::new(),
        }),
        _ => moves::approve(&station.id),
    };
    let station = station.id.clone();
    let operation = Move::by(who, content).operation(small, number);
    small
        .ask(&operation)
        .map_err(|refusal| format!("{who} cannot sign {station}: {refusal}"))?;
    stands(small)
}
