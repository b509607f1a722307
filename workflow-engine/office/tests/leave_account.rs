//! The leave account: whatever is entered, no lot is overdrawn, and the bank
//! book adds up.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::collections::BTreeMap;

use jiff::civil::{Date, date};
use office::ids::{CaseId, LotId, OperationId};
use office::leave::{
    Account, AccountEvent, Committed, Corrected, Cost, Granted, Held, Kind, LotMinutes, PotName,
    Released, Slice, Why,
};
use proptest::prelude::*;

const BY: OperationId = OperationId([7; 32]);

fn lot(place: usize) -> LotId {
    LotId::new(format!("annual-{}", 2024 + place)).unwrap()
}

fn case(place: usize) -> CaseId {
    CaseId::new(format!("c{place}")).unwrap()
}

fn granted(place: usize, minutes: i64) -> AccountEvent {
    AccountEvent::Granted(Granted {
        lot: lot(place),
        pot: PotName::new("annual").unwrap(),
        year: 2024 + i16::try_from(place).unwrap(),
        minutes,
        used: 0,
        must_take: 0,
        from: date(2026, 1, 1),
        until: date(2026, 12, 31),
        why: Why::new("granted-by-seniority")
            .with("years", 7)
            .with("days", 21),
    })
}

fn held(place: usize, charges: &[(usize, i64)], pay_cut: i64) -> AccountEvent {
    let cost = Cost {
        charges: charges
            .iter()
            .map(|(place, minutes)| LotMinutes {
                lot: lot(*place),
                minutes: *minutes,
            })
            .collect(),
        pay_cut,
    };
    let slice = Slice {
        date: date(2026, 12, 3),
        from: "08:30".parse().unwrap(),
        to: "17:30".parse().unwrap(),
        minutes: charges.iter().map(|c| c.1).sum::<i64>() + pay_cut,
    };
    AccountEvent::Held(Held {
        case: case(place),
        kind: Kind::new("annual").unwrap(),
        slices: vec![slice],
        cost,
    })
}

fn released(place: usize) -> AccountEvent {
    AccountEvent::Released(Released {
        case: case(place),
        why: Why::new("withdrawn"),
    })
}

fn committed(place: usize) -> AccountEvent {
    AccountEvent::Committed(Committed { case: case(place) })
}

fn corrected(place: usize, minutes: i64) -> AccountEvent {
    AccountEvent::Corrected(Corrected {
        lot: lot(place),
        minutes,
        why: Why::new("corrected-grant"),
    })
}

fn entered(events: &[AccountEvent]) -> Account {
    let mut account = Account::default();
    for (at, event) in (0..).zip(events) {
        account.allows(event).unwrap_or_else(|e| panic!("{e}"));
        account.apply(event, at, BY);
    }
    account
}

#[test]
fn what_is_refused() {
    let account = entered(&[
        granted(0, 960),
        held(0, &[(0, 480)], 0),
        held(1, &[(0, 240)], 0),
        committed(1),
    ]);
    let check = |event: AccountEvent, expected: &str| {
        assert_eq!(
            account
                .allows(&event)
                .map_or_else(|e| e.to_string(), |()| String::new()),
            expected
        );
    };
    check(granted(0, 960), "account-lot-exists lot=annual-2024");
    check(granted(1, -1), "account-grant lot=annual-2025");
    check(granted(1, i64::MAX), "account-grant lot=annual-2025");
    check(
        held(2, &[(1, 60)], 0),
        "account-lot-unknown lot=annual-2025",
    );
    check(
        held(2, &[(0, 300)], 0),
        "account-overdrawn asked_minutes=300 left_minutes=240 lot=annual-2024",
    );
    check(held(2, &[(0, 240)], 60), "");
    check(
        held(2, &[(0, 120), (0, 120)], 0),
        "account-sum asked_minutes=240 charged_minutes=240",
    );
    check(
        held(2, &[(0, 120)], -60),
        "account-sum asked_minutes=60 charged_minutes=60",
    );
    check(held(0, &[(0, 720)], 0), "");
    check(held(1, &[(0, 60)], 0), "account-case-state case=c1");
    check(committed(1), "account-case-state case=c1");
    check(committed(9), "account-case-state case=c9");
    check(released(1), "");
    check(released(9), "account-case-state case=c9");
    check(corrected(0, -240), "");
    check(
        corrected(0, -241),
        "account-overdrawn asked_minutes=241 left_minutes=240 lot=annual-2024",
    );
    check(corrected(0, i64::MIN), "account-grant lot=annual-2024");
}

