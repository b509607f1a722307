//! The typed model of a BPMN file: what it says, whether or not it can be run.

use std::collections::BTreeMap;

/// Where an element begins in the file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// Line from 1.
    pub line: usize,
    /// Column from 1, in characters.
    pub column: usize,
}

/// A file.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Definitions {
    /// Id of the definitions, may be empty.
    pub id: String,
    /// Name, may be empty.
    pub name: String,
    /// `expressionLanguage`, when given.
    pub expression_language: Option<String>,
    /// The processes in file order.
    pub processes: Vec<Process>,
    /// Names of messages by id.
    pub messages: BTreeMap<String, String>,
    /// Codes of errors by id; empty when the file gives none.
    pub errors: BTreeMap<String, String>,
    /// Names of signals by id.
    pub signals: BTreeMap<String, String>,
    /// Codes of escalations by id; empty when the file gives none.
    pub escalations: BTreeMap<String, String>,
    /// Event definitions outside of events by id, for `eventDefinitionRef`.
    pub events: BTreeMap<String, Trigger>,
    /// Global tasks, which a call activity can call.
    pub globals: Vec<Element>,
}

/// A process.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Process {
    /// Id.
    pub id: String,
    /// Name, may be empty.
    pub name: String,
    /// `documentation`, may be empty.
    pub documentation: String,
    /// `isExecutable`; true when the file does not say.
    pub executable: bool,
    /// Lanes, flattened, in file order.
    pub lanes: Vec<Lane>,
    /// What this office added to it.
    pub extension: Extension,
    /// What it holds.
    pub body: Scope,
}

/// A lane.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Lane {
    /// Id.
    pub id: String,
    /// Name, may be empty.
    pub name: String,
    /// Ids of the elements in it.
    pub elements: Vec<String>,
    /// What this office added to it.
    pub extension: Extension,
}

/// What a process or sub-process holds.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Scope {
    /// Flow nodes in file order.
    pub elements: Vec<Element>,
    /// Sequence flows in file order.
    pub flows: Vec<Flow>,
    /// Associations in file order.
    pub associations: Vec<Association>,
    /// Data objects and properties in file order: the variables of this scope.
    pub data: Vec<Data>,
}

/// A data object, a reference to one, or a property (BPMN 2.0.2 §10.4.1).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Data {
    /// Id.
    pub id: String,
    /// The variable's name: its own, else its id.
    pub name: String,
    /// For a reference the id of its data object.
    pub refers: Option<String>,
}

/// A flow node.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Element {
    /// Id.
    pub id: String,
    /// Name, may be empty.
    pub name: String,
    /// `documentation`, may be empty.
    pub documentation: String,
    /// Where it stands in the file.
    pub place: Place,
    /// Its BPMN name, such as `userTask`.
    pub tag: String,
    /// What it is.
    pub kind: Kind,
    /// `default`: id of the flow that is taken when no condition is true.
    pub default: Option<String>,
    /// `isForCompensation`.
    pub for_compensation: bool,
    /// How it repeats, when it does.
    pub repeats: Option<Repeats>,
    /// `startQuantity` and `completionQuantity` as written.
    pub quantities: Vec<String>,
    /// What this office added to it.
    pub extension: Extension,
}

