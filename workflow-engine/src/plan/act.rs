//! What a node does.

use super::NodeId;
use crate::host::Binding;
use crate::name::Name;
use crate::time::TimerRule;
use feel::Program;

/// What a node does.
#[derive(Clone, Debug, PartialEq)]
pub enum Act {
    /// Starts its process or event sub-process.
    Start {
        /// What starts it; none for a none start.
        causes: Vec<Cause>,
        /// Whether, in an event sub-process, it ends what runs around it.
        interrupting: bool,
    },
    /// Throws, then goes on; an end event has no ways out.
    Throw(Vec<Throw>),
    /// Waits for an event.
    Catch {
        /// What it waits for.
        causes: Vec<Cause>,
        /// Whether it waits for all of them.
        all: bool,
    },
    /// Is attached to an activity.
    Boundary {
        /// What it waits for.
        causes: Vec<Cause>,
        /// Whether it waits for all of them.
        all: bool,
        /// Whether it ends the activity.
        interrupting: bool,
    },
    /// Does nothing and goes on.
    Pass,
    /// Waits for a person.
    UserTask,
    /// Is done without the office's knowledge.
    ManualTask,
    /// Waits for the host to do a service.
    ServiceTask,
    /// Sends a message of this name.
    SendTask(Name),
    /// Waits for a message of this name.
    ReceiveTask(Vec<Cause>),
    /// Waits for the host to decide.
    RuleTask {
        /// Name of the decision.
        decision: String,
        /// Variable for the decision's value: `antou:result`.
        result: Option<String>,
    },
    /// Computes.
    Script {
        /// The script.
        program: Program,
        /// Variable for its value; without it the value must be a context of variables.
        result: Option<String>,
    },
    /// Calls a process.
    Call(Box<Call>),
    /// Takes one way.
    Exclusive,
    /// Waits for every token that can still come, takes the ways whose conditions are true.
    Inclusive,
    /// Waits for all ways in, takes all ways out.
    Parallel,
    /// Waits for the first of the events that follow.
    EventBased,
    /// Runs what it holds.
    SubProcess(Box<Body>),
    /// Runs what it holds when its event occurs.
    EventSub(Box<Body>),
}

/// What a process or sub-process holds.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Body {
    /// Its none start, or the start event of an event sub-process.
    pub start: Option<NodeId>,
    /// Its event sub-processes.
    pub events: Vec<NodeId>,
    /// The event sub-process that compensates it.
    pub compensation: Option<NodeId>,
    /// Names of its own variables.
    pub data: Vec<Name>,
    /// Whether it is a transaction.
    pub transaction: bool,
    /// How an ad-hoc sub-process goes.
    pub ad_hoc: Option<Box<AdHoc>>,
}

/// How an ad-hoc sub-process goes.
#[derive(Clone, Debug, PartialEq)]
pub struct AdHoc {
    /// What can begin in it.
    pub first: Vec<NodeId>,
    /// Whether one is done after the other.
    pub sequential: bool,
    /// Which of them begin by themselves, as a list of ids; without it all do: `antou:activities`.
    pub activities: Option<Program>,
    /// When it is over though something could still be done.
    pub completion: Option<Program>,
    /// Whether what still runs is then cancelled.
    pub cancels: bool,
}

/// What an event waits for.
#[derive(Clone, Debug, PartialEq)]
pub enum Cause {
    /// A time.
    Timer(TimerRule),
    /// A message of this name.
    Message(Name),
    /// A signal of this name.
    Signal(Name),
    /// A condition that becomes true.
    Condition(Program),
    /// An error of this code, `None` for every error.
    Error(Option<Name>),
    /// An escalation of this code, `None` for every escalation.
    Escalation(Option<Name>),
    /// A transaction is cancelled.
    Cancel,
    /// Its handler is called by a compensation.
    Compensation,
}

/// What an event throws.
#[derive(Clone, Debug, PartialEq)]
pub enum Throw {
    /// The end of its scope.
    Terminate,
    /// An error of this code.
    Error(Name),
    /// An escalation of this code.
    Escalation(Name),
    /// A signal of this name.
    Signal(Name),
    /// A message of this name.
    Message(Name),
    /// A compensation of this activity, `None` for all of the scope.
    Compensate(Option<Name>),
    /// The end of its transaction.
    Cancel,
    /// Nothing; goes on at this node.
    Link(NodeId),
}

