//! Calendar, leave accounts and leave from before of an imported agency.

use std::collections::BTreeSet;
use std::sync::Arc;

use office::calendar::{CalendarEvent, Year};
use office::ids::{CaseId, LotId, PackId};
use office::leave::{AccountEvent, Kept, Rules, Service, Span, comp, grants};
use office::operation::{BringLeave, OpenAccount, PublishCalendar};
use office::pack::PackRef;
use office::{Content, Pack, Reading as _, Refusal, World as _};
use toml::Spanned;

use super::entries::{
    AccountsEntry, AgencyFile, CalendarEntry, ENTRIES_MAX, LeaveEntry, PersonEntry,
};
use super::import::Reading;
use crate::problem::Problem;

impl Reading<'_> {
    /// The official tables that are not there yet.
    pub(super) fn calendar(&mut self, entry: &Spanned<CalendarEntry>) -> Result<(), Problem> {
        let (line, entry) = (self.line(entry), entry.get_ref());
        let refused = |reading: &Self, refusal: Refusal| {
            reading.wrong(line, "calendar", &refusal.to_string())
        };
        let mut events = Vec::new();
        for file in &entry.years {
            let year = Year::read(&self.beside(file)?).map_err(|refusal| refused(self, refusal))?;
            events.push(CalendarEvent::YearPublished(year));
        }
        let known = self
            .agency
            .states
            .calendar()
            .map_err(|fault| Self::fault(&fault))?
            .unwrap_or_default();
        for event in events {
            known
                .allows(&event)
                .map_err(|refusal| refused(self, refusal))?;
            let mut after = (*known).clone();
            after.apply(&event);
            if after != *known {
                self.imported.calendar += 1;
                self.step(
                    line,
                    "calendar",
                    Content::PublishCalendar(PublishCalendar { year: event }),
                )?;
            }
        }
        Ok(())
    }

    fn service(&self, line: usize, service: &str) -> Result<(PackRef, Arc<Pack>), Problem> {
        let missing = || self.wrong(line, "service", "is not published; add its pack first");
        let id = PackId::new(service)
            .map_err(|error| self.wrong(line, "service", &error.to_string()))?;
        let packs = self
            .agency
            .states
            .packs()
            .map_err(|fault| Self::fault(&fault))?
            .unwrap_or_default();
        let current = packs.current.get(&id).ok_or_else(missing)?;
        let pack = self
            .agency
            .states
            .pack(current)
            .map_err(|fault| Self::fault(&fault))?;
        Ok((current.clone(), pack.ok_or_else(missing)?))
    }

    /// The leave accounts of the year, by the rules of the service.
    pub(super) fn accounts(
        &mut self,
        entry: &Spanned<AccountsEntry>,
        file: &AgencyFile,
    ) -> Result<(), Problem> {
        let (line, entry) = (self.line(entry), entry.get_ref());
        let (_, pack) = self.service(line, &entry.service)?;
        self.strangers(file)?;
        for one in &file.person {
            let (line, person) = (self.line(one), one.get_ref());
            if person.first_post.year() > entry.year {
                continue;
            }
            let field = format!("person {}", person.id);
            let lots = opening(person, entry.year, file, &pack.rules)
                .map_err(|refusal| self.wrong(line, &field, &refusal.to_string()))?;
            self.open(line, &field, person, lots)?;
        }
        Ok(())
    }

    /// Refuses leave that was kept or earned by somebody who is not in the file.
    fn strangers(&self, file: &AgencyFile) -> Result<(), Problem> {
        let people: BTreeSet<_> = file.person.iter().map(|one| &one.get_ref().id).collect();
        let kept = file
            .kept
            .iter()
            .map(|one| (self.line(one), &one.get_ref().person));
        let overtime = file
            .overtime
            .iter()
            .map(|one| (self.line(one), &one.get_ref().person));
        let leave = file
            .leave
            .iter()
            .map(|one| (self.line(one), &one.get_ref().person));
        let stranger = kept
            .chain(overtime)
            .chain(leave)
            .find(|(_, person)| !people.contains(person));
        match stranger {
            Some((line, person)) => {
                Err(self.wrong(line, &format!("person {person}"), "is not in this file"))
            }
            None => Ok(()),
        }
    }

    /// Leave that was decided before, by the rules of the service.
    pub(super) fn leaves(
        &mut self,
        entry: &Spanned<AccountsEntry>,
        file: &AgencyFile,
    ) -> Result<(), Problem> {
        let (service, _) = self.service(self.line(entry), &entry.get_ref().service)?;
        if file.leave.len() > ENTRIES_MAX {
            return Err(self.wrong(0, "leave", &format!("at most {ENTRIES_MAX} of a kind")));
        }
        for one in &file.leave {
            let (line, leave) = (self.line(one), one.get_ref());
            let field = format!("leave {}", leave.person);
            let case = brought(leave)
                .ok_or_else(|| self.wrong(line, &field, "the person's id is too long"))?;
            let known = self.agency.states.account(&leave.person);
            let known = known.map_err(|fault| Self::fault(&fault))?;
            if known.is_some_and(|account| account.taking(&case).is_some()) {
                continue;
            }
            self.imported.leaves += 1;
            let content = BringLeave {
                case,
                person: leave.person.clone(),
                pack: service.clone(),
                kind: leave.kind.clone(),
                span: Span {
                    from: leave.from,
                    to: leave.to,
                },
                deputy: leave.deputy.clone(),
            };
            self.step(line, &field, Content::BringLeave(content))?;
        }
        Ok(())
    }

    fn open(
        &mut self,
        line: usize,
        field: &str,
        person: &PersonEntry,
        lots: Vec<AccountEvent>,
    ) -> Result<(), Problem> {
        let known = self.agency.states.account(&person.id);
        let known = known
            .map_err(|fault| Self::fault(&fault))?
            .unwrap_or_default();
        let fresh = |event: &AccountEvent| match event {
            AccountEvent::Granted(granted) => known.pot(&granted.lot).is_none(),
            _ => true,
        };
        let entries: Vec<_> = lots.into_iter().filter(fresh).collect();
        if entries.is_empty() {
            return Ok(());
        }
        self.imported.accounts += 1;
        let person = person.id.clone();
        self.step(
            line,
            field,
            Content::OpenAccount(OpenAccount { person, entries }),
        )
    }
}

