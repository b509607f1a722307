//! Routes as text: `a b|c d` is a, then b and c side by side, then d; `b,x|c` is a branch of b and
//! x; `?2(b|c|d)` a vote that needs two, `!` before it a veto. Each move is a word, and what is open
//! after it stands beside it.
#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

use super::{End, Grown, Leg, Mode, Origin, Place, Route, Rule, Siblings, Slot, Stand};
use crate::case::{Outcome, Role};
use crate::ids::{PersonId, PostId, SlotId};
use crate::org::Desk;

fn id(name: &str) -> SlotId {
    SlotId::new(name).unwrap()
}

/// A slot by its name: `a` is the applicant's, `d…` decides, `n…` takes note, `v…` votes.
fn slot(name: &str) -> Slot {
    let role = match name.as_bytes()[0] {
        b'a' => Role::Correct,
        b'd' => Role::Decide,
        b'n' => Role::Note,
        b'v' => Role::Vote,
        _ => Role::Approve,
    };
    let desk = Desk::Post(PostId::new(name).unwrap());
    Slot::new(id(name), role, desk, Origin::Planned(name.to_owned()))
}

fn legs(text: &str) -> Vec<Leg> {
    let leg = |word: &str| {
        let (rule, inner) = match word.split_once('(') {
            None => (Rule::All, word),
            Some((vote, inner)) => {
                let needs = vote.trim_matches(['?', '!']).parse().unwrap();
                let veto = vote.starts_with('!');
                (Rule::Vote { needs, veto }, inner.trim_end_matches(')'))
            }
        };
        if !inner.contains('|') {
            return Leg::Slot(slot(inner));
        }
        let branch = |branch: &str| branch.split(',').map(slot).collect();
        Leg::Side(rule, inner.split('|').map(branch).collect())
    };
    text.split(' ').map(leg).collect()
}

/// Opens, pauses and leaves what the frontier says.
fn settle(route: &mut Route) -> Option<End> {
    let frontier = route.frontier();
    for slot in &frontier.pause {
        route.closed(slot, Outcome::Paused);
    }
    for slot in &frontier.leave {
        route.closed(slot, Outcome::Left);
    }
    for slot in &frontier.open {
        route.opened(slot);
    }
    let again = route.frontier();
    assert_eq!(
        (again.open, again.pause, again.leave),
        Default::default(),
        "a route that was walked stands"
    );
    frontier.end
}

fn open(route: &Route, end: Option<End>) -> String {
    let slots = route.slots();
    let open = slots.iter().filter(|slot| slot.stand == Stand::Open);
    let mut open: Vec<_> = open.map(|slot| slot.id.as_str()).collect();
    open.sort_unstable();
    match end {
        Some(End::Passed) => format!("{} passed", open.join(" ")),
        Some(End::Refused) => format!("{} refused", open.join(" ")),
        None => open.join(" "),
    }
}

/// One move: `b` signs, `b!` decides, `b-` refuses, `b~` votes against, `b@` hands it on, `c>a straight keep` sends
/// back, `<b` takes back, `+x<b` `+x>b` `+x|b` puts on before, after, beside, `/x` takes off.
fn play(route: &mut Route, text: &str) -> Result<(), String> {
    let close = |route: &mut Route, name: &str, outcome| {
        if route.slot(&id(name)).unwrap().stand == Stand::Open {
            route.closed(&id(name), outcome);
            Ok(())
        } else {
            Err("not-open".to_owned())
        }
    };
    if let Some(name) = text.strip_prefix('<') {
        let waits = route.taking_back(&id(name)).map_err(|e| e.code)?;
        route.taken_back(&id(name));
        assert_eq!(route.frontier().pause, waits);
        return Ok(());
    }
    if let Some(name) = text.strip_prefix('/') {
        if route.slot(&id(name)).unwrap().stand == Stand::Open {
            route.closed(&id(name), Outcome::Left);
        }
        route.taken_off(&id(name));
        return Ok(());
    }
    if let Some(new) = text.strip_prefix('+') {
        let at = new.find(['<', '>', '|']).unwrap();
        let place = match &new[at..=at] {
            "<" => Place::Before,
            ">" => Place::After,
            _ => Place::Beside,
        };
        let mut slot = slot(&new[..at]);
        slot.origin = Origin::Added(PersonId::new("p1").unwrap());
        route.grown(&Grown {
            anchor: id(&new[at + 1..]),
            place,
            legs: vec![Leg::Slot(slot)],
        });
        return Ok(());
    }
    if let Some((from, rest)) = text.split_once('>') {
        let mut words = rest.split(' ');
        let to = id(words.next().unwrap());
        let mode = match words.next() {
            Some("straight") => Mode::Straight,
            _ => Mode::Again,
        };
        let siblings = match words.next() {
            Some("keep") => Siblings::Keep,
            Some("wait") => Siblings::Wait,
            _ => Siblings::Cancel,
        };
        let returned = route.returning(&id(from), &to, mode, siblings);
        let returned = returned.map_err(|e| e.code)?;
        close(route, from, Outcome::Returned)?;
        route.returned(&returned);
        return Ok(());
    }
    match text.split_at(1) {
        (name, "!") => close(route, name, Outcome::Decided),
        (name, "-") => close(route, name, Outcome::Refused),
        (name, "@") => close(route, name, Outcome::Transferred),
        _ if text.ends_with('~') => close(route, text.trim_end_matches('~'), Outcome::Against),
        _ => close(route, text, Outcome::Done),
    }
}

