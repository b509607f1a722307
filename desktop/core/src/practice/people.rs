//! The people, the calendar and the leave accounts of the practice agency, and
//! how a case is copied under another name.

use jiff::civil::{Date, Time, date, time};
use office::Event;
use office::calendar::{CalendarEvent, NamedDay, Year};
use office::case::CaseEvent;
use office::civil::NO_END;
use office::ids::{BadName, CaseId, LotId, PersonId, PostId, UnitId};
use office::leave::{AccountEvent, Band, DAY, Granted, Hours, PotName, Why};
use office::operation::OpenAccount;
use office::org::{Deputies, OrgEvent, Person, Post, Unit, holding};

use crate::Failure;

/// Asks for leave.
pub const APPLICANT: &str = "p0001";
/// Stands in for the applicant.
pub const DEPUTY: &str = "p0002";
/// Heads the applicant's unit.
pub const HEAD: &str = "p0003";
/// Works in the personnel office.
pub const PERSONNEL: &str = "p0004";
/// Works in the archives.
pub const ARCHIVIST: &str = "p0005";
/// Another colleague of the applicant's unit.
pub const COLLEAGUE: &str = "p0006";
/// Works elsewhere and has no part in it.
pub const OUTSIDER: &str = "p0007";
/// Heads the agency.
pub const CHIEF: &str = "p0008";
/// Mends flows that are stuck.
pub const ADMINISTRATOR: &str = "p0009";

const BEGIN: Date = date(2015, 1, 1);
const YEARS: [i16; 3] = [2025, 2026, 2027];

impl From<BadName> for Failure {
    fn from(_: BadName) -> Self {
        Self::new("name-unreadable")
    }
}

/// Unit, post, person, name, title, grade, whether head.
const PLACES: [(&str, &str, &str, &str, &str, u8, bool); 9] = [
    (
        "u-plan",
        "post-plan-01",
        APPLICANT,
        "王小明",
        "科員",
        5,
        false,
    ),
    ("u-plan", "post-plan-02", DEPUTY, "李大華", "科員", 5, false),
    ("u-plan", "post-plan-head", HEAD, "陳美玉", "科長", 9, true),
    ("u-hr", "post-hr-01", PERSONNEL, "林素真", "科員", 5, false),
    (
        "u-file",
        "post-file-01",
        ARCHIVIST,
        "黃文堂",
        "書記",
        3,
        false,
    ),
    (
        "u-plan",
        "post-plan-03",
        COLLEAGUE,
        "張家豪",
        "助理員",
        4,
        false,
    ),
    (
        "u-general",
        "post-general-01",
        OUTSIDER,
        "吳淑芬",
        "科員",
        5,
        false,
    ),
    (
        "u-agency",
        "post-agency-head",
        CHIEF,
        "鄭國安",
        "首長",
        12,
        true,
    ),
    (
        "u-system",
        "post-system-01",
        ADMINISTRATOR,
        "蘇柏宇",
        "設計師",
        6,
        false,
    ),
];

const UNITS: [(&str, &str); 6] = [
    ("u-agency", "練習機關"),
    ("u-plan", "企劃科"),
    ("u-hr", "人事室"),
    ("u-file", "檔案室"),
    ("u-general", "秘書室"),
    ("u-system", "資訊室"),
];

const OFFICES: [(&str, &str); 5] = [
    ("personnel", "u-hr"),
    ("archives", "u-file"),
    ("system", "u-system"),
    ("secretariat", "u-general"),
    ("accounting", "u-general"),
];

/// That an office is the work of its unit.
pub(super) fn office_of(office: &str) -> Result<OrgEvent, BadName> {
    let unit = OFFICES.iter().find(|(name, _)| *name == office);
    let unit = UnitId::new(unit.map_or("", |(_, unit)| unit))?;
    Ok(OrgEvent::OfficePut(office.to_owned(), unit))
}

