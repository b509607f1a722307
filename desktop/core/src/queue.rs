//! Operations of this computer, from the moment they are decided here until
//! what the agency made of them has arrived.

use std::collections::{BTreeMap, BTreeSet};

use feel::Value;
use jiff::civil::DateTime;
use office::case::{Case, Role};
use office::ids::{CaseId, OperationId, PersonId};
use office::operation::{Answers, Call, Correct, Personal, Submit, Under};
use office::{Actor, Content, Operation};
use serde::{Deserialize, Serialize};
use sync::disclosure::{Disclosure, Disclosures, Key};
use sync::event::{Head, StreamHead};
use sync::outbox::State;
use sync::verdict::{Decision, Verdict};
use sync::{Hash, OpId};

use crate::Failure;
use crate::views::{QueueMark, Sentence};

/// One operation on its way.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct Queued {
    /// Its name on this computer, from before it was signed: 32 hexadecimal digits.
    pub key: String,
    /// When it was asked for by this computer's clock, ms.
    pub at: i64,
    /// For whom the person stands in.
    pub acting_for: Option<PersonId>,
    /// The office's bytes.
    pub content: Vec<u8>,
    /// The heads of the streams as they were shown: name, number, hash.
    pub seen: Vec<(String, u64, String)>,
    /// The latest of the agency's own times among them, ms.
    #[serde(default)]
    pub not_before: Option<i64>,
    /// The agency's time of the last event of its case as it was shown, ms.
    #[serde(default)]
    pub saw: Option<i64>,
    /// It is signed by the person's card too.
    #[serde(default)]
    pub card: bool,
    /// Until when it can be taken back unsigned, ms.
    pub seals_at: i64,
    /// The signed bytes; none while it can still be taken back unsigned.
    #[serde(skip)]
    pub signed: Option<Vec<u8>>,
    /// The name of the signed operation.
    pub id: Option<String>,
    /// How far it has come, by the names of [`State`].
    pub state: String,
    /// It has left at least once.
    pub sent: bool,
    /// Why it does not become true, by the agency or by what it said since.
    pub answer: Option<Sentence>,
    /// The events that it became: stream and number.
    pub events: Vec<(String, u64)>,
    /// The agency's signed word.
    #[serde(skip)]
    pub verdict: Option<Vec<u8>>,
}

/// A name that nobody else chose: 32 hexadecimal digits.
pub(crate) fn new_key() -> Result<String, Failure> {
    let bytes: [u8; 16] = random()?;
    Ok(bytes.iter().map(|byte| format!("{byte:02x}")).collect())
}

/// Random bytes of the system.
pub(crate) fn random<const N: usize>() -> Result<[u8; N], Failure> {
    let mut bytes = [0; N];
    ring::rand::SecureRandom::fill(&ring::rand::SystemRandom::new(), &mut bytes)
        .map_err(|_| Failure::new("random-missing"))?;
    Ok(bytes)
}

impl Queued {
    /// An operation that is only supposed, to see what would come of it.
    pub(crate) fn supposed(content: &Content, now: i64) -> Self {
        Self {
            key: "supposed".to_owned(),
            at: now,
            acting_for: None,
            content: content.to_bytes(),
            seen: Vec::new(),
            not_before: None,
            saw: None,
            card: false,
            seals_at: now,
            signed: None,
            id: None,
            state: State::Waiting.name().to_owned(),
            sent: false,
            answer: None,
            events: Vec::new(),
            verdict: None,
        }
    }

    /// What is asked for.
    pub(crate) fn content(&self) -> Result<Content, Failure> {
        Ok(Content::from_bytes(&self.content)?)
    }

    /// What of it is signed as a salted hash only: what is personal, with a new
    /// random number for each entry.
    pub(crate) fn disclosures(&self) -> Result<Disclosures, Failure> {
        let one = |entry: Personal| {
            let key = match entry.under {
                Under::Answer(name) => Key::Text(name),
                Under::Number(number) => Key::Number(number),
            };
            Ok(Disclosure::new(random()?, key, &entry.value))
        };
        self.content()?.personal().into_iter().map(one).collect()
    }

    /// The case that it is about.
    pub(crate) fn case(&self) -> Option<CaseId> {
        self.content()
            .ok()
            .and_then(|content| content.case().cloned())
    }

    /// The name under which its events stand: that of the signed bytes, or one
    /// that only this computer uses until it is signed.
    pub(crate) fn operation_id(&self) -> OperationId {
        let signed = self.id.as_deref().and_then(Hash::from_hex);
        OperationId(signed.unwrap_or_else(|| Hash::of(self.key.as_bytes())).0)
    }

    pub(crate) fn op_id(&self) -> Option<OpId> {
        self.id.as_deref().and_then(Hash::from_hex)
    }