/// Each move is followed by ` = ` and what is open then, or ` ! ` and the code that refuses it.
fn check(laid: &str, moves: &[&str]) {
    let mut route = Route::lay(&legs(laid), None);
    settle(&mut route);
    for (number, line) in moves.iter().enumerate() {
        let told = format!("{laid}: {number} {line}");
        if let Some((text, code)) = line.split_once(" ! ") {
            let before = route.clone();
            assert_eq!(play(&mut route, text), Err(code.to_owned()), "{told}");
            assert_eq!(route, before, "{told}");
            continue;
        }
        let (text, expected) = line.split_once(" = ").unwrap();
        play(&mut route, text).unwrap_or_else(|code| panic!("{told}: {code}"));
        let end = settle(&mut route);
        assert_eq!(open(&route, end).trim_start(), expected, "{told}");
    }
}

#[test]
fn straight_on() {
    check("a b c d", &["b = c", "c = d", "d! = passed"]);
    check("a b|c d", &["c = b", "b = d", "d = passed"]);
    check("a b,x|c d", &["b = c x", "c = x", "x = d"]);
    check("a b c d n", &["b! = n", "n = passed"]);
    check("a b c d", &["b- = refused"]);
}

#[test]
fn back_to_anybody_who_signed() {
    // Everybody after them signs again.
    check(
        "a b c d",
        &["b = c", "c = d", "d>b again = b", "b = c", "c = d"],
    );
    // Straight back.
    check(
        "a b c d",
        &["b = c", "c = d", "d>a straight = a", "a = d", "d = passed"],
    );
    check(
        "a b c",
        &["b>c ! return-to-open", "b>b ! return-to-open", "b = c"],
    );
    // Twice, the second from within the first.
    check(
        "a b c d",
        &[
            "b = c",
            "c = d",
            "d>c straight = c",
            "c>a straight = a",
            "a>b ! return-to-ahead",
            "a = c",
            "c = d",
        ],
    );
}

#[test]
fn back_from_beside_others() {
    let began = ["b = c", "c>a again cancel = a", "a = b c"];
    check("a b|c d", &began);
    check("a b|c d", &["c>a again keep = a b", "b = a", "a = c"]);
    check("a b|c d", &["c>a straight keep = a b", "a = b c"]);
    check("a b|c d", &["c>a again wait = a", "a = b c"]);
    check(
        "a b|c|x d",
        &["b = c x", "c>a straight wait = a", "a = c x"],
    );
    check(
        "a b|c|x d",
        &["b = c x", "c>a straight cancel = a", "a = b c x"],
    );
    // One asks another beside it anew, and waits.
    check("a b|c d", &["b = c", "c>b straight = b", "b = c", "c = d"]);
}

#[test]
fn nobody_waits_in_a_circle() {
    // x waits for b, so that c, which comes after b, cannot be waited for by x.
    check(
        "a b,c|x d",
        &[
            "b = c x",
            "c = x",
            "x = d",
            "d>b straight = b",
            "b>x straight = x",
            "x>c straight ! return-to-waiting",
            "x = b",
            "b = d",
        ],
    );
}

#[test]
fn who_went_on_meanwhile() {
    // Their turn has come again: who is put before them or takes back comes first.
    check(
        "a b|c d",
        &[
            "c>a straight keep = a b",
            "a = b c",
            "+x<b = c x",
            "x = b c",
        ],
    );
    check(
        "a b,x|c d",
        &["b = c x", "c>a straight keep = a x", "a = c x", "<b = b c"],
    );
    // Whoever has it from them goes on as well.
    check("a b|c d", &["c>a straight keep = a b", "b@ = a b", "b = a"]);
}

#[test]
fn taken_back_before_it_was_seen() {
    check("a b c d", &["b = c", "<b = b", "b = c"]);
    check(
        "a b c d",
        &[
            "<b ! take-back-unsigned",
            "b = c",
            "c = d",
            "<b ! take-back-signed",
        ],
    );
    check("a b|c d", &["b = c", "c = d", "<b = b", "b = d"]);
}

#[test]
fn more_and_fewer() {
    check("a b c", &["+x<b = x", "x = b", "b = c"]);
    check("a b c", &["+x>b = b", "b = x", "x = c"]);
    check("a b c", &["+x|b = b x", "b = x", "x = c"]);
    check("a b|c d", &["+x<b = c x", "x = b c", "b = c", "c = d"]);
    check("a b|c d", &["+x|b = b c x", "/x = b c", "b = c"]);
    check("a b c", &["+x<b = x", "/x = b", "b = c"]);
    // Somebody who was put on sends it back past who put them on.
    check(
        "a b c",
        &["+x>b = b", "b = x", "x>a again = a", "a = b", "b = x"],
    );
    check(
        "a b|c d",
        &["b = c", "+x<c = x", "x>b straight = b", "b = x", "x = c"],
    );
}

#[test]
fn votes() {
    check("a ?2(v1|v2|v3) d", &["v1 = v2 v3", "v3 = d"]);
    check("a ?2(v1|v2|v3) d", &["v1~ = v2 v3", "v2~ = refused"]);
    check("a !2(v1|v2|v3) d", &["v1 = v2 v3", "v2 = v3", "v3 = d"]);
    check("a !2(v1|v2|v3) d", &["v1 = v2 v3", "v2~ = refused"]);
    // A return opens the vote again, also for who was not needed.
    check(
        "a ?2(v1|v2|v3) d",
        &["v1 = v2 v3", "v3 = d", "d>v1 straight = v1 v2", "v2 = d"],
    );
    check(
        "a ?2(v1|v2|v3) d",
        &["+x|v1 = v1 v2 v3 x", "v1 = v2 v3 x", "v2 = v3 x", "v3 = d"],
    );
}
