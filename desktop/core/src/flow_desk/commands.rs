//! The commands of a flow that is being drawn.

use super::FlowDesk;
use crate::asks::{AskFlow, AskFlowSave, Nothing};
use crate::views::{FlowDeskView, FlowKept, FlowRemark, FlowSaved};

crate::commands::commands! {
    FlowDesk;

    r flow_read(Nothing) -> FlowDeskView = FlowDesk::read;
    r flow_check(AskFlow) -> Vec<FlowRemark> = FlowDesk::check;
    r flow_kept(AskFlow) -> FlowKept = FlowDesk::kept;
    w flow_keep(AskFlow) -> () = FlowDesk::keep;
    w flow_save(AskFlowSave) -> FlowSaved = FlowDesk::save;
}
