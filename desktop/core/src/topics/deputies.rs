//! 代理人: who stands in for this person, for whom this person stands in, and
//! what is asked of whom.

use std::collections::BTreeSet;
use std::sync::Arc;

use jiff::ToSpan;
use office::away::Away;
use office::case::Role;
use office::civil;
use office::deputation::{Kept, Phase};
use office::ids::{DeputationId, OperationId, PackId, PersonId, UnitId};
use office::operation::{AskDeputy, ConsentDeputy, DeclineDeputy, EndDeputy, HandOnDeputy};
use office::org::Org;
use office::world::Reading;
use office::{Actor, Content, Decision, Operation, State, Stream, decide};

use crate::asks::Nothing;
use crate::draft::read_when;
use crate::queue::new_key;
use crate::session::Session;
use crate::views::{
    DeputationEnd, DeputationMark, DeputationView, DeputiesPage, DeputyAct, DeputyAsk, DeputyCheck,
    DeputyWord, OptionView, PersonBrief, ProblemView, Sentence, Signed,
};
use crate::world::Staged;
use crate::{Core, Failure, people};

/// What is over stays on the page for so many days.
const KEPT_DAYS: i32 = 30;
/// The most people that are offered.
const MAX_PEOPLE: usize = 500;

/// A deputation with the unit in whose stream it stands.
pub(crate) struct Found {
    pub unit: UnitId,
    pub away: Arc<Away>,
    pub id: DeputationId,
    pub provisional: bool,
}

impl Found {
    pub(crate) fn kept(&self) -> Option<&Kept> {
        self.away.deputation(&self.id)
    }
}

/// Every deputation that this computer sees.
pub(crate) fn all(session: &Session, world: &Staged<'_>) -> Result<Vec<Found>, Failure> {
    let own = session
        .org()?
        .main_post(session.me(), session.today())
        .map(|post| post.unit.clone());
    let mut units: BTreeSet<UnitId> = own.into_iter().collect();
    // Streams are in order: behind those of absences come only series.
    let away = |stream: &&Stream| matches!(stream, Stream::Away(_));
    let heads = session.known.memory();
    let streams = heads.heads.keys().rev();
    let aways = streams.skip_while(|s| !away(s)).take_while(away);
    units.extend(aways.filter_map(|stream| match stream {
        Stream::Away(unit) => Some(unit.clone()),
        _ => None,
    }));
    drop(heads);
    let mut found = Vec::new();
    for unit in units {
        let Some(away) = world.away(&unit)? else {
            continue;
        };
        let told = match world.told(&Stream::Away(unit.clone()))?.as_deref() {
            Some(State::Away(told)) => Arc::clone(told),
            _ => Arc::default(),
        };
        found.extend(away.deputations.iter().map(|(id, kept)| Found {
            unit: unit.clone(),
            away: Arc::clone(&away),
            id: id.clone(),
            provisional: told.deputation(id) != Some(kept),
        }));
    }
    Ok(found)
}

/// Those that wait for the answer of this person.
pub(crate) fn asked_of_me(session: &Session, world: &Staged<'_>) -> Result<Vec<Found>, Failure> {
    let mut found = all(session, world)?;
    found.retain(|one| {
        one.kept().is_some_and(|kept| {
            kept.deputation.deputy == *session.me() && kept.phase(world.now) == Phase::Asked
        })
    });
    Ok(found)
}

pub(crate) fn page(core: &Core, _: Nothing) -> Result<DeputiesPage, Failure> {
    let session = core.session()?;
    let (world, org) = (session.world(), session.org()?);
    let shown = Shown {
        session: &session,
        org: &org,
        now: world.now,
    };
    let oldest = civil::wall(world.now).saturating_sub(KEPT_DAYS.days());
    let mut page = DeputiesPage {
        asked: vec![],
        mine: vec![],
        theirs: vec![],
        unit: vec![],
    };
    for found in all(&session, &world)? {
        let Some(kept) = found.kept().filter(|kept| kept.deputation.to > oldest) else {
            continue;
        };
        let asked = &kept.deputation;
        let me = session.me();
        let chain = found.away.chain(&asked.id);
        let list = if asked.deputy == *me && kept.phase(world.now) == Phase::Asked {
            &mut page.asked
        } else if asked.principal == *me {
            &mut page.mine
        } else if chain.iter().any(|link| link.deputation.deputy == *me) || asked.asked_by == *me {
            &mut page.theirs
        } else if kept.is_open(world.now) {
            &mut page.unit
        } else {
            continue;
        };
        list.push(shown.view(&found, kept));
    }
    for list in [
        &mut page.asked,
        &mut page.mine,
        &mut page.theirs,
        &mut page.unit,
    ] {
        list.sort_by(|a, b| place(a).cmp(&place(b)));
    }
    Ok(page)
}

