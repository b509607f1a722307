//! What became true of the agency.

use jiff::civil::Date;
use minicbor::{Decode, Encode};

use super::{Deputies, DeputyRule, Grades, Holding, Person, Post, Term, Unit};
use crate::ids::{PostId, UnitId};
use crate::leave::Band;

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
    /// A unit stands from a day until a day; before this was said, it stands always. 設立、裁撤
    #[n(9)]
    UnitTerm(#[n(0)] UnitId, #[n(1)] Term),
    /// A post stands from a day until a day; before this was said, it stands always.
    #[n(10)]
    PostTerm(#[n(0)] PostId, #[n(1)] Term),
    /// The grades and the kind of a post. 官等職等
    #[n(11)]
    PostGrades(#[n(0)] PostId, #[n(1)] Grades),
    /// From a day on whatever names the first unit means the second. 改隸、改制
    #[n(12)]
    UnitReplaced(
        #[n(0)] UnitId,
        #[n(1)] UnitId,
        #[cbor(n(2), with = "crate::civil::day")] Date,
    ),
    /// From a day on whatever names the first post means the second; who held the first holds
    /// nothing by it any more.
    #[n(13)]
    PostReplaced(
        #[n(0)] PostId,
        #[n(1)] PostId,
        #[cbor(n(2), with = "crate::civil::day")] Date,
    ),
    /// Who may stand in for whom.
    #[n(20)]
    DeputyRulePut(#[n(0)] DeputyRule),
}
