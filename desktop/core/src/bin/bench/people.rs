//! `bench people`: an agency of 10,000 people, 1,200 units and 15,000 holdings, asked as decisions
//! and screens ask it.

use std::path::{Path, PathBuf};
use std::time::Instant;

use desktop_core::practice::{APPLICANT, Practice};
use desktop_core::{Core, Failure};
use jiff::civil::date;
use office::civil::NO_END;
use office::ids::{BadName, PersonId, PostId, UnitId};
use office::operation::Organise;
use office::org::{Deputies, Desk, Holding, HoldingKind, Org, OrgEvent, Person, Post, Unit};
use office::{Content, State, Stream};
use serde_json::json;

use super::{Times, ms, options};

const PEOPLE: usize = 10_000;
const UNITS: usize = 1_200;
const HOLDINGS: usize = 15_000;
/// Posts: one for each person, and one more for each further holding.
const POSTS: usize = HOLDINGS;
/// Changes in one operation.
const CHANGES: usize = 500;
const FAMILY: [&str; 8] = ["王", "李", "張", "陳", "林", "黃", "吳", "𠮷"];
const GIVEN: [&str; 10] = ["小", "大", "明", "華", "美", "堃", "家", "淑", "國", "𡃁"];

pub(super) fn measure(pack: &Path, home: &Path) -> Result<(), Failure> {
    let changes = changes()?;
    let org = org(&changes);
    questions(&org)?;
    screens(pack, home, changes)
}

fn changes() -> Result<Vec<OrgEvent>, BadName> {
    let mut changes = Vec::new();
    let unit_of = |number: usize| UnitId::new(format!("big-u{number}"));
    for number in 0..UNITS {
        // 30 bureaus of a top, 39 sections or so in each.
        let above = match number {
            0 => None,
            1..=30 => Some(unit_of(0)?),
            _ => Some(unit_of(1 + number % 30)?),
        };
        changes.push(OrgEvent::UnitPut(Unit {
            id: unit_of(number)?,
            name: format!("第{number}科"),
            above,
        }));
    }
    for number in 0..POSTS {
        let unit = unit_of(number % UNITS)?;
        changes.push(OrgEvent::PostPut(Post {
            id: PostId::new(format!("big-post-{number}"))?,
            title: if number < UNITS { "科長" } else { "科員" }.to_owned(),
            grade: if number < UNITS { 9 } else { 7 },
            heads: (number < UNITS).then(|| unit.clone()),
            unit,
        }));
    }
    for number in 0..PEOPLE {
        let name = [
            FAMILY[number % FAMILY.len()],
            GIVEN[number / 7 % GIVEN.len()],
            GIVEN[number / 70 % GIVEN.len()],
        ];
        changes.push(OrgEvent::PersonPut(Person {
            id: PersonId::new(format!("big{number:05}"))?,
            name: name.concat(),
            first_post: date(2015, 1, 1),
            credited_months: 0,
        }));
    }
    for number in 0..HOLDINGS {
        changes.push(OrgEvent::HoldingPut(Holding {
            person: PersonId::new(format!("big{:05}", number % PEOPLE))?,
            post: PostId::new(format!("big-post-{number}"))?,
            from: date(2020, 1, 1),
            until: NO_END,
            kind: match number < PEOPLE {
                true => HoldingKind::Regular,
                false => HoldingKind::Concurrent,
            },
        }));
    }
    for number in 0..UNITS {
        changes.push(OrgEvent::DeputiesPut(Deputies {
            post: PostId::new(format!("big-post-{number}"))?,
            people: vec![PersonId::new(format!("big{:05}", number + UNITS))?],
            from: date(2020, 1, 1),
            until: NO_END,
        }));
    }
    Ok(changes)
}

fn org(changes: &[OrgEvent]) -> Org {
    let mut org = Org::default();
    let start = Instant::now();
    for change in changes {
        org.apply(change);
    }
    println!("events of the agency: {} events", changes.len());
    println!("apply them all: {} ms", ms(start.elapsed()));
    org
}

