//! From the typed model to the plan.

use super::{Act, AdHoc, Body, Call, Cause, Mapping, Node, NodeId, Plan, Way, data, upstream};
use crate::Problem;
use crate::bpmn::model::{
    Condition, Definitions, Element, Flow, Kind, Lane, Process, Scope, SubSort, Trigger,
};
use crate::bpmn::{handlers_of, local};
use crate::host::Binding;
use crate::name::Name;
use feel::Program;
use std::collections::{BTreeMap, BTreeSet};

pub(super) fn plan(
    definitions: &Definitions,
    process: &str,
    names: &BTreeSet<String>,
) -> Result<Plan, Vec<Problem>> {
    let mut found = definitions.processes.iter();
    let found = found.find(|p| p.id == process).cloned();
    let process = found.or_else(|| global(definitions, process));
    let process = process.ok_or_else(|| {
        vec![Problem::NoProcess {
            reason: "there is no process or global task of this name".to_owned(),
        }]
    })?;
    Building {
        definitions,
        names,
        lanes: &process.lanes,
        by_id: BTreeMap::new(),
        nodes: Vec::new(),
        problems: Vec::new(),
    }
    .plan(&process)
}

/// A global task as a process that holds nothing but it (BPMN 2.0.2 §10.3.4).
fn global(definitions: &Definitions, id: &str) -> Option<Process> {
    let task = definitions.globals.iter().find(|task| task.id == id)?;
    let task = task.clone();
    let end = |id: &str, kind: Kind| Element {
        id: format!("{}-{id}", task.id),
        kind,
        ..Element::default()
    };
    let start = Kind::Start {
        triggers: Vec::new(),
        interrupting: true,
        parallel: false,
    };
    let triggers = Vec::new();
    let (start, end) = (end("start", start), end("end", Kind::End { triggers }));
    let flow = |id: &str, from: &str, to: &str| Flow {
        id: format!("{}-{id}", task.id),
        from: from.to_owned(),
        to: to.to_owned(),
        ..Flow::default()
    };
    let flows = vec![
        flow("in", &start.id, &task.id),
        flow("out", &task.id, &end.id),
    ];
    Some(Process {
        id: task.id.clone(),
        name: task.name.clone(),
        executable: true,
        body: Scope {
            elements: vec![start, task, end],
            flows,
            ..Scope::default()
        },
        ..Process::default()
    })
}

pub(super) struct Building<'m> {
    pub(super) definitions: &'m Definitions,
    names: &'m BTreeSet<String>,
    lanes: &'m [Lane],
    by_id: BTreeMap<Name, NodeId>,
    nodes: Vec<Node>,
    pub(super) problems: Vec<Problem>,
}

/// The scope in which a node is built.
pub(super) struct Here<'s> {
    pub(super) scope: &'s Scope,
    within: Option<NodeId>,
    /// Names of data by id, of this scope and those around it.
    pub(super) data: BTreeMap<String, String>,
}

