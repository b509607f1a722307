//! What stands beside a signature. 簽章註記
//!
//! 文書處理手冊 and the agencies' own rules (新北市政府文書處理實施要點 §55): the head decides himself
//! (親決), somebody decides by the table of levels (代為決行), by the stamp that the head lends to who
//! assists him (襄助), or somebody stands in (代, with the reason).

use serde::{Deserialize, Serialize};

use super::{Authority, Case, Closed, Outcome, Role, Station};
use crate::civil;
use crate::org::{Desk, HoldingKind, Org};
use crate::route::Origin;

/// A word beside a signature.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Mark {
    /// 同意
    Consented,
    /// 核
    Approved,
    /// 會
    Consulted,
    /// 閱
    Noted,
    /// 補正
    Corrected,
    /// 歸檔
    Filed,
    /// 親決: by the head of the agency.
    HeadDecided,
    /// 代為決行: by who may decide it at a lower level.
    DecidedFor,
    /// 襄助: by who sits with the head of the agency and heads no unit.
    Assisted,
    /// 不准
    Refused,
    /// 不同意, in a vote.
    Against,
    /// 退回
    Returned,
    /// 代, for somebody who is away or asked for it.
    Deputy,
    /// 代理, on a post that nobody holds, or that is held until somebody is appointed.
    Vacant,
    /// 加簽: asked by a signer.
    Added,
    /// 加會: asked by a signer for the unit's word.
    AskedUnit,
    /// 委派: asked by a signer to prepare.
    Delegated,
    /// 待補簽
    Unsealed,
    /// 補簽
    Sealed,
    /// 撤: taken back before anybody opened it.
    TakenBack,
}

impl Case {
    /// What stands beside the signature of a station, the weightiest first; nothing where nobody
    /// signed.
    #[must_use]
    pub fn marks(&self, org: &Org, station: &Station) -> Vec<Mark> {
        let Some(closed) = station.closed.as_ref().filter(|closed| closed.by.is_some()) else {
            return Vec::new();
        };
        let mut marks = vec![match (closed.outcome, station.role) {
            (Outcome::Returned, _) => Mark::Returned,
            (Outcome::Refused, _) => Mark::Refused,
            (Outcome::Against, _) => Mark::Against,
            (Outcome::Decided, _) => decided(org, station),
            (_, Role::Consent | Role::Vote) => Mark::Consented,
            (_, Role::Approve | Role::Decide) => Mark::Approved,
            (_, Role::Consult) => Mark::Consulted,
            (_, Role::Note) => Mark::Noted,
            (_, Role::Correct) => Mark::Corrected,
            (_, Role::File) => Mark::Filed,
        }];
        let authority = closed.right.as_ref().map(|right| right.authority);
        if authority == Some(Authority::Vacant) || is_acting(org, station, closed) {
            marks.push(Mark::Vacant);
        } else if closed.acting_for.is_some() {
            marks.push(Mark::Deputy);
        }
        marks.extend(self.origin(station).and_then(|origin| match origin {
            Origin::Planned(_) => None,
            Origin::Added(_) => Some(Mark::Added),
            Origin::Consulted(_) => Some(Mark::AskedUnit),
            Origin::Delegated(_) => Some(Mark::Delegated),
        }));
        match (&closed.provisional, closed.sealed) {
            (_, Some(_)) => marks.push(Mark::Sealed),
            (Some(_), None) => marks.push(Mark::Unsealed),
            (None, None) => {}
        }
        if station.taken_back.is_some() {
            marks.push(Mark::TakenBack);
        }
        marks
    }

    /// Whether whoever signs at a station must write an opinion. 意見必填
    #[must_use]
    pub fn must_say(&self, station: &Station) -> bool {
        let route = self.routes.get(&station.token);
        let slot = route.zip(station.slot.as_ref());
        slot.and_then(|(route, id)| route.slot(id))
            .is_some_and(|slot| slot.opinion)
    }

    /// How the place of a station came on its route.
    #[must_use]
    pub fn origin(&self, station: &Station) -> Option<&Origin> {
        let route = self.routes.get(&station.token)?;
        Some(&route.slot(station.slot.as_ref()?)?.origin)
    }
}

/// By the level of the post at which it was decided, on the day on which the station opened.
/// Whether who signed for himself held the post of the desk only as acting. 代理
fn is_acting(org: &Org, station: &Station, closed: &Closed) -> bool {
    let (Desk::Post(post), Some(by)) = (&station.desk, &closed.by) else {
        return false;
    };
    let on = civil::wall(closed.signed).date();
    let post = org.post_on(post, on);
    let mut held = org.held_by(by, on).filter(|held| held.post == *post);
    closed.acting_for.is_none() && held.any(|held| held.kind == HoldingKind::Acting)
}

fn decided(org: &Org, station: &Station) -> Mark {
    let on = civil::wall(station.opened).date();
    let post = match &station.desk {
        Desk::Post(post) => org.posts.get(org.post_on(post, on)),
        Desk::Person(person) => org.main_post(person, on),
        Desk::Office(_) => None,
    };
    let Some(post) = post else {
        return Mark::DecidedFor;
    };
    let unit = org.units.get(&post.unit);
    match &post.heads {
        None if unit.is_some_and(|unit| unit.above.is_none()) => Mark::Assisted,
        _ if org.level(&post.id) == 1 => Mark::HeadDecided,
        _ => Mark::DecidedFor,
    }
}
