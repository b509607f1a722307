//! Leave: working time, spans in plain words, the rules behind typed questions,
//! the account of each person, and what a request costs. 差勤、請假
//!
//! Amounts are whole minutes; a day of leave is [`DAY`] minutes (8 hours, 公務員服務法
//! art 12).

mod account;
mod band;
mod charge;
mod entry;
mod grants;
mod kind;
pub mod rounding;
mod rules;
mod span;
pub mod when;
mod why;

pub use account::{Absence, Account, Line, LineKind, Pot};
pub use band::{Band, Hours};
pub use charge::{Charge, LotCharge, Proof, charge, proof};
pub use entry::{
    AccountEvent, Committed, Corrected, Cost, Granted, Held, LotMinutes, Released, Taking,
    TakingState,
};
pub use grants::{Kept, Service, comp, grants, kept_at_year_end};
pub use kind::{BadCode, Kind, PotName};
pub use rules::{KindRule, ProofRule, Rules, Yearly, in_days};
pub use span::{MAX_SPAN_DAYS, Slice, Span, minutes, slices};
pub use why::Why;

/// Minutes in a day of leave.
pub const DAY: i64 = 480;
/// Minutes in an hour, the unit in which leave is asked for (請假規則 art 3, 10).
pub const HOUR: i64 = 60;
