//! `agency.toml`: an agency as a person writes it down. Dates are texts such as
//! `"2026-09-16"`; files are named relative to it.

use jiff::civil::{Date, DateTime};
use office::ids::{PersonId, PostId, UnitId};
use office::leave::Kind as LeaveKind;
use serde::Deserialize;
use toml::Spanned;

/// Largest file, in bytes: 10,000 people fit.
pub(super) const BYTES_MAX: u64 = 8 * 1024 * 1024;
/// Most entries of one kind.
pub(super) const ENTRIES_MAX: usize = 20_000;
/// Longest name or title, in characters.
pub(super) const NAME_MAX: usize = 100;

/// The whole file.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct AgencyFile {
    /// The agency itself.
    pub(super) agency: AgencyEntry,
    /// Which unit does which office's work.
    #[serde(default)]
    pub(super) offices: std::collections::BTreeMap<String, Spanned<UnitId>>,
    /// The official calendar.
    pub(super) calendar: Option<Spanned<CalendarEntry>>,
    /// Opening of leave accounts.
    pub(super) accounts: Option<Spanned<AccountsEntry>>,
    /// Units, the upper ones first.
    #[serde(default)]
    pub(super) unit: Vec<Spanned<UnitEntry>>,
    /// Posts.
    #[serde(default)]
    pub(super) post: Vec<Spanned<PostEntry>>,
    /// People with the post that they mainly hold.
    #[serde(default)]
    pub(super) person: Vec<Spanned<PersonEntry>>,
    /// Further posts that people hold.
    #[serde(default)]
    pub(super) holding: Vec<Spanned<HoldingEntry>>,
    /// Units of which others take the place from a day on.
    #[serde(default)]
    pub(super) unit_replaced: Vec<Spanned<ReplacedEntry<UnitId>>>,
    /// Posts of which others take the place from a day on.
    #[serde(default)]
    pub(super) post_replaced: Vec<Spanned<ReplacedEntry<PostId>>>,
    /// Deputies of posts.
    #[serde(default)]
    pub(super) deputies: Vec<Spanned<DeputiesEntry>>,
    /// Annual leave that was kept of earlier years.
    #[serde(default)]
    pub(super) kept: Vec<Spanned<KeptEntry>>,
    /// Overtime for which compensatory leave is still there.
    #[serde(default)]
    pub(super) overtime: Vec<Spanned<OvertimeEntry>>,
    /// Leave that was decided before the agency worked here.
    #[serde(default)]
    pub(super) leave: Vec<Spanned<LeaveEntry>>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct AgencyEntry {
    pub(super) name: Spanned<String>,
    /// Working time.
    pub(super) band: Option<Spanned<BandEntry>>,
    /// Who may stand in for whom.
    pub(super) deputy_rule: Option<Spanned<DeputyRuleEntry>>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct DeputyRuleEntry {
    /// How many grades a deputy's post may lie below.
    pub(super) max_grades_below: u8,
    /// Only people of the unit or on the list of the post.
    #[serde(default)]
    pub(super) same_unit_only: bool,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct BandEntry {
    /// File of working times.
    pub(super) file: String,
    /// Which of them is this agency's.
    pub(super) name: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct CalendarEntry {
    /// Files of the official tables.
    pub(super) years: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct AccountsEntry {
    /// The year that is opened.
    pub(super) year: i16,
    /// The published service whose rules say how much.
    pub(super) service: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct UnitEntry {
    pub(super) id: UnitId,
    pub(super) name: String,
    pub(super) above: Option<UnitId>,
    /// First and last day of the unit.
    pub(super) from: Option<Date>,
    pub(super) until: Option<Date>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct PostEntry {
    pub(super) id: PostId,
    pub(super) unit: UnitId,
    pub(super) title: String,
    pub(super) grade: u8,
    pub(super) heads: Option<UnitId>,
    /// The lowest grade; that of the post when left out.
    pub(super) lowest: Option<u8>,
    /// Whether it leads others; so it does when it heads a unit.
    pub(super) supervisory: Option<bool>,
    /// First and last day of the post.
    pub(super) from: Option<Date>,
    pub(super) until: Option<Date>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ReplacedEntry<Id> {
    pub(super) old: Id,
    pub(super) by: Id,
    pub(super) from: Date,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct PersonEntry {
    pub(super) id: PersonId,
    pub(super) name: String,
    pub(super) first_post: Date,
    #[serde(default)]
    pub(super) credited_months: u32,
    pub(super) post: PostId,
    pub(super) since: Date,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct HoldingEntry {
    pub(super) person: PersonId,
    pub(super) post: PostId,
    pub(super) from: Date,
    pub(super) until: Option<Date>,
    pub(super) kind: Kind,
}

#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Kind {
    Regular,
    Acting,
    Concurrent,
    Seconded,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct DeputiesEntry {
    pub(super) post: PostId,
    pub(super) people: Vec<PersonId>,
    pub(super) from: Date,
    pub(super) until: Option<Date>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct KeptEntry {
    pub(super) person: PersonId,
    pub(super) year: i16,
    pub(super) minutes: i64,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct OvertimeEntry {
    pub(super) person: PersonId,
    pub(super) worked: Date,
    pub(super) minutes: i64,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct LeaveEntry {
    pub(super) person: PersonId,
    /// The kind of leave, by its code in the service.
    pub(super) kind: LeaveKind,
    /// From when, by the clock in Taipei: `"2026-12-02T08:00"`.
    pub(super) from: DateTime,
    /// Until when, exclusive.
    pub(super) to: DateTime,
    /// Who stands in.
    pub(super) deputy: Option<PersonId>,
}
