//! Units, posts, people and deputies of an imported agency.

use jiff::civil::Date;
use office::civil::NO_END;
use office::leave::Band;
use office::operation::Organise;
use office::org::{
    Deputies, DeputyRule, Grades, Holding, HoldingKind, Org, OrgEvent, Person, Post, Term, Unit,
};
use office::{Actor, Content};
use toml::Spanned;

use super::entries::{
    AgencyFile, BandEntry, DeputiesEntry, ENTRIES_MAX, HoldingEntry, Kind, NAME_MAX, PersonEntry,
    PostEntry, UnitEntry,
};
use super::import::Reading;
use crate::problem::Problem;

/// Changes in one operation.
const CHANGES_MAX: usize = 50;

/// A first day for what was always there.
const ALWAYS: Date = jiff::civil::date(1, 1, 1);

/// A change and the entry from which it comes.
struct Entry {
    line: usize,
    field: String,
    event: OrgEvent,
}

impl Reading<'_> {
    /// Units, posts, people, holdings, deputies and offices, checked one by one
    /// on what the ones before make true.
    pub(super) fn organisation(&mut self, file: &AgencyFile) -> Result<(), Problem> {
        let mut org = Org::clone(&*self.agency.org()?);
        let mut changes = Vec::new();
        for entry in self.entries(file)? {
            if is_there(&org, &entry.event) {
                continue;
            }
            org.allows(&entry.event)
                .map_err(|refusal| self.wrong(entry.line, &entry.field, &refusal.to_string()))?;
            org.apply(&entry.event);
            changes.push(entry);
        }
        self.imported.changes = changes.len();
        for chunk in changes.chunks(CHANGES_MAX) {
            let changes = chunk.iter().map(|entry| entry.event.clone()).collect();
            let first = &chunk[0];
            self.step(
                first.line,
                &first.field,
                Content::Organise(Organise { changes }),
            )?;
        }
        Ok(())
    }

    /// All entries in an order in which each may name the ones before.
    fn entries(&self, file: &AgencyFile) -> Result<Vec<Entry>, Problem> {
        let most = [
            file.unit.len(),
            file.post.len(),
            file.person.len(),
            file.holding.len(),
            file.deputies.len(),
            file.unit_replaced.len(),
            file.post_replaced.len(),
        ];
        if most.iter().any(|count| *count > ENTRIES_MAX) {
            return Err(self.wrong(0, "entries", &format!("at most {ENTRIES_MAX} of a kind")));
        }
        let mut entries = self.agency_entries(file)?;
        for one in &file.unit {
            entries.extend(self.unit(self.line(one), one.get_ref())?);
        }
        for one in &file.post {
            entries.extend(self.post(self.line(one), one.get_ref())?);
        }
        for one in &file.person {
            entries.extend(self.person(self.line(one), one.get_ref())?);
        }
        for one in &file.holding {
            let field = format!("holding {}", one.get_ref().post);
            let event = OrgEvent::HoldingPut(holding_of(one.get_ref()));
            entries.push(Entry {
                line: self.line(one),
                field,
                event,
            });
        }
        for one in &file.deputies {
            let field = format!("deputies {}", one.get_ref().post);
            let event = OrgEvent::DeputiesPut(deputies_of(one.get_ref()));
            entries.push(Entry {
                line: self.line(one),
                field,
                event,
            });
        }
        entries.extend(self.replaced(file));
        for (office, unit) in &file.offices {
            let (line, field) = (self.line(unit), format!("offices.{office}"));
            self.named(line, &field, office)?;
            let event = OrgEvent::OfficePut(office.clone(), unit.get_ref().clone());
            entries.push(Entry { line, field, event });
        }
        Ok(entries)
    }

    fn agency_entries(&self, file: &AgencyFile) -> Result<Vec<Entry>, Problem> {
        let name = &file.agency.name;
        let (line, field) = (self.line(name), "agency.name".to_owned());
        self.named(line, &field, name.get_ref())?;
        let mut entries = vec![Entry {
            line,
            field,
            event: OrgEvent::Named(name.get_ref().clone()),
        }];
        if let Some(band) = &file.agency.band {
            let event = OrgEvent::BandPut(self.band(band)?);
            entries.push(Entry {
                line: self.line(band),
                field: "agency.band".to_owned(),
                event,
            });
        }
        if let Some(rule) = &file.agency.deputy_rule {
            let entry = rule.get_ref();
            entries.push(Entry {
                line: self.line(rule),
                field: "agency.deputy_rule".to_owned(),
                event: OrgEvent::DeputyRulePut(DeputyRule {
                    max_grades_below: entry.max_grades_below,
                    same_unit_only: entry.same_unit_only,
                }),
            });
        }
        Ok(entries)
    }

    fn band(&self, entry: &Spanned<BandEntry>) -> Result<Band, Problem> {
        let (line, entry) = (self.line(entry), entry.get_ref());
        let wrong = |reason: &str| self.wrong(line, "agency.band", reason);
        let bands = Band::read(&self.beside(&entry.file)?);
        let mut bands = bands.map_err(|refusal| wrong(&refusal.to_string()))?;
        bands
            .remove(&entry.name)
            .ok_or_else(|| wrong("no such working time"))
    }

    /// Units and posts of which others take the place.
    fn replaced(&self, file: &AgencyFile) -> Vec<Entry> {
        let units = file.unit_replaced.iter().map(|one| {
            let entry = one.get_ref();
            Entry {
                line: self.line(one),
                field: format!("unit_replaced {}", entry.old),
                event: OrgEvent::UnitReplaced(entry.old.clone(), entry.by.clone(), entry.from),
            }
        });
        let posts = file.post_replaced.iter().map(|one| {
            let entry = one.get_ref();
            Entry {
                line: self.line(one),
                field: format!("post_replaced {}", entry.old),
                event: OrgEvent::PostReplaced(entry.old.clone(), entry.by.clone(), entry.from),
            }
        });
        units.chain(posts).collect()
    }

    fn unit(&self, line: usize, unit: &UnitEntry) -> Result<Vec<Entry>, Problem> {
        let field = format!("unit {}", unit.id);
        self.named(line, &field, &unit.name)?;
        let made = Unit {
            id: unit.id.clone(),
            name: unit.name.clone(),
            above: unit.above.clone(),
        };
        let term = term(unit.from, unit.until);
        let events = [
            Some(OrgEvent::UnitPut(made)),
            term.map(|term| OrgEvent::UnitTerm(unit.id.clone(), term)),
        ];
        Ok(entries(line, &field, events))
    }

    fn post(&self, line: usize, post: &PostEntry) -> Result<Vec<Entry>, Problem> {
        let field = format!("post {}", post.id);
        self.named(line, &field, &post.title)?;
        if !(1..=14).contains(&post.grade) {
            return Err(self.wrong(line, &field, "a grade is 1 to 14"));
        }
        let made = Post {
            id: post.id.clone(),
            unit: post.unit.clone(),
            title: post.title.clone(),
            grade: post.grade,
            heads: post.heads.clone(),
        };
        let grades = Grades {
            lowest: post.lowest.unwrap_or(post.grade),
            supervisory: post.supervisory.unwrap_or(post.heads.is_some()),
        };
        let is_said = post.lowest.is_some() || post.supervisory.is_some();
        let term = term(post.from, post.until);
        let events = [
            Some(OrgEvent::PostPut(made)),
            is_said.then(|| OrgEvent::PostGrades(post.id.clone(), grades)),
            term.map(|term| OrgEvent::PostTerm(post.id.clone(), term)),
        ];
        Ok(entries(line, &field, events))
    }

    fn person(&self, line: usize, person: &PersonEntry) -> Result<[Entry; 2], Problem> {
        let field = format!("person {}", person.id);
        self.named(line, &field, &person.name)?;
        if person.id.as_str() == Actor::AGENCY {
            return Err(self.wrong(line, &field, "this id stands for the agency itself"));
        }
        if person.since < person.first_post {
            return Err(self.wrong(line, &field, "holds a post before the first post"));
        }
        let made = Person {
            id: person.id.clone(),
            name: person.name.clone(),
            first_post: person.first_post,
            credited_months: person.credited_months,
        };
        let held = office::org::holding(person.id.clone(), person.post.clone(), person.since);
        let (made, held) = (OrgEvent::PersonPut(made), OrgEvent::HoldingPut(held));
        Ok([
            Entry {
                line,
                field: field.clone(),
                event: made,
            },
            Entry {
                line,
                field,
                event: held,
            },
        ])
    }

    fn named(&self, line: usize, field: &str, name: &str) -> Result<(), Problem> {
        let fits = !name.trim().is_empty()
            && name.chars().count() <= NAME_MAX
            && !name.chars().any(char::is_control);
        if fits {
            return Ok(());
        }
        Err(self.wrong(
            line,
            field,
            &format!("a name has 1 to {NAME_MAX} characters"),
        ))
    }
}

