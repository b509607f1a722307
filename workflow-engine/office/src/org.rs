//! The agency: units, posts, people and who stands in for whom, each with its
//! dates. A route names posts and desks, never people, so that a change of
//! people moves the desk and not the history. 機關、單位、職務

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use minicbor::{Decode, Encode};
use serde::{Deserialize, Serialize};

use crate::Refusal;
use crate::civil::{self, NO_END};
use crate::ids::{PersonId, PostId, UnitId};
use crate::leave::Band;

/// The state of the stream `org`.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Org {
    /// Full name of the agency. 機關全銜
    pub agency: String,
    /// Units by id.
    pub units: BTreeMap<UnitId, Unit>,
    /// Posts by id.
    pub posts: BTreeMap<PostId, Post>,
    /// People by id.
    pub people: BTreeMap<PersonId, Person>,
    /// Who holds which post, in the order of entry.
    pub holdings: Vec<Holding>,
    /// Ordered deputies by post.
    pub deputies: BTreeMap<PostId, Vec<Deputies>>,
    /// Which unit does an office's work: `personnel`, `general-affairs`, `archives`.
    pub offices: BTreeMap<String, UnitId>,
    /// The working time of the agency.
    pub band: Option<Band>,
    /// Who may stand in for whom; without it, everybody for everybody.
    #[serde(default)]
    pub deputy_rule: Option<DeputyRule>,
}

/// A unit of the agency. 單位
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode, Serialize, Deserialize)]
#[cbor(map)]
pub struct Unit {
    /// Its id.
    #[n(1)]
    pub id: UnitId,
    /// Its name, such as 企劃科.
    #[n(2)]
    pub name: String,
    /// The unit above; none for the agency itself.
    #[n(3)]
    pub above: Option<UnitId>,
}

/// A post. 職務
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode, Serialize, Deserialize)]
#[cbor(map)]
pub struct Post {
    /// Its id.
    #[n(1)]
    pub id: PostId,
    /// The unit to which it belongs.
    #[n(2)]
    pub unit: UnitId,
    /// 職稱, such as 科員.
    #[n(3)]
    pub title: String,
    /// Highest grade of the post, 1 to 14. 職等
    #[n(4)]
    pub grade: u8,
    /// The unit whose head this post is.
    #[n(5)]
    pub heads: Option<UnitId>,
}

/// A person. 同仁
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode, Serialize, Deserialize)]
#[cbor(map)]
pub struct Person {
    /// Its id.
    #[n(1)]
    pub id: PersonId,
    /// The name as it is signed.
    #[n(2)]
    pub name: String,
    /// First day in a post of the civil service. 初任日
    #[cbor(n(3), with = "crate::civil::day")]
    pub first_post: Date,
    /// Months of earlier full-time public service that count. 併計年資
    #[n(4)]
    pub credited_months: u32,
}

/// That a person holds a post.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode, Serialize, Deserialize)]
#[cbor(map)]
pub struct Holding {
    /// Who.
    #[n(1)]
    pub person: PersonId,
    /// Which post.
    #[n(2)]
    pub post: PostId,
    /// First day.
    #[cbor(n(3), with = "crate::civil::day")]
    pub from: Date,
    /// Last day.
    #[cbor(n(4), with = "crate::civil::day")]
    pub until: Date,
    /// Regular, acting or concurrent.
    #[n(5)]
    pub kind: HoldingKind,
}

/// How a post is held.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Encode, Decode, Serialize, Deserialize,
)]
pub enum HoldingKind {
    /// 專任
    #[n(1)]
    Regular,
    /// 代理
    #[n(2)]
    Acting,
    /// 兼任
    #[n(3)]
    Concurrent,
}

/// The ordered deputies of a post from a date on. 職務代理人
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode, Serialize, Deserialize)]
#[cbor(map)]
pub struct Deputies {
    /// Which post.
    #[n(1)]
    pub post: PostId,
    /// First the legal deputy, then the others in order.
    #[n(2)]
    pub people: Vec<PersonId>,
    /// First day.
    #[cbor(n(3), with = "crate::civil::day")]
    pub from: Date,
    /// Last day.
    #[cbor(n(4), with = "crate::civil::day")]
    pub until: Date,
}

