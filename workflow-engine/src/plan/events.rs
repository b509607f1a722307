//! Events of the plan: what they wait for and what they throw.

use super::build::Building;
use super::{Act, Cause, Throw};
use crate::Problem;
use crate::bpmn::local;
use crate::bpmn::model::{Element, Kind, Scope, TimerText, Trigger};
use crate::name::Name;
use crate::time::{self, Timer, TimerRule, Working};
use feel::Value;
use std::collections::BTreeMap;

impl Building<'_> {
    pub(super) fn event(&mut self, element: &Element, scope: &Scope) -> Act {
        match &element.kind {
            Kind::Start {
                triggers,
                interrupting,
                ..
            } => Act::Start {
                causes: self.causes(element, triggers),
                interrupting: *interrupting,
            },
            Kind::End { triggers } | Kind::Throw { triggers } => {
                let throws = triggers.iter().filter_map(|t| self.thrown(t, scope));
                Act::Throw(throws.collect())
            }
            Kind::Catch { triggers, .. } if matches!(triggers[..], [Trigger::Link(_)]) => Act::Pass,
            Kind::Catch { triggers, parallel } => Act::Catch {
                causes: self.causes(element, triggers),
                all: *parallel,
            },
            Kind::Boundary {
                triggers,
                interrupting,
                parallel,
                ..
            } => Act::Boundary {
                causes: self.causes(element, triggers),
                all: *parallel,
                interrupting: *interrupting,
            },
            _ => Act::Pass,
        }
    }

    fn causes(&mut self, element: &Element, triggers: &[Trigger]) -> Vec<Cause> {
        let mut causes = Vec::new();
        for trigger in triggers {
            causes.extend(match trigger {
                Trigger::Message(id) => Some(Cause::Message(self.message(id.as_deref()))),
                Trigger::Signal(id) => Some(Cause::Signal(self.signal(id.as_deref()))),
                Trigger::Timer(Some(text)) => self.timer(element, text).map(Cause::Timer),
                Trigger::Condition(Some(c)) => self.condition(&element.id, c).map(Cause::Condition),
                Trigger::Error(id) => {
                    let code = id.as_deref().map(|id| code(&self.definitions.errors, id));
                    Some(Cause::Error(code))
                }
                Trigger::Escalation(id) => {
                    let known = &self.definitions.escalations;
                    Some(Cause::Escalation(id.as_deref().map(|id| code(known, id))))
                }
                Trigger::Cancel => Some(Cause::Cancel),
                Trigger::Compensate(_) => Some(Cause::Compensation),
                _ => None,
            });
        }
        causes
    }

    pub(super) fn thrown(&self, trigger: &Trigger, scope: &Scope) -> Option<Throw> {
        Some(match trigger {
            Trigger::Terminate => Throw::Terminate,
            Trigger::Error(Some(id)) => Throw::Error(code(&self.definitions.errors, id)),
            Trigger::Escalation(Some(id)) => {
                Throw::Escalation(code(&self.definitions.escalations, id))
            }
            Trigger::Signal(id) => Throw::Signal(self.signal(id.as_deref())),
            Trigger::Message(id) => Throw::Message(self.message(id.as_deref())),
            Trigger::Compensate(activity) => {
                Throw::Compensate(activity.as_deref().map(|id| local(id).into()))
            }
            Trigger::Cancel => Throw::Cancel,
            Trigger::Link(name) => {
                let target = scope.elements.iter().find(|e| {
                    matches!(&e.kind, Kind::Catch { triggers, .. }
                        if matches!(&triggers[..], [Trigger::Link(other)] if other == name))
                });
                Throw::Link(self.place(&target?.id)?)
            }
            _ => return None,
        })
    }

    pub(super) fn message(&self, id: Option<&str>) -> Name {
        code(&self.definitions.messages, id.unwrap_or_default())
    }

    fn signal(&self, id: Option<&str>) -> Name {
        code(&self.definitions.signals, id.unwrap_or_default())
    }

    fn timer(&mut self, element: &Element, timer: &TimerText) -> Option<TimerRule> {
        match self.timer_rule(element, timer) {
            Ok(rule) => rule,
            Err(reason) => {
                self.problems.push(Problem::Timer {
                    element: element.id.clone(),
                    reason,
                });
                None
            }
        }
    }

    fn timer_rule(
        &mut self,
        element: &Element,
        timer: &TimerText,
    ) -> Result<Option<TimerRule>, String> {
        let again = || match timer.form {
            crate::bpmn::model::TimerForm::Cycle => {
                time::repeats(&timer.text).map(|(again, _)| Some(again))
            }
            _ => Ok(None),
        };
        if let Some((unit, amount)) = &timer.working {
            let again = again()?;
            if let Some(expression) = amount.strip_prefix('=') {
                let program = self.program(&element.id, expression, None);
                return Ok(program.map(|program| TimerRule::ComputedWorking {
                    unit: *unit,
                    program,
                    again,
                }));
            }
            let length = Working::of(*unit, &Value::text(amount.as_str()))?;
            return Ok(Some(TimerRule::Written(Timer::Working { length, again })));
        }
        if let Some(expression) = timer.text.strip_prefix('=') {
            let program = self.program(&element.id, expression, None);
            return Ok(program.map(|program| TimerRule::Computed {
                form: timer.form,
                program,
            }));
        }
        time::parse(timer.form, &timer.text).map(|timer| Some(TimerRule::Written(timer)))
    }
}

/// The name or code of what is referred to; what has none is known by its id.
fn code(known: &BTreeMap<String, String>, id: &str) -> Name {
    match known.get(local(id)) {
        Some(code) if !code.trim().is_empty() => code.into(),
        _ => local(id).into(),
    }
}
