//! What the engine says about a flow, as the page shows it.

use office::pack::check::{self, Finding, Weight};

use super::{FLOW, Files};
use crate::views::{FlowRemark, FlowWeight, Sentence};

/// That no agency is given is so at every desk.
const NO_AGENCY: &str = "pack-no-agency";

/// Everything about the flow, and of the files around it what must not be published; the
/// weightiest first.
pub(super) fn of(flow: Vec<u8>, mut around: Files) -> Vec<FlowRemark> {
    let found = if around.is_empty() {
        let mut found = Vec::new();
        check::flow(&flow, &mut found);
        found.sort_by_key(|finding| std::cmp::Reverse(finding.weight));
        found
    } else {
        around.insert(FLOW.to_owned(), flow);
        check::check(&around)
    };
    let matters = |one: &Finding| match one.file {
        FLOW => one.code != NO_AGENCY,
        _ => one.weight == Weight::Error,
    };
    found.into_iter().filter(matters).map(remark).collect()
}

fn remark(found: Finding) -> FlowRemark {
    let number = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
    FlowRemark {
        file: found.file.to_owned(),
        weight: match found.weight {
            Weight::Notice => FlowWeight::Notice,
            Weight::Warning => FlowWeight::Warning,
            Weight::Error => FlowWeight::Error,
        },
        element: found.element,
        line: found.place.map(|place| number(place.line)),
        column: found.place.map(|place| number(place.column)),
        what: Sentence {
            code: format!("finding-{}", found.code),
            facts: found.facts,
        },
    }
}