/// What is to come before what is over; then by time and order.
fn place(view: &DeputationView) -> (bool, &str, &str, u32) {
    let open = [
        DeputationMark::Asked,
        DeputationMark::Ahead,
        DeputationMark::InForce,
    ];
    (
        !open.contains(&view.mark),
        &view.from,
        &view.from_time,
        view.order,
    )
}

/// Deputations as this person sees them.
pub(crate) struct Shown<'a> {
    pub session: &'a Session,
    pub org: &'a Org,
    pub now: i64,
}

impl Shown<'_> {
    fn brief(&self, person: &PersonId) -> PersonBrief {
        people::brief(self.org, person, self.session.today())
    }

    pub(crate) fn view(&self, found: &Found, kept: &Kept) -> DeputationView {
        let asked = &kept.deputation;
        let via = asked
            .via
            .as_ref()
            .and_then(|via| found.away.deputation(via));
        let time = |end: jiff::civil::DateTime| end.strftime("%H:%M").to_string();
        DeputationView {
            id: asked.id.to_string(),
            unit: found.unit.to_string(),
            principal: self.brief(&asked.principal),
            deputy: self.brief(&asked.deputy),
            via: via.map(|via| self.brief(&via.deputation.deputy)),
            asked_by: self.brief(&asked.asked_by),
            from: asked.from.date().to_string(),
            from_time: time(asked.from),
            to: asked.to.date().to_string(),
            to_time: time(asked.to),
            order: u32::from(asked.order),
            reason: asked.reason.clone(),
            services: asked.services.iter().map(ToString::to_string).collect(),
            reserved: !asked.reserved.is_empty(),
            mark: mark(kept.phase(self.now)),
            closed: kept.closed.as_ref().map(|closed| DeputationEnd {
                by: self.brief(&closed.by),
                at: closed.at,
                reason: closed.reason.clone(),
            }),
            acts: self.acts(found, kept),
            provisional: found.provisional,
        }
    }

    /// What the rules let this person do to it now.
    fn acts(&self, found: &Found, kept: &Kept) -> Vec<DeputyWord> {
        let (me, asked) = (self.session.me(), &kept.deputation);
        if !kept.is_open(self.now) {
            return Vec::new();
        }
        let mine = asked.deputy == *me;
        let chain = found.away.chain(&asked.id);
        let part = asked.principal == *me || chain.iter().any(|link| link.deputation.deputy == *me);
        let above = self
            .org
            .is_above(me, &asked.principal, self.session.today());
        let waits = kept.phase(self.now) == Phase::Asked;
        let mut acts = Vec::new();
        if mine && waits {
            acts.extend([DeputyWord::Consent, DeputyWord::Decline]);
        }
        if mine {
            acts.push(DeputyWord::HandOn);
        }
        if (part || above) && !(mine && waits) {
            acts.push(DeputyWord::End);
        }
        acts
    }
}

fn mark(phase: Phase) -> DeputationMark {
    match phase {
        Phase::Asked => DeputationMark::Asked,
        Phase::Ahead => DeputationMark::Ahead,
        Phase::InForce => DeputationMark::InForce,
        Phase::Over => DeputationMark::Over,
        Phase::Ended => DeputationMark::Ended,
        Phase::Declined => DeputationMark::Declined,
    }
}

/// What was filled in so far, and what would be refused of it.
pub(crate) fn check(core: &Core, ask: DeputyAsk) -> Result<DeputyCheck, Failure> {
    let session = core.session()?;
    let (world, org) = (session.world(), session.org()?);
    let mut problems = Vec::new();
    let mut problem = |field: &str, what: Sentence| {
        problems.push(ProblemView {
            field: field.to_owned(),
            what: people::named(&org, what),
        });
    };
    let mut echo = None;
    let filled = |text: &str| !text.trim().is_empty();
    for (field, text) in [
        ("deputy", &ask.deputy),
        ("when", &ask.when),
        ("reason", &ask.reason),
    ] {
        if !filled(text) {
            problem(field, sentence("answer-required"));
        }
    }
    if filled(&ask.when) {
        match read_when(&world, &ask.when)? {
            Ok((from, to)) => echo = Some(said_span(from, to)),
            Err(why) => problem("when", why),
        }
    }
    let asked = content(&session, &world, &ask, "supposed")?;
    if let Some(content) = asked {
        let operation = Operation {
            id: OperationId([0; 32]),
            actor: Actor::Person(session.me().clone()),
            acting_for: None,
            at: world.now,
            key: office::operation::Key::Device,
            not_before: None,
            saw: None,
            content,
        };
        if let Decision::Refused(refusal) = decide(&world, &operation, world.now)? {
            let field = field_of(&refusal.code);
            problem(field, refusal.into());
        }
    }
    Ok(DeputyCheck {
        people: offered(&session, &org),
        principals: principals(&session, &org),
        services: services(&world)?,
        echo,
        order: next_order(&session, &world, &org, &ask)?,
        problems,
    })
}

