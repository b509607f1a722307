//! What the host of the engine lends to it: the plans that are called, and the working time.

use crate::name::Name;
use crate::plan::Plan;
use crate::time::{Weekdays, WorkingTime};
use std::collections::BTreeMap;

/// Which version of a process a call activity wants (extension attribute `antou:binding`).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Binding {
    /// The one that was published with the calling process.
    #[default]
    Deployment,
    /// The one that is newest when it is called.
    Latest,
    /// The one that bears this tag: `antou:tag`.
    Tag(Name),
}

/// The plans that call activities can call. A plan has a version ([`Plan::versioned`]); an
/// instance that called it stays with it.
pub trait Plans {
    /// The plan to be called now.
    fn called(&self, caller: &Plan, process: &str, binding: &Binding) -> Option<&Plan>;

    /// The plan of this version, which was called before.
    fn plan(&self, process: &str, version: &str) -> Option<&Plan>;
}

/// Plans by process and version; the version that sorts last is the newest.
#[derive(Clone, Debug, Default)]
pub struct Library {
    plans: BTreeMap<(Name, Name), Plan>,
    tags: BTreeMap<(Name, Name), Name>,
}

impl Library {
    /// Takes a plan in.
    pub fn put(&mut self, plan: Plan) {
        let key = (plan.process_name(), plan.version().into());
        self.plans.insert(key, plan);
    }

    /// Gives a version of a process a tag.
    pub fn tag(&mut self, process: &str, tag: &str, version: &str) {
        self.tags
            .insert((process.into(), tag.into()), version.into());
    }
}

impl Plans for Library {
    fn called(&self, caller: &Plan, process: &str, binding: &Binding) -> Option<&Plan> {
        match binding {
            Binding::Deployment => self.plan(process, caller.version()),
            Binding::Latest => {
                let mut all = self.plans.iter().rev();
                all.find(|((name, _), _)| *name == process).map(|(_, p)| p)
            }
            Binding::Tag(tag) => {
                let version = self.tags.get(&(process.into(), tag.clone()))?;
                self.plan(process, version)
            }
        }
    }

    fn plan(&self, process: &str, version: &str) -> Option<&Plan> {
        self.plans.get(&(process.into(), version.into()))
    }
}

/// No plan can be called.
#[derive(Clone, Copy, Debug, Default)]
pub struct NoPlans;

impl Plans for NoPlans {
    fn called(&self, _: &Plan, _: &str, _: &Binding) -> Option<&Plan> {
        None
    }

    fn plan(&self, _: &str, _: &str) -> Option<&Plan> {
        None
    }
}

/// What the host lends for one input.
#[derive(Clone, Copy)]
pub struct Host<'h> {
    /// The plans that can be called.
    pub plans: &'h dyn Plans,
    /// When the agency works.
    pub working: &'h dyn WorkingTime,
}

impl Default for Host<'_> {
    fn default() -> Self {
        Self {
            plans: &NoPlans,
            working: &Weekdays,
        }
    }
}