    /// The operation as the office decides it.
    pub(crate) fn operation(&self, me: &PersonId) -> Result<Operation, Failure> {
        Ok(Operation {
            id: self.operation_id(),
            actor: Actor::Person(me.clone()),
            acting_for: self.acting_for.clone(),
            at: self.at,
            key: match self.card {
                true => office::operation::Key::Card,
                false => office::operation::Key::Device,
            },
            not_before: self.not_before,
            saw: self.saw,
            content: self.content()?,
        })
    }

    pub(crate) fn state(&self) -> State {
        State::from_name(&self.state).unwrap_or(State::Waiting)
    }

    pub(crate) fn is_sealed(&self) -> bool {
        self.signed.is_some()
    }

    /// Its effect is shown on top of what the agency said.
    pub(crate) fn is_effective(&self) -> bool {
        matches!(
            self.state(),
            State::Waiting | State::Sending | State::Held | State::Accepted
        )
    }

    /// A person must read why it does not become true, or that it is held.
    pub(crate) fn wants_attention(&self) -> bool {
        self.answer.is_some() && self.state() != State::Accepted
            || matches!(self.state(), State::Refused | State::Held)
    }

    /// It has not come to an end.
    pub(crate) fn is_waiting(&self) -> bool {
        matches!(self.state(), State::Waiting | State::Sending) && self.answer.is_none()
    }

    /// It can be taken back without the agency knowing.
    pub(crate) fn can_cancel(&self) -> bool {
        self.state() == State::Waiting && !self.sent
    }

    /// The code of the answer, for the help desk.
    pub(crate) fn answer_code(&self) -> String {
        self.answer
            .as_ref()
            .map(|answer| format!(":{}", answer.code))
            .unwrap_or_default()
    }

    pub(crate) fn mark(&self) -> QueueMark {
        match self.state() {
            State::Refused => QueueMark::Refused,
            State::Held => QueueMark::Held,
            _ if self.answer.is_some() => QueueMark::Refused,
            State::Sending => QueueMark::Sending,
            _ if !self.is_sealed() => QueueMark::Unsealed,
            _ => QueueMark::Waiting,
        }
    }

    /// The agency said this of it, in these signed bytes.
    pub(crate) fn answered(&mut self, state: State, said: &Verdict, bytes: &[u8]) {
        let sentence = |code: &str| Sentence {
            code: code.to_owned(),
            facts: said.facts.clone(),
        };
        state.name().clone_into(&mut self.state);
        self.sent = true;
        self.verdict = Some(bytes.to_vec());
        self.answer = match said.decision {
            Decision::Accepted => None,
            Decision::Held if said.code.is_empty() => Some(sentence("operation-held")),
            Decision::Refused | Decision::Held => Some(sentence(&said.code)),
        };
        let heads = said.events.iter();
        self.events = heads.map(|head| (head.stream.clone(), head.seq)).collect();
    }

    /// The streams on which it keeps back later operations: its own case.
    pub(crate) fn streams(&self) -> BTreeSet<String> {
        self.case()
            .map(|case| format!("case/{case}"))
            .into_iter()
            .collect()
    }

    pub(crate) fn seen(&self) -> Vec<StreamHead> {
        let head = |(stream, seq, hash): &(String, u64, String)| {
            let hash = Hash::from_hex(hash)?;
            Some(StreamHead::new(stream, Head { seq: *seq, hash }))
        };
        self.seen.iter().filter_map(head).collect()
    }

    /// Whether all that it became, as far as it is shown to this person, is here.
    pub(crate) fn has_arrived(&self, heads: &dyn Fn(&str) -> u64) -> bool {
        self.state() == State::Accepted
            && self
                .events
                .iter()
                .all(|(stream, seq)| stream.starts_with("series/") || heads(stream) >= *seq)
    }

    /// What it is, as a sentence of the queue. A request speaks for itself; of
    /// anything else the case says whose it is and what of.
    pub(crate) fn what(&self, me: &PersonId, case: Option<&Case>) -> Sentence {
        let content = self.content().ok();
        if let Some(Content::Mend(_)) = content {
            return mending(case);
        }
        if let Some(said) = content.as_ref().and_then(deputising) {
            return said;
        }
        let code = content
            .as_ref()
            .map_or("queue-other", |one| name(one, case));
        let mut facts = BTreeMap::new();
        if let Some(case) = case {
            facts.insert("applicant_person".to_owned(), case.applicant.to_string());
        }
        match &content {
            Some(Content::Submit(Submit { answers, .. }))
            | Some(Content::Correct(Correct { answers, .. })) => {
                facts.insert("applicant_person".to_owned(), me.to_string());
                facts.extend(asked_for(answers));
            }
            _ => facts.extend(
                case.and_then(|case| case.leave.as_ref())
                    .map_or_else(BTreeMap::new, |leave| {
                        leave_facts(leave.kind.as_str(), leave.span.from, leave.span.to)
                    }),
            ),
        }
        let is_known = facts.contains_key("kind") && facts.contains_key("applicant_person");
        Sentence {
            code: if is_known {
                code.to_owned()
            } else {
                format!("{code}-plain")
            },
            facts,
        }
    }
}