fn sentence(code: &str) -> Sentence {
    Sentence {
        code: code.to_owned(),
        facts: std::collections::BTreeMap::new(),
    }
}

fn said_span(from: jiff::civil::DateTime, to: jiff::civil::DateTime) -> Sentence {
    let fact = |name: &str, value: String| (name.to_owned(), value);
    let time = |end: jiff::civil::DateTime| end.strftime("%H:%M").to_string();
    Sentence {
        code: "when-echo-open".to_owned(),
        facts: [
            fact("from", from.date().to_string()),
            fact("from_date", from.date().to_string()),
            fact("from_time", time(from)),
            fact("to", to.date().to_string()),
            fact("to_date", to.date().to_string()),
            fact("to_time", time(to)),
        ]
        .into(),
    }
}

/// The field at which a refusal is shown.
fn field_of(code: &str) -> &'static str {
    match code {
        "deputation-period" | "deputation-long" | "deputation-past" | "deputation-beyond" => "when",
        "reason-required" | "words-too-long" => "reason",
        "deputation-service" | "deputation-services" => "services",
        "deputation-many" | "deputation-not-yours" => "principal",
        _ => "deputy",
    }
}

/// What would be asked for; none while something is missing or not understood.
fn content(
    session: &Session,
    world: &Staged<'_>,
    ask: &DeputyAsk,
    name: &str,
) -> Result<Option<Content>, Failure> {
    let Ok(deputy) = PersonId::new(ask.deputy.clone()) else {
        return Ok(None);
    };
    if ask.when.trim().is_empty() || ask.reason.trim().is_empty() {
        return Ok(None);
    }
    let Ok((from, to)) = read_when(world, &ask.when)? else {
        return Ok(None);
    };
    let unknown = |_| Failure::new("deputation-unknown");
    let deputation = DeputationId::new(name).map_err(unknown)?;
    let reason = ask.reason.trim().to_owned();
    if let Some(via) = &ask.via {
        let via = DeputationId::new(via.clone()).map_err(unknown)?;
        let unit = UnitId::new(ask.unit.clone()).map_err(unknown)?;
        let on = HandOnDeputy {
            unit,
            via,
            deputation,
            deputy,
            from,
            to,
            reason,
        };
        return Ok(Some(Content::HandOnDeputy(on)));
    }
    let principal = match ask.principal.as_str() {
        "" => session.me().clone(),
        other => PersonId::new(other).map_err(|_| Failure::new("person-unknown"))?,
    };
    let services = ask.services.iter().map(|id| PackId::new(id.clone()));
    let services = services
        .collect::<Result<_, _>>()
        .map_err(|_| Failure::new("service-unknown"))?;
    let asked = AskDeputy {
        deputation,
        principal,
        deputy,
        from,
        to,
        services,
        reserved: if ask.reserved {
            vec![Role::Approve, Role::Decide]
        } else {
            Vec::new()
        },
        order: u8::try_from(ask.order).unwrap_or(u8::MAX),
        reason,
    };
    Ok(Some(Content::AskDeputy(asked)))
}

pub(crate) fn ask(core: &Core, ask: DeputyAsk) -> Result<Signed, Failure> {
    let session = core.session()?;
    let world = session.world();
    let content = content(&session, &world, &ask, &new_key()?)?;
    let content = content.ok_or_else(|| Failure::new("deputation-incomplete"))?;
    sign(&session, &content)
}

pub(crate) fn act(core: &Core, act: DeputyAct) -> Result<Signed, Failure> {
    let session = core.session()?;
    let unknown = |_| Failure::new("deputation-unknown");
    let deputation = DeputationId::new(act.deputation).map_err(unknown)?;
    let unit = UnitId::new(act.unit).map_err(unknown)?;
    let reason = act.reason;
    let content = match act.what {
        DeputyWord::Consent => Content::ConsentDeputy(ConsentDeputy { unit, deputation }),
        DeputyWord::Decline => Content::DeclineDeputy(DeclineDeputy {
            unit,
            deputation,
            reason,
        }),
        DeputyWord::End => Content::EndDeputy(EndDeputy {
            unit,
            deputation,
            reason,
        }),
        DeputyWord::HandOn => return Err(Failure::new("act-unknown")),
    };
    sign(&session, &content)
}

