//! What an agency is made of, as events carry it. 單位、職務、人員

use jiff::civil::Date;
use minicbor::{Decode, Encode};
use serde::{Deserialize, Serialize};

use crate::civil::NO_END;
use crate::ids::{PersonId, PostId, UnitId};

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
    /// Regular, acting, concurrent or seconded.
    #[n(5)]
    pub kind: HoldingKind,
}

/// How a post is held.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Encode, Decode, Serialize, Deserialize,
)]
pub enum HoldingKind {
    /// 借調、支援: time and approvals are the borrower's while it lasts, pay stays with the post
    /// that is held otherwise. It comes first, so that it is the main post.
    #[n(4)]
    Seconded,
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

/// From when until when a unit or a post stands. 設立、裁撤
#[derive(Debug, Clone, Copy, PartialEq, Eq, Encode, Decode, Serialize, Deserialize)]
#[cbor(map)]
pub struct Term {
    /// First day.
    #[cbor(n(1), with = "crate::civil::day")]
    pub from: Date,
    /// Last day.
    #[cbor(n(2), with = "crate::civil::day")]
    pub until: Date,
}

impl Term {
    /// Whether the day lies in it.
    #[must_use]
    pub fn covers(&self, on: Date) -> bool {
        self.from <= on && on <= self.until
    }
}

/// Which grades may hold a post, besides its highest. 官等職等
#[derive(Debug, Clone, Copy, PartialEq, Eq, Encode, Decode, Serialize, Deserialize)]
#[cbor(map)]
pub struct Grades {
    /// Lowest grade, 1 to 14; the highest is the post's own.
    #[n(1)]
    pub lowest: u8,
    /// Whether its holder leads others. 主管職務
    #[n(2)]
    pub supervisory: bool,
}

/// The rank to which a grade belongs (公務人員任用法 art. 5: 委任 grades 1 to 5, 薦任 6 to 9,
/// 簡任 10 to 14).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Rank {
    /// 委任
    Elementary,
    /// 薦任
    Junior,
    /// 簡任
    Senior,
}

impl Rank {
    /// Of a grade; a grade above the highest counts as the highest.
    #[must_use]
    pub fn of(grade: u8) -> Self {
        match grade {
            0..=5 => Self::Elementary,
            6..=9 => Self::Junior,
            _ => Self::Senior,
        }
    }
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
