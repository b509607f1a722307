//! The history of a case, read once: the story of its flow, with the times of its events.

use std::collections::BTreeMap;
use std::sync::Arc;

use workflow_engine::explain::{Here, Story, What};
use workflow_engine::host::Host;
use workflow_engine::run;

use super::along::{self, Along};
use super::desk::{desk_rule, due, stand_ins};
use super::{AtDesk, Came, CameBy, Skipped, Stuck, if_returned, ruled};
use crate::case::{Case, CaseEvent, Role, Station};
use crate::civil;
use crate::ids::{PersonId, StationId};
use crate::org::Org;
use crate::pack::{Pack, PackRef};
use crate::world::{Reading, Stop, World};
use crate::{Event, Refusal};

/// Most stations that are passed over on one way.
const MAX_SKIPPED: usize = 20;

/// What is needed again and again while a case is explained.
pub(super) struct Told<'w> {
    pub world: &'w dyn World,
    pub case: &'w Case,
    pub reader: &'w PersonId,
    pub org: Arc<Org>,
    pub now: i64,
    /// The packs that the case had and that are here, by their version.
    packs: BTreeMap<String, Arc<Pack>>,
    /// From which event of the flow on which version held.
    versions: Vec<(usize, String)>,
    /// The time of each event of the flow, ms.
    times: Vec<i64>,
    moves: Vec<run::Event>,
    reminded: Vec<(StationId, i64)>,
    /// What happened along routes.
    pub along: Along,
    /// From which event of the flow on an administrator's doing follows, and whose.
    mended: Vec<(usize, Option<PersonId>)>,
}

impl<'w> Told<'w> {
    pub fn read(
        world: &'w dyn World,
        case: &'w Case,
        reader: &'w PersonId,
        history: &[(&Event, i64)],
        now: i64,
    ) -> Result<Self, Stop> {
        let org = world.org()?.ok_or_else(|| Refusal::new("stream-missing"))?;
        let mut told = Self {
            world,
            case,
            reader,
            org,
            now,
            packs: BTreeMap::new(),
            versions: Vec::new(),
            times: Vec::new(),
            moves: Vec::new(),
            reminded: Vec::new(),
            along: Along::default(),
            mended: Vec::new(),
        };
        for (event, at) in history {
            told.along.take(case, event, *at, told.moves.len());
            let Event::Case(event) = event else { continue };
            match &**event {
                CaseEvent::Submitted(submitted) => told.goes_by(&submitted.pack)?,
                CaseEvent::WentOver(over) => told.goes_by(&over.pack)?,
                CaseEvent::Mended(mended) => {
                    told.mended.push((told.moves.len(), mended.by.clone()));
                }
                CaseEvent::FlowMoved(moves) => {
                    told.moves.extend(moves.iter().cloned());
                    told.times.resize(told.moves.len(), *at);
                }
                CaseEvent::Reminded(station) => told.reminded.push((station.clone(), *at)),
                _ => {}
            }
        }
        Ok(told)
    }

    /// What follows goes by this version; one that is not here is left out.
    fn goes_by(&mut self, pack: &PackRef) -> Result<(), Stop> {
        let version = pack.version.to_string();
        if let Some(found) = self.world.pack(pack)? {
            self.packs.insert(version.clone(), found);
            self.versions.push((self.moves.len(), version));
        }
        Ok(())
    }

    /// The pack whose rules decided an event of the flow, by what the event says or else by when
    /// it was.
    pub fn pack(&self, version: Option<&str>, at: usize) -> Option<&Pack> {
        let then = || {
            let mut versions = self.versions.iter().rev();
            versions.find(|(from, _)| *from <= at)
        };
        let version = version.or_else(|| then().map(|(_, version)| version.as_str()))?;
        self.packs.get(version).map(|pack| &**pack)
    }

    /// The time of an event of the flow, ms.
    pub fn at(&self, event: usize) -> i64 {
        self.times.get(event).copied().unwrap_or_default()
    }

