//! Who is whose head, and at which level a post decides. 主管、分層負責

use jiff::civil::Date;

use super::{Desk, Org, Post};
use crate::ids::{PersonId, PostId, UnitId};

/// The nearest head above a person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Head<'o> {
    /// The post of the head.
    pub post: &'o Post,
    /// Who acts as head: the holders, or the deputies of a vacant post, the first first.
    pub people: Vec<&'o PersonId>,
    /// The post is vacant.
    pub is_vacant: bool,
}

impl Org {
    /// The post that heads a unit on a day; the first by id where there are several, none where
    /// the unit itself does not stand.
    fn head_post(&self, unit: &UnitId, on: Date) -> Option<&Post> {
        if !self.unit_stands(unit, on) {
            return None;
        }
        let units = self.with_former(unit, on).into_iter();
        let posts = units.flat_map(|unit| self.places.heads(unit));
        let first = posts.filter(|post| self.post_stands(post, on)).min()?;
        self.posts.get(first)
    }

    /// The posts of the heads above a person, nearest first; posts that the
    /// person holds himself are left out.
    #[must_use]
    pub fn heads_above(&self, person: &PersonId, on: Date) -> Vec<&Post> {
        let Some(start) = self.main_post(person, on) else {
            return Vec::new();
        };
        self.units_up(&start.unit, on)
            .filter_map(|unit| self.head_post(&unit.id, on))
            .filter(|post| !self.holders(&post.id, on).contains(&person))
            .collect()
    }

    /// The posts that head the unit of a post and the units above it on a day, nearest first,
    /// without the post itself: to whom its work falls while nobody holds it.
    #[must_use]
    pub fn heads_over(&self, post: &PostId, on: Date) -> Vec<&Post> {
        let own = self.post_on(post, on);
        let Some(start) = self.posts.get(own) else {
            return Vec::new();
        };
        self.units_up(&start.unit, on)
            .filter_map(|unit| self.head_post(&unit.id, on))
            .filter(|head| head.id != *own)
            .collect()
    }

    /// Who acts for a post that nobody holds on a day, in a case of somebody: its deputies in their
    /// order, without those who left; where there is none but the applicant, whoever holds the nearest post above it. 出缺代理
    #[must_use]
    pub fn cover(&self, post: &PostId, applicant: &PersonId, on: Date) -> Vec<&PersonId> {
        let deputies = self.deputies_of_post(post, on).iter();
        let serves = |one: &&PersonId| *one != applicant && self.main_post(one, on).is_some();
        let deputies: Vec<_> = deputies.filter(serves).collect();
        if !deputies.is_empty() {
            return deputies;
        }
        let above = self.heads_over(post, on).into_iter();
        let holders = above.map(|head| self.holders(&head.id, on));
        let mut others = holders.filter(|people| people.iter().any(|one| *one != applicant));
        others.next().unwrap_or_default()
    }

    /// Who acts at a desk on a day in a case of somebody, when nobody sits there who could, and the
    /// post by which they do: that of the desk; the one that a person held last, and whoever holds it
    /// since; for an office that of the nearest head.
    #[must_use]
    pub fn cover_desk<'o>(
        &'o self,
        desk: &'o Desk,
        applicant: &PersonId,
        on: Date,
    ) -> Option<(&'o PostId, Vec<&'o PersonId>)> {
        let post = match desk {
            Desk::Post(post) => self.post_on(post, on),
            Desk::Person(person) => {
                let held = self.holdings.of_person(person);
                let last = held.filter(|h| h.from <= on).max_by_key(|h| h.until)?;
                let post = self.post_on(&last.post, on);
                let mut since = self.holders(post, on);
                since.retain(|one| *one != applicant && *one != person);
                if !since.is_empty() {
                    return Some((post, since));
                }
                post
            }
            Desk::Office(unit) => {
                let heads = self.units_up(unit, on);
                let mut heads = heads.filter_map(|unit| self.head_post(&unit.id, on));
                return heads.find_map(|head| {
                    let mut people = self.holders(&head.id, on);
                    people.retain(|one| *one != applicant);
                    (!people.is_empty()).then_some((&head.id, people))
                });
            }
        };
        Some((post, self.cover(post, applicant, on)))
    }

    /// The nearest head above a person on a day who can act: whoever holds the post, acting or
    /// not; the deputies of a vacant one; where it has none, the next head above.
    #[must_use]
    pub fn head_of(&self, person: &PersonId, on: Date) -> Option<Head<'_>> {
        self.heads_above(person, on).into_iter().find_map(|post| {
            let mut people = self.holders(&post.id, on);
            let is_vacant = people.is_empty();
            if is_vacant {
                people.extend(self.deputies_of_post(&post.id, on));
                people.retain(|deputy| *deputy != person);
            }
            (!people.is_empty()).then_some(Head {
                post,
                people,
                is_vacant,
            })
        })
    }

    /// Whether one person is a head above another on a day.
    #[must_use]
    pub fn is_above(&self, head: &PersonId, person: &PersonId, on: Date) -> bool {
        self.heads_above(person, on)
            .iter()
            .any(|post| self.holders(&post.id, on).contains(&head))
    }

    /// The level at which a post decides, as the columns of a 分層負責明細表 count them
    /// (文書處理手冊 on 分層負責: 第一層 the head of the agency, 第二層 heads of its units, 第三層
    /// heads below them, 第四層 the officers): 1 heads a unit with nothing above, 2 heads a unit
    /// directly below, 3 heads one further below, 4 heads none. Deputy heads of the agency head no
    /// unit and count as 4 here; a table that gives them a level names their posts.
    #[must_use]
    pub fn level(&self, post: &PostId) -> u8 {
        let heads = self.posts.get(post).and_then(|post| post.heads.as_ref());
        let mut above = heads.and_then(|unit| self.units.get(unit));
        for level in 1..=3 {
            match above {
                None => return 4,
                Some(unit) if unit.above.is_none() => return level,
                Some(unit) => above = unit.above.as_ref().and_then(|id| self.units.get(id)),
            }
        }
        3
    }
}
