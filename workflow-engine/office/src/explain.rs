//! Why a case is at whose desk, and what comes next: facts, no wording.
//!
//! All of it follows from what the case's own stream says, the pack, the agency and, where the
//! reader may see them, the absences: nobody learns here what [`scope`](crate::scope) keeps from
//! them. What comes next is found by the decision itself, on a copy.

mod along;
mod desk;
mod ruled;
mod told;

use feel::Value;
use jiff::civil::{Date, DateTime};
use workflow_engine::explain::Step;

use crate::case::{Outcome, Role, Status};
use crate::decide::{Planned, after, route};
use crate::ids::{CaseId, PersonId, PostId, StationId};
use crate::org::Desk;
use crate::world::{Reading, Stop, World};
use crate::{Event, Refusal, Stream, scope};
use told::Told;

/// Why a case is where it is.
#[derive(Debug, Clone, PartialEq)]
pub struct Explanation {
    /// Where the case stands.
    pub status: Status,
    /// The desks at which it waits, the one that waits longest first.
    pub desks: Vec<AtDesk>,
    /// Where the flow cannot go on by itself, and an administrator must see to it.
    pub stuck: Vec<Stuck>,
    /// Everything that tables decided in this case, the newest last.
    pub rules: Vec<RuleRow>,
    /// The stations that would follow if all were agreed to, as the answers are now.
    pub next: Vec<Planned>,
}

/// Where a flow cannot go on by itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stuck {
    /// The element of the flow.
    pub element: String,
    /// Its name; may be empty.
    pub name: String,
    /// Why, as a stable code.
    pub code: String,
}

/// Why a case waits at a desk.
#[derive(Debug, Clone, PartialEq)]
pub struct AtDesk {
    /// The station.
    pub station: StationId,
    /// The user task of the flow.
    pub element: String,
    /// What it is for.
    pub role: Role,
    /// Where it waits.
    pub desk: Desk,
    /// Who is there today; none where the post is vacant.
    pub people: Vec<PersonId>,
    /// Since when, ms.
    pub since: i64,
    /// By which rule of the flow it is this desk.
    pub by: DeskRule,
    /// What brought it here.
    pub came: Option<Came>,
    /// The elements of the flow on the way, with the conditions that were asked, the oldest first.
    pub way: Vec<Step>,
    /// What tables decided on the way.
    pub rules: Vec<RuleRow>,
    /// Stations on the way that were passed over, because nobody holds such a post.
    pub skipped: Vec<Skipped>,
    /// Who may act here for somebody else.
    pub stand_ins: Vec<StandIn>,
    /// Timers that run for it, the next one first.
    pub due: Vec<Due>,
    /// When somebody was reminded of it, ms. 稽催
    pub reminded: Vec<i64>,
    /// The stations that would be next if it were sent back; none where it cannot be.
    pub if_returned: Vec<Planned>,
}

/// By which rule of the flow a desk is meant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DeskRule {
    /// The applicant.
    Applicant,
    /// The deputy that the form names.
    Deputy,
    /// The N-th head above the applicant, from 1.
    Head(u32),
    /// The unit that does the work of this office.
    Office(String),
    /// Whoever signed last.
    LastSigner,
    /// Asked for by somebody who signed before. 加簽, 加會, 委派
    Asked(PersonId),
    /// As the flow says, in a word that this program does not know.
    Other(String),
}

/// What brought a case to a desk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Came {
    /// What happened.
    pub what: CameBy,
    /// Who did it.
    pub by: Option<PersonId>,
    /// For whom they stood in.
    pub acting_for: Option<PersonId>,
    /// When, ms.
    pub at: i64,
}

/// What can bring a case to a desk.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CameBy {
    /// It was submitted.
    Submitted,
    /// A station of this role was closed with this outcome.
    Closed(Role, Outcome),
    /// Somebody took their signature back.
    TakenBack,
    /// Somebody handed their station over.
    Transferred,
    /// Somebody put more people on the route.
    Asked,
    /// A time came.
    Timer,
    /// A message or signal came, or a condition became true.
    Event,
    /// Something in the flow failed.
    Failed,
    /// An administrator's doing.
    Mended,
}

/// A station that was passed over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Skipped {
    /// The user task of the flow.
    pub element: String,
    /// What it is for.
    pub role: Option<Role>,
    /// The desk at which nobody is.
    pub by: DeskRule,
}

