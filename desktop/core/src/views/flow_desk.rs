//! A flow that is being drawn.

use super::*;

words! {
    /// How much a remark on a flow matters.
    enum FlowWeight {
        /// Something to know.
        Notice,
        /// It may not do what is meant.
        Warning,
        /// It must not be published.
        Error,
    }
}

views! {
    /// A flow and what stands around it.
    struct FlowDeskView {
        /// The file, decoded.
        xml: String,
        /// What was drawn last and not saved, as when a window is closed.
        unsaved: Option<String>,
        /// What the file was when it was read (SHA-256).
        stamp: String,
        /// The file by its name, for a pack with its folder before it.
        name: String,
        /// Whether the flow is part of a pack.
        pack: bool,
        /// `zh-TW` or `en`.
        language: String,
        /// The fields of the pack's form, as the flow's expressions read them.
        fields: Vec<FlowField>,
        /// The decisions of the pack's rules.
        decisions: Vec<String>,
        /// The offices and posts that the pack names, such as `office:personnel`.
        desks: Vec<String>,
    }
    /// A field of the form beside a flow.
    struct FlowField { path: String, label: String }
    /// Something about a flow that its author should look at.
    struct FlowRemark {
        /// The file of the pack.
        file: String,
        weight: FlowWeight,
        /// The id of the element; may be empty.
        element: String,
        /// Line and column in the file, from 1.
        line: Option<u32>,
        column: Option<u32>,
        /// Its code begins with `finding-`.
        what: Sentence,
    }
    /// Whether a flow still says all that its file says: the first line that is lost.
    struct FlowKept { lost: Option<String> }
    /// A flow that was saved.
    struct FlowSaved { stamp: String }
}

/// The types of this file: words, then views.
pub(super) const ALL: [&[(&str, Declare)]; 2] = [WORDS, VIEWS];
