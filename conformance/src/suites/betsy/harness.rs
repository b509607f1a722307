//! The world in which a process is played: its instances, those of the other processes of the
//! file, and the clock.

use std::collections::BTreeSet;

use feel::{Context, Value};
use workflow_engine::bpmn::Definitions;
use workflow_engine::host::{Host, Library, Plans};
use workflow_engine::plan::{Act, Plan};
use workflow_engine::run::{Event, How, Input, Instance, OpenService, apply, decide_with};
use workflow_engine::time::Weekdays;

use super::Case;
use super::words::WORD;

/// When it begins: 2026-03-02 08:00 in Taipei, in ms since 1970 UTC.
const MORNING: i64 = 1_772_409_600_000;
/// How long it is played, ms: longer than any process of the suite waits.
const LONGEST: i64 = 3_600_000;
/// Most inputs of one case.
const MOST: usize = 1_000;

/// What came of a case.
pub enum Outcome {
    /// A process of the file was refused.
    Refused(String),
    /// It ran.
    Ran {
        /// What was written down, sorted.
        lines: Vec<String>,
        /// What went wrong first, if anything did; that a token waits for ever is not wrong.
        incident: Option<String>,
    },
}

struct Running<'p> {
    plan: &'p Plan,
    instance: Instance,
    /// Services that take time: until when, and when they began.
    busy: Vec<(workflow_engine::run::TokenId, i64, i64, String)>,
}

struct World<'p> {
    library: &'p Library,
    plans: Vec<&'p Plan>,
    running: Vec<Running<'p>>,
    variables: Context,
    now: i64,
    inputs: usize,
    spans: Vec<(String, i64, i64)>,
}

/// Plays one case.
pub fn run(definitions: &Definitions, name: &str, case: &Case) -> Outcome {
    let mut library = Library::default();
    let mut names: Vec<&str> = Vec::new();
    let processes = definitions.processes.iter().filter(|p| p.executable);
    let globals = definitions.globals.iter().map(|task| task.id.as_str());
    for id in processes.map(|p| p.id.as_str()).chain(globals) {
        match Plan::of(definitions, id, &BTreeSet::new()) {
            Ok(plan) => library.put(plan),
            Err(problems) => {
                let problem = problems.first().map(ToString::to_string);
                return Outcome::Refused(problem.unwrap_or_default());
            }
        }
        names.push(id);
    }
    let plans = names.iter().filter_map(|id| library.plan(id, ""));
    let mut world = World {
        library: &library,
        plans: plans.collect(),
        running: Vec::new(),
        variables: Context::from([
            ("trace".to_owned(), Value::List(Vec::new())),
            ("test".to_owned(), Value::from(case.input.as_str())),
            ("integerVariable".to_owned(), Value::from(case.integer)),
            ("data".to_owned(), Value::Null),
        ]),
        now: MORNING,
        inputs: 0,
        spans: Vec::new(),
    };
    if case.beside {
        world.begin("ParallelProcess");
    }
    world.begin(name);
    world.play();
    world.outcome()
}

impl<'p> World<'p> {
    /// Starts a process as it can be started: at once, by its condition, or by its timers.
    fn begin(&mut self, name: &str) {
        let Some(plan) = self.plans.iter().copied().find(|p| p.process() == name) else {
            return;
        };
        let variables = self.variables.clone();
        if self.start(plan, Input::Start { variables }) {
            return;
        }
        for start in plan.starts() {
            let element = start.id.to_string();
            let variables = self.variables.clone();
            if matches!(start.act, Act::Start { .. }) {
                let dues = plan.start_timers(self.now, &Weekdays);
                let due = dues.iter().find(|(id, _)| *id == element);
                self.now = due.map_or(self.now, |(_, due)| due.at);
                self.start(plan, Input::StartAt { element, variables });
            }
        }
    }

    fn start(&mut self, plan: &'p Plan, input: Input) -> bool {
        self.running.push(Running {
            plan,
            instance: Instance::default(),
            busy: Vec::new(),
        });
        let given = self.give(self.running.len() - 1, input);
        if !given {
            self.running.pop();
        }
        given
    }

    /// Gives an input to an instance, and what it throws to the others.
    fn give(&mut self, place: usize, input: Input) -> bool {
        self.inputs += 1;
        let host = Host {
            plans: self.library,
            working: &Weekdays,
        };
        let running = &mut self.running[place];
        if self.inputs > MOST {
            return false;
        }
        let Ok(events) = decide_with(running.plan, host, &running.instance, input, self.now) else {
            return false;
        };
        for event in &events {
            apply(&mut running.instance, event);
        }
        for event in events {
            match event {
                Event::SignalThrown { name, .. } => self.signal(place, &name),
                Event::MessageThrown { name, .. } => self.message(place, &name),
                _ => {}
            }
        }
        self.serve(place);
        true
    }