impl Building<'_> {
    fn plan(mut self, process: &Process) -> Result<Plan, Vec<Problem>> {
        for (element, place) in process.body.all().into_iter().zip(0_u32..) {
            self.by_id.insert(element.id.as_str().into(), NodeId(place));
        }
        let here = Here {
            scope: &process.body,
            within: None,
            data: data::names(&process.body, &BTreeMap::new()),
        };
        self.scope(&here);
        let body = self.body(&process.body, &SubSort::Plain, &here.data);
        if !self.problems.is_empty() {
            return Err(self.problems);
        }
        upstream::fill(&mut self.nodes);
        Ok(Plan {
            process: process.id.as_str().into(),
            version: Name::default(),
            name: process.name.clone(),
            has_inclusive: self.nodes.iter().any(|n| n.upstream.is_some()),
            starts: self.starts(&process.body),
            nodes: self.nodes,
            by_id: self.by_id,
            body,
            lanes: process.lanes.clone(),
        })
    }

    fn starts(&self, scope: &Scope) -> Vec<NodeId> {
        let instantiates = |e: &&Element| {
            matches!(
                e.kind,
                Kind::Start { .. }
                    | Kind::EventBased {
                        instantiate: true,
                        ..
                    }
                    | Kind::ReceiveTask {
                        instantiate: true,
                        ..
                    }
            )
        };
        let starts = scope.elements.iter().filter(instantiates);
        starts.filter_map(|e| self.place(&e.id)).collect()
    }

    pub(super) fn place(&self, id: &str) -> Option<NodeId> {
        self.by_id.get(id).copied()
    }

    /// Adds the nodes of a scope in the order of [`Scope::all`].
    fn scope(&mut self, here: &Here<'_>) {
        for element in &here.scope.elements {
            let node = self.node(element, here);
            self.nodes.push(node);
            if let Kind::SubProcess { body, .. } = &element.kind {
                let inner = Here {
                    scope: body,
                    within: self.place(&element.id),
                    data: data::names(body, &here.data),
                };
                self.scope(&inner);
            }
        }
    }

    fn node(&mut self, element: &Element, here: &Here<'_>) -> Node {
        let flows = &here.scope.flows;
        let out: Vec<&Flow> = flows.iter().filter(|f| f.from == element.id).collect();
        let incoming = flows.iter().filter(|f| f.to == element.id);
        let quantity = |at: usize| {
            let written = element.quantities.get(at);
            written.and_then(|q| q.trim().parse().ok()).unwrap_or(1)
        };
        let in_lane = |lane: &Lane| lane.elements.iter().any(|id| local(id) == element.id);
        Node {
            id: element.id.as_str().into(),
            name: element.name.clone(),
            extension: element.extension.clone(),
            act: self.act(element, here),
            repeat: self.repeat(element, here).map(Box::new),
            default: out
                .iter()
                .position(|flow| element.default.as_deref() == Some(&flow.id)),
            incoming: incoming.map(|flow| flow.id.as_str().into()).collect(),
            ways: out.into_iter().filter_map(|flow| self.way(flow)).collect(),
            boundaries: self.boundaries(element, here.scope),
            handler: self.handler(element, here.scope),
            within: here.within,
            lane: self.lanes.iter().rposition(in_lane),
            needs: quantity(0),
            gives: quantity(1),
            upstream: None,
        }
    }

    fn way(&mut self, flow: &Flow) -> Option<Way> {
        let to = self.place(&flow.to)?;
        let condition = flow.condition.as_ref();
        Some(Way {
            id: flow.id.as_str().into(),
            to,
            condition: condition.and_then(|c| self.condition(&flow.id, c)),
        })
    }

    pub(super) fn condition(&mut self, element: &str, condition: &Condition) -> Option<Program> {
        let language = condition
            .language
            .as_ref()
            .or(self.definitions.expression_language.as_ref());
        self.program(element, &condition.text, language.map(String::as_str))
    }

    pub(super) fn program(
        &mut self,
        element: &str,
        text: &str,
        language: Option<&str>,
    ) -> Option<Program> {
        let is_feel = |l: &str| l.is_empty() || l.to_ascii_lowercase().contains("feel");
        if let Some(language) = language.filter(|l| !is_feel(l)) {
            self.problems.push(Problem::Language {
                element: element.to_owned(),
                language: language.to_owned(),
            });
            return None;
        }
        let text = text.trim();
        let text = text.strip_prefix('=').unwrap_or(text);
        let mut names = feel::names_in(text);
        names.extend(self.names.iter().cloned());
        match feel::compile(text, &names) {
            Ok(program) => Some(program),
            Err(problem) => {
                self.problems.push(Problem::Expression {
                    element: element.to_owned(),
                    text: text.to_owned(),
                    problem,
                });
                None
            }
        }
    }

    fn boundaries(&self, element: &Element, scope: &Scope) -> Vec<NodeId> {
        let attached = scope.elements.iter().filter(|e| {
            matches!(&e.kind, Kind::Boundary { attached_to, triggers, .. }
                if local(attached_to) == element.id && !compensates(triggers))
        });
        attached.filter_map(|e| self.place(&e.id)).collect()
    }

    fn handler(&self, element: &Element, scope: &Scope) -> Option<NodeId> {
        let mut attached = scope.elements.iter().filter(|e| {
            matches!(&e.kind, Kind::Boundary { attached_to, triggers, .. }
                if local(attached_to) == element.id && compensates(triggers))
        });
        let boundary = attached.next()?;
        let handler = handlers_of(boundary, scope).first().copied()?;
        self.place(&handler.id)
    }

    fn act(&mut self, element: &Element, here: &Here<'_>) -> Act {
        let result = element.extension.attribute("result").map(str::to_owned);
        match &element.kind {
            Kind::UserTask => Act::UserTask,
            Kind::ManualTask => Act::ManualTask,
            Kind::ServiceTask => Act::ServiceTask,
            Kind::SendTask { message } => Act::SendTask(self.message(message.as_deref())),
            Kind::ReceiveTask { message, .. } => {
                Act::ReceiveTask(vec![Cause::Message(self.message(message.as_deref()))])
            }
            Kind::RuleTask => Act::RuleTask {
                decision: element
                    .extension
                    .attribute("decision")
                    .unwrap_or(&element.name)
                    .to_owned(),
                result,
            },
            Kind::ScriptTask { format, script } => {
                match self.program(&element.id, script, Some(format)) {
                    Some(program) => Act::Script { program, result },
                    None => Act::Pass,
                }
            }
            Kind::Call { called } => Act::Call(Box::new(self.call(element, called.as_deref()))),
            Kind::Exclusive => Act::Exclusive,
            Kind::Inclusive => Act::Inclusive,
            Kind::Parallel => Act::Parallel,
            Kind::EventBased { .. } => Act::EventBased,
            Kind::SubProcess {
                body,
                by_event,
                sort,
            } => {
                let data = data::names(body, &here.data);
                let body = Box::new(self.body(body, sort, &data));
                if *by_event {
                    Act::EventSub(body)
                } else {
                    Act::SubProcess(body)
                }
            }
            _ => self.event(element, here.scope),
        }
    }

    fn body(&mut self, scope: &Scope, sort: &SubSort, data: &BTreeMap<String, String>) -> Body {
        let starts = |e: &&Element| matches!(e.kind, Kind::Start { .. });
        let none =
            |e: &&Element| matches!(&e.kind, Kind::Start { triggers, .. } if triggers.is_empty());
        let elements = || scope.elements.iter();
        let start = elements().find(none).or_else(|| elements().find(starts));
        let of = |compensates: bool| {
            elements().filter(move |e| starts_by_compensation(e) == Some(compensates))
        };
        let variables = scope.data.iter().filter(|d| d.refers.is_none());
        let variables = variables.filter_map(|d| data.get(&d.id));
        Body {
            start: start.and_then(|e| self.place(&e.id)),
            events: of(false).filter_map(|e| self.place(&e.id)).collect(),
            compensation: of(true).find_map(|e| self.place(&e.id)),
            data: variables.map(Name::from).collect(),
            transaction: *sort == SubSort::Transaction,
            ad_hoc: self.ad_hoc(scope, sort).map(Box::new),
        }
    }

    fn ad_hoc(&mut self, scope: &Scope, sort: &SubSort) -> Option<AdHoc> {
        let SubSort::AdHoc {
            sequential,
            completion,
            cancels,
            activities,
        } = sort
        else {
            return None;
        };
        let first = scope.elements.iter().filter(|e| {
            let led_to = scope.flows.iter().any(|f| f.to == e.id);
            let runs = !e.for_compensation && starts_by_compensation(e).is_none();
            runs && !led_to && !matches!(e.kind, Kind::Boundary { .. } | Kind::Start { .. })
        });
        let first = first.filter_map(|e| self.place(&e.id)).collect();
        let completion = completion.as_ref();
        Some(AdHoc {
            first,
            sequential: *sequential,
            activities: activities
                .as_ref()
                .and_then(|text| self.program("adHocSubProcess", text, None)),
            completion: completion.and_then(|c| self.condition("completionCondition", c)),
            cancels: *cancels,
        })
    }

    fn call(&mut self, element: &Element, called: Option<&str>) -> Call {
        let extension = &element.extension;
        let binding = match (extension.attribute("binding"), extension.attribute("tag")) {
            (_, Some(tag)) => Binding::Tag(tag.into()),
            (Some("latest"), None) => Binding::Latest,
            _ => Binding::Deployment,
        };
        let mut mappings = |name: &str| {
            let mut found = Vec::new();
            for mapping in extension.elements(name) {
                let attribute = |name: &str| mapping.attributes.get(name).map(String::as_str);
                let text = attribute("value").unwrap_or_default();
                if let Some(value) = self.program(&element.id, text, None) {
                    found.push(Mapping {
                        name: attribute("name").unwrap_or_default().into(),
                        value,
                    });
                }
            }
            found
        };
        Call {
            process: called.map(local).unwrap_or_default().into(),
            binding,
            inputs: mappings("input"),
            outputs: mappings("output"),
        }
    }
}

fn compensates(triggers: &[Trigger]) -> bool {
    matches!(triggers.first(), Some(Trigger::Compensate(_)))
}

/// Of an event sub-process whether a compensation starts it.
fn starts_by_compensation(element: &Element) -> Option<bool> {
    let Kind::SubProcess {
        body,
        by_event: true,
        ..
    } = &element.kind
    else {
        return None;
    };
    let start = body.elements.iter().find_map(|e| match &e.kind {
        Kind::Start { triggers, .. } => Some(compensates(triggers)),
        _ => None,
    });
    Some(start.unwrap_or(false))
}
