//! What people do along the route of a case, and what it would come to.

use super::*;

words! {
    /// How it goes on once the one to whom a case was sent back has signed again.
    enum WayBack {
        /// 直送: straight to who sent it back.
        Straight,
        /// 重走: everybody after them signs again.
        Again,
    }
    /// What becomes of those beside who sends a case back.
    enum SiblingsWord {
        /// They stop, and sign anew.
        Cancel,
        /// They go on meanwhile.
        Keep,
        /// They wait; who had signed has signed.
        Wait,
    }
    /// Where somebody comes on the route.
    enum CallPlace { Before, After, Beside }
    /// What stands beside a signature. 簽章註記
    enum SignMark {
        /// 同意
        Consented,
        /// 核
        Approved,
        /// 會
        Consulted,
        /// 閱
        Noted,
        /// 補正
        Corrected,
        /// 歸檔
        Filed,
        /// 親決
        HeadDecided,
        /// 代為決行
        DecidedFor,
        /// 襄助
        Assisted,
        /// 不准
        Refused,
        /// 不同意
        Against,
        /// 退回
        Returned,
        /// 代
        Deputy,
        /// 代理出缺職務
        Vacant,
        /// 加簽
        Added,
        /// 加會
        AskedUnit,
        /// 委派
        Delegated,
        /// 待補簽
        Unsealed,
        /// 補簽
        Sealed,
        /// 撤
        TakenBack,
    }
    /// What can be put on a route: a person, or a unit by the post of its head.
    enum DeskWord { Person, Unit }
    /// By what a list of own cases is ordered, the newest first.
    enum MineOrder { Updated, Submitted, Begins }
    /// What is unusual in a batch.
    enum OutlierWord {
        /// Far more than the others.
        Large,
        /// The same person several times.
        Twice,
        /// Many of one unit away on one day.
        SameDay,
        /// Waiting much longer than the others.
        Old,
    }
}

views! {
    /// Something that a person does to a case. What an act does not need is empty or null.
    struct StationAct {
        case: String,
        /// The open station of this person; empty where the act is about the case.
        #[serde(default)] station: String,
        act: Act,
        /// Opinion, reason or word.
        #[serde(default)] opinion: String,
        /// For a return: to whom and how.
        #[serde(default)] back: Option<BackAsk>,
        /// For those who are put on the route or sent a copy, or to whom it is handed over.
        #[serde(default)] call: Option<CallAsk>,
        /// For taking off: which places of the route.
        #[serde(default)] slots: Vec<String>,
        /// Why the card cannot sign now.
        #[serde(default)] unsealed: Option<String>,
    }
    /// To whom a case is sent back, and how.
    struct BackAsk {
        /// The place of the route; the applicant's when null.
        to: Option<String>,
        way: WayBack,
        siblings: SiblingsWord,
    }
    /// Who is called, and where they come on the route.
    struct CallAsk {
        /// As [`DeskView`] names them, in order.
        desks: Vec<String>,
        place: CallPlace,
        /// The place of the route by which they come; the own one when null.
        anchor: Option<String>,
        /// All of them at the same time.
        together: bool,
        /// They must write an opinion.
        must_say: bool,
    }
    /// What an act would come to.
    struct TryView {
        /// Why it would be refused.
        refusal: Option<Sentence>,
        /// The route as it would be.
        route: Vec<StationView>,
        mark: CaseMark,
    }
    /// A place of the route to which a case can be sent back.
    struct ReturnView {
        slot: String,
        who: PersonBrief,
        role: StationRole,
        /// Signed at, ms.
        at: Option<i64>,
        /// The applicant, who corrects.
        applicant: bool,
        /// Others lie between them and this person, so that the way matters.
        between: bool,
        /// Others act at the same time as this person, so that it matters what becomes of them.
        siblings: bool,
    }
    /// Somebody who asked for a place of the route.
    struct AskedBy { by: PersonBrief, mark: SignMark }
    /// That somebody opened what waits for them. 簽收
    struct SeenView { who: PersonBrief, at: i64 }
    /// A copy for somebody to read. 傳閱
    struct CopyView { to: PersonBrief, by: PersonBrief, sent: i64, read: Option<i64> }
    /// The answers as they were at one time, and what changed with them.
    struct VersionView {
        /// From 1, the submission.
        number: u32,
        at: i64,
        who: PersonBrief,
        changes: Vec<FieldChange>,
        files: Vec<FileChange>,
    }
    /// A file that came or went with a correction.
    struct FileChange { name: String, sha256: String, gone: bool }
    /// A field that was changed.
    struct FieldChange { key: String, label: String, before: Option<Shown>, after: Option<Shown> }
    /// The flow of a case as a picture.
    struct FlowPicture {
        /// An SVG without scripts.
        svg: String,
    }
    /// Who could be called, as typed.
    struct DeskQuery { case: String, act: Act, text: String }
    /// Somebody, or a unit, who could be called.
    struct DeskView {
        /// `person:…` or `unit:…`
        desk: String,
        kind: DeskWord,
        who: PersonBrief,
        /// Away now.
        away: bool,
        /// Why they cannot be called.
        barred: Option<Sentence>,
    }
    /// A way to look at the own cases, kept under a name.
    struct SavedView {
        name: String,
        /// Only with these words.
        text: String,
        /// Only in these states; in all when empty.
        marks: Vec<CaseMark>,
        /// Only of these services; of all when empty.
        services: Vec<String>,
        order: MineOrder,
    }
    /// Waiting matters that are decided together.
    struct BatchAsk { rows: Vec<BatchPick> }
    /// One of them.
    struct BatchPick { case: String, station: String }
    /// Before they are decided together.
    struct BatchView {
        rows: Vec<InboxRow>,
        /// What is unusual, the weightiest first.
        outliers: Vec<Outlier>,
        totals: Vec<BatchTotal>,
        /// They are signed by the person's card.
        card: bool,
        /// Those that cannot be in a batch: decided since, or a service that does not allow it.
        left_out: u32,
    }
    /// Something unusual in a batch.
    struct Outlier { what: OutlierWord, cases: Vec<String>, remark: Sentence }
    /// The card of this computer's reader.
    struct CardView {
        /// Where the module of its maker is.
        module: Option<String>,
        /// The name on the card that is this person's.
        holder: Option<String>,
        /// Its PIN was entered, and it is ready to sign.
        open: bool,
        /// When it closes if it is not used, ms.
        until: Option<i64>,
        /// The reader has keys of its own: no PIN is typed on the screen.
        keys: bool,
        /// Why there is none.
        problem: Option<Sentence>,
    }
    /// How many of one kind of leave or of one service, and how much together.
    struct BatchTotal { kind: String, service: String, count: u32, minutes: i64,
        /// The sum of their figures, where all have the same unit.
        figure: Option<Shown> }
}

/// The types of this file: words, then views.
pub(super) const ALL: [&[(&str, Declare)]; 2] = [WORDS, VIEWS];
