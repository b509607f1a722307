//! Forms as they are filled in, and the files that belong to them.

use super::*;

words! {
    /// A day, or part of a day, in the team picture.
    enum DayPart { None, Morning, Afternoon, Hours, Full }
    /// Where a file is going: into this computer, to the agency, from it.
    enum TransferWay { In, Up, Down }
    /// What a station has of its part of a form: it may fill it in, it must, it did.
    enum FillMark { May, Must, Done }
    /// How a file is shown beside its case.
    enum PreviewKind { Text, Table, Picture, Pages, None }
}

views! {
    /// One attached file.
    struct AttachmentView { name: String, media: String, bytes: u64, sha256: String, here: bool,
        /// Which of several files of this name it is, from 1; none when it is the only one.
        twin: Option<u32>,
        /// It is being fetched.
        coming: bool }
    /// A file on its way, and how far it is.
    struct TransferRow { key: String, way: TransferWay, name: String, done: u64, bytes: u64,
        /// Held back by the person.
        paused: bool,
        /// Why it does not go on now; it is tried again.
        trouble: Option<Sentence> }
    /// A file that is being taken in.
    struct IntakeView { intake: String, done: u64 }
    /// A file as it is shown beside its case.
    struct PreviewView {
        kind: PreviewKind,
        /// Text, or a table with tabs between its cells.
        text: String,
        /// Only the beginning is shown.
        cut: bool,
        /// What the text was written in, such as `Big5`.
        encoding: String,
        /// A picture as a `data:` address.
        picture: Option<String>,
        /// Page of a paper, from 1, and how many it has.
        page: u32,
        pages: u32,
        /// Why there is nothing to show.
        why: Option<Sentence>,
    }
    /// What a leave takes from one pot.
    struct ChargeView { pot: String, minutes: i64, before: i64, after: i64 }

    /// A choice of a field.
    struct OptionView { value: String, label: String, /// Shown but cannot be chosen, and why.
        barred: Option<Sentence>, /// A second line, such as the unit of a person.
        hint: Option<String> }
    /// What can be picked of what was looked for, and whether there is more.
    struct PickView { options: Vec<OptionView>, more: bool }
    /// A field of a form as the page draws it, or fields that belong together.
    struct FieldView {
        key: String,
        /// `textfield`, `textarea`, `number`, `date`, `time`, `datetime`, `select`,
        /// `radio`, `checkbox`, `checklist`, `taglist`, `filepicker`, `computed`, `text`,
        /// `separator`, `spacer`, `group`, `list`, or a type of our own such as `antou-when`.
        kind: String,
        label: String,
        hint: Option<String>,
        /// Whole sentences that help to fill it in.
        help: Option<String>,
        /// It is only shown here.
        readonly: bool,
        /// It takes no answer.
        disabled: bool,
        /// What stands before and after its answer, such as NT$ and 元; may be empty.
        prefix: String,
        suffix: String,
        /// Of a field for files: which kinds, as of a file input; any when empty.
        accept: String,
        required: bool,
        visible: bool,
        /// Columns of 16, and the row that fields share.
        columns: Option<u32>,
        row: Option<String>,
        options: Vec<OptionView>,
        /// The text as it was typed, or the value of a choice; of several choices one a line.
        value: String,
        /// What was understood, in words, for natural input.
        echo: Option<Sentence>,
        /// The echo is something to look at.
        odd: bool,
        /// Suggestions to tap, such as recent reasons.
        recent: Vec<String>,
        /// The fields of a group.
        fields: Vec<FieldView>,
        /// The rows of a list.
        rows: Vec<RowView>,
    }
    /// One row of a list; its key is the list's with its place: `days[0]`.
    struct RowView { key: String, fields: Vec<FieldView> }
    /// Why a field cannot stay as it is.
    struct ProblemView { field: String, what: Sentence }
    /// One person's row in the team picture.
    struct TeamRow { who: PersonBrief, me: bool, deputy: bool, days: Vec<TeamDay> }
    /// One day of a row. Start and end are shares of the working day, in percent.
    struct TeamDay { part: DayPart, start: u32, end: u32, /// This request, or not yet decided.
        tentative: bool }
    /// A column of the team picture.
    struct TeamColumn { date: String, /// Not a working day.
        off: bool }
    /// Who else is away, in ten working days around the request.
    struct TeamView { columns: Vec<TeamColumn>, rows: Vec<TeamRow> }
    /// Everything a person checks before signing, computed as it will be decided.
    struct CheckView {
        minutes: i64,
        charges: Vec<ChargeView>,
        /// Minutes that would be deducted from pay.
        pay_cut: i64,
        pots: Vec<PotView>,
        route: Vec<StationView>,
        team: Option<TeamView>,
        remarks: Vec<Sentence>,
    }
    /// A field that asks under another name now.
    struct RenamedField { before: String, after: String }
    /// An answer for which the other version does not ask.
    struct LostAnswer { label: String, value: String }
    /// What became of a draft that went over to another version of its form.
    struct MovedView {
        from: u32,
        to: u32,
        renamed: Vec<RenamedField>,
        lost: Vec<LostAnswer>,
        /// Fields that only this version asks for.
        new: Vec<String>,
    }
    /// A form being filled in.
    struct DraftView {
        draft: String,
        service: String,
        title: String,
        /// The case that is being corrected, or of which a station fills in its part.
        case: Option<String>,
        /// The station that fills in its part.
        station: Option<String>,
        /// The remark with which it was returned.
        returned: Option<HistoryLine>,
        /// It went over from another version of the form.
        moved: Option<MovedView>,
        fields: Vec<FieldView>,
        problems: Vec<ProblemView>,
        check: Option<CheckView>,
        attachments: Vec<AttachmentView>,
        ready: bool,
        saved: i64,
    }
    /// A change of one field.
    struct DraftChange { draft: String, field: String, value: String }
}

/// The types of this file: words, then views.
pub(super) const ALL: [&[(&str, Declare)]; 2] = [WORDS, VIEWS];