/// How a call activity calls.
#[derive(Clone, Debug, PartialEq)]
pub struct Call {
    /// BPMN id of the process or global task.
    pub process: Name,
    /// Which version of it.
    pub binding: Binding,
    /// `antou:input`: what the called process gets. Without any mapping it shares the variables
    /// of the caller.
    pub inputs: Vec<Mapping>,
    /// `antou:output`: what the caller gets back.
    pub outputs: Vec<Mapping>,
}

/// A variable and the expression that gives its value.
#[derive(Clone, Debug, PartialEq)]
pub struct Mapping {
    /// The variable.
    pub name: Name,
    /// The expression.
    pub value: Program,
}

/// How an activity repeats.
#[derive(Clone, Debug, PartialEq)]
pub enum Repeat {
    /// One after the other while the condition is true.
    Loop {
        /// Whether the condition is asked before the first.
        test_before: bool,
        /// The condition; without it, it goes on to the maximum.
        condition: Option<Program>,
        /// How often at most.
        maximum: Option<u32>,
    },
    /// Several instances.
    Many(Repeated),
}

/// How the instances of a multi-instance activity go.
#[derive(Clone, Debug, PartialEq)]
pub struct Repeated {
    /// Whether one goes after the other.
    pub sequential: bool,
    /// How many there are.
    pub count: Collection,
    /// Variable of one instance for its item.
    pub item: Option<Name>,
    /// Variable that takes the list of what the instances give.
    pub result: Option<Name>,
    /// What an instance gives; without it the variable `output_item`.
    pub output: Option<Program>,
    /// Variable of one instance for what it gives.
    pub output_item: Option<Name>,
    /// When it is over though instances are left.
    pub completion: Option<Program>,
    /// What is thrown when instances complete.
    pub behavior: Behavior,
}

/// Over what the instances go.
#[derive(Clone, Debug, PartialEq)]
pub enum Collection {
    /// A number.
    Cardinality(Program),
    /// The items of this expression's list.
    List(Program),
    /// The items of this variable's list.
    Variable(Name),
}

/// What is thrown when instances complete (BPMN 2.0.2 table 10.29); a boundary event of the
/// activity catches it and does not interrupt it.
#[derive(Clone, Debug, PartialEq)]
pub enum Behavior {
    /// Nothing.
    All,
    /// This for each.
    None(Option<Throw>),
    /// This for the first.
    One(Option<Throw>),
    /// These when their conditions are true; then the remaining instances are cancelled.
    Complex(Vec<(Program, Vec<Throw>)>),
}

impl Act {
    /// Whether it is a task, a sub-process or a call.
    #[must_use]
    pub fn is_activity(&self) -> bool {
        matches!(
            self,
            Self::UserTask
                | Self::ManualTask
                | Self::ServiceTask
                | Self::SendTask(_)
                | Self::ReceiveTask(_)
                | Self::RuleTask { .. }
                | Self::Script { .. }
                | Self::Call(_)
                | Self::SubProcess(_)
        )
    }

    /// What it holds.
    #[must_use]
    pub fn body(&self) -> Option<&Body> {
        match self {
            Self::SubProcess(body) | Self::EventSub(body) => Some(body),
            _ => None,
        }
    }

    /// What it waits for.
    #[must_use]
    pub fn causes(&self) -> &[Cause] {
        match self {
            Self::Start { causes, .. }
            | Self::Catch { causes, .. }
            | Self::Boundary { causes, .. }
            | Self::ReceiveTask(causes) => causes,
            _ => &[],
        }
    }

    /// Whether what waits in it goes on waiting after its event occurred.
    #[must_use]
    pub fn stays(&self) -> bool {
        matches!(
            self,
            Self::Boundary {
                interrupting: false,
                all: false,
                ..
            } | Self::Start {
                interrupting: false,
                ..
            }
        )
    }
}
