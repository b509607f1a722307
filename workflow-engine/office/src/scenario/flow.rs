//! The flow that is played: its processes compiled once, and its decisions.

use std::collections::{BTreeMap, BTreeSet};

use feel::dmn::Decisions;
use workflow_engine::Library;
use workflow_engine::bpmn::{self, Definitions};
use workflow_engine::plan::{Node, Plan};

use crate::Refusal;

/// A file of processes, ready to be played.
#[derive(Debug)]
pub struct Flow {
    pub(super) main: Plan,
    pub(super) library: Library,
    /// Every process and global task of the file that can be run.
    plans: Vec<Plan>,
    pub(super) decisions: Option<Decisions>,
}

impl Flow {
    /// Reads a BPMN file and, beside it, a DMN file that decides its rule tasks. `process` names
    /// the process; without it the file has one that is executable, or only one.
    ///
    /// # Errors
    /// `play-flow` with `problem`, `element` and `reason`; `play-process` with `processes`;
    /// `play-rules` with `problem` and `reason`.
    pub fn read(flow: &[u8], rules: Option<&[u8]>, process: Option<&str>) -> Result<Self, Refusal> {
        let definitions = bpmn::read(flow).map_err(|e| refused(&e))?;
        let process = chosen(&definitions, process)?;
        let none = BTreeSet::new();
        let main = Plan::of(&definitions, &process, &none).map_err(|problems| {
            let first = problems.first().map(refused);
            first.unwrap_or_else(|| Refusal::new("play-process"))
        })?;
        let mut library = Library::default();
        let mut plans = vec![main.clone()];
        let processes = definitions.processes.iter().map(|process| &process.id);
        let globals = definitions.globals.iter().map(|task| &task.id);
        for id in processes.chain(globals) {
            if let Ok(plan) = Plan::of(&definitions, id, &none) {
                library.put(plan.clone());
                if *id != process {
                    plans.push(plan);
                }
            }
        }
        let decisions = rules.map(Decisions::read).transpose().map_err(|e| {
            Refusal::new("play-rules")
                .with("problem", e.code())
                .with("reason", e)
        })?;
        Ok(Self {
            main,
            library,
            plans,
            decisions,
        })
    }

    /// The process that is played.
    #[must_use]
    pub fn plan(&self) -> &Plan {
        &self.main
    }

    /// The node of this BPMN id, wherever in the file it is.
    #[must_use]
    pub fn node(&self, element: &str) -> Option<&Node> {
        self.plans.iter().find_map(|plan| plan.node(element))
    }

    /// The name of an element, a process or a flow; its id where it has none.
    #[must_use]
    pub fn name<'n>(&'n self, element: &'n str) -> &'n str {
        let node = self.node(element).map(|node| node.name.as_str());
        let mut plans = self.plans.iter();
        let name = node.or_else(|| plans.find(|p| p.process() == element).map(Plan::name));
        name.filter(|name| !name.is_empty()).unwrap_or(element)
    }

    /// The flow of this BPMN id, with the node that it leaves.
    #[must_use]
    pub fn way(&self, flow: &str) -> Option<(&Node, &workflow_engine::plan::Way)> {
        self.plans.iter().find_map(|plan| plan.flow(flow))
    }

    /// Where a flow leads.
    #[must_use]
    pub fn target(&self, from: &Node, way: &workflow_engine::plan::Way) -> Option<&Node> {
        let mut plans = self.plans.iter();
        let plan = plans.find(|plan| plan.node(&from.id).is_some())?;
        plan.at(way.to)
    }

    /// The names of its decisions.
    pub fn decisions(&self) -> impl Iterator<Item = &str> {
        self.decisions.iter().flat_map(Decisions::names)
    }
}

fn chosen(definitions: &Definitions, process: Option<&str>) -> Result<String, Refusal> {
    let all = &definitions.processes;
    let known: BTreeMap<&str, bool> = all.iter().map(|p| (p.id.as_str(), p.executable)).collect();
    let executable: Vec<&str> = known
        .iter()
        .filter(|(_, e)| **e)
        .map(|(id, _)| *id)
        .collect();
    let found = match (process, executable.as_slice(), all.as_slice()) {
        (Some(id), ..) => known.contains_key(id).then_some(id),
        (None, [only], _) => Some(*only),
        (None, _, [only]) => Some(only.id.as_str()),
        _ => None,
    };
    let names: Vec<&str> = known.keys().copied().collect();
    let refused = || Refusal::new("play-process").with("processes", names.join(", "));
    found.map(str::to_owned).ok_or_else(refused)
}

fn refused(problem: &workflow_engine::Problem) -> Refusal {
    Refusal::new("play-flow")
        .with("problem", problem.code())
        .with("element", problem.element())
        .with("reason", problem)
}