#[test]
fn the_bank_book_says_why() {
    let account = entered(&[
        granted(0, 960),
        held(0, &[(0, 480)], 60),
        held(0, &[(0, 240)], 0),
        committed(0),
        released(0),
        corrected(0, -480),
    ]);
    let lines: Vec<String> = account
        .lines()
        .iter()
        .map(|line| {
            let lot = line.lot.as_ref().map_or("pay", LotId::as_str);
            format!(
                "{} {:?} {lot} {:+} -> {} {}",
                line.at, line.kind, line.minutes, line.left, line.why.code
            )
        })
        .collect();
    insta::assert_snapshot!(lines.join("\n"));
}

#[test]
fn events_keep_their_bytes() {
    let hex = |event: &AccountEvent| -> String {
        minicbor::to_vec(event)
            .unwrap()
            .iter()
            .map(|byte| format!("{byte:02x}"))
            .collect()
    };
    let events = [
        granted(0, 960),
        held(0, &[(0, 480)], 60),
        released(0),
        committed(0),
        corrected(0, -60),
    ];
    let lines: Vec<String> = events.iter().map(hex).collect();
    insta::assert_snapshot!(lines.join("\n"));
}

fn any_event() -> impl Strategy<Value = AccountEvent> {
    let place = 0..3_usize;
    prop_oneof![
        (place.clone(), -10..2_000_i64).prop_map(|(lot, minutes)| granted(lot, minutes)),
        (
            place.clone(),
            prop::collection::vec((place.clone(), 1..900_i64), 0..3),
            0..100_i64
        )
            .prop_map(|(case, charges, pay_cut)| held(case, &charges, pay_cut)),
        place.clone().prop_map(released),
        place.clone().prop_map(committed),
        (place, -900..900_i64).prop_map(|(lot, minutes)| corrected(lot, minutes)),
    ]
}

/// What is left of each lot by the rows of the bank book.
fn added_up(account: &Account) -> BTreeMap<LotId, i64> {
    let mut left = BTreeMap::new();
    for line in account.lines() {
        if let Some(lot) = &line.lot {
            *left.entry(lot.clone()).or_default() += line.minutes;
        }
    }
    left
}

proptest! {
    #[test]
    fn no_lot_is_ever_overdrawn(events in prop::collection::vec(any_event(), 0..40)) {
        let on: Date = date(2026, 6, 1);
        let mut account = Account::default();
        for (at, event) in (0..).zip(&events) {
            let before = account.clone();
            if account.allows(event).is_err() {
                continue;
            }
            account.apply(event, at, BY);
            let pots = account.pots(on);
            prop_assert!(pots.iter().all(|pot| pot.left >= 0 && pot.held >= 0 && pot.used >= 0), "{event:?} on {before:?}");
            prop_assert!(pots.iter().all(|pot| pot.left == pot.granted - pot.used - pot.held));
            let left: BTreeMap<LotId, i64> = pots.into_iter().map(|pot| (pot.lot, pot.left)).collect();
            prop_assert_eq!(left, added_up(&account));
        }
    }

    #[test]
    fn events_survive_their_bytes(event in any_event()) {
        let bytes = minicbor::to_vec(&event).unwrap();
        prop_assert_eq!(minicbor::decode::<AccountEvent>(&bytes).unwrap(), event);
    }
}