    /// The story of the flow; none when no version of the service is here.
    pub fn story(&self) -> Option<Story<'_>> {
        let mut versions = self.versions.iter().peekable();
        let first = self.packs.get(&versions.peek()?.1)?;
        let mut story = Story::new(&first.flow, Host::default());
        for (at, event) in self.moves.iter().enumerate() {
            while let Some((_, version)) = versions.next_if(|(from, _)| *from <= at) {
                if let Some(pack) = self.packs.get(version) {
                    story.goes_over(&pack.flow);
                }
            }
            story.take(event);
        }
        Some(story)
    }

    /// Why the case waits at the station.
    pub fn desk(&self, story: &Story<'_>, station: &Station) -> Result<AtDesk, Stop> {
        let mut at = self.by_flow(story, station)?;
        if along::is_along(self.case, station) {
            at.by = along::desk_rule(&self.org, self.case, station);
            at.came = self.along.came(station).or(at.came);
            at.rules.extend(self.along.rules(self, Some(station)));
        }
        Ok(at)
    }

    fn by_flow(&self, story: &Story<'_>, station: &Station) -> Result<AtDesk, Stop> {
        let mut told = Vec::new();
        let mut skipped = Vec::new();
        let mut came = None;
        let mut here = story.of(station.token);
        while let Some(way) = here.take() {
            let before = self.passed_over(&way);
            came = self.came(&way);
            told.push(way);
            if let Some((token, passed)) = before.filter(|_| skipped.len() < MAX_SKIPPED) {
                skipped.push(passed);
                here = story.of(token);
            }
        }
        told.reverse();
        skipped.reverse();
        let steps: Vec<_> = told.into_iter().flat_map(|way| way.steps).collect();
        let rulings = steps.iter().filter_map(|step| step.ruling.as_ref());
        let rules = rulings.flat_map(|ruling| ruled::rows(self, ruling));
        let on = civil::wall(self.now).date();
        let reminded = self.reminded.iter().filter(|(id, _)| *id == station.id);
        Ok(AtDesk {
            station: station.id.clone(),
            element: station.element.clone(),
            role: station.role,
            desk: station.desk.clone(),
            people: self.org.at_desk(&station.desk, on),
            since: station.opened,
            by: desk_rule(Some(story.plan()), &station.element),
            came,
            rules: rules.collect(),
            way: steps,
            skipped,
            stand_ins: stand_ins(self, station)?,
            due: due(story.plan(), self.case, station),
            reminded: reminded.map(|(_, at)| *at).collect(),
            if_returned: if_returned(self, station)?,
        })
    }

    /// Where the flow cannot go on by itself.
    pub fn stuck(&self, story: &Story<'_>) -> Vec<Stuck> {
        let incidents = self.case.flow.incidents.values();
        let stuck = incidents.map(|incident| {
            let node = story.plan().node(&incident.element);
            Stuck {
                element: incident.element.to_string(),
                name: node.map(|node| node.name.clone()).unwrap_or_default(),
                code: incident.code.to_string(),
            }
        });
        stuck.collect()
    }

    fn station(&self, token: run::TokenId) -> Option<&Station> {
        let mut stations = self.case.stations.iter().map(|station| &**station);
        stations.find(|station| station.token == token)
    }

    /// The task before, when nobody was at its desk and the flow went on at once.
    fn passed_over(&self, way: &Here) -> Option<(run::TokenId, Skipped)> {
        let origin = way.origin.as_ref()?;
        let token = origin.token.filter(|_| origin.what == What::TaskClosed)?;
        if self.station(token).is_some() {
            return None;
        }
        let plan = self.pack(None, origin.at).map(|pack| &pack.flow);
        let node = plan.and_then(|plan| plan.node(&origin.element));
        let role = node.and_then(|node| Role::read(node.extension.attribute("role")?));
        let passed = Skipped {
            element: origin.element.to_string(),
            role,
            by: desk_rule(plan, &origin.element),
        };
        Some((token, passed))
    }

    fn came(&self, way: &Here) -> Option<Came> {
        let origin = way.origin.as_ref()?;
        let station = origin.token.and_then(|token| self.station(token));
        let closed = station.and_then(|s| Some((s.role, s.closed.as_ref()?)));
        let (what, by, acting_for) = match (&origin.what, closed) {
            (What::TaskClosed, Some((role, closed))) => (
                CameBy::Closed(role, closed.outcome),
                closed.by.clone(),
                closed.acting_for.clone(),
            ),
            (What::Started, _) => (CameBy::Submitted, Some(self.case.applicant.clone()), None),
            (What::Timer, _) => (CameBy::Timer, None, None),
            (What::Error(_), _) => (CameBy::Failed, None, None),
            (What::Mended(_) | What::Retried, _) => {
                let mut hands = self.mended.iter().rev();
                let hand = hands.find(|(from, _)| *from <= origin.at);
                let by = hand.and_then(|(_, by)| by.clone());
                (CameBy::Mended, by, None)
            }
            (What::TaskClosed, None) => return None,
            _ => (CameBy::Event, None, None),
        };
        Some(Came {
            what,
            by,
            acting_for,
            at: self.at(origin.at),
        })
    }
}