/// The name of a leave from before: the same entry has the same name again.
fn brought(leave: &LeaveEntry) -> Option<CaseId> {
    let from = leave.from.strftime("%Y%m%d-%H%M");
    CaseId::new(format!("brought-{}-{from}", leave.person)).ok()
}

/// The lots with which a person's account of the year begins.
fn opening(
    person: &PersonEntry,
    year: i16,
    file: &AgencyFile,
    rules: &Rules,
) -> Result<Vec<AccountEvent>, Refusal> {
    let kept = file
        .kept
        .iter()
        .map(Spanned::get_ref)
        .filter(|kept| kept.person == person.id);
    let kept: Vec<_> = kept
        .map(|kept| Kept {
            year: kept.year,
            minutes: kept.minutes,
        })
        .collect();
    let service = Service {
        first_post: person.first_post,
        credited_months: i64::from(person.credited_months),
    };
    let mut lots = grants(&service, year, &kept, rules)?;
    for one in file
        .overtime
        .iter()
        .map(Spanned::get_ref)
        .filter(|one| one.person == person.id)
    {
        let lot = LotId::new(format!("comp-{}", one.worked))
            .map_err(|_| Refusal::new("leave-lot-name"))?;
        lots.push(AccountEvent::Granted(comp(
            lot,
            one.worked,
            one.minutes,
            rules,
        )?));
    }
    Ok(lots)
}
