//! The file as a picture needs it: elements by id, and what each looks like.

use super::scene::{Border, Figure, Line, Marker, Ring, Sign, Symbol, Work};
use crate::bpmn::BPMN;
use crate::bpmn::xml::{Document, ElementId};
use std::collections::{BTreeMap, BTreeSet};

/// The elements of a file by id.
pub(super) struct File<'d> {
    pub document: &'d Document,
    pub by_id: BTreeMap<String, ElementId>,
    /// Ids of the flows that are defaults.
    defaults: BTreeSet<String>,
}

impl<'d> File<'d> {
    pub fn of(document: &'d Document) -> Self {
        let mut by_id = BTreeMap::new();
        let mut defaults = BTreeSet::new();
        for element in document.within(document.root()) {
            if document.space(element) != BPMN {
                continue;
            }
            if let Some(id) = document.attribute(element, "id") {
                by_id.entry(id.into_owned()).or_insert(element);
            }
            if let Some(default) = document.attribute(element, "default") {
                defaults.insert(local(&default).to_owned());
            }
        }
        Self {
            document,
            by_id,
            defaults,
        }
    }

    /// The element that a reference means, with or without a prefix.
    pub fn find(&self, reference: &str) -> Option<ElementId> {
        let whole = self.by_id.get(reference);
        whole.or_else(|| self.by_id.get(local(reference))).copied()
    }