/// What a flow node is.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Kind {
    /// `startEvent`.
    Start {
        /// What starts it; empty for a none start.
        triggers: Vec<Trigger>,
        /// `isInterrupting`, of an event sub-process.
        interrupting: bool,
        /// `parallelMultiple`.
        parallel: bool,
    },
    /// `endEvent`.
    End {
        /// What it throws; empty for a none end.
        triggers: Vec<Trigger>,
    },
    /// `intermediateCatchEvent`.
    Catch {
        /// What it waits for.
        triggers: Vec<Trigger>,
        /// `parallelMultiple`: whether it waits for all of them.
        parallel: bool,
    },
    /// `intermediateThrowEvent`.
    Throw {
        /// What it throws; empty for a none event.
        triggers: Vec<Trigger>,
    },
    /// `boundaryEvent`.
    Boundary {
        /// What it waits for.
        triggers: Vec<Trigger>,
        /// Id of the activity that it is attached to.
        attached_to: String,
        /// `cancelActivity`: whether it ends the activity.
        interrupting: bool,
        /// `parallelMultiple`.
        parallel: bool,
    },
    /// `userTask`.
    UserTask,
    /// `manualTask`: done without the office's knowledge (BPMN 2.0.2 §10.3.3).
    ManualTask,
    /// `serviceTask`.
    ServiceTask,
    /// `sendTask` with the id of its message.
    SendTask {
        /// `messageRef`.
        message: Option<String>,
    },
    /// `receiveTask` with the id of its message.
    ReceiveTask {
        /// `messageRef`.
        message: Option<String>,
        /// `instantiate`: whether the message starts the process.
        instantiate: bool,
    },
    /// `businessRuleTask`; the decision's name is the extension attribute `antou:decision`, else
    /// the task's name.
    RuleTask,
    /// `scriptTask`.
    ScriptTask {
        /// `scriptFormat`, may be empty.
        format: String,
        /// The script.
        script: String,
    },
    /// `callActivity` with the id of what it calls.
    Call {
        /// `calledElement`.
        called: Option<String>,
    },
    /// `exclusiveGateway`.
    Exclusive,
    /// `inclusiveGateway`.
    Inclusive,
    /// `parallelGateway`.
    Parallel,
    /// `eventBasedGateway`.
    EventBased {
        /// `instantiate`: whether its events start the process.
        instantiate: bool,
        /// `eventGatewayType` is `Parallel`.
        parallel: bool,
    },
    /// `subProcess`, `transaction` or `adHocSubProcess`.
    SubProcess {
        /// What it holds.
        body: Scope,
        /// `triggeredByEvent`.
        by_event: bool,
        /// Which of the three it is.
        sort: SubSort,
    },
    /// Any other flow node; `tag` says which.
    #[default]
    Other,
}

/// Which kind of sub-process it is.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum SubSort {
    /// `subProcess`.
    #[default]
    Plain,
    /// `transaction`.
    Transaction,
    /// `adHocSubProcess`.
    AdHoc {
        /// `ordering` is `Sequential`.
        sequential: bool,
        /// `completionCondition`.
        completion: Option<Condition>,
        /// `cancelRemainingInstances`.
        cancels: bool,
        /// `antou:activities`: an expression that names the activities that begin by themselves.
        activities: Option<String>,
    },
}

/// An event definition.
#[derive(Clone, Debug, PartialEq)]
pub enum Trigger {
    /// `messageEventDefinition` with the id of its message.
    Message(Option<String>),
    /// `timerEventDefinition`; `None` when it has not exactly one text.
    Timer(Option<TimerText>),
    /// `errorEventDefinition` with the id of its error.
    Error(Option<String>),
    /// `escalationEventDefinition` with the id of its escalation.
    Escalation(Option<String>),
    /// `signalEventDefinition` with the id of its signal.
    Signal(Option<String>),
    /// `conditionalEventDefinition`.
    Condition(Option<Condition>),
    /// `linkEventDefinition` with its name.
    Link(String),
    /// `cancelEventDefinition`.
    Cancel,
    /// `terminateEventDefinition`.
    Terminate,
    /// `compensateEventDefinition` with the id of its activity.
    Compensate(Option<String>),
    /// `eventDefinitionRef` to what is not there.
    Missing(String),
    /// Any other; its BPMN name.
    Other(String),
}

/// How an activity repeats.
#[derive(Clone, Debug, PartialEq)]
pub enum Repeats {
    /// `standardLoopCharacteristics` (BPMN 2.0.2 §10.3.8).
    Loop {
        /// `testBefore`.
        test_before: bool,
        /// `loopCondition`.
        condition: Option<Condition>,
        /// `loopMaximum` as written.
        maximum: Option<String>,
    },
    /// `multiInstanceLoopCharacteristics`.
    Many(Box<Many>),
}

