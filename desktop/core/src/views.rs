//! What the screens show. These types cross to the page as JSON and are written
//! to `desktop/ui/src/generated/` as TypeScript. They carry facts, never
//! sentences: wording lives in the texts files, so each remark is a code with
//! facts ([`Sentence`]). Instants are milliseconds since 1970 UTC, civil dates
//! are `YYYY-MM-DD`, civil times `HH:MM`, leave is in integer minutes.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

type Declare = fn(&ts_rs::Config) -> String;

macro_rules! views {
    ($($(#[$meta:meta])* struct $name:ident { $($(#[$field_meta:meta])* $field:ident : $type:ty),* $(,)? })*) => {
        $(
            $(#[$meta])*
            #[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
            #[serde(rename_all = "camelCase")]
            #[allow(missing_docs, reason = "a field without a line is what its name says")]
            pub struct $name { $($(#[$field_meta])* pub $field: $type),* }
        )*
        const VIEWS: &[(&str, Declare)] = &[$((stringify!($name), crate::commands::declaration::<$name>)),*];
    };
}

macro_rules! words {
    ($($(#[$meta:meta])* enum $name:ident { $($(#[$variant_meta:meta])* $variant:ident),* $(,)? })*) => {
        $(
            $(#[$meta])*
            #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, TS)]
            #[serde(rename_all = "kebab-case")]
            #[allow(missing_docs, reason = "a word without a line is what it says")]
            pub enum $name { $($(#[$variant_meta])* $variant),* }
        )*
        const WORDS: &[(&str, Declare)] = &[$((stringify!($name), crate::commands::declaration::<$name>)),*];
    };
}

mod acting;
mod flow_desk;
mod forms;
mod people;
mod stuck;
pub use acting::*;
pub use flow_desk::*;
pub use forms::*;
pub use people::*;
pub use stuck::*;

/// Every type by name, with what writes it as TypeScript.
pub(crate) fn all() -> impl Iterator<Item = &'static (&'static str, Declare)> {
    let parts = [
        [WORDS, VIEWS],
        acting::ALL,
        flow_desk::ALL,
        forms::ALL,
        people::ALL,
        stuck::ALL,
    ];
    let words = parts.map(|[words, _]| words);
    let views = parts.map(|[_, views]| views);
    words.into_iter().chain(views).flatten()
}

words! {
    /// How far this computer is from work.
    enum Stage {
        /// No vault yet: the first-time setup is shown.
        Fresh,
        /// A vault that is closed: the unlock screen is shown.
        Locked,
        /// Open for work.
        Open,
    }
    /// The four words of the sync pill, and one for work in progress.
    enum SyncMark {
        /// All is delivered and the agency answers.
        Clean,
        /// Operations wait, and are being sent.
        Syncing,
        /// The agency does not answer; work goes on.
        Offline,
        /// Something needs the person.
        Attention,
    }
    /// The sections of the inbox, in the order of the screen.
    enum Split {
        /// Within every rule, nothing to know.
        Routine,
        /// Something to know before deciding; the row says what.
        Look,
        /// Waiting longer than the rule of the service allows.
        Overdue,
        /// Waiting for somebody for whom this person stands in.
        Deputy,
        /// Refused, held or returned to this person.
        Attention,
    }
    /// What a station is for. 送陳, 代理同意, 核, 會, 決行, 票, 知會, 補正, 歸檔.
    enum StationRole { Submit, Consent, Approve, Consult, Decide, Vote, Note, Correct, File }
    /// Where a station stands on the route.
    enum StationMark { Done, Now, Ahead, Returned, Refused, Skipped }
    /// What can be done to a case by this person now.
    enum Act {
        /// 核, 同意, 知悉, 會畢
        Approve,
        /// 決行
        Decide,
        /// 不准
        Refuse,
        /// 不同意, in a vote
        Oppose,
        /// 退回
        Return,
        /// 加簽
        AddSign,
        /// 加會
        Consult,
        /// 委派
        Delegate,
        /// 轉陳
        Transfer,
        /// 減簽
        TakeOff,
        /// 抽回
        TakeBack,
        /// 傳閱
        Copy,
        /// 意見
        Say,
        /// 稽催
        Urge,
        /// 補簽
        Seal,
        /// 撤案
        Withdraw,
        /// 補正
        Correct,
        /// 填寫
        Fill,
        Print,
        Acknowledge,
    }
    /// The state of a case in words of the office.
    enum CaseMark {
        /// On its way through the stations.
        Running,
        /// Its flow cannot go on until an administrator mends it. 流程卡住
        Stuck,
        /// Back at the applicant for correction. 補正
        Returned,
        /// Withdrawn by the applicant. 撤案
        Withdrawn,
        /// Decided and waiting to be filed.
        Approved,
        /// In the archive under its file number. 歸檔
        Filed,
        /// Ended without effect.
        Refused,
        /// Came to its end, and nothing of it is filed. 結案
        Closed,
    }
    /// Whether a signature was checked and holds.
    enum Signature { Valid, Invalid, Pending }
    /// Where an operation in the queue stands.
    enum QueueMark { Unsealed, Waiting, Sending, Held, Refused }
    /// The kind of a search hit.
    enum HitKind { Case, File, Person, Command }
}

views! {
    /// A remark: a stable code and the facts that its sentence needs.
    struct Sentence { code: String, facts: BTreeMap<String, String> }
    /// A person as shown in a row.
    struct PersonBrief { id: String, name: String, title: String, unit: String }
    /// A case in one file: where it is, and what is not in it.
    struct ExportView {
        path: String,
        bytes: u64,
        /// Number of the last record.
        records: u64,
        /// Everything that could be proven is in it.
        is_whole: bool,
        /// Fields that are blackened.
        fields: Vec<String>,
        /// Records that are left out, for they say what is blackened.
        left_out_records: Vec<u64>,
        left_out_operations: usize,
        left_out_files: usize,
        /// What is not on this computer.
        missing: Vec<Sentence>,
    }
    /// First state of the window.
    struct SetupView {
        stage: Stage,
        /// Name of the agency, once known.
        agency: Option<String>,
        /// Who works here; unknown while the vault is closed, which names nobody.
        person: Option<PersonBrief>,
        /// The system's key store can open this vault.
        system_key: bool,
        /// Why unlocking is held back, with `again-at` (ms), when it is.
        locked_out: Option<Sentence>,
    }
    /// What an invitation says, shown before the person trusts it.
    struct InvitationView { agency: String, person: String, server: String, fingerprint: String }
    /// Look and habits of one person.
    struct Settings {
        /// `system`, `light` or `dark`.
        theme: String,
        /// 90 to 200 percent.
        size: u32,
        /// `zh-TW` or `en`.
        language: String,
        /// `roc` or `gregorian`.
        calendar: String,
        /// `compact` or `comfortable`.
        density: String,
        /// Seconds in which a decision can still be taken back unsealed, 0 to 30.
        undo_seconds: u32,
    }
    /// The pill at the top right.
    struct SyncPill {
        mark: SyncMark,
        waiting: u32,
        attention: u32,
        last_sync: Option<i64>,
        /// Minutes by which this computer's clock differs, when it matters.
        clock_off: Option<i64>,
    }
    /// Everything around the screens.
    struct Frame {
        me: PersonBrief,
        agency: String,
        /// Today by this computer, `YYYY-MM-DD`.
        today: String,
        inbox: u32,
        /// How many flows are stuck; only for administrators.
        stuck: Option<u32>,
        sync: SyncPill,
        settings: Settings,
        demo: Option<DemoView>,
    }
    /// The bar of the demo: whose computer this is, and the cable.
    struct DemoView { people: Vec<PersonBrief>, current: String, plugged: bool }

    /// Which part of the inbox to list.
    struct InboxQuery { split: Option<Split>, offset: u32, limit: u32,
        /// Only what was put off.
        #[serde(default)] later: bool }
    /// One page of the inbox.
    struct InboxPage { splits: Vec<SplitCount>, rows: Vec<InboxRow>, total: u32, done_today: u32,
        /// How many were put off.
        later: u32 }
    /// A section and how many wait in it.
    struct SplitCount { split: Split, count: u32 }
    /// A leave in one line.
    struct LeaveBrief { kind: String, from: String, from_time: String, to: String, to_time: String, minutes: i64 }
    /// One waiting matter, with the facts that a decision needs.
    struct InboxRow {
        case: String,
        station: Option<String>,
        operation: Option<String>,
        /// That somebody asks this person to stand in.
        deputation: Option<DeputationView>,
        split: Split,
        who: PersonBrief,
        /// The person for whom this person would stand in.
        standing_in_for: Option<PersonBrief>,
        leave: Option<LeaveBrief>,
        role: Option<StationRole>,
        /// Who urged this person last; nobody where the agency's own clock did. 稽催
        urged: Option<SeenView>,
        /// The second line: balance, deputy, or the one oddity.
        remark: Option<Sentence>,
        /// The remark is something to look at.
        odd: bool,
        /// The flow of the case is stuck somewhere else.
        stuck: bool,
        /// Waiting since, ms.
        since: i64,
        /// Put off until, ms.
        later: Option<i64>,
        /// Decided here but not yet by the agency.
        provisional: bool,
        service: String,
        /// Why it was asked for, or its subject.
        reason: Option<String>,
        /// What it is about in figures, such as an amount of money.
        figure: Option<Shown>,
        /// Whoever signs must write an opinion.
        must_say: bool,
        /// Whoever signs fills in a part of the form.
        fills: Option<FillMark>,
        /// Who sent a copy of it to be read; then nothing is to be decided.
        copy: Option<PersonBrief>,
        /// The service allows that many are decided at once.
        batch: bool,
        /// Signatures of its service are those of the card.
        card: bool,
        acts: Vec<Act>,
    }
    /// The cases that this person asked for, newest first.
    struct MinePage { rows: Vec<MineRow>, drafts: Vec<DraftRow>, views: Vec<SavedView> }
    /// One own case.
    struct MineRow { case: String, service: String, submitted: i64, /// Why it was asked for.
        reason: Option<String>, /// What it is about in figures.
        figure: Option<Shown>, number: Option<String>, leave: LeaveBrief, mark: CaseMark, waiting_on: Option<PersonBrief>, updated: i64, provisional: bool }
    /// A case that this person signed, with what was last signed and when. 我簽過的
    struct DoneRow { case: String, at: i64, mark: CaseMark, who: PersonBrief, service: String, leave: Option<LeaveBrief>, reason: Option<String>, figure: Option<Shown>, number: Option<String>, what: Option<SignMark> }
    /// Some of them, the last first.
    struct DonePage { rows: Vec<DoneRow>, total: u32 }
    /// A copy that was saved.
    struct SavedFile { name: String, folder: String }
    /// A case file that was saved.
    struct SavedCase { name: String, folder: String, bytes: u64, /// Everything that could be proven is in it.
        is_whole: bool, missing: Vec<Sentence> }
    /// One draft.
    struct DraftRow { draft: String, service: String, title: String, updated: i64, case: Option<String> }

    /// One station of a route.
    struct StationView {
        id: String,
        role: StationRole,
        mark: StationMark,
        /// The person who must act or acted; empty when only the desk is known.
        who: PersonBrief,
        /// The person for whom somebody stood in.
        standing_in_for: Option<PersonBrief>,
        at: Option<i64>,
        opinion: Option<String>,
        /// The station waits for the person at this computer.
        mine: bool,
        provisional: bool,
        signature: Option<Signature>,
        /// Its place on the route.
        slot: Option<String>,
        /// What stands beside the signature, the weightiest first.
        marks: Vec<SignMark>,
        /// Why somebody stood in.
        reason: Option<String>,
        /// Why it was signed without the card.
        unsealed: Option<String>,
        /// The operation whose signature it is.
        operation: Option<String>,
        /// Who urged whoever must act here last; nobody where the agency's own clock did. 稽催
        urged: Option<SeenView>,
        /// By whom it was put on the route; none for what the service asks for.
        asked_by: Option<AskedBy>,
        /// Opened by whoever must act.
        seen: Option<SeenView>,
        /// At the same time as the one before it.
        beside: bool,
        /// Who was told that it waits too long.
        told: Option<PersonBrief>,
        /// What this person can do about this place: urge, take off, take back, seal.
        acts: Vec<Act>,
    }
    /// One answer as it was given, ready to show.
    struct AnswerLine { key: String, label: String, value: Shown }
    /// A value with the kind that decides how it is written.
    struct Shown { kind: String, text: String, facts: BTreeMap<String, String> }
    /// One line of what happened to a case.
    struct HistoryLine { at: i64, who: PersonBrief, standing_in_for: Option<PersonBrief>, what: Sentence, opinion: Option<String>, signature: Option<Signature>, /// The operation that was signed.
        operation: Option<String>, provisional: bool }
    /// A signature, looked at closely.
    struct SignatureView {
        state: Signature,
        /// By the person's card; else by the key of their computer.
        card: bool,
        who: PersonBrief,
        device: String,
        /// Of the certificate that signed.
        serial: String,
        issuer: String,
        from: i64,
        until: i64,
        /// By the signer's own clock.
        signed: i64,
        /// When the agency took it.
        known: Option<i64>,
        /// When a time stamp proves that it was there, and whose.
        stamped: Option<i64>,
        stamped_by: Option<String>,
        /// SHA-256 of what was signed.
        digest: String,
    }
    /// The archived paper of a case.
    struct PaperView { sha256: String, pages: u32, bytes: u64, /// Already on this computer.
        here: bool }
    /// A case opened in the reader.
    struct CaseView {
        id: String,
        service: String,
        number: Option<String>,
        file_number: Option<String>,
        mark: CaseMark,
        applicant: PersonBrief,
        submitted: i64,
        leave: Option<LeaveBrief>,
        remarks: Vec<Sentence>,
        /// Where its flow is stuck.
        stuck: Vec<StuckNote>,
        answers: Vec<AnswerLine>,
        charges: Vec<ChargeView>,
        route: Vec<StationView>,
        history: Vec<HistoryLine>,
        signatures_valid: u32,
        signatures_total: u32,
        paper: Option<PaperView>,
        attachments: Vec<AttachmentView>,
        acts: Vec<Act>,
        /// The station at which this person can act.
        station: Option<String>,
        /// Whoever signs there must write an opinion.
        must_say: bool,
        /// Whoever signs there fills in a part of the form.
        fills: Option<FillMark>,
        /// Signatures there are those of the card.
        card: bool,
        /// To whom it can be sent back from there, the applicant first.
        returns: Vec<ReturnView>,
        /// Where others can be put beside it.
        places: Vec<CallPlace>,
        copies: Vec<CopyView>,
        /// The answers over time, the newest first; only when there are several.
        versions: Vec<VersionView>,
        provisional: bool,
    }
    /// Why a case is where it is, and what comes next.
    struct ExplanationView {
        /// Why it is at whose desk, who may act there instead, and until when.
        sentences: Vec<Sentence>,
        /// The stations that follow if all is agreed to, as the answers are now.
        next: Vec<NextView>,
        /// Where it goes if it is sent back from where it is.
        returned: Vec<NextView>,
        /// By which rows of which tables it was decided, the newest first.
        sources: Vec<Sentence>,
        /// Rests on something that waits to be sent.
        provisional: bool,
    }
    /// A station that would follow.
    struct NextView { who: PersonBrief, role: StationRole }
    /// The answer to anything that was signed.
    struct Signed { operation: String, case: String, /// Until when it can be taken back unsealed, ms.
        seals_at: i64 }

    /// One pot of the leave account.
    struct PotView {
        pot: String,
        year: i32,
        granted: i64,
        used: i64,
        held: i64,
        left: i64,
        /// Last day on which it can be used.
        until: Option<String>,
        /// Minutes of the must-take part that are still to be taken. 應休
        must_take: Option<i64>,
    }
    /// One line of the leave account, like a bank book: each row says why.
    struct AccountLine { at: i64, pot: String, minutes: i64, balance: i64, why: Sentence, case: Option<String>, provisional: bool }
    /// The leave account of one person.
    struct AccountView { person: PersonBrief, on: String, pots: Vec<PotView>, lines: Vec<AccountLine> }

    /// A search as typed.
    struct SearchQuery { text: String, limit: u32 }
    /// A piece of a text, marked where it was found.
    struct Piece { text: String, hit: bool }
    /// One thing that was found.
    struct HitView { kind: HitKind, key: String, title: Vec<Piece>, snippet: Vec<Piece>, number: Option<String>, date: i64, who: Option<PersonBrief>, leave: Option<LeaveBrief> }
    /// Hits of one kind.
    struct HitGroup { kind: HitKind, total: u32, hits: Vec<HitView> }
    /// Everything found, grouped.
    struct SearchPage { groups: Vec<HitGroup>, total: u32 }
    /// A service that can be asked for.
    struct ServiceRow { service: String, name: String, hint: String, words: Vec<String>, last_used: Option<i64> }

    /// One operation on its way.
    struct QueueRow { operation: String, what: Sentence, case: Option<String>, mark: QueueMark, at: i64, answer: Option<Sentence>, can_cancel: bool }
    /// The sync screen.
    struct SyncView {
        pill: SyncPill,
        queue: Vec<QueueRow>,
        server: String,
        fingerprint: String,
        device: String,
        certificate_until: Option<i64>,
        clock_offset_ms: i64,
        /// Findings of the last check of the vault, named.
        findings: Vec<Sentence>,
        /// Text to copy for the help desk; no personal data.
        diagnostic: String,
    }
    /// A file made for printing or reading.
    struct PaperFile { path: String, pages: u32 }
}

impl From<office::Refusal> for Sentence {
    fn from(refusal: office::Refusal) -> Self {
        Self {
            code: refusal.code,
            facts: refusal.facts,
        }
    }
}
