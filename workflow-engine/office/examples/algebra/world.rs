//! A very small agency: an applicant, three posts with their people, of whom the first two are away
//! in turn and stand in for each other; and one service whose route is one of a few shapes.

use std::collections::BTreeMap;
use std::sync::Arc;

use feel::Value;
use jiff::civil::{Date, date};
use office::away::{Absence, AwayEvent};
use office::case::Case;
use office::ids::{CaseId, OperationId, PackId, PersonId, PostId, UnitId};
use office::operation::{Answers, Key, Organise, PublishPack, Submit};
use office::org::{Holding, HoldingKind, OrgEvent, Person, Post, Unit};
use office::pack::{self, PackRef};
use office::{
    Actor, Change, Content, Decision, Event, Fault, Operation, Pack, State, Stream, World, civil,
    decide,
};

/// The applicant and the holders of the posts `x1`, `x2`, `x3`.
pub const PEOPLE: [&str; 4] = ["p0", "p1", "p2", "p3"];
/// Routes: words are legs, `|` goes side by side, `,` follows on a branch; c consults, x approves, d
/// decides, n takes note, v votes, each with the number of its post; `?2(…)` needs two votes, `!`
/// before it gives a veto.
pub const SHAPES: [&str; 12] = [
    "d1",
    "x1 d2",
    "x1 x2 d3",
    "c1|c2 d3",
    "c1,c2|c3 d1",
    "x1 c2|c3 d1",
    "?2(v1|v2|v3) d1",
    "!1(v1|v2) d2",
    "x1 d2 n3",
    "?1(v1|v2) c3",
    "c1|c2 d1",
    "x2 d1 n2",
];
/// One minute, in ms.
pub const MINUTE: i64 = 60_000;
/// Who is away, their deputy, and from when until when in each turn, in minutes.
pub const ABSENCES: [(&str, &str, i64, i64); 2] = [("p1", "p2", 30, 60), ("p2", "p1", 90, 120)];
/// A turn of absences, in minutes.
pub const TURN: i64 = 120;
/// Turns in which people are away.
const TURNS: i64 = 10;

/// What is so, and the time.
#[derive(Clone)]
pub struct Small {
    case: Arc<State>,
    others: Arc<BTreeMap<Stream, Arc<State>>>,
    pack: Arc<Pack>,
    pack_ref: PackRef,
    stream: Stream,
    /// Now, ms since 1970 UTC.
    pub now: i64,
    start: i64,
    /// The case's events since it was submitted.
    pub events: Vec<Became>,
}

/// What became true of the case.
#[derive(Clone, PartialEq)]
pub struct Became {
    /// What.
    pub event: Arc<Event>,
    /// When, ms.
    pub at: i64,
    /// By which operation.
    pub by: OperationId,
}

impl World for Small {
    fn state(&self, stream: &Stream) -> Result<Option<Arc<State>>, Fault> {
        if *stream == self.stream {
            return Ok(Some(Arc::clone(&self.case)));
        }
        let known = self.others.get(stream).cloned();
        Ok(Some(
            known.unwrap_or_else(|| Arc::new(State::empty(stream))),
        ))
    }

    fn pack(&self, _: &PackRef) -> Result<Option<Arc<Pack>>, Fault> {
        Ok(Some(Arc::clone(&self.pack)))
    }
}

/// A name that is known to be one.
pub fn person(name: &str) -> PersonId {
    PersonId::new(name).unwrap_or_else(|_| unreachable!("{name} is a name"))
}

/// A post of this agency.
pub fn post(name: &str) -> PostId {
    PostId::new(name).unwrap_or_else(|_| unreachable!("{name} is a name"))
}

fn unit(name: &str) -> UnitId {
    UnitId::new(name).unwrap_or_else(|_| unreachable!("{name} is a name"))
}

/// The case of this agency.
pub fn the_case() -> CaseId {
    CaseId::new("c").unwrap_or_else(|_| unreachable!("c is a name"))
}

impl Small {
    /// The agency with a case of this shape, just submitted.
    pub fn submitted(shape: usize) -> Self {
        let pack = Arc::new(pack_of_shapes());
        let pack_ref = PackRef {
            version: 1,
            sha256: [0; 32],
        };
        let start = civil::instant(date(2026, 11, 24).at(9, 0, 0, 0));
        let stream = Stream::Case(the_case());
        let mut small = Self {
            case: Arc::new(State::empty(&stream)),
            others: Arc::default(),
            pack,
            pack_ref: pack_ref.clone(),
            stream,
            now: start,
            start,
            events: Vec::new(),
        };
        let changes = organisation();
        small.must(Actor::Agency, Content::Organise(Organise { changes }));
        let id = PackId::new("small").unwrap_or_else(|_| unreachable!("small is a name"));
        let publish = PublishPack { id, pack: pack_ref };
        small.must(Actor::Agency, Content::PublishPack(publish));
        small.away();
        let submit = Submit {
            case: the_case(),
            pack: small.pack_ref.clone(),
            answers: answers(shape),
            attachments: Vec::new(),
        };
        small.must(Actor::Person(person("p0")), Content::Submit(submit));
        small
    }

