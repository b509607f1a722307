//! Who may stand in: the listed deputies, the others of the unit, and who of
//! them is away.

use std::collections::BTreeSet;
use std::sync::Arc;

use feel::Value;
use form_model::Part;
use jiff::civil::DateTime;
use office::away::Absence;
use office::ids::PersonId;
use office::org::Org;
use office::world::Reading;

use super::Understood;
use crate::session::Session;
use crate::views::{OptionView, Sentence};
use crate::world::Staged;
use crate::{Failure, answers, people};

/// The people of the choice, and what is known of each.
struct Choice<'a> {
    session: &'a Session,
    world: &'a Staged<'a>,
    org: Arc<Org>,
    /// When somebody is needed, once it is known.
    span: Option<(DateTime, DateTime)>,
}

impl<'a> Choice<'a> {
    fn of(
        session: &'a Session,
        world: &'a Staged<'a>,
        draft: &Understood,
    ) -> Result<Self, Failure> {
        let when = answers::field_of(&draft.pack, &Part::When)
            .and_then(|field| answers::at(&draft.answers, &field.path));
        let moment = |end: &str| {
            when.and_then(|when| when.get(end))
                .and_then(Value::as_date_time)
        };
        Ok(Self {
            session,
            world,
            org: session.org()?,
            span: moment("from").zip(moment("to")),
        })
    }

    /// The listed deputies first, then the others of the unit.
    fn people(&self) -> Vec<PersonId> {
        let (today, me) = (self.session.today(), self.session.me());
        let listed = self.org.deputies_of(me, today).into_iter();
        let unit = self.org.main_post(me, today).map(|post| post.unit.clone());
        let members = unit.map(|unit| self.org.members(&unit, today));
        let mut seen = BTreeSet::from([me.clone()]);
        listed
            .chain(members.unwrap_or_default())
            .filter(|person| seen.insert((*person).clone()))
            .cloned()
            .collect()
    }

    /// The place on the list of deputies, from 1.
    fn place(&self, person: &PersonId) -> Option<usize> {
        let listed = self
            .org
            .deputies_of(self.session.me(), self.session.today());
        Some(listed.iter().position(|one| *one == person)? + 1)
    }

    /// The absence within the time; none also when this computer may not know.
    fn absence(&self, person: &PersonId) -> Result<Known, Failure> {
        let Some((from, to)) = self.span else {
            return Ok(Known::Nothing);
        };
        let post = self.org.main_post(person, from.date());
        let Some(away) = post.map(|post| self.world.away(&post.unit)).transpose()? else {
            return Ok(Known::Nothing);
        };
        let Some(away) = away else {
            return Ok(Known::Nothing);
        };
        let mut meeting: Vec<&Absence> = away.meeting(person, from, to).collect();
        meeting.sort_by_key(|absence| (absence.asked, absence.from));
        Ok(match meeting.first() {
            Some(absence) if absence.asked => Known::Asked(said("deputy-asked", absence)),
            Some(absence) => Known::Away(said("deputy-on-leave", absence)),
            None => Known::In,
        })
    }
}

/// Whether somebody is there when needed.
enum Known {
    Nothing,
    In,
    /// Asked for leave that is not decided.
    Asked(Sentence),
    Away(Sentence),
}

fn said(code: &str, absence: &Absence) -> Sentence {
    let facts = [
        ("from_date", absence.from.date().to_string()),
        ("to_date", absence.to.date().to_string()),
    ];
    Sentence {
        code: code.to_owned(),
        facts: facts.map(|(name, value)| (name.to_owned(), value)).into(),
    }
}

/// Everybody who could be chosen, and why some cannot.
pub(super) fn options(
    session: &Session,
    world: &Staged<'_>,
    draft: &Understood,
) -> Result<Vec<OptionView>, Failure> {
    let choice = Choice::of(session, world, draft)?;
    let option = |person: &PersonId, barred: Option<Sentence>| {
        let brief = people::brief(&choice.org, person, session.today());
        let label = format!("{} {}", brief.name, brief.title);
        OptionView {
            value: person.to_string(),
            label: label.trim().to_owned(),
            barred,
            hint: None,
        }
    };
    let mut options = Vec::new();
    for person in choice.people() {
        let barred = match choice.absence(&person)? {
            Known::Away(why) => Some(why),
            Known::Nothing | Known::In | Known::Asked(_) => None,
        };
        options.push(option(&person, barred));
    }
    let own = Sentence {
        code: "deputy-self".to_owned(),
        facts: std::collections::BTreeMap::new(),
    };
    options.push(option(session.me(), Some(own)));
    Ok(options)
}

/// The field and why the chosen deputy cannot stand in.
pub(super) fn barred(
    session: &Session,
    world: &Staged<'_>,
    draft: &Understood,
) -> Result<Option<(String, Sentence)>, Failure> {
    let choice = Choice::of(session, world, draft)?;
    let Some((field, person)) = chosen(draft) else {
        return Ok(None);
    };
    Ok(match choice.absence(&person)? {
        Known::Away(why) => Some((field, why)),
        Known::Nothing | Known::In | Known::Asked(_) => None,
    })
}

fn chosen(draft: &Understood) -> Option<(String, PersonId)> {
    let field = answers::field_of(&draft.pack, &Part::Deputy)?;
    let value = answers::at(&draft.answers, &field.path)?.as_text()?;
    Some((field.path.clone(), PersonId::new(value).ok()?))
}

/// What is known of the chosen deputy: the place on the list, and whether he is
/// there. True when it is something to look at.
pub(super) fn echo(
    session: &Session,
    world: &Staged<'_>,
    draft: &Understood,
) -> Result<Option<(Sentence, bool)>, Failure> {
    let choice = Choice::of(session, world, draft)?;
    let Some((_, person)) = chosen(draft) else {
        return Ok(None);
    };
    let in_the_office = match choice.absence(&person)? {
        Known::Asked(why) => return Ok(Some((why, true))),
        Known::Away(_) => return Ok(None),
        Known::In => true,
        Known::Nothing => false,
    };
    let place = choice.place(&person);
    let code = match (place, in_the_office) {
        (Some(_), true) => "deputy-listed-in",
        (Some(_), false) => "deputy-listed",
        (None, true) => "deputy-unit-in",
        (None, false) => "deputy-unit",
    };
    let mut facts = std::collections::BTreeMap::new();
    if let Some(place) = place {
        facts.insert("place".to_owned(), place.to_string());
    }
    if let Some((from, to)) = choice.span {
        let days = if from.date() == to.date() {
            "one"
        } else {
            "more"
        };
        facts.insert("length".to_owned(), days.to_owned());
    }
    let code = code.to_owned();
    Ok(Some((Sentence { code, facts }, false)))
}