/// Rules of a decision table that counted.
#[derive(Debug, Clone, PartialEq)]
pub struct RuleRow {
    /// The business rule task of the flow.
    pub element: String,
    /// The decision that was asked.
    pub decision: String,
    /// The decision or knowledge model whose table it is.
    pub table: String,
    /// The numbers of the rules, from 1; none where the default counted.
    pub rows: Vec<u32>,
    /// What the annotations of these rules say.
    pub notes: Vec<String>,
    /// What was asked: the labels of the columns with their values.
    pub inputs: Vec<(String, Value)>,
    /// What the decision came to.
    pub says: Value,
    /// The version of the service.
    pub version: String,
    /// Whether the event says so; else it was asked again, of the version that the case has.
    pub recorded: bool,
    /// When, ms.
    pub at: i64,
}

/// Somebody may act for whoever is away or for a post that is vacant. 代理
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StandIn {
    /// Who is away or has asked for it; none for a vacant post.
    pub absent: Option<PersonId>,
    /// From when to when they are away, or have asked for it, on the wall; the end is exclusive.
    pub away: Option<(DateTime, DateTime)>,
    /// Who may act, in order.
    pub deputies: Vec<(PersonId, StandInRule)>,
}

/// By which rule somebody stands in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum StandInRule {
    /// Named on the request of whoever is away.
    Named,
    /// Asked by whom they stand in for, and agreed; why. 代理
    Asked(String),
    /// On the list of deputies of a post.
    Listed {
        /// The post.
        post: PostId,
        /// The place on the list, from 1.
        place: usize,
        /// The day since which the list holds.
        since: Date,
    },
    /// Holds the nearest post above one that nobody holds and that has no list.
    Above,
}

/// A timer that runs for a station.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Due {
    /// The event of the flow.
    pub element: String,
    /// When it is due, ms.
    pub at: i64,
    /// Whether somebody is then reminded. 稽催
    pub reminds: bool,
}

/// Explains a case to a reader. `history` is the whole stream of the case as the reader's computer
/// has it, with the time (ms) of each event, what still waits to be sent at its end.
///
/// # Errors
/// Refused with `explain-hidden` when the reader may not see the case, `case-unknown`,
/// `pack-missing`; a fault when the store cannot be read.
pub fn explain<'h>(
    world: &dyn World,
    reader: &PersonId,
    case: &CaseId,
    history: impl IntoIterator<Item = (&'h Event, i64)>,
    now: i64,
) -> Result<Explanation, Stop> {
    let unknown = || Refusal::new("case-unknown").with("case", case);
    let state = world.case(case)?.flatten().ok_or_else(unknown)?;
    if !scope::may_see(world, reader, &Stream::Case(case.clone()), now)? {
        return Err(Refusal::new("explain-hidden").with("case", case).into());
    }
    let history: Vec<(&Event, i64)> = history.into_iter().collect();
    let told = Told::read(world, &state, reader, &history, now)?;
    let story = told
        .story()
        .ok_or_else(|| Refusal::new("pack-missing").with("version", state.pack.version))?;
    let rulings = story.rulings().iter();
    let mut rules: Vec<RuleRow> = rulings
        .flat_map(|ruling| ruled::rows(&told, ruling))
        .collect();
    rules.extend(told.along.rules(&told, None));
    let open: Vec<_> = state.open_stations().collect();
    let mut desks = Vec::new();
    if !state.status.is_ended() {
        for station in &open {
            desks.push(told.desk(&story, station)?);
        }
    }
    let mut next = match desks.is_empty() {
        true => Vec::new(),
        false => route(world, &state, now)?,
    };
    for station in open {
        let is_here = |p: &Planned| p.element == station.element && p.slot == station.slot;
        let here = next.iter().position(is_here);
        here.map(|place| next.remove(place));
    }
    Ok(Explanation {
        status: state.status,
        desks,
        stuck: told.stuck(&story),
        rules,
        next,
    })
}

/// Where it would go if the station were sent back; only from where that can be done.
fn if_returned(
    told: &Told<'_>,
    station: &crate::case::Station,
) -> Result<Vec<Planned>, crate::Fault> {
    match station.role {
        Role::Consent | Role::Approve | Role::Consult | Role::Decide | Role::Vote => {
            after(told.world, told.case, station, Outcome::Returned, told.now)
        }
        Role::Note | Role::Correct | Role::File => Ok(Vec::new()),
    }
}