    fn signal(&mut self, from: usize, name: &str) {
        let input = |variables: Context| Input::Signal {
            name: name.to_owned(),
            variables,
        };
        for place in (0..self.running.len()).filter(|place| *place != from) {
            self.give(place, input(Context::new()));
        }
        for plan in self.plans.clone() {
            self.start(plan, input(self.variables.clone()));
        }
    }

    fn message(&mut self, from: usize, name: &str) {
        let input = |variables: Context| Input::Message {
            name: name.to_owned(),
            variables,
        };
        let taken = (0..self.running.len())
            .filter(|place| *place != from)
            .any(|place| self.give(place, input(Context::new())));
        let mut plans = self.plans.clone().into_iter();
        let _ = taken || plans.any(|plan| self.start(plan, input(self.variables.clone())));
    }

    /// Begins the services that opened.
    fn serve(&mut self, place: usize) {
        let running = &self.running[place];
        let open = running
            .instance
            .open_services_with(running.plan, self.library);
        let known = |service: &OpenService<'_>| running.busy.iter().all(|b| b.0 != service.token);
        let new = open.into_iter().filter(known).map(|service| {
            let word = service.extension.attribute(WORD).unwrap_or_default();
            (service.token, word.trim().to_owned())
        });
        for (token, word) in new.collect::<Vec<_>>() {
            let takes = match word.as_str() {
                "WAIT_TEN_SECONDS" => 10_000,
                _ if word.starts_with("CREATE_TIMESTAMP_LOG") => 1_000,
                _ => 0,
            };
            let until = self.now + takes;
            self.running[place]
                .busy
                .push((token, until, self.now, word));
        }
    }

    /// Lets time go by until nothing is due.
    fn play(&mut self) {
        while self.inputs < MOST
            && let Some((due, place)) = self.next()
            && due <= MORNING + LONGEST
        {
            self.now = self.now.max(due);
            let mut done = self.running[place].busy.iter();
            let done = done.position(|(_, until, ..)| *until <= self.now);
            match done.map(|at| self.running[place].busy.remove(at)) {
                Some((token, until, from, word)) => {
                    self.finish(place, token, (from, until), word);
                }
                None => {
                    self.give(place, Input::Wake);
                }
            }
        }
    }

    fn finish(
        &mut self,
        place: usize,
        token: workflow_engine::run::TokenId,
        span: (i64, i64),
        word: String,
    ) {
        let throws = word == "THROW_ERROR";
        let (error_code, variables) = ("ERR_CODE".to_owned(), Context::new());
        let given = self.give(
            place,
            match throws {
                true => Input::ServiceFailed { token, error_code },
                false => Input::ServiceDone { token, variables },
            },
        );
        if given && word.starts_with("CREATE_TIMESTAMP_LOG") {
            self.spans.push((word, span.0, span.1));
        }
    }

    fn next(&self) -> Option<(i64, usize)> {
        let dues = self
            .running
            .iter()
            .enumerate()
            .flat_map(|(place, running)| {
                let busy = running.busy.iter().map(|(_, until, ..)| *until);
                let times = busy.chain(running.instance.next_wake());
                times.map(move |due| (due, place))
            });
        dues.min()
    }

    fn outcome(self) -> Outcome {
        let mut lines = Vec::new();
        let mut incident = None;
        for running in &self.running {
            let trace = running.instance.variables.get("trace");
            let trace = trace.and_then(Value::as_list).into_iter().flatten();
            lines.extend(trace.filter_map(|l| l.as_text().map(str::to_owned)));
            if let Some(How::Failed { .. }) = running.instance.ended {
                lines.push("ErrorThrownErrorEvent".to_owned());
            }
            let mut wrong = running.instance.incidents.values();
            let wrong = wrong.find(|i| i.code != *"flow-join");
            incident = incident.or_else(|| wrong.map(|i| format!("{}: {}", i.code, i.reason)));
        }
        let overlap = self.spans.iter().enumerate().any(|(n, (_, from, to))| {
            let mut others = self.spans.iter().skip(n + 1);
            others.any(|(_, other_from, other_to)| from < other_to && other_from < to)
        });
        if overlap {
            lines.push("ExecutionParallel".to_owned());
        }
        lines.sort();
        Outcome::Ran { lines, incident }
    }
}
