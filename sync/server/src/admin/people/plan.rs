//! What a list would change, said before anything is: and the changes themselves, in an order in
//! which each may name the ones before.

use std::collections::BTreeMap;
use std::fmt;

use jiff::civil::Date;
use office::Content;
use office::ids::{PersonId, PostId};
use office::operation::{MAX_CONTENT, Organise};
use office::org::OrgEvent;

/// Bytes of one operation that are left for what stands around its changes.
const AROUND: usize = 64;
/// Changes of one operation: its verdict names an event for each, at most
/// [`sync::verdict::EVENTS_MAX`].
const CHANGES_MAX: usize = sync::verdict::EVENTS_MAX / 2;

/// How a list is looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Asked {
    /// The day of the list: what is held on it or later is compared.
    pub on: Date,
    /// The last day of what the list does not have; none leaves it as it is.
    pub end_missing: Option<Date>,
}

/// What something is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Thing {
    /// 單位
    Unit,
    /// 職務
    Post,
    /// 人員
    Person,
    /// That a person holds a post; its id is both.
    Holding,
}

impl fmt::Display for Thing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Unit => "unit",
            Self::Post => "post",
            Self::Person => "person",
            Self::Holding => "holding",
        })
    }
}

/// One difference between a list and what is known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Difference {
    /// It is new.
    Added {
        /// What.
        thing: Thing,
        /// Its id.
        id: String,
        /// How people call it.
        name: String,
    },
    /// A field says something else.
    Changed {
        /// Of what.
        thing: Thing,
        /// Its id.
        id: String,
        /// Which field, by its column.
        field: &'static str,
        /// What is known.
        from: String,
        /// What the list says.
        to: String,
    },
    /// A holding ends.
    Ended {
        /// Person and post.
        id: String,
        /// Last day.
        until: Date,
    },
}

impl fmt::Display for Difference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Added { thing, id, name } => write!(f, "+ {thing} {id} {name}"),
            Self::Changed {
                thing,
                id,
                field,
                from,
                to,
            } => write!(f, "~ {thing} {id} {field}: {from} -> {to}"),
            Self::Ended { id, until } => write!(f, "- holding {id} until {until}"),
        }
    }
}

/// What the list does not have although it is known.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Missing {
    /// Who.
    pub person: PersonId,
    /// Only this post of the person; none when the list does not name the person at all.
    pub post: Option<PostId>,
}

/// What a list would change.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Plan {
    /// The differences, units first, then posts, people and holdings.
    pub differences: Vec<Difference>,
    /// What the list does not have and nobody asked to end.
    pub missing: Vec<Missing>,
    /// How much of the list is as it is known, by kind.
    pub untouched: BTreeMap<Thing, usize>,
    /// What makes it true.
    pub events: Vec<OrgEvent>,
}

impl Plan {
    /// Whether the list says nothing new.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.events.is_empty() && self.missing.is_empty()
    }

    /// The operations that make it true, in their order: each is valid by itself once the ones
    /// before it were accepted, and none is larger than an operation may be.
    #[must_use]
    pub fn operations(&self) -> Vec<Content> {
        let mut operations = Vec::new();
        let (mut changes, mut bytes) = (Vec::new(), AROUND);
        for event in &self.events {
            let size = office::Event::Org(event.clone()).to_bytes().len();
            let is_full = bytes + size > MAX_CONTENT || changes.len() >= CHANGES_MAX;
            if is_full && !changes.is_empty() {
                let changes = std::mem::take(&mut changes);
                operations.push(Content::Organise(Organise { changes }));
                bytes = AROUND;
            }
            bytes += size;
            changes.push(event.clone());
        }
        if !changes.is_empty() {
            operations.push(Content::Organise(Organise { changes }));
        }
        operations
    }
}

impl fmt::Display for Plan {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for difference in &self.differences {
            writeln!(f, "{difference}")?;
        }
        for missing in &self.missing {
            match &missing.post {
                Some(post) => {
                    writeln!(f, "? holding {} {post} is not in the list", missing.person)?
                }
                None => writeln!(f, "? person {} is not in the list", missing.person)?,
            }
        }
        let count = |is: fn(&Difference) -> bool| {
            self.differences
                .iter()
                .filter(|difference| is(difference))
                .count()
        };
        write!(
            f,
            "added: {}, changed: {}, ended: {}, missing: {}, untouched: {}",
            count(|d| matches!(d, Difference::Added { .. })),
            count(|d| matches!(d, Difference::Changed { .. })),
            count(|d| matches!(d, Difference::Ended { .. })),
            self.missing.len(),
            self.untouched.values().sum::<usize>(),
        )
    }
}
