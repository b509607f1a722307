//! The route of a user task: laid when the task opens, walked after everything that becomes true,
//! changed by those who hold it.

mod beside;
mod change;
mod lay;
mod replan;
mod sign;
mod walk;
mod wish;

pub use beside::seals_for;
pub(super) use beside::{copy, receive, say, seal, urge};
pub use change::MAX_CALLED;
pub(super) use change::{add_sign, take_off, transfer};
pub(super) use lay::lay;
pub(super) use replan::replan;
pub(super) use sign::{Way, approve, back_along, decide, oppose, send_back, take_back};
pub(super) use walk::{ending, walk};