    fn away(&mut self) {
        let stream = Stream::Away(unit("u"));
        let mut state = State::empty(&stream);
        for turn in 0..TURNS {
            for (who, deputy, from, to) in ABSENCES {
                let name = format!("holiday-{turn}-{who}");
                let moment = |minute| civil::wall(self.start + (turn * TURN + minute) * MINUTE);
                let absence = Absence {
                    case: CaseId::new(name).unwrap_or_else(|_| unreachable!("it is a name")),
                    person: person(who),
                    deputy: Some(person(deputy)),
                    from: moment(from),
                    to: moment(to),
                    asked: false,
                };
                let event = Event::Away(AwayEvent::Put(absence));
                state.apply(&event, self.now, OperationId([0; 32]));
            }
        }
        Arc::make_mut(&mut self.others).insert(stream, Arc::new(state));
    }

    /// Whether somebody is away at a time (ms), and the other stands in for them.
    pub fn stands_in(&self, deputy: &str, principal: &str, at: i64) -> bool {
        let minute = (at - self.start).div_euclid(MINUTE);
        let (turn, minute) = (minute.div_euclid(TURN), minute.rem_euclid(TURN));
        let now = |from: i64, to: i64| (0..TURNS).contains(&turn) && (from..to).contains(&minute);
        let is_it = |(who, other, from, to): (&str, &str, i64, i64)| {
            who == principal && other == deputy && now(from, to)
        };
        ABSENCES.into_iter().any(is_it)
    }

    /// Goes on to a minute of a turn.
    pub fn turn_to(&mut self, turn: i64, minute: i64) {
        self.now = self.start + (turn * TURN + minute) * MINUTE;
    }

    fn must(&mut self, actor: Actor, content: Content) {
        let operation = self.operation(actor, None, content, 0);
        let answer = self.ask(&operation);
        assert!(answer.is_ok(), "{answer:?}");
    }

    /// An operation, named by a number that no other has.
    pub fn operation(
        &self,
        actor: Actor,
        acting_for: Option<PersonId>,
        content: Content,
        number: u64,
    ) -> Operation {
        let mut id = [0; 32];
        id[..8].copy_from_slice(&number.to_le_bytes());
        Operation {
            id: OperationId(id),
            actor,
            acting_for,
            at: self.now,
            key: Key::Device,
            not_before: None,
            saw: None,
            content,
        }
    }

    /// What would come of it.
    pub fn consider(&self, operation: &Operation) -> Result<Vec<Change>, office::Refusal> {
        match decide(self, operation, self.now) {
            Ok(Decision::Accepted(changes)) => Ok(changes),
            Ok(Decision::Refused(refusal)) => Err(refusal),
            Err(fault) => unreachable!("this agency has no disk: {fault}"),
        }
    }

    /// Decides it and makes it true.
    pub fn ask(&mut self, operation: &Operation) -> Result<(), office::Refusal> {
        let changes = self.consider(operation)?;
        self.make_true(&changes, operation.id);
        Ok(())
    }

    /// Makes true what was decided.
    pub fn make_true(&mut self, changes: &[Change], id: OperationId) {
        for change in changes {
            if change.stream == self.stream {
                Arc::make_mut(&mut self.case).apply(&change.event, self.now, id);
                self.events.push(Became {
                    event: Arc::new(change.event.clone()),
                    at: self.now,
                    by: id,
                });
                continue;
            }
            let others = Arc::make_mut(&mut self.others);
            let state = others.entry(change.stream.clone());
            let state = state.or_insert_with(|| Arc::new(State::empty(&change.stream)));
            Arc::make_mut(state).apply(&change.event, self.now, id);
        }
    }

    /// The same, without the events that led there.
    pub fn forgetful(&self) -> Self {
        Self {
            case: Arc::clone(&self.case),
            others: Arc::clone(&self.others),
            pack: Arc::clone(&self.pack),
            pack_ref: self.pack_ref.clone(),
            stream: self.stream.clone(),
            now: self.now,
            start: self.start,
            events: Vec::new(),
        }
    }

    /// The case as it stands.
    pub fn case(&self) -> &Arc<Case> {
        match &*self.case {
            State::Case(Some(case)) => case,
            _ => unreachable!("it was submitted"),
        }
    }

    /// Whether its flow has come to its end.
    pub fn is_over(&self) -> bool {
        self.case().flow.ended.is_some()
    }
}

/// What the form asks.
pub fn answers(shape: usize) -> Answers {
    let text = |text: &str| Value::text(text);
    Answers::from([
        ("deputy".to_owned(), text("p3")),
        ("shape".to_owned(), text(SHAPES[shape])),
    ])
}

