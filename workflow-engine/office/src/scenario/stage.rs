//! A flow while it is played: where it stands, what time it is, what became true.

use std::collections::{BTreeMap, BTreeSet};

use feel::{Context, Value};
use jiff::civil::{Date, DateTime};
use workflow_engine::host::Host;
use workflow_engine::run::{self, Event, Input, Instance, ServiceKind, TokenId};
use workflow_engine::time::{to_civil, to_ms};

use super::command::{Command, Wait};
use super::flow::Flow;
use super::hours::Hours;
use super::values::{Givens, values};
use super::{MAX_EVENTS, MAX_FIRED, MAX_SERVICES};
use crate::Refusal;

/// When a play begins if nobody says: a Monday morning.
pub const MORNING: DateTime = jiff::civil::datetime(2026, 3, 2, 9, 0, 0, 0);

/// What a service answers by itself.
#[derive(Clone, Debug, PartialEq)]
pub enum Answer {
    /// It is done and sets these variables.
    Done(Givens),
    /// It fails with the code of an error.
    Fails(String),
}

/// Something that became true.
#[derive(Clone, Debug, PartialEq)]
pub enum Happened {
    /// Of the flow.
    Event(Event),
    /// A decision was made.
    Decided {
        /// BPMN id of the rule task.
        element: String,
        /// Name of the decision.
        decision: String,
        /// Its value.
        value: Value,
        /// Why it has none.
        reason: Option<String>,
    },
    /// It is now this time in Asia/Taipei.
    Time(DateTime),
}

/// A flow while it is played.
#[derive(Clone, Debug)]
pub struct Stage<'f> {
    flow: &'f Flow,
    instance: Instance,
    events: Vec<Event>,
    now: i64,
    hours: Hours,
    answers: BTreeMap<String, Answer>,
    decided: BTreeMap<String, Value>,
    /// Rule tasks without a value, which are not asked again.
    unanswered: BTreeSet<TokenId>,
}

impl<'f> Stage<'f> {
    /// A flow that has not started, at a moment in Asia/Taipei.
    #[must_use]
    pub fn new(flow: &'f Flow, at: DateTime) -> Self {
        Self {
            flow,
            instance: Instance::default(),
            events: Vec::new(),
            now: to_ms(at).unwrap_or_default(),
            hours: Hours::default(),
            answers: BTreeMap::new(),
            decided: BTreeMap::new(),
            unanswered: BTreeSet::new(),
        }
    }

    /// Days on which the agency does not work, and such on which it does though it is a weekend.
    pub fn set_days(&mut self, off: BTreeSet<Date>, on: BTreeSet<Date>) {
        self.hours = Hours { off, on };
    }

    /// What services answer by themselves, by BPMN id of the task or by `antou:service`.
    pub fn set_answers(&mut self, answers: BTreeMap<String, Answer>) {
        self.answers = answers;
    }

