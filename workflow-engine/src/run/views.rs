//! What the host sees of an instance.

use super::instance::{Instance, TokenId};
use super::places::plan_at;
use crate::bpmn::model::{Extension, Lane};
use crate::host::{NoPlans, Plans};
use crate::plan::{Act, Node, Plan};

/// An open user task as the host sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenTask<'p> {
    /// Its token, for [`Input::CloseTask`](super::Input::CloseTask).
    pub token: TokenId,
    /// BPMN id.
    pub element: &'p str,
    /// Name, may be empty.
    pub name: &'p str,
    /// What this office added to it.
    pub extension: &'p Extension,
    /// The lane in which it stands: a position.
    pub lane: Option<&'p Lane>,
}

/// An open service or business rule task that the host has to do and to answer with
/// [`Input::ServiceDone`](super::Input::ServiceDone) or
/// [`Input::ServiceFailed`](super::Input::ServiceFailed).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenService<'p> {
    /// Its token.
    pub token: TokenId,
    /// BPMN id.
    pub element: &'p str,
    /// Name, may be empty.
    pub name: &'p str,
    /// What this office added to it.
    pub extension: &'p Extension,
    /// What kind of work it is.
    pub kind: ServiceKind<'p>,
    /// The activity that it compensates, by BPMN id, when it is a handler.
    pub undoes: Option<String>,
}

/// What kind of work an open service is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ServiceKind<'p> {
    /// A service task.
    Service,
    /// A business rule task.
    Rule {
        /// Name of the decision.
        decision: &'p str,
        /// Variable in which the host gives the value back; without it the host decides.
        result: Option<&'p str>,
    },
}

impl Instance {
    /// Whether it started and did not end.
    #[must_use]
    pub fn is_running(&self) -> bool {
        self.process.is_some() && self.ended.is_none()
    }

    /// The open user tasks, oldest first, but those of processes that were called.
    #[must_use]
    pub fn open_tasks<'p>(&self, plan: &'p Plan) -> Vec<OpenTask<'p>> {
        self.open_tasks_with(plan, &NoPlans)
    }

    /// The open user tasks, oldest first.
    #[must_use]
    pub fn open_tasks_with<'p>(&self, plan: &'p Plan, plans: &'p dyn Plans) -> Vec<OpenTask<'p>> {
        let known = self.tasks.keys().filter_map(|token| {
            let (plan, node) = self.node(plan, plans, *token)?;
            Some(OpenTask {
                token: *token,
                element: &node.id,
                name: &node.name,
                extension: &node.extension,
                lane: plan.lane(node),
            })
        });
        known.collect()
    }

    fn node<'p>(
        &self,
        plan: &'p Plan,
        plans: &'p dyn Plans,
        token: TokenId,
    ) -> Option<(&'p Plan, &'p Node)> {
        let here = self.tokens.get(&token)?;
        let plan = plan_at(self, plan, plans, here.scope)?;
        Some((plan, plan.node(&here.element)?))
    }

    /// The services that wait for the host, oldest first, but those of processes that were
    /// called.
    #[must_use]
    pub fn open_services<'p>(&self, plan: &'p Plan) -> Vec<OpenService<'p>> {
        self.open_services_with(plan, &NoPlans)
    }

    /// The services that wait for the host, oldest first.
    #[must_use]
    pub fn open_services_with<'p>(
        &self,
        plan: &'p Plan,
        plans: &'p dyn Plans,
    ) -> Vec<OpenService<'p>> {
        let known = self.services.keys().filter_map(|token| {
            let (_, node) = self.node(plan, plans, *token)?;
            let record = self.tokens.get(token).and_then(|t| t.undoes);
            Some(OpenService {
                token: *token,
                element: &node.id,
                name: &node.name,
                extension: &node.extension,
                kind: match &node.act {
                    Act::RuleTask { decision, result } => ServiceKind::Rule {
                        decision,
                        result: result.as_deref(),
                    },
                    _ => ServiceKind::Service,
                },
                undoes: record
                    .and_then(|r| self.done.get(&r))
                    .map(|d| d.element.to_string()),
            })
        });
        known.collect()
    }

    /// The names of the messages that are waited for.
    pub fn awaited(&self) -> impl Iterator<Item = &str> {
        self.messages.values().map(|wait| &*wait.name)
    }

    /// The names of the signals that are waited for.
    pub fn awaited_signals(&self) -> impl Iterator<Item = &str> {
        self.signals.values().map(|wait| &*wait.name)
    }

    /// When the next timer is due, in ms since 1970 UTC: the host then gives
    /// [`Input::Wake`](super::Input::Wake).
    #[must_use]
    pub fn next_wake(&self) -> Option<i64> {
        self.timers.values().map(|timer| timer.due).min()
    }
}