    pub fn kind(&self, element: ElementId) -> &'d str {
        self.document.local(element)
    }

    pub fn id(&self, element: ElementId) -> String {
        let id = self.document.attribute(element, "id");
        id.map(std::borrow::Cow::into_owned).unwrap_or_default()
    }

    pub fn attribute(&self, element: ElementId, name: &str) -> Option<String> {
        let value = self.document.attribute(element, name)?;
        Some(value.into_owned())
    }

    pub fn flag(&self, element: ElementId, name: &str, default: bool) -> bool {
        match self.document.attribute(element, name).as_deref() {
            Some("true" | "1") => true,
            Some("false" | "0") => false,
            _ => default,
        }
    }

    /// The BPMN elements directly inside.
    pub fn parts(&self, element: ElementId) -> impl Iterator<Item = ElementId> {
        self.document
            .children(element)
            .filter(|part| self.document.space(*part) == BPMN)
    }

    pub fn has(&self, element: ElementId, kind: &str) -> bool {
        self.parts(element).any(|part| self.kind(part) == kind)
    }

    /// How deep the element is nested.
    pub fn depth(&self, element: ElementId) -> usize {
        std::iter::successors(self.document.parent(element), |at| {
            self.document.parent(*at)
        })
        .count()
    }

    /// What the element is called in a picture.
    pub fn name(&self, element: ElementId) -> String {
        match self.kind(element) {
            "textAnnotation" => {
                let text = self.parts(element).find(|part| self.kind(*part) == "text");
                text.map(|text| self.document.text(text).trim().to_owned())
                    .unwrap_or_default()
            }
            "group" => self.through(element, "categoryValueRef", "value"),
            "dataObjectReference" | "dataStoreReference" => {
                let reference = match self.kind(element) {
                    "dataObjectReference" => "dataObjectRef",
                    _ => "dataStoreRef",
                };
                let own = self.attribute(element, "name").filter(|n| !n.is_empty());
                let name = own.unwrap_or_else(|| self.through(element, reference, "name"));
                match self.state(element) {
                    Some(state) if !name.contains(&state) => format!("{name}\n[{state}]"),
                    _ => name,
                }
            }
            _ => self.attribute(element, "name").unwrap_or_default(),
        }
    }

    /// An attribute of what this one refers to.
    fn through(&self, element: ElementId, reference: &str, name: &str) -> String {
        let target = self.attribute(element, reference);
        let target = target.and_then(|target| self.find(&target));
        target
            .and_then(|target| self.attribute(target, name))
            .unwrap_or_default()
    }

    fn state(&self, element: ElementId) -> Option<String> {
        let state = self
            .parts(element)
            .find(|part| self.kind(*part) == "dataState")?;
        self.attribute(state, "name")
            .filter(|name| !name.is_empty())
    }

    /// What the element looks like; nothing for what no diagram shows.
    pub fn figure(&self, element: ElementId) -> Option<Figure> {
        Some(match self.kind(element) {
            "startEvent" => self.event(element, Ring::Start),
            "intermediateCatchEvent"
            | "boundaryEvent"
            | "intermediateThrowEvent"
            | "implicitThrowEvent" => self.event(element, Ring::Between),
            "endEvent" => self.event(element, Ring::End),
            "exclusiveGateway" => Figure::Gateway { sign: None },
            "parallelGateway" => gateway(Sign::Parallel),
            "inclusiveGateway" => gateway(Sign::Inclusive),
            "complexGateway" => gateway(Sign::Complex),
            "eventBasedGateway" => gateway(self.event_gateway(element)),
            "participant" => Figure::Pool {
                horizontal: true,
                black_box: self.attribute(element, "processRef").is_none(),
                many: self.has(element, "participantMultiplicity"),
            },
            "lane" => Figure::Lane { horizontal: true },
            "dataObject" | "dataObjectReference" => Figure::Data {
                collection: self.is_collection(element),
                flow: None,
            },
            "dataInput" => Figure::Data {
                collection: self.is_collection(element),
                flow: Some(false),
            },
            "dataOutput" => Figure::Data {
                collection: self.is_collection(element),
                flow: Some(true),
            },
            "dataStore" | "dataStoreReference" => Figure::Store,
            "textAnnotation" => Figure::Note,
            "group" => Figure::Group,
            "message" => Figure::Message { dark: false },
            "conversation" | "callConversation" | "subConversation" => Figure::Conversation,
            "choreographyTask" | "subChoreography" | "callChoreography" => Figure::Other,
            _ => return self.activity(element),
        })
    }

    fn is_collection(&self, element: ElementId) -> bool {
        let target = self.attribute(element, "dataObjectRef");
        let target = target.and_then(|target| self.find(&target));
        self.flag(element, "isCollection", false)
            || target.is_some_and(|target| self.flag(target, "isCollection", false))
    }

    fn event_gateway(&self, element: ElementId) -> Sign {
        let parallel = self.attribute(element, "eventGatewayType").as_deref() == Some("Parallel");
        match (self.flag(element, "instantiate", false), parallel) {
            (true, true) => Sign::EventParallel,
            (true, false) => Sign::EventStart,
            (false, _) => Sign::Event,
        }
    }

    fn event(&self, element: ElementId, ring: Ring) -> Figure {
        let mut symbols: Vec<Symbol> = self
            .parts(element)
            .filter_map(|part| match self.kind(part) {
                "eventDefinitionRef" => {
                    let target = self.find(self.document.text(part).trim())?;
                    symbol(self.kind(target))
                }
                kind => symbol(kind),
            })
            .collect();
        let symbol = match symbols.len() {
            0 | 1 => symbols.pop(),
            _ if self.flag(element, "parallelMultiple", false) => Some(Symbol::ParallelMultiple),
            _ => Some(Symbol::Multiple),
        };
        let kind = self.kind(element);
        Figure::Event {
            ring,
            symbol,
            thrown: matches!(
                kind,
                "endEvent" | "intermediateThrowEvent" | "implicitThrowEvent"
            ),
            dashed: match kind {
                "boundaryEvent" => !self.flag(element, "cancelActivity", true),
                "startEvent" => !self.flag(element, "isInterrupting", true),
                _ => false,
            },
        }
    }

    fn activity(&self, element: ElementId) -> Option<Figure> {
        let (border, work) = match self.kind(element) {
            "task" => (Border::Task, None),
            "userTask" => (Border::Task, Some(Work::User)),
            "manualTask" => (Border::Task, Some(Work::Manual)),
            "serviceTask" => (Border::Task, Some(Work::Service)),
            "scriptTask" => (Border::Task, Some(Work::Script)),
            "businessRuleTask" => (Border::Task, Some(Work::Rule)),
            "sendTask" => (Border::Task, Some(Work::Send)),
            "receiveTask" => (Border::Task, Some(Work::Receive)),
            "callActivity" => (Border::Call, self.called_work(element)),
            "transaction" => (Border::Transaction, None),
            "subProcess" if self.flag(element, "triggeredByEvent", false) => {
                (Border::EventSub, None)
            }
            "subProcess" | "adHocSubProcess" => (Border::Task, None),
            _ => return None,
        };
        Some(Figure::Activity {
            border,
            work,
            markers: self.markers(element),
            expanded: false,
        })
    }

    /// A call of a global task looks like that task.
    fn called_work(&self, element: ElementId) -> Option<Work> {
        let called = self.attribute(element, "calledElement")?;
        match self.kind(self.find(&called)?) {
            "globalUserTask" => Some(Work::User),
            "globalManualTask" => Some(Work::Manual),
            "globalScriptTask" => Some(Work::Script),
            "globalBusinessRuleTask" => Some(Work::Rule),
            _ => None,
        }
    }

    fn markers(&self, element: ElementId) -> Vec<Marker> {
        let mut markers = Vec::new();
        if self.flag(element, "isForCompensation", false) {
            markers.push(Marker::Compensation);
        }
        for part in self.parts(element) {
            match self.kind(part) {
                "standardLoopCharacteristics" => markers.push(Marker::Loop),
                "multiInstanceLoopCharacteristics" => {
                    let sequential = self.flag(part, "isSequential", false);
                    markers.push(if sequential {
                        Marker::Sequential
                    } else {
                        Marker::Parallel
                    });
                }
                _ => {}
            }
        }
        if self.kind(element) == "adHocSubProcess" {
            markers.push(Marker::AdHoc);
        }
        markers
    }

    /// What a flow or association looks like.
    pub fn line(&self, element: ElementId) -> Option<Line> {
        Some(match self.kind(element) {
            "sequenceFlow" => {
                let source = self.attribute(element, "sourceRef");
                let source = source.and_then(|source| self.find(&source));
                let from_gateway = source.is_some_and(|s| self.kind(s).ends_with("Gateway"));
                Line::Sequence {
                    default: self.defaults.contains(&self.id(element)),
                    conditional: !from_gateway && self.has(element, "conditionExpression"),
                }
            }
            "messageFlow" => Line::Message,
            "association" => {
                let direction = self.attribute(element, "associationDirection");
                let direction = direction.as_deref();
                Line::Association {
                    from: direction == Some("Both"),
                    to: matches!(direction, Some("One" | "Both")),
                }
            }
            "dataInputAssociation" | "dataOutputAssociation" => Line::Association {
                from: false,
                to: true,
            },
            "conversationLink" => Line::Conversation,
            _ => return None,
        })
    }
}

fn gateway(sign: Sign) -> Figure {
    Figure::Gateway { sign: Some(sign) }
}

fn symbol(definition: &str) -> Option<Symbol> {
    Some(match definition {
        "messageEventDefinition" => Symbol::Message,
        "timerEventDefinition" => Symbol::Timer,
        "errorEventDefinition" => Symbol::Error,
        "escalationEventDefinition" => Symbol::Escalation,
        "signalEventDefinition" => Symbol::Signal,
        "compensateEventDefinition" => Symbol::Compensation,
        "conditionalEventDefinition" => Symbol::Conditional,
        "linkEventDefinition" => Symbol::Link,
        "cancelEventDefinition" => Symbol::Cancel,
        "terminateEventDefinition" => Symbol::Terminate,
        _ => return None,
    })
}

/// The name without a prefix.
pub(super) fn local(reference: &str) -> &str {
    reference.rsplit(':').next().unwrap_or(reference)
}