    /// The flow.
    #[must_use]
    pub fn flow(&self) -> &'f Flow {
        self.flow
    }

    /// Where it stands.
    #[must_use]
    pub fn instance(&self) -> &Instance {
        &self.instance
    }

    /// Everything that became true in it.
    #[must_use]
    pub fn events(&self) -> &[Event] {
        &self.events
    }

    /// What time it is in Asia/Taipei.
    #[must_use]
    pub fn now(&self) -> DateTime {
        to_civil(self.now).unwrap_or_default()
    }

    /// The last value of each decision that was made.
    #[must_use]
    pub fn decided(&self) -> &BTreeMap<String, Value> {
        &self.decided
    }

    fn host(&self) -> Host<'_> {
        Host {
            plans: &self.flow.library,
            working: &self.hours,
        }
    }

    /// Does a command; a refused one changes nothing, but for `play-too-long`, where what became
    /// true until then stays.
    ///
    /// # Errors
    /// `play-not-here` with `element`; `play-feel`; `play-time`; `play-no-timer`; `play-too-long`
    /// when more than [`MAX_EVENTS`] became true; and what the engine refuses: `run-…`.
    pub fn give(&mut self, command: &Command) -> Result<Vec<Happened>, Refusal> {
        if let Command::Wait(wait) = command {
            return self.wait(wait);
        }
        if let Command::DayOff(day) = command {
            return self.day_off(*day);
        }
        let input = self.input(command)?;
        let mut happened = Vec::new();
        self.step(input, &mut happened)?;
        Ok(happened)
    }

    fn input(&self, command: &Command) -> Result<Input, Refusal> {
        let given = |given: &Givens| values(given, &self.instance.variables);
        Ok(match command {
            Command::Start(with) => Input::Start {
                variables: given(with)?,
            },
            Command::StartAt(element, with) => Input::StartAt {
                element: self.start_event(element),
                variables: given(with)?,
            },
            Command::Close(task, with) => Input::CloseTask {
                token: self.token(task, &self.tasks())?,
                variables: given(with)?,
            },
            Command::Done(service, with) => Input::ServiceDone {
                token: self.token(service, &self.services())?,
                variables: given(with)?,
            },
            Command::Fail(service, code) => Input::ServiceFailed {
                token: self.token(service, &self.services())?,
                error_code: code.clone(),
            },
            Command::Message(name, with) => Input::Message {
                name: name.clone(),
                variables: given(with)?,
            },
            Command::Signal(name, with) => Input::Signal {
                name: name.clone(),
                variables: given(with)?,
            },
            Command::Set(with) => Input::SetVariables {
                token: None,
                variables: given(with)?,
            },
            Command::Retry(element, with) => Input::Retry {
                token: self.token(element, &self.stopped())?,
                variables: given(with)?,
            },
            Command::Move(element, to) => Input::MoveToken {
                token: self.token(element, &self.all())?,
                to: self.element(to),
            },
            Command::Cancel(element) => Input::CancelToken {
                token: self.token(element, &self.all())?,
            },
            Command::Begin(element) => Input::BeginElement {
                element: self.element(element),
                scope: None,
            },
            Command::Wait(_) | Command::DayOff(_) => Input::Wake,
        })
    }

    /// Gives an input, and then what services and decisions answer by themselves.
    fn step(&mut self, input: Input, happened: &mut Vec<Happened>) -> Result<(), Refusal> {
        let mut next = Some(input);
        for _ in 0..MAX_SERVICES {
            let Some(input) = next else { return Ok(()) };
            let events = run::decide_with(
                &self.flow.main,
                self.host(),
                &self.instance,
                input,
                self.now,
            )
            .map_err(|refused| Refusal::new(refused.code()).with("reason", refused))?;
            if self.events.len() + events.len() > MAX_EVENTS {
                return Err(Refusal::new("play-too-long").with("limit", MAX_EVENTS));
            }
            for event in events {
                run::apply(&mut self.instance, &event);
                happened.push(Happened::Event(event.clone()));
                self.events.push(event);
            }
            next = self.answered(happened);
        }
        Ok(())
    }

    /// What the next open service answers by itself.
    fn answered(&mut self, happened: &mut Vec<Happened>) -> Option<Input> {
        let open = self
            .instance
            .open_services_with(&self.flow.main, &self.flow.library);
        for service in open {
            let token = service.token;
            let named = service.extension.attribute("service").unwrap_or_default();
            let answer = self.answers.get(service.element);
            match answer.or_else(|| self.answers.get(named)) {
                Some(Answer::Done(given)) => {
                    let variables = values(given, &self.instance.variables).ok()?;
                    return Some(Input::ServiceDone { token, variables });
                }
                Some(Answer::Fails(code)) => {
                    let error_code = code.clone();
                    return Some(Input::ServiceFailed { token, error_code });
                }
                None => {}
            }
            let ServiceKind::Rule { decision, result } = service.kind else {
                continue;
            };
            if self.unanswered.contains(&token) {
                continue;
            }
            let Some(decisions) = &self.flow.decisions else {
                continue;
            };
            let outcome = decisions.decide(decision, &self.instance.variables);
            let variables = match (&outcome.value, result) {
                (Value::Null, _) => None,
                (value, Some(result)) => Some(Context::from([(result.to_owned(), value.clone())])),
                (Value::Context(entries), None) => Some(entries.clone()),
                (_, None) => None,
            };
            happened.push(Happened::Decided {
                element: service.element.to_owned(),
                decision: decision.to_owned(),
                value: outcome.value.clone(),
                reason: outcome.reason,
            });
            self.decided.insert(decision.to_owned(), outcome.value);
            match variables {
                Some(variables) => return Some(Input::ServiceDone { token, variables }),
                None => self.unanswered.insert(token),
            };
        }
        None
    }

    fn wait(&mut self, wait: &Wait) -> Result<Vec<Happened>, Refusal> {
        let until = self.until(wait)?;
        let mut happened = Vec::new();
        for _ in 0..MAX_FIRED {
            let due = self.instance.next_wake().filter(|due| *due <= until);
            let Some(due) = due.filter(|_| self.instance.is_running()) else {
                if self.now < until {
                    self.now = until;
                    happened.push(Happened::Time(self.now()));
                }
                return Ok(happened);
            };
            if due > self.now {
                self.now = due;
                happened.push(Happened::Time(self.now()));
            }
            let before = happened.len();
            self.step(Input::Wake, &mut happened)?;
            if happened.len() == before {
                break;
            }
        }
        Err(Refusal::new("play-too-long").with("limit", MAX_FIRED))
    }

    fn until(&self, wait: &Wait) -> Result<i64, Refusal> {
        let beyond = || Refusal::new("play-time").with("wait", wait);
        let until = match wait {
            Wait::For(length) => {
                let span = length.parse::<jiff::Span>().map_err(|_| beyond())?;
                let then = self.now().checked_add(span).map_err(|_| beyond())?;
                to_ms(then).ok_or_else(beyond)?
            }
            Wait::Working(length) => length.after(self.now, &self.hours).ok_or_else(beyond)?,
            Wait::Until(moment) => to_ms(*moment).ok_or_else(beyond)?,
            Wait::Timer => {
                let next = self.instance.next_wake();
                next.ok_or_else(|| Refusal::new("play-no-timer"))?
                    .max(self.now)
            }
        };
        match until >= self.now {
            true => Ok(until),
            false => Err(beyond()),
        }
    }

    fn day_off(&mut self, day: Date) -> Result<Vec<Happened>, Refusal> {
        let hours = self.hours.clone();
        self.hours.on.remove(&day);
        self.hours.off.insert(day);
        let mut happened = Vec::new();
        if self.instance.is_running() {
            let moved = self.step(Input::CalendarChanged, &mut happened);
            moved.inspect_err(|_| self.hours = hours)?;
        }
        Ok(happened)
    }

    fn all(&self) -> Vec<(TokenId, &str)> {
        let tokens = self.instance.tokens.iter();
        tokens.map(|(id, token)| (*id, &*token.element)).collect()
    }

    fn tasks(&self) -> Vec<(TokenId, &str)> {
        let tasks = self.instance.tasks.iter();
        tasks.map(|(id, element)| (*id, &**element)).collect()
    }

    fn services(&self) -> Vec<(TokenId, &str)> {
        let services = self.instance.services.iter();
        services.map(|(id, element)| (*id, &**element)).collect()
    }

    fn stopped(&self) -> Vec<(TokenId, &str)> {
        let incidents = self.instance.incidents.iter();
        incidents.map(|(id, one)| (*id, &*one.element)).collect()
    }

    /// The oldest of these tokens that stands on the element: by its BPMN id or name, with `#N`
    /// the instance of this number, or the token's own number, `t12`.
    fn token(&self, wanted: &str, tokens: &[(TokenId, &str)]) -> Result<TokenId, Refusal> {
        let is =
            |element: &str, wanted: &str| element == wanted || self.flow.name(element) == wanted;
        let number = |wanted: &str| -> Option<TokenId> {
            let (element, number) = wanted.rsplit_once('#')?;
            let number: u32 = number.parse().ok()?;
            let index = |token: TokenId| self.instance.tokens.get(&token)?.index;
            let mut fits = tokens.iter();
            let fits = fits.find(|(id, on)| is(on, element) && index(*id) == Some(number));
            fits.map(|(id, _)| *id)
        };
        let first = tokens.iter().find(|(_, element)| is(element, wanted));
        let own = tokens.iter().find(|(id, _)| id.to_string() == wanted);
        first
            .or(own)
            .map(|(id, _)| *id)
            .or_else(|| number(wanted))
            .ok_or_else(|| Refusal::new("play-not-here").with("element", wanted))
    }

    /// A BPMN id from an id or a name.
    fn element(&self, wanted: &str) -> String {
        let nodes = self.flow.main.nodes();
        if self.flow.node(wanted).is_some() {
            return wanted.to_owned();
        }
        let named = nodes.iter().find(|node| node.name == wanted);
        named.map_or_else(|| wanted.to_owned(), |node| node.id.to_string())
    }

    fn start_event(&self, wanted: &str) -> String {
        let named = self.flow.main.starts().find(|node| node.name == wanted);
        let known = self.flow.main.node(wanted).is_some();
        named
            .filter(|_| !known)
            .map_or_else(|| wanted.to_owned(), |node| node.id.to_string())
    }
}