fn organisation() -> Vec<OrgEvent> {
    let (from, until): (Date, Date) = (date(2020, 1, 1), date(2099, 12, 31));
    let mut changes = vec![OrgEvent::UnitPut(Unit {
        id: unit("u"),
        name: "科".to_owned(),
        above: None,
    })];
    for (who, held) in PEOPLE.into_iter().zip(["x0", "x1", "x2", "x3"]) {
        changes.push(OrgEvent::PostPut(Post {
            id: post(held),
            unit: unit("u"),
            title: held.to_owned(),
            grade: 7,
            heads: None,
        }));
        changes.push(OrgEvent::PersonPut(Person {
            id: person(who),
            name: who.to_owned(),
            first_post: from,
            credited_months: 0,
        }));
        changes.push(OrgEvent::HoldingPut(Holding {
            person: person(who),
            post: post(held),
            from,
            until,
            kind: HoldingKind::Regular,
        }));
    }
    changes
}

/// A shape as the list of contexts that a pack's decision gives.
fn route(shape: &str) -> String {
    let slot = |name: &str, side: &str, branch: &str, vote: &str| {
        let role = match &name[..1] {
            "c" => "consult",
            "d" => "decide",
            "n" => "note",
            "v" => "vote",
            _ => "approve",
        };
        format!(
            r#"{{desk: "post:x{0}", name: "{name}", role: "{role}", side: "{side}", branch: "{branch}"{vote}}}"#,
            &name[1..]
        )
    };
    let mut entries = Vec::new();
    for (number, word) in shape.split(' ').enumerate() {
        let (vote, inner) = match word.split_once('(') {
            None => (String::new(), word),
            Some((needs, inner)) => (
                format!(
                    ", needs: {}, veto: {}",
                    needs.trim_matches(['?', '!']),
                    needs.starts_with('!')
                ),
                inner.trim_end_matches(')'),
            ),
        };
        let side = if inner.contains('|') {
            format!("s{number}")
        } else {
            String::new()
        };
        for (branch, names) in inner.split('|').enumerate() {
            for name in names.split(',') {
                entries.push(slot(name, &side, &format!("b{branch}"), &vote));
            }
        }
    }
    format!("[{}]", entries.join(", "))
}

fn pack_of_shapes() -> Pack {
    let mut rows = String::new();
    for shape in SHAPES {
        rows += &format!("if shape = \"{shape}\" then {} else ", route(shape));
    }
    let rules = RULES.replace("{}", &format!("{rows}null").replace('"', "&quot;"));
    let files = [
        ("pack.toml", MANIFEST),
        ("form.json", FORM),
        ("flow.bpmn", FLOW),
        ("rules.dmn", &rules),
        ("print.json", "{}"),
    ];
    let files = files.map(|(path, text)| (path.to_owned(), text.as_bytes().to_vec()));
    let bytes = pack::bundle(&BTreeMap::from(files));
    Pack::read(&bytes).unwrap_or_else(|refusal| unreachable!("the pack is sound: {refusal}"))
}

const MANIFEST: &str = r#"
id = "small"
version = 1
number_word = "S"
[filing]
class = "0101"
folder = "1"
keep_years = 1
"#;

const FORM: &str = r#"{"type": "default", "id": "small", "schemaVersion": 19, "components": [
  {"type": "textfield", "id": "f1", "key": "deputy", "label": "代理人"},
  {"type": "textfield", "id": "f2", "key": "shape", "label": "流程"}]}"#;

const RULES: &str = r##"<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="https://www.omg.org/spec/DMN/20230324/MODEL/" id="small-rules" name="rules" namespace="small">
  <decision id="route" name="簽核流程">
    <variable id="route-var" name="簽核流程"/>
    <informationRequirement id="route-shape"><requiredInput href="#in-shape"/></informationRequirement>
    <literalExpression id="route-text"><text>{}</text></literalExpression>
  </decision>
  <inputData id="in-shape" name="shape"><variable id="in-shape-var" name="shape" typeRef="string"/></inputData>
</definitions>"##;

const FLOW: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:antou="https://antou.tw/bpmn/1" id="small-flow" targetNamespace="small" expressionLanguage="https://www.omg.org/spec/DMN/20230324/FEEL/">
  <message id="withdraw" name="withdraw"/>
  <process id="small" isExecutable="true">
    <startEvent id="start"><outgoing>f1</outgoing></startEvent>
    <userTask id="sign" antou:route="簽核流程"><incoming>f1</incoming><outgoing>f2</outgoing></userTask>
    <endEvent id="end"><incoming>f2</incoming></endEvent>
    <boundaryEvent id="void" attachedToRef="sign"><outgoing>f3</outgoing><messageEventDefinition id="void-def" messageRef="withdraw"/></boundaryEvent>
    <endEvent id="voided"><incoming>f3</incoming></endEvent>
    <sequenceFlow id="f1" sourceRef="start" targetRef="sign"/>
    <sequenceFlow id="f2" sourceRef="sign" targetRef="end"/>
    <sequenceFlow id="f3" sourceRef="void" targetRef="voided"/>
  </process>
</definitions>"#;