/// `multiInstanceLoopCharacteristics` (BPMN 2.0.2 §10.3.8). A collection and what the instances
/// give can also be written in FEEL, in the extension attributes `antou:collection`, `antou:item`,
/// `antou:output` and `antou:result`.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Many {
    /// `isSequential`.
    pub sequential: bool,
    /// `loopCardinality`.
    pub cardinality: Option<Condition>,
    /// `loopDataInputRef`: id of the data that holds the collection.
    pub collection: Option<String>,
    /// `inputDataItem`: name of the variable of one instance.
    pub item: Option<String>,
    /// `loopDataOutputRef`: id of the data that takes the results.
    pub output: Option<String>,
    /// `outputDataItem`: name of the variable of one instance.
    pub output_item: Option<String>,
    /// `completionCondition`.
    pub completion: Option<Condition>,
    /// `behavior`, `All` when not given.
    pub behavior: String,
    /// `noneBehaviorEventRef`.
    pub none_event: Option<String>,
    /// `oneBehaviorEventRef`.
    pub one_event: Option<String>,
    /// `complexBehaviorDefinition`s.
    pub complex: Vec<(Condition, Vec<Trigger>)>,
    /// What this office added to it.
    pub extension: Extension,
}

/// A timer's text and which of the three it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TimerText {
    /// Date, duration or cycle.
    pub form: TimerForm,
    /// The text as written.
    pub text: String,
    /// `antou:workingDays` or `antou:workingHours`: the length is counted in working time, and
    /// the standard's text is what a tool without that extension takes.
    pub working: Option<(WorkingUnit, String)>,
}

/// In what working time is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WorkingUnit {
    /// Days on which the agency works.
    Days,
    /// Hours in which the agency works.
    Hours,
}

/// The three forms of a timer (BPMN 2.0.2 table 10.101).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TimerForm {
    /// `timeDate`.
    Date,
    /// `timeDuration`.
    Duration,
    /// `timeCycle`.
    Cycle,
}

/// A sequence flow.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Flow {
    /// Id.
    pub id: String,
    /// Name, may be empty.
    pub name: String,
    /// Id of the element that it leaves.
    pub from: String,
    /// Id of the element that it enters.
    pub to: String,
    /// Its condition.
    pub condition: Option<Condition>,
    /// What this office added to it.
    pub extension: Extension,
}

/// The condition of a flow.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Condition {
    /// The expression as written.
    pub text: String,
    /// `language`, when given.
    pub language: Option<String>,
}

/// An association.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Association {
    /// Id.
    pub id: String,
    /// Id of its source.
    pub from: String,
    /// Id of its target.
    pub to: String,
}

/// What this office added to an element: attributes and `extensionElements` in the namespace
/// [`ANTOU`](crate::bpmn::ANTOU), without their prefix. Plain data: the host gives it a meaning.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Extension {
    /// Attributes by local name.
    pub attributes: BTreeMap<String, String>,
    /// Elements in file order.
    pub elements: Vec<ExtensionElement>,
}

/// One extension element.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ExtensionElement {
    /// Local name.
    pub name: String,
    /// Attributes without a namespace, by name.
    pub attributes: BTreeMap<String, String>,
    /// Text directly inside, trimmed.
    pub text: String,
    /// Elements inside, in file order.
    pub elements: Vec<ExtensionElement>,
}

impl Extension {
    /// The attribute of this name.
    #[must_use]
    pub fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.get(name).map(String::as_str)
    }

    /// The elements of this name, in file order.
    pub fn elements<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a ExtensionElement> {
        self.elements.iter().filter(move |e| e.name == name)
    }
}

impl Scope {
    /// The element of this id in this scope, not deeper.
    #[must_use]
    pub fn element(&self, id: &str) -> Option<&Element> {
        self.elements.iter().find(|e| e.id == id)
    }

    /// All elements, those of sub-processes after their sub-process.
    #[must_use]
    pub fn all(&self) -> Vec<&Element> {
        let mut found = Vec::new();
        for element in &self.elements {
            found.push(element);
            if let Kind::SubProcess { body, .. } = &element.kind {
                found.extend(body.all());
            }
        }
        found
    }
}