/// The changes that make the agency, in batches; nobody does the work of the offices `without`.
pub(super) fn organisation(name: &str, without: &[&str]) -> Vec<Vec<OrgEvent>> {
    let built = || -> Result<Vec<Vec<OrgEvent>>, BadName> {
        let mut units = vec![OrgEvent::Named(name.to_owned()), OrgEvent::BandPut(band())];
        for (id, name) in UNITS {
            let above = (id != "u-agency")
                .then(|| UnitId::new("u-agency"))
                .transpose()?;
            units.push(OrgEvent::UnitPut(Unit {
                id: UnitId::new(id)?,
                name: name.to_owned(),
                above,
            }));
        }
        let (mut posts, mut people, mut holdings) = (Vec::new(), Vec::new(), Vec::new());
        for (unit, post, person, name, title, grade, head) in PLACES {
            let unit = UnitId::new(unit)?;
            let heads = head.then(|| unit.clone());
            posts.push(OrgEvent::PostPut(Post {
                id: PostId::new(post)?,
                unit,
                title: title.to_owned(),
                grade,
                heads,
            }));
            let id = PersonId::new(person)?;
            people.push(OrgEvent::PersonPut(Person {
                id: id.clone(),
                name: name.to_owned(),
                first_post: BEGIN,
                credited_months: 0,
            }));
            holdings.push(OrgEvent::HoldingPut(holding(id, PostId::new(post)?, BEGIN)));
        }
        for (office, _) in OFFICES
            .iter()
            .filter(|(office, _)| !without.contains(office))
        {
            holdings.push(office_of(office)?);
        }
        for (post, deputy) in [
            ("post-plan-01", DEPUTY),
            ("post-plan-02", APPLICANT),
            ("post-plan-head", DEPUTY),
        ] {
            let people = vec![PersonId::new(deputy)?];
            holdings.push(OrgEvent::DeputiesPut(Deputies {
                post: PostId::new(post)?,
                people,
                from: BEGIN,
                until: NO_END,
            }));
        }
        Ok(vec![units, posts, people, holdings])
    };
    built().unwrap_or_default()
}

fn band() -> Band {
    let hours = |from: Time, to: Time| Hours { from, to };
    Band {
        arrive: hours(time(8, 0, 0, 0), time(9, 0, 0, 0)),
        depart: hours(time(17, 0, 0, 0), time(18, 0, 0, 0)),
        lunch: hours(time(12, 30, 0, 0), time(13, 30, 0, 0)),
        full_day: hours(time(8, 30, 0, 0), time(17, 30, 0, 0)),
        late_from: time(12, 30, 0, 0),
        swipes: Vec::new(),
    }
}

/// Three years with their first day off.
pub(super) fn calendar() -> Result<Vec<CalendarEvent>, Failure> {
    let year = |year: i16| {
        let off = vec![NamedDay {
            date: date(year, 1, 1),
            name: "開國紀念日".to_owned(),
        }];
        CalendarEvent::YearPublished(Year {
            year,
            off,
            work: Vec::new(),
            source: "練習用".to_owned(),
        })
    };
    Ok(YEARS.into_iter().map(year).collect())
}

/// Annual, personal and sick leave of this year for everybody.
pub(super) fn accounts() -> Result<Vec<OpenAccount>, Failure> {
    let mut accounts = Vec::new();
    for (_, _, person, ..) in PLACES {
        let mut entries = Vec::new();
        for (pot, days) in [("annual", 14), ("personal", 7), ("sick", 28)] {
            entries.push(AccountEvent::Granted(Granted {
                lot: LotId::new(format!("{pot}-2026"))?,
                pot: PotName::new(pot).map_err(|_| Failure::new("name-unreadable"))?,
                year: 2026,
                minutes: days * DAY,
                used: 0,
                must_take: 0,
                from: date(2026, 1, 1),
                until: date(2026, 12, 31),
                why: Why::new("granted-yearly").with("days", days),
            }));
        }
        accounts.push(OpenAccount {
            person: PersonId::new(person)?,
            entries,
        });
    }
    Ok(accounts)
}

/// An event of a case under another name, with a number among its words so that
/// no two cases read the same.
pub(super) fn renamed(event: &Event, id: &CaseId, number: usize) -> Event {
    let mut event = event.clone();
    if let Event::Case(event) = &mut event
        && let CaseEvent::Submitted(submitted) = &mut **event
    {
        submitted.case = id.clone();
        submitted.number = Some(format!("115-HR-{:05}", number + 10_000));
        let place = PLACES[number % PLACES.len()].3;
        let reason = format!("第{number}次返鄉探親，由{place}同仁代理業務");
        submitted
            .answers
            .insert("reason".to_owned(), feel::Value::text(reason));
    }
    event
}