/// An administrator has to do with a flow, not with a leave.
fn mending(case: Option<&Case>) -> Sentence {
    match case.and_then(|case| case.number.clone()) {
        Some(number) => Sentence {
            code: "queue-mend".to_owned(),
            facts: BTreeMap::from([("number".to_owned(), number)]),
        },
        None => Sentence {
            code: "queue-mend-plain".to_owned(),
            facts: BTreeMap::new(),
        },
    }
}

/// Standing in is about people and no case.
fn deputising(content: &Content) -> Option<Sentence> {
    let (code, deputy) = match content {
        Content::AskDeputy(ask) => ("queue-deputy-ask", Some(&ask.deputy)),
        Content::HandOnDeputy(on) => ("queue-deputy-hand-on", Some(&on.deputy)),
        Content::ConsentDeputy(_) => ("queue-deputy-consent", None),
        Content::DeclineDeputy(_) => ("queue-deputy-decline", None),
        Content::EndDeputy(_) => ("queue-deputy-end", None),
        _ => return None,
    };
    let person = deputy.map(|person| ("person".to_owned(), person.to_string()));
    Some(Sentence {
        code: code.to_owned(),
        facts: person.into_iter().collect(),
    })
}

/// What is asked for, in one word.
fn name(content: &Content, case: Option<&Case>) -> &'static str {
    match content {
        Content::Submit(_) => "queue-submit",
        Content::Approve(approve) => {
            let station = case.and_then(|case| case.station(&approve.station));
            match station.map(|station| station.role) {
                Some(Role::Consent) => "queue-consent",
                Some(Role::Note) => "queue-note",
                _ => "queue-approve",
            }
        }
        Content::Return(_) => "queue-return",
        Content::Correct(_) => "queue-correct",
        Content::Withdraw(_) => "queue-withdraw",
        Content::File(_) => "queue-file",
        Content::Decide(decide) if !decide.grants => "queue-refuse",
        Content::Decide(_) => "queue-decide",
        Content::Oppose(_) => "queue-oppose",
        Content::TakeBack(_) => "queue-take-back",
        Content::AddSign(add) => match add.call {
            Call::Sign => "queue-add-sign",
            Call::Consult => "queue-consult-unit",
            Call::Delegate => "queue-delegate",
        },
        Content::TakeOff(_) => "queue-take-off",
        Content::Transfer(_) => "queue-transfer",
        Content::Copy(_) => "queue-copy",
        Content::Say(_) => "queue-say",
        Content::Seal(_) => "queue-seal",
        Content::Urge(_) => "queue-urge",
        Content::Receive(_) => "queue-receive",
        _ => "queue-other",
    }
}

/// Kind and time of the leave that answers ask for.
fn asked_for(answers: &Answers) -> BTreeMap<String, String> {
    let kind = answers.get("kind").and_then(Value::as_text);
    let moment = |end: &str| {
        let when = answers.get("when")?;
        when.get(end).and_then(Value::as_date_time)
    };
    match (kind, moment("from"), moment("to")) {
        (Some(kind), Some(from), Some(to)) => leave_facts(kind, from, to),
        _ => BTreeMap::new(),
    }
}

fn leave_facts(kind: &str, from: DateTime, to: DateTime) -> BTreeMap<String, String> {
    let fact = |name: &str, value: String| (name.to_owned(), value);
    BTreeMap::from([
        fact("kind", kind.to_owned()),
        fact("from_date", from.date().to_string()),
        fact("from_time", from.strftime("%H:%M").to_string()),
        fact("to_date", to.date().to_string()),
        fact("to_time", to.strftime("%H:%M").to_string()),
    ])
}

/// All operations of this computer, in order.
#[derive(Debug, Clone, Default)]
pub(crate) struct Queue(pub Vec<Queued>);

impl Queue {
    pub(crate) fn find(&self, key: &str) -> Option<&Queued> {
        self.0.iter().find(|queued| queued.key == key)
    }

    pub(crate) fn of(&self, id: &OpId) -> Option<&Queued> {
        self.0.iter().find(|queued| queued.op_id() == Some(*id))
    }

    pub(crate) fn effective(&self) -> impl Iterator<Item = &Queued> {
        self.0.iter().filter(|queued| queued.is_effective())
    }

    pub(crate) fn waiting(&self) -> usize {
        self.0.iter().filter(|queued| queued.is_waiting()).count()
    }

    pub(crate) fn attention(&self) -> usize {
        self.0
            .iter()
            .filter(|queued| queued.wants_attention())
            .count()
    }

    /// The names under which events of operations on their way stand.
    /// Whether an operation is signed: it is not one that can still be taken back before that.
    pub(crate) fn is_signed(&self, operation: &OperationId) -> bool {
        let unsealed = self.0.iter().filter(|queued| queued.signed.is_none());
        !unsealed
            .map(Queued::operation_id)
            .any(|id| id == *operation)
    }

    pub(crate) fn provisional(&self) -> BTreeSet<OperationId> {
        self.effective().map(Queued::operation_id).collect()
    }
}
