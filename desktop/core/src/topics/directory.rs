//! 通訊錄: everybody of the agency, and one of them.

use jiff::civil::Date;
use office::civil;
use office::ids::{PersonId, UnitId};
use office::org::{Holding, HoldingKind, Org, Rank};
use office::world::Reading;

use crate::asks::AskPersonOn;
use crate::people::brief;
use crate::views::{
    AwayNow, HeadView, HoldingTime, HoldingWord, PeoplePage, PeopleQuery, PersonView, PostHeld,
    RankWord,
};
use crate::{Core, Failure};

/// Most rows of one page.
const PAGE_MAX: u32 = 500;
/// Longest text that is looked for, in characters.
const TEXT_MAX: usize = 200;

fn count(of: usize) -> u32 {
    u32::try_from(of).unwrap_or(u32::MAX)
}

/// Part of the directory.
pub(crate) fn page(core: &Core, query: PeopleQuery) -> Result<PeoplePage, Failure> {
    let directory = core.session()?.directory()?;
    let unit = query.unit.map(UnitId::new).transpose()?;
    let text: String = query.text.chars().take(TEXT_MAX).collect();
    let found = directory.found(&text, unit.as_ref());
    let from = usize::try_from(query.offset).unwrap_or(usize::MAX);
    let limit = usize::try_from(query.limit.min(PAGE_MAX)).unwrap_or(0);
    let rows = found.iter().skip(from).take(limit);
    Ok(PeoplePage {
        total: count(found.len()),
        offset: query.offset,
        rows: rows.map(|entry| entry.row.clone()).collect(),
        path: unit
            .as_ref()
            .map(|unit| directory.path(unit))
            .unwrap_or_default(),
        below: directory.below(unit.as_ref()),
    })
}

/// One person: what they hold, who is above them, who stands in, and whether they are away.
pub(crate) fn person(core: &Core, ask: AskPersonOn) -> Result<PersonView, Failure> {
    let session = core.session()?;
    let (org, today) = (session.org()?, session.today());
    let on = match &ask.on {
        None => today,
        Some(text) => text
            .parse()
            .map_err(|_| Failure::new("person-day").with("text", text))?,
    };
    let person = PersonId::new(ask.person)?;
    if !org.people.contains_key(&person) {
        return Err(Failure::new("org-unknown").with("person", &person));
    }
    let head = org.head_of(&person, on).map(|head| HeadView {
        title: head.post.title.clone(),
        unit: unit_name(&org, org.unit_on(&head.post.unit, on)),
        people: head.people.iter().map(|one| brief(&org, one, on)).collect(),
        vacant: head.is_vacant,
    });
    let deputies = org.deputies_of(&person, on);
    let world = session.world();
    let away = match org.main_post(&person, on) {
        Some(post) => world.away(&post.unit)?,
        None => None,
    };
    // Today it is asked for this moment, of another day for any part of it.
    let (from, to) = match on == today {
        true => (civil::wall(session.now()), civil::wall(session.now())),
        false => (on.at(0, 0, 0, 0), on.at(23, 59, 0, 0)),
    };
    let absent = away.as_ref().and_then(|away| {
        let at_moment = away.absent(&person, from);
        let mut that_day = away.meeting(&person, from, to);
        at_moment.or_else(|| that_day.find(|absence| !absence.asked))
    });
    Ok(PersonView {
        person: brief(&org, &person, on),
        me: person == *session.me(),
        on: on.to_string(),
        today: on == today,
        posts: posts(&org, &person, on),
        head,
        deputies: deputies
            .into_iter()
            .map(|one| brief(&org, one, on))
            .collect(),
        away: absent.map(|absence| AwayNow {
            from_ms: civil::instant(absence.from),
            until_ms: civil::instant(absence.to),
            deputy: absence.deputy.as_ref().map(|one| brief(&org, one, on)),
        }),
        away_known: away.is_some(),
    })
}

fn unit_name(org: &Org, unit: &UnitId) -> String {
    let known = org.units.get(unit);
    known.map_or_else(|| unit.to_string(), |unit| unit.name.clone())
}

/// What a person holds: what is held now first, then what comes, then what is past.
fn posts(org: &Org, person: &PersonId, today: Date) -> Vec<PostHeld> {
    let of_time = |holding: &Holding| match holding {
        held if held.from > today => HoldingTime::Coming,
        held if held.until < today => HoldingTime::Past,
        _ => HoldingTime::Now,
    };
    let order = |holding: &Holding| match of_time(holding) {
        HoldingTime::Now => (0, holding.kind, 0),
        HoldingTime::Coming => (1, holding.kind, days(holding.from)),
        HoldingTime::Past => (2, holding.kind, -days(holding.until)),
    };
    let mut held: Vec<&Holding> = org.holdings.of_person(person).collect();
    held.sort_by_key(|holding| order(holding));
    let posts = held.into_iter().filter_map(|holding| {
        let post = org.posts.get(&holding.post)?;
        let rank = org.grades(&holding.post)?;
        // What was held in the past is shown as it was called then.
        let unit = org.unit_on(&post.unit, holding.until.min(today));
        Some(PostHeld {
            post: post.id.to_string(),
            title: post.title.clone(),
            unit: unit.to_string(),
            unit_name: unit_name(org, unit),
            lowest: rank.lowest,
            highest: post.grade,
            lowest_rank: rank_word(rank.lowest),
            highest_rank: rank_word(post.grade),
            kind: match holding.kind {
                HoldingKind::Regular => HoldingWord::Regular,
                HoldingKind::Acting => HoldingWord::Acting,
                HoldingKind::Concurrent => HoldingWord::Concurrent,
                HoldingKind::Seconded => HoldingWord::Seconded,
            },
            time: of_time(holding),
            from: holding.from.to_string(),
            until: (holding.until != civil::NO_END).then(|| holding.until.to_string()),
            heads: post.heads.is_some(),
            gone: of_time(holding) == HoldingTime::Now && !org.post_stands(&holding.post, today),
        })
    });
    posts.collect()
}

fn days(date: Date) -> i64 {
    i64::from(date.year()) * 372 + i64::from(date.month()) * 31 + i64::from(date.day())
}

fn rank_word(grade: u8) -> RankWord {
    match Rank::of(grade) {
        Rank::Elementary => RankWord::Elementary,
        Rank::Junior => RankWord::Junior,
        Rank::Senior => RankWord::Senior,
    }
}
