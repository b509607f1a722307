//! Everything that there is to say about a service, in one list.

use std::collections::{BTreeMap, BTreeSet};

pub use office::pack::check::Weight;
pub use workflow_engine::bpmn::model::Place;

use crate::files::{FLOW, FORM, MANIFEST, RULES};
use crate::{Files, Problem, manifest, route, texts};

/// Something about a service that its author should look at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// How much it matters.
    pub weight: Weight,
    /// The file of the pack.
    pub file: String,
    /// Stable code.
    pub code: String,
    /// What in the file: a JSON pointer of the form, an id of the flow, the name of a decision, a
    /// key of the texts, a station; may be empty.
    pub element: String,
    /// Where in the file, where that is known; line and column from 1.
    pub place: Option<Place>,
    /// What a sentence about it needs.
    pub facts: BTreeMap<String, String>,
}

impl Finding {
    pub(crate) fn of(weight: Weight, problem: Problem) -> Self {
        let number = |name: &str| problem.facts.get(name)?.parse().ok();
        let place = number("line").zip(number("column"));
        Self {
            weight,
            file: problem.file,
            code: problem.code,
            element: String::new(),
            place: place.map(|(line, column)| Place { line, column }),
            facts: problem.facts,
        }
    }

    pub(crate) fn about(mut self, element: &str) -> Self {
        element.clone_into(&mut self.element);
        self
    }

    pub(crate) fn at(mut self, line: usize, column: usize) -> Self {
        self.place = Some(Place { line, column });
        self
    }
}

impl From<office::pack::check::Finding> for Finding {
    fn from(finding: office::pack::check::Finding) -> Self {
        Self {
            weight: finding.weight,
            file: finding.file.to_owned(),
            code: finding.code,
            element: finding.element,
            place: finding.place,
            facts: finding.facts,
        }
    }
}

/// The files that a pack cannot be without.
const NEEDED: [&str; 4] = [MANIFEST, FORM, FLOW, RULES];

/// Everything to say about the files of a service, the weightiest first, then by file and place.
///
/// What the office finds ([`office::pack::check::check`], without its notice that no agency is
/// given, and without notices of a flow that is written from a list of stations), files that are missing, the manifest, the route and the stations of the form, and the
/// texts.
#[must_use]
pub fn check(files: &Files) -> Vec<Finding> {
    let office = office::pack::check::check(files).into_iter();
    let mut found: Vec<Finding> = office
        .filter(|finding| finding.code != "pack-no-agency")
        .map(Finding::from)
        .collect();
    for path in NEEDED.iter().filter(|path| !files.contains_key(**path)) {
        let problem = Problem::new(path, "pack-file-missing").with("path", path);
        found.push(Finding::of(Weight::Error, problem));
    }
    if files.contains_key(MANIFEST)
        && let Err(problem) = manifest::read(files)
    {
        found.push(Finding::of(Weight::Error, problem));
    }
    if route::read(files).is_ok() {
        // A flow that is written from a list of stations is not mended by hand.
        found.retain(|finding| finding.file != FLOW || finding.weight > Weight::Notice);
    }
    route::check(files, &mut found);
    // Of what a condition of the route reads, that is said once: where it is mended.
    let read: BTreeSet<String> = (found.iter())
        .filter(|finding| finding.code == "route-condition")
        .filter_map(|finding| finding.facts.get("name").cloned())
        .collect();
    found.retain(|finding| {
        finding.code != "flow-rule-input"
            || !finding
                .facts
                .get("name")
                .is_some_and(|name| read.contains(name))
    });
    texts::check(files, &mut found);
    let order = |finding: &Finding| {
        let place = finding.place.map(|place| (place.line, place.column));
        (
            std::cmp::Reverse(finding.weight),
            finding.file.clone(),
            place,
        )
    };
    found.sort_by_cached_key(order);
    found
}
