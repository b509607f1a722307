//! The lists of rows that are kept in the vault.

/// A list of rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Table {
    /// Cases that wait for this person.
    Inbox,
    /// Cases that this person asked for.
    Mine,
    /// Cases that are not ended.
    Open,
    /// Cases whose flow is stuck.
    Stuck,
    /// What this person decided, by the name of the operation.
    Done,
    /// Settings by name.
    Setting,
    /// Operations that are not signed yet.
    Unsealed,
    /// Signed operations of others whose signature does not hold.
    Unsound,
    /// Files that are still to be fetched.
    Wanted,
    /// Cases that this person signed.
    Signed,
    /// When a service was last asked for.
    Used,
    /// Cases that this person's computer must file.
    Filing,
    /// Files that a person holds back.
    Paused,
    /// Until when waiting matters were put off, by case and station.
    Later,
    /// The drafts of which operations were made that are on their way.
    Sent,
    /// Streams whose proofs are still to be asked for.
    Unproven,
}

impl Table {
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Inbox => "inbox",
            Self::Mine => "mine",
            Self::Open => "open",
            Self::Stuck => "stuck",
            Self::Done => "done",
            Self::Setting => "setting",
            Self::Unsealed => "unsealed",
            Self::Unsound => "unsound",
            Self::Wanted => "wanted",
            Self::Signed => "signed",
            Self::Used => "used",
            Self::Filing => "filing",
            Self::Paused => "paused",
            Self::Later => "later",
            Self::Sent => "sent",
            Self::Unproven => "unproven",
        }
    }
}