fn sign(session: &Session, content: &Content) -> Result<Signed, Failure> {
    let undo_ms = i64::from(session.settings()?.undo_seconds) * 1_000;
    session.act(content, None, undo_ms, &|_, _| Ok(()))
}

/// The listed deputies first, then the own unit, then the heads above, then everybody.
fn offered(session: &Session, org: &Org) -> Vec<OptionView> {
    let (today, me) = (session.today(), session.me());
    let listed = org.deputies_of(me, today).into_iter().cloned();
    let unit = org.main_post(me, today).map(|post| &post.unit);
    let members = unit
        .into_iter()
        .flat_map(|unit| org.members(unit, today))
        .cloned();
    let heads = org.heads_above(me, today).into_iter();
    let heads = heads.flat_map(|post| org.holders(&post.id, today)).cloned();
    let others = org.people.keys().cloned();
    let mut seen = BTreeSet::from([me.clone()]);
    let people = listed.chain(members).chain(heads).chain(others);
    let mut options = Vec::new();
    for person in people
        .filter(|person| seen.insert(person.clone()))
        .take(MAX_PEOPLE)
    {
        if org.main_post(&person, today).is_some() {
            options.push(option(session, org, &person));
        }
    }
    options
}

fn option(session: &Session, org: &Org, person: &PersonId) -> OptionView {
    let brief = people::brief(org, person, session.today());
    let label = format!("{} {} {}", brief.name, brief.unit, brief.title);
    OptionView {
        value: person.to_string(),
        label: label.trim().to_owned(),
        barred: None,
        hint: None,
    }
}

/// The people below this person, for whom a head may ask.
fn principals(session: &Session, org: &Org) -> Vec<OptionView> {
    let (today, me) = (session.today(), session.me());
    let mut headed = org
        .holdings_on(today)
        .filter(|holding| holding.person == *me);
    let heads = headed.any(|h| {
        org.posts
            .get(&h.post)
            .is_some_and(|post| post.heads.is_some())
    });
    if !heads {
        return Vec::new();
    }
    let below = org
        .people
        .keys()
        .filter(|person| org.is_above(me, person, today));
    below
        .take(MAX_PEOPLE)
        .map(|person| option(session, org, person))
        .collect()
}

fn services(world: &Staged<'_>) -> Result<Vec<OptionView>, Failure> {
    let packs = world.packs()?.unwrap_or_default();
    let option = |id: &PackId| OptionView {
        value: id.to_string(),
        label: id.to_string(),
        barred: None,
        hint: None,
    };
    Ok(packs.current.keys().map(option).collect())
}

/// The next free place among the principal's deputations that are open.
fn next_order(
    session: &Session,
    world: &Staged<'_>,
    org: &Org,
    ask: &DeputyAsk,
) -> Result<u32, Failure> {
    let principal = PersonId::new(ask.principal.clone()).unwrap_or_else(|_| session.me().clone());
    let Some(post) = org.main_post(&principal, session.today()) else {
        return Ok(1);
    };
    let away = world.away(&post.unit)?.unwrap_or_default();
    let all = away.deputations_of(&principal).into_iter();
    let open = all.filter(|kept| kept.is_open(world.now));
    Ok(open
        .map(|kept| u32::from(kept.deputation.order))
        .max()
        .unwrap_or(0)
        + 1)
}

/// Whether somebody began or ceased to stand in or to be away after one instant and not after
/// another, ms.
pub(crate) fn turns(session: &Session, after: i64, until: i64) -> Result<bool, Failure> {
    let world = session.world();
    let units: Vec<UnitId> = {
        let memory = session.known.memory();
        let away = |stream: &Stream| match stream {
            Stream::Away(unit) => Some(unit.clone()),
            _ => None,
        };
        memory.heads.keys().filter_map(away).collect()
    };
    let (after, until) = (civil::wall(after), civil::wall(until));
    for unit in units {
        let Some(away) = world.away(&unit)? else {
            continue;
        };
        let absences = away.absences.values().flat_map(|a| [a.from, a.to]);
        let asked = away.deputations.values().map(|kept| &kept.deputation);
        let mut ends = absences.chain(asked.flat_map(|d| [d.from, d.to]));
        if ends.any(|end| after < end && end <= until) {
            return Ok(true);
        }
    }
    Ok(false)
}
