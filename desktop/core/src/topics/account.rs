//! 請假餘額與紀錄: the leave account as a bank book.

use std::collections::BTreeMap;

use office::civil::NO_END;
use office::ids::PersonId;
use office::leave::Pot;
use office::world::Reading;

use crate::asks::AskAccount;
use crate::views::{AccountLine, AccountView, PotView, Sentence};
use crate::{Core, Failure, people};

pub(crate) fn of(core: &Core, ask: AskAccount) -> Result<AccountView, Failure> {
    let session = core.session()?;
    let person = match ask.person {
        Some(person) => PersonId::new(person).map_err(|_| Failure::new("person-unknown"))?,
        None => session.me().clone(),
    };
    let account = session
        .world()
        .account(&person)?
        .ok_or_else(|| Failure::new("account-hidden").with("person", &person))?;
    let today = session.today();
    let provisional = session.queue().provisional();
    let world = session.world();
    // Leave from before has a name but no case.
    let mut cases = BTreeMap::new();
    for case in account.lines().iter().filter_map(|line| line.case.as_ref()) {
        if !cases.contains_key(case) {
            let is_here = world.case(case)?.flatten().is_some();
            cases.insert(case.clone(), is_here);
        }
    }
    let line = |line: &office::leave::Line| AccountLine {
        at: line.at,
        pot: line
            .pot
            .as_ref()
            .map(ToString::to_string)
            .unwrap_or_default(),
        minutes: line.minutes,
        balance: line.left,
        why: Sentence {
            code: line.why.code.clone(),
            facts: line.why.facts.clone(),
        },
        case: line
            .case
            .as_ref()
            .filter(|case| cases.get(case) == Some(&true))
            .map(ToString::to_string),
        provisional: provisional.contains(&line.operation),
    };
    Ok(AccountView {
        person: people::brief(&*session.org()?, &person, today),
        on: today.to_string(),
        pots: account.pots(today).iter().map(pot_view).collect(),
        lines: account.lines().iter().rev().map(line).collect(),
    })
}

/// One lot as the screen shows it.
pub(crate) fn pot_view(pot: &Pot) -> PotView {
    PotView {
        pot: pot.pot.to_string(),
        year: i32::from(pot.year),
        granted: pot.granted,
        used: pot.used,
        held: pot.held,
        left: pot.left,
        until: (pot.until != NO_END).then(|| pot.until.to_string()),
        must_take: (pot.must_take > 0).then(|| (pot.must_take - pot.used).max(0)),
    }
}