/// What decisions ask, each of many people, posts and units.
fn questions(org: &Org) -> Result<(), Failure> {
    let on = date(2026, 11, 24);
    let people: Vec<&PersonId> = org.people.keys().collect();
    let posts: Vec<&PostId> = org.posts.keys().collect();
    let units: Vec<&UnitId> = org.units.keys().collect();
    let (person, post) = (
        |n: usize| people[n * 7 % people.len()],
        |n: usize| posts[n * 7 % posts.len()],
    );
    let each = |name: &str, count: usize, ask: &dyn Fn(usize) -> usize| -> Result<(), Failure> {
        let mut sum = 0;
        let times = Times::of(count, |number| {
            sum += ask(number);
            Ok(())
        })?;
        std::hint::black_box(sum);
        times.say_micros(name);
        Ok(())
    };
    each("main post on a date", PEOPLE, &|n| {
        usize::from(org.main_post(person(n), on).is_some())
    })?;
    each("heads above on a date", PEOPLE, &|n| {
        org.heads_above(person(n), on).len()
    })?;
    each("head on a date", PEOPLE, &|n| {
        org.head_of(person(n), on)
            .map_or(0, |head| head.people.len())
    })?;
    each("is one above another", PEOPLE, &|n| {
        usize::from(org.is_above(person(n), person(n + 1), on))
    })?;
    each("deputies of a person", PEOPLE, &|n| {
        org.deputies_of(person(n), on).len()
    })?;
    each("level of a post", POSTS, &|n| {
        usize::from(org.level(post(n)))
    })?;
    each("people at a post's desk", POSTS, &|n| {
        org.at_desk(&Desk::Post(post(n).clone()), on).len()
    })?;
    let office = |n: usize| Desk::Office(units[n * 7 % units.len()].clone());
    each("people at an office's desk", UNITS, &|n| {
        org.at_desk(&office(n), on).len()
    })?;
    let state = State::Org(org.clone().into());
    let start = Instant::now();
    let copy = std::hint::black_box(org.clone());
    println!("copy of the state: {} ms", ms(start.elapsed()));
    drop(copy);
    let start = Instant::now();
    let cache = state.to_cache();
    println!("write the cached state: {} ms", ms(start.elapsed()));
    let start = Instant::now();
    let back = State::from_cache(&cache);
    println!("read the cached state: {} ms", ms(start.elapsed()));
    if back.as_ref() != Some(&state) {
        return Err(Failure::new("vault-damaged").with("stream", Stream::Org));
    }
    Ok(())
}

/// The directory on a computer that has all of it.
fn screens(pack: &Path, home: &Path, changes: Vec<OrgEvent>) -> Result<(), Failure> {
    let now = desktop_core::Clock::now(&desktop_core::SystemClock);
    let mut agency = Practice::begin(pack, now)?;
    let start = Instant::now();
    for changes in changes.chunks(CHANGES) {
        let changes = changes.to_vec();
        agency.agency(Content::Organise(Organise { changes }))?;
    }
    println!("decide the organisation: {} ms", ms(start.elapsed()));
    let core = agency.computer(&home.join("applicant"), APPLICANT, &options(PathBuf::new()))?;
    let start = Instant::now();
    agency.deliver(&core)?;
    println!("take the organisation in: {} ms", ms(start.elapsed()));
    let page = |core: &Core, text: &str, unit: Option<&str>, offset: usize| {
        let ask = json!({ "text": text, "unit": unit, "offset": offset, "limit": 300 });
        core.call("people", ask)
    };
    let start = Instant::now();
    let first = page(&core, "", None, 0)?;
    println!(
        "open the directory for the first time: {} ms",
        ms(start.elapsed())
    );
    println!("people in the directory: {} people", first["total"]);
    Times::of(200, |n| page(&core, "", None, n * 50).map(drop))?
        .say("open or scroll the directory");
    let words = [
        "王",
        "王小",
        "科長",
        "第12科",
        "big01",
        "𠮷",
        "堃",
        "李 科長",
        "沒有",
    ];
    Times::of(450, |n| {
        page(&core, words[n % words.len()], None, 0).map(drop)
    })?
    .say("search as it is typed");
    Times::of(200, |n| {
        page(&core, "", Some(&format!("big-u{}", n % UNITS)), 0).map(drop)
    })?
    .say("open a unit");
    let one = |n: usize| json!({ "person": format!("big{:05}", n * 37 % PEOPLE) });
    Times::of(500, |n| core.call("person", one(n)).map(drop))?.say("open a person");
    Ok(())
}
