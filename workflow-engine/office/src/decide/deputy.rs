//! Who acts for a principal by deputations: the first in order who is at work,
//! or to whom that one has handed it on. 代理順位、代理移轉

use crate::Refusal;
use crate::away::Away;
use crate::case::{Authority, Case, Role, Station};
use crate::civil;
use crate::deputation::{Kept, Phase};
use crate::ids::{PackId, PersonId};
use crate::org::{Desk, Org};
use crate::world::{Fault, Reading, World};

/// For whom and where somebody wants to act, and when.
pub(super) struct Matter<'a> {
    pub(super) world: &'a dyn World,
    pub(super) org: &'a Org,
    pub(super) service: &'a PackId,
    pub(super) applicant: &'a PersonId,
    pub(super) role: Role,
    pub(super) desk: &'a Desk,
    pub(super) principal: &'a PersonId,
    /// The instant that is looked at, ms.
    pub(super) at: i64,
}

/// A right that a deputation gives.
pub(super) struct Grant<'a> {
    pub(super) kept: &'a Kept,
    pub(super) authority: Authority,
}

impl<'a> Matter<'a> {
    pub(super) fn new(
        (world, org): (&'a dyn World, &'a Org),
        case: &'a Case,
        station: &'a Station,
        principal: &'a PersonId,
        at: i64,
    ) -> Self {
        Self {
            world,
            org,
            service: &case.service,
            applicant: &case.applicant,
            role: station.role,
            desk: &station.desk,
            principal,
            at,
        }
    }