/// Who may stand in for whom by a deputation: the rank rule of the agency. 代理資格
#[derive(Debug, Clone, Copy, PartialEq, Eq, Encode, Decode, Serialize, Deserialize)]
#[cbor(map)]
pub struct DeputyRule {
    /// How many grades a deputy's post may lie below the principal's.
    #[n(1)]
    pub max_grades_below: u8,
    /// Only somebody of the principal's unit, or on the list of the principal's post.
    #[n(2)]
    pub same_unit_only: bool,
}

/// What became true of the agency.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub enum OrgEvent {
    /// The agency has this full name.
    #[n(1)]
    Named(#[n(0)] String),
    /// A unit is new or changed.
    #[n(2)]
    UnitPut(#[n(0)] Unit),
    /// A post is new or changed.
    #[n(3)]
    PostPut(#[n(0)] Post),
    /// A person is new or changed.
    #[n(4)]
    PersonPut(#[n(0)] Person),
    /// A person holds a post; replaces a holding of the same person, post and first day.
    #[n(5)]
    HoldingPut(#[n(0)] Holding),
    /// A post has these deputies; replaces those of the same first day.
    #[n(6)]
    DeputiesPut(#[n(0)] Deputies),
    /// A unit does the work of an office.
    #[n(7)]
    OfficePut(#[n(0)] String, #[n(1)] UnitId),
    /// The working time of the agency.
    #[n(8)]
    BandPut(#[n(0)] Band),
    /// Who may stand in for whom.
    #[n(20)]
    DeputyRulePut(#[n(0)] DeputyRule),
}

/// Where a case waits: a place, not a name, wherever that is possible.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Encode, Decode, Serialize, Deserialize)]
pub enum Desk {
    /// One person, such as the applicant or the chosen deputy.
    #[n(1)]
    Person(#[n(0)] PersonId),
    /// Whoever holds the post.
    #[n(2)]
    Post(#[n(0)] PostId),
    /// Anybody of the unit that does the work of an office.
    #[n(3)]
    Office(#[n(0)] UnitId),
}

impl Org {
    /// Makes an event true.
    pub fn apply(&mut self, event: &OrgEvent) {
        match event {
            OrgEvent::Named(name) => self.agency.clone_from(name),
            OrgEvent::UnitPut(unit) => {
                self.units.insert(unit.id.clone(), unit.clone());
            }
            OrgEvent::PostPut(post) => {
                self.posts.insert(post.id.clone(), post.clone());
            }
            OrgEvent::PersonPut(person) => {
                self.people.insert(person.id.clone(), person.clone());
            }
            OrgEvent::HoldingPut(holding) => {
                self.holdings.retain(|h| {
                    (&h.person, &h.post, h.from) != (&holding.person, &holding.post, holding.from)
                });
                self.holdings.push(holding.clone());
            }
            OrgEvent::DeputiesPut(deputies) => {
                let of_post = self.deputies.entry(deputies.post.clone()).or_default();
                of_post.retain(|d| d.from != deputies.from);
                of_post.push(deputies.clone());
            }
            OrgEvent::OfficePut(office, unit) => {
                self.offices.insert(office.clone(), unit.clone());
            }
            OrgEvent::BandPut(band) => self.band = Some(band.clone()),
            OrgEvent::DeputyRulePut(rule) => self.deputy_rule = Some(*rule),
        }
    }

    /// Whether the event fits what is there.
    ///
    /// # Errors
    /// `org-unknown` with the name that nothing has, `org-circle` when a unit
    /// would stand above itself, `org-dates` when an end is before its start.
    pub fn allows(&self, event: &OrgEvent) -> Result<(), Refusal> {
        let unknown = |what: &str, id: &str| Refusal::new("org-unknown").with(what, id);
        let unit = |id: &UnitId| {
            if self.units.contains_key(id) {
                Ok(())
            } else {
                Err(unknown("unit", id.as_str()))
            }
        };
        let person = |id: &PersonId| {
            if self.people.contains_key(id) {
                Ok(())
            } else {
                Err(unknown("person", id.as_str()))
            }
        };
        let post = |id: &PostId| {
            if self.posts.contains_key(id) {
                Ok(())
            } else {
                Err(unknown("post", id.as_str()))
            }
        };
        let dates = |from: Date, until: Date| {
            if from <= until {
                Ok(())
            } else {
                Err(Refusal::new("org-dates")
                    .with("from_date", from)
                    .with("until_date", until))
            }
        };
        match event {
            OrgEvent::Named(_) | OrgEvent::PersonPut(_) | OrgEvent::DeputyRulePut(_) => Ok(()),
            OrgEvent::UnitPut(put) => match &put.above {
                None => Ok(()),
                Some(above) if self.units_up(above).any(|u| u.id == put.id) => {
                    Err(Refusal::new("org-circle").with("unit", &put.id))
                }
                Some(above) => unit(above),
            },
            OrgEvent::PostPut(put) => {
                unit(&put.unit).and_then(|()| put.heads.as_ref().map_or(Ok(()), unit))
            }
            OrgEvent::HoldingPut(put) => person(&put.person)
                .and_then(|()| post(&put.post))
                .and_then(|()| dates(put.from, put.until)),
            OrgEvent::DeputiesPut(put) => {
                post(&put.post)?;
                put.people.iter().try_for_each(person)?;
                dates(put.from, put.until)
            }
            OrgEvent::OfficePut(_, id) => unit(id),
            OrgEvent::BandPut(band) => band.check(),
        }
    }

    /// A unit and the units above it.
    fn units_up<'a>(&'a self, unit: &UnitId) -> impl Iterator<Item = &'a Unit> {
        let mut seen = BTreeSet::new();
        std::iter::successors(self.units.get(unit), |unit| {
            unit.above.as_ref().and_then(|above| self.units.get(above))
        })
        .take_while(move |unit| seen.insert(unit.id.clone()))
    }

    /// The holdings in force on a day.
    pub fn holdings_on(&self, on: Date) -> impl Iterator<Item = &Holding> {
        self.holdings
            .iter()
            .filter(move |h| h.from <= on && on <= h.until)
    }

    /// The post that a person mainly holds on a day: a regular one first.
    #[must_use]
    pub fn main_post(&self, person: &PersonId, on: Date) -> Option<&Post> {
        let holding = self
            .holdings_on(on)
            .filter(|h| h.person == *person)
            .min_by_key(|h| h.kind)?;
        self.posts.get(&holding.post)
    }

    /// Everybody who holds the post on a day.
    #[must_use]
    pub fn holders(&self, post: &PostId, on: Date) -> Vec<&PersonId> {
        self.holdings_on(on)
            .filter(|h| h.post == *post)
            .map(|h| &h.person)
            .collect()
    }

    /// Everybody whose main post is in the unit on a day, in the order of ids.
    #[must_use]
    pub fn members(&self, unit: &UnitId, on: Date) -> BTreeSet<&PersonId> {
        self.holdings_on(on)
            .filter(|h| {
                self.main_post(&h.person, on)
                    .is_some_and(|p| p.unit == *unit)
            })
            .map(|h| &h.person)
            .collect()
    }

    /// The posts of the heads above a person, nearest first; posts that the
    /// person holds himself are left out.
    #[must_use]
    pub fn heads_above(&self, person: &PersonId, on: Date) -> Vec<&Post> {
        let Some(start) = self.main_post(person, on) else {
            return Vec::new();
        };
        self.units_up(&start.unit)
            .filter_map(|unit| {
                self.posts
                    .values()
                    .find(|p| p.heads.as_ref() == Some(&unit.id))
            })
            .filter(|post| !self.holders(&post.id, on).contains(&person))
            .collect()
    }

    /// The level of decision of a post: 1 the head of the agency, 2 the head of a unit right below it,
    /// 3 a head further below, 4 everybody else (分層負責, 公文程式條例 art 3).
    #[must_use]
    pub fn level(&self, post: &PostId) -> u8 {
        let heads = self.posts.get(post).and_then(|post| post.heads.as_ref());
        let depth = heads.map_or(4, |unit| self.units_up(unit).count());
        u8::try_from(depth.clamp(1, if heads.is_some() { 3 } else { 4 })).unwrap_or(4)
    }

    /// Whether one person is a head above another on a day.
    #[must_use]
    pub fn is_above(&self, head: &PersonId, person: &PersonId, on: Date) -> bool {
        self.heads_above(person, on)
            .iter()
            .any(|post| self.holders(&post.id, on).contains(&head))
    }

    /// Whether a person belongs to the unit that does the work of an office.
    #[must_use]
    pub fn serves_in(&self, person: &PersonId, office: &str, on: Date) -> bool {
        self.offices
            .get(office)
            .is_some_and(|unit| self.members(unit, on).contains(person))
    }

    /// The people at a desk on a day.
    #[must_use]
    pub fn at_desk(&self, desk: &Desk, on: Date) -> Vec<PersonId> {
        match desk {
            Desk::Person(person) => vec![person.clone()],
            Desk::Post(post) => self.holders(post, on).into_iter().cloned().collect(),
            Desk::Office(unit) => self.members(unit, on).into_iter().cloned().collect(),
        }
    }

    /// The ordered deputies of a person on a day, over all posts held.
    #[must_use]
    pub fn deputies_of(&self, person: &PersonId, on: Date) -> Vec<&PersonId> {
        let mut found: Vec<&PersonId> = Vec::new();
        for holding in self.holdings_on(on).filter(|h| h.person == *person) {
            for deputy in self.deputies_of_post(&holding.post, on) {
                if deputy != person && !found.contains(&deputy) {
                    found.push(deputy);
                }
            }
        }
        found
    }

    /// The ordered deputies of a post on a day; the latest list in force counts.
    #[must_use]
    pub fn deputies_of_post(&self, post: &PostId, on: Date) -> &[PersonId] {
        self.deputies
            .get(post)
            .into_iter()
            .flatten()
            .filter(|d| d.from <= on && on <= d.until)
            .max_by_key(|d| d.from)
            .map_or(&[], |d| &d.people)
    }

    /// The desk that the text of a flow means for a case.
    ///
    /// `applicant`, `deputy`, `last-signer`, `head:N` (the N-th head above the
    /// applicant), `office:NAME`, `post:ID`. None when there is nobody, as with the
    /// third head above a unit head: such a station is passed over.
    ///
    /// # Errors
    /// `desk-unknown` when the text means nothing, `desk-post` when there is no such post,
    /// `desk-office` when no unit does the work of the office, `desk-deputy` when no deputy was named.
    pub fn desk(&self, text: &str, who: &Parties<'_>, on: Date) -> Result<Option<Desk>, Refusal> {
        let unknown = || Refusal::new("desk-unknown").with("desk", text);
        if let Some(level) = text.strip_prefix("head:") {
            let level: usize = level.parse().ok().filter(|n| *n > 0).ok_or_else(unknown)?;
            let heads = self.heads_above(who.applicant, on);
            return Ok(heads.get(level - 1).map(|post| Desk::Post(post.id.clone())));
        }
        if let Some(office) = text.strip_prefix("office:") {
            let unit = self
                .offices
                .get(office)
                .ok_or_else(|| Refusal::new("desk-office").with("office", office))?;
            return Ok(Some(Desk::Office(unit.clone())));
        }
        if let Some(post) = text.strip_prefix("post:") {
            let known = PostId::new(post)
                .ok()
                .filter(|id| self.posts.contains_key(id));
            return known
                .map(|id| Some(Desk::Post(id)))
                .ok_or_else(|| Refusal::new("desk-post").with("post", post));
        }
        match text {
            "applicant" => Ok(Some(Desk::Person(who.applicant.clone()))),
            "deputy" => who
                .deputy
                .cloned()
                .map(Desk::Person)
                .map(Some)
                .ok_or_else(|| Refusal::new("desk-deputy")),
            "last-signer" => Ok(Some(Desk::Person(
                who.last_signer.unwrap_or(who.applicant).clone(),
            ))),
            _ => Err(unknown()),
        }
    }
}

/// The people of a case whom a desk can mean.
#[derive(Debug, Clone, Copy)]
pub struct Parties<'a> {
    /// Who asked.
    pub applicant: &'a PersonId,
    /// The deputy named on the form.
    pub deputy: Option<&'a PersonId>,
    /// Who signed last.
    pub last_signer: Option<&'a PersonId>,
}

/// A holding without an end.
#[must_use]
pub fn holding(person: PersonId, post: PostId, from: Date) -> Holding {
    Holding {
        person,
        post,
        from,
        until: NO_END,
        kind: HoldingKind::Regular,
    }
}

/// The day on the wall at an instant.
#[must_use]
pub fn day(at: i64) -> Date {
    civil::wall(at).date()
}