fn is_there(org: &Org, event: &OrgEvent) -> bool {
    match event {
        OrgEvent::Named(name) => org.agency == *name,
        OrgEvent::BandPut(band) => org.band.as_ref() == Some(band),
        OrgEvent::DeputyRulePut(rule) => org.deputy_rule.as_ref() == Some(rule),
        OrgEvent::UnitPut(unit) => org.units.get(&unit.id) == Some(unit),
        OrgEvent::PostPut(post) => org.posts.get(&post.id) == Some(post),
        OrgEvent::PersonPut(person) => org.people.get(&person.id) == Some(person),
        OrgEvent::HoldingPut(holding) => org.holdings.contains(holding),
        OrgEvent::DeputiesPut(deputies) => org
            .deputies
            .get(&deputies.post)
            .is_some_and(|known| known.contains(deputies)),
        OrgEvent::OfficePut(office, unit) => org.offices.get(office) == Some(unit),
        OrgEvent::UnitTerm(unit, term) => org.unit_terms.get(unit) == Some(term),
        OrgEvent::PostTerm(post, term) => org.post_terms.get(post) == Some(term),
        OrgEvent::PostGrades(post, grades) => org.grades.get(post) == Some(grades),
        OrgEvent::UnitReplaced(old, new, from) => org
            .units_replaced
            .get(old)
            .is_some_and(|known| known.by == *new && known.from == *from),
        OrgEvent::PostReplaced(old, new, from) => org
            .posts_replaced
            .get(old)
            .is_some_and(|known| known.by == *new && known.from == *from),
    }
}

