//! What a demo host adds: several people on one computer, and a cable to pull.

use std::fmt;

use crate::Failure;
use crate::views::{DemoView, Frame};

/// The demo's bar. Only demo hosts hand one in; without it the demo's commands
/// answer `demo-only`.
pub trait Demo: Send + Sync + fmt::Debug {
    /// Whose computer is shown, and whether its cable is in.
    fn view(&self) -> DemoView;

    /// Shows another person's computer; answers its frame.
    ///
    /// # Errors
    /// `demo-person` for somebody who is not in the demo, and what unlocking says.
    fn switch(&self, person: &str) -> Result<Frame, Failure>;

    /// Pulls or plugs the cable of the computer that is shown.
    ///
    /// # Errors
    /// `demo-cable` when it cannot be done.
    fn plug(&self, plugged: bool) -> Result<(), Failure>;
}