    /// The right of somebody, or why they have none. `standing-not-deputy` when nobody asked them.
    pub(super) fn right<'k>(
        &self,
        away: &'k Away,
        actor: &PersonId,
    ) -> Result<Result<Grant<'k>, Refusal>, Fault> {
        let acting = self.acting(away)?;
        if let Some(kept) = acting.filter(|kept| kept.deputation.deputy == *actor) {
            let authority = match kept.deputation.via {
                None => Authority::Deputy,
                Some(_) => Authority::HandedOn,
            };
            return Ok(Ok(Grant { kept, authority }));
        }
        Ok(Err(self.refusal(away, actor, acting)))
    }

    /// Why nobody acts by the list of the principal's post: a deputation in force reserves what is
    /// done here, or somebody acts by one.
    pub(super) fn goes_before_the_list(&self, away: &Away) -> Result<Option<Refusal>, Fault> {
        let acting = self.acting(away)?;
        let is_here = |kept: &&Kept| self.is_seen(&kept.deputation.deputy);
        if let Some(acting) = acting.filter(is_here) {
            let by = &acting.deputation.deputy;
            let refusal = Refusal::new("deputation-order").with("person", self.principal);
            return Ok(Some(refusal.with("by_person", by)));
        }
        let reserves = |kept: &&Kept| {
            let asked = &kept.deputation;
            let services = &asked.services;
            let about = services.is_empty() || services.contains(self.service);
            about && kept.phase(self.at) == Phase::InForce && asked.reserved.contains(&self.role)
        };
        let mut theirs = away.deputations_of(self.principal).into_iter();
        let reserved = theirs.any(|kept| reserves(&kept));
        Ok(reserved.then(|| Refusal::new("deputation-scope").with("person", self.principal)))
    }

    /// The list of the post that is asked for, then those of the other posts of the principal.
    pub(super) fn listed(&self) -> Vec<&'a PersonId> {
        let on = civil::wall(self.at).date();
        let mut listed: Vec<&PersonId> = match self.desk {
            Desk::Post(post) => self.org.deputies_of_post(post, on).iter().collect(),
            Desk::Person(_) | Desk::Office(_) => Vec::new(),
        };
        for other in self.org.deputies_of(self.principal, on) {
            if !listed.contains(&other) {
                listed.push(other);
            }
        }
        listed.retain(|one| *one != self.principal);
        listed
    }

    /// Whether somebody on the list is known to be able to act here: at work, and not in their own
    /// case. A computer that may not see their unit leaves it to the agency.
    pub(super) fn can_take_the_place(&self, deputy: &PersonId) -> Result<bool, Fault> {
        let on = civil::wall(self.at).date();
        let serves = deputy != self.applicant && self.org.main_post(deputy, on).is_some();
        let knows = serves && self.is_seen(deputy);
        Ok(knows && !is_away(self.world, self.org, deputy, self.at)?)
    }

    /// Whether this computer sees who of somebody's unit is away.
    fn is_seen(&self, person: &PersonId) -> bool {
        let on = civil::wall(self.at).date();
        let post = self.org.main_post(person, on);
        post.is_some_and(|post| matches!(self.world.away(&post.unit), Ok(Some(_))))
    }

    /// Whether somebody may see the cases that wait for the principal: those of a deputation in
    /// force, also while another comes before them.
    pub(super) fn is_shown_to(&self, away: &Away, actor: &PersonId) -> bool {
        let mut theirs = theirs(away, self.principal, actor);
        theirs.any(|kept| self.why_not(away, kept).is_none())
    }

    /// The deputation by which the principal's place is taken now.
    fn acting<'k>(&self, away: &'k Away) -> Result<Option<&'k Kept>, Fault> {
        for kept in away.deputations_of(self.principal) {
            let acting = self.taken(away, kept)?;
            if acting.is_some() {
                return Ok(acting);
            }
        }
        Ok(None)
    }

    /// Who takes the place of one deputation: its deputy, or while they are away whoever has it
    /// from them.
    fn taken<'k>(&self, away: &'k Away, kept: &'k Kept) -> Result<Option<&'k Kept>, Fault> {
        if self.why_not(away, kept).is_some() {
            return Ok(None);
        }
        if !is_away(self.world, self.org, &kept.deputation.deputy, self.at)? {
            return Ok(Some(kept));
        }
        for next in away.handing_on(&kept.deputation.id) {
            let acting = self.taken(away, next)?;
            if acting.is_some() {
                return Ok(acting);
            }
        }
        Ok(None)
    }

    /// Why a deputation gives no right here whoever else is at work.
    fn why_not(&self, away: &Away, kept: &Kept) -> Option<Refusal> {
        let chain = away.chain(&kept.deputation.id);
        let whole = chain.first().is_some_and(|c| c.deputation.via.is_none());
        if !whole {
            return Some(Refusal::new("standing-not-deputy"));
        }
        if let Some(why) = chain.iter().find_map(|link| self.not_in_force(link)) {
            return Some(why);
        }
        let holds = |link: &&Kept| {
            let on = civil::wall(self.at).date();
            self.org.main_post(&link.deputation.deputy, on).is_some()
        };
        if !holds(&kept) {
            return Some(
                Refusal::new("deputation-no-post").with("person", &kept.deputation.deputy),
            );
        }
        let covers = |link: &&Kept| link.deputation.covers(self.service, self.role);
        if !chain.iter().all(covers) {
            return Some(Refusal::new("deputation-scope").with("person", self.principal));
        }
        let touches = |link: &&Kept| link.deputation.deputy == *self.applicant;
        let own = *self.principal == *self.applicant || chain.iter().any(touches);
        own.then(|| Refusal::new("standing-own-case").with("person", self.applicant))
    }

    fn not_in_force(&self, kept: &Kept) -> Option<Refusal> {
        let asked = &kept.deputation;
        let refusal = |code: &str| Some(Refusal::new(code).with("person", &asked.principal));
        match kept.phase(self.at) {
            Phase::InForce => None,
            Phase::Asked => refusal("deputation-not-consented"),
            Phase::Ahead if asked.from <= civil::wall(self.at) => {
                refusal("deputation-not-consented")
            }
            Phase::Ahead => refusal("deputation-not-yet")
                .map(|why| why.with("from_ms", civil::instant(asked.from))),
            Phase::Over => {
                refusal("deputation-over").map(|why| why.with("to_ms", civil::instant(asked.to)))
            }
            Phase::Declined => refusal("standing-not-deputy"),
            Phase::Ended => {
                let why = refusal("deputation-ended");
                kept.closed.iter().fold(why, |why, closed| {
                    why.map(|why| why.with("at_ms", closed.at).with("by_person", &closed.by))
                })
            }
        }
    }

    /// The best reason why somebody may not act.
    fn refusal(&self, away: &Away, actor: &PersonId, acting: Option<&Kept>) -> Refusal {
        let other = || Refusal::new("standing-not-deputy").with("person", self.principal);
        let before = |_: &Kept| match acting {
            Some(acting) => Refusal::new("deputation-order")
                .with("person", self.principal)
                .with("by_person", &acting.deputation.deputy),
            None => Refusal::new("deputation-away").with("person", self.principal),
        };
        let reasons = theirs(away, self.principal, actor).map(|kept| {
            let why = self.why_not(away, kept);
            why.unwrap_or_else(|| before(kept))
        });
        reasons
            .max_by_key(|why| telling(&why.code))
            .unwrap_or_else(other)
    }
}

/// How much a reason tells: somebody with several deputations is told the one that comes closest.
fn telling(code: &str) -> usize {
    const CODES: [&str; 9] = [
        "standing-not-deputy",
        "deputation-over",
        "deputation-not-consented",
        "deputation-not-yet",
        "deputation-ended",
        "deputation-no-post",
        "deputation-scope",
        "deputation-order",
        "standing-own-case",
    ];
    CODES.iter().position(|known| *known == code).unwrap_or(0)
}

/// The deputations of a principal that name somebody.
fn theirs<'k>(
    away: &'k Away,
    principal: &PersonId,
    actor: &PersonId,
) -> impl Iterator<Item = &'k Kept> {
    away.deputations.values().filter(move |kept| {
        kept.deputation.principal == *principal && kept.deputation.deputy == *actor
    })
}

/// Whether a decided absence of somebody covers an instant, as far as this computer sees it.
pub(super) fn is_away(
    world: &dyn World,
    org: &Org,
    person: &PersonId,
    at: i64,
) -> Result<bool, Fault> {
    let moment = civil::wall(at);
    let Some(post) = org.main_post(person, moment.date()) else {
        return Ok(false);
    };
    let away = world.away(&post.unit)?;
    Ok(away.is_some_and(|away| away.absent(person, moment).is_some()))
}