/// Events of one entry of the file.
fn entries<const N: usize>(line: usize, field: &str, events: [Option<OrgEvent>; N]) -> Vec<Entry> {
    let events = events.into_iter().flatten();
    let entry = |event| Entry {
        line,
        field: field.to_owned(),
        event,
    };
    events.map(entry).collect()
}

/// From when until when, where the file says either.
fn term(from: Option<Date>, until: Option<Date>) -> Option<Term> {
    (from.is_some() || until.is_some()).then(|| Term {
        from: from.unwrap_or(ALWAYS),
        until: until_of(until),
    })
}

fn until_of(date: Option<Date>) -> Date {
    date.unwrap_or(NO_END)
}

fn holding_of(entry: &HoldingEntry) -> Holding {
    let kind = match entry.kind {
        Kind::Regular => HoldingKind::Regular,
        Kind::Acting => HoldingKind::Acting,
        Kind::Concurrent => HoldingKind::Concurrent,
        Kind::Seconded => HoldingKind::Seconded,
    };
    Holding {
        person: entry.person.clone(),
        post: entry.post.clone(),
        from: entry.from,
        until: until_of(entry.until),
        kind,
    }
}

fn deputies_of(entry: &DeputiesEntry) -> Deputies {
    Deputies {
        post: entry.post.clone(),
        people: entry.people.clone(),
        from: entry.from,
        until: until_of(entry.until),
    }
}
