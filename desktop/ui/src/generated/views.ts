// Written by ts-rs from desktop/core/src/views.rs. Not edited by hand.

/**
 * How far this computer is from work.
 */
export type Stage = "fresh" | "locked" | "open";

/**
 * The four words of the sync pill, and one for work in progress.
 */
export type SyncMark = "clean" | "syncing" | "offline" | "attention";

/**
 * The sections of the inbox, in the order of the screen.
 */
export type Split = "routine" | "look" | "overdue" | "deputy" | "attention";

/**
 * What a station is for. 送陳, 代理同意, 核, 會, 決行, 票, 知會, 補正, 歸檔.
 */
export type StationRole = "submit" | "consent" | "approve" | "consult" | "decide" | "vote" | "note" | "correct" | "file";

/**
 * Where a station stands on the route.
 */
export type StationMark = "done" | "now" | "ahead" | "returned" | "refused" | "skipped";

/**
 * What can be done to a case by this person now.
 */
export type Act = "approve" | "decide" | "refuse" | "oppose" | "return" | "add-sign" | "consult" | "delegate" | "transfer" | "take-off" | "take-back" | "copy" | "say" | "urge" | "seal" | "withdraw" | "correct" | "fill" | "print" | "acknowledge";

/**
 * The state of a case in words of the office.
 */
export type CaseMark = "running" | "stuck" | "returned" | "withdrawn" | "approved" | "filed" | "refused" | "closed";

/**
 * Whether a signature was checked and holds.
 */
export type Signature = "valid" | "invalid" | "pending";

/**
 * Where an operation in the queue stands.
 */
export type QueueMark = "unsealed" | "waiting" | "sending" | "held" | "refused";

/**
 * The kind of a search hit.
 */
export type HitKind = "case" | "file" | "person" | "command";

/**
 * How it goes on once the one to whom a case was sent back has signed again.
 */
export type WayBack = "straight" | "again";

/**
 * What becomes of those beside who sends a case back.
 */
export type SiblingsWord = "cancel" | "keep" | "wait";

/**
 * Where somebody comes on the route.
 */
export type CallPlace = "before" | "after" | "beside";

/**
 * What stands beside a signature. 簽章註記
 */
export type SignMark = "consented" | "approved" | "consulted" | "noted" | "corrected" | "filed" | "head-decided" | "decided-for" | "assisted" | "refused" | "against" | "returned" | "deputy" | "vacant" | "added" | "asked-unit" | "delegated" | "unsealed" | "sealed" | "taken-back";

/**
 * What can be put on a route: a person, or a unit by the post of its head.
 */
export type DeskWord = "person" | "unit";

/**
 * By what a list of own cases is ordered, the newest first.
 */
export type MineOrder = "updated" | "submitted" | "begins";

/**
 * What is unusual in a batch.
 */
export type OutlierWord = "large" | "twice" | "same-day" | "old";

/**
 * How much a remark on a flow matters.
 */
export type FlowWeight = "notice" | "warning" | "error";

/**
 * A day, or part of a day, in the team picture.
 */
export type DayPart = "none" | "morning" | "afternoon" | "hours" | "full";

/**
 * Where a file is going: into this computer, to the agency, from it.
 */
export type TransferWay = "in" | "up" | "down";

/**
 * What a station has of its part of a form: it may fill it in, it must, it did.
 */
export type FillMark = "may" | "must" | "done";

/**
 * How a file is shown beside its case.
 */
export type PreviewKind = "text" | "table" | "picture" | "pages" | "none";

/**
 * How a post is held.
 */
export type HoldingWord = "regular" | "acting" | "concurrent" | "seconded";

/**
 * When a post is held, seen from today.
 */
export type HoldingTime = "past" | "now" | "coming";

/**
 * The rank of a grade. 官等
 */
export type RankWord = "elementary" | "junior" | "senior";

/**
 * Where a deputation stands.
 */
export type DeputationMark = "asked" | "ahead" | "in-force" | "over" | "ended" | "declined";

/**
 * What can be done to a deputation.
 */
export type DeputyWord = "consent" | "decline" | "hand-on" | "end";

/**
 * How a place of a flow stands.
 */
export type PlaceMark = "stuck" | "person" | "waiting" | "around";

/**
 * What an element of a flow is.
 */
export type ElementKind = "station" | "service" | "rule" | "step";

/**
 * What an administrator does to a flow.
 */
export type MendWord = "retry" | "move" | "cancel" | "begin" | "set";

/**
 * A remark: a stable code and the facts that its sentence needs.
 */
export type Sentence = { code: string, facts: { [key in string]: string } };

/**
 * A person as shown in a row.
 */
export type PersonBrief = { id: string, name: string, title: string, unit: string };

/**
 * A case in one file: where it is, and what is not in it.
 */
export type ExportView = { path: string, bytes: number,
/**
 * Number of the last record.
 */
records: number,
/**
 * Everything that could be proven is in it.
 */
isWhole: boolean,
/**
 * Fields that are blackened.
 */
fields: Array<string>,
/**
 * Records that are left out, for they say what is blackened.
 */
leftOutRecords: Array<number>, leftOutOperations: number, leftOutFiles: number,
/**
 * What is not on this computer.
 */
missing: Array<Sentence> };

/**
 * First state of the window.
 */
export type SetupView = { stage: Stage,
/**
 * Name of the agency, once known.
 */
agency: string | null,
/**
 * Who works here; unknown while the vault is closed, which names nobody.
 */
person: PersonBrief | null,
/**
 * The system's key store can open this vault.
 */
systemKey: boolean,
/**
 * Why unlocking is held back, with `again-at` (ms), when it is.
 */
lockedOut: Sentence | null };

/**
 * What an invitation says, shown before the person trusts it.
 */
export type InvitationView = { agency: string, person: string, server: string, fingerprint: string };

/**
 * Look and habits of one person.
 */
export type Settings = {
/**
 * `system`, `light` or `dark`.
 */
theme: string,
/**
 * 90 to 200 percent.
 */
size: number,
/**
 * `zh-TW` or `en`.
 */
language: string,
/**
 * `roc` or `gregorian`.
 */
calendar: string,
/**
 * `compact` or `comfortable`.
 */
density: string,
/**
 * Seconds in which a decision can still be taken back unsealed, 0 to 30.
 */
undoSeconds: number };

/**
 * The pill at the top right.
 */
export type SyncPill = { mark: SyncMark, waiting: number, attention: number, lastSync: number | null,
/**
 * Minutes by which this computer's clock differs, when it matters.
 */
clockOff: number | null };

/**
 * Everything around the screens.
 */
export type Frame = { me: PersonBrief, agency: string,
/**
 * Today by this computer, `YYYY-MM-DD`.
 */
today: string, inbox: number,
/**
 * How many flows are stuck; only for administrators.
 */
stuck: number | null, sync: SyncPill, settings: Settings, demo: DemoView | null };

/**
 * The bar of the demo: whose computer this is, and the cable.
 */
export type DemoView = { people: Array<PersonBrief>, current: string, plugged: boolean };

/**
 * Which part of the inbox to list.
 */
export type InboxQuery = { split: Split | null, offset: number, limit: number,
/**
 * Only what was put off.
 */
later: boolean };

/**
 * One page of the inbox.
 */
export type InboxPage = { splits: Array<SplitCount>, rows: Array<InboxRow>, total: number, doneToday: number,
/**
 * How many were put off.
 */
later: number };

/**
 * A section and how many wait in it.
 */
export type SplitCount = { split: Split, count: number };

/**
 * A leave in one line.
 */
export type LeaveBrief = { kind: string, from: string, fromTime: string, to: string, toTime: string, minutes: number };

/**
 * One waiting matter, with the facts that a decision needs.
 */
export type InboxRow = { case: string, station: string | null, operation: string | null,
/**
 * That somebody asks this person to stand in.
 */
deputation: DeputationView | null, split: Split, who: PersonBrief,
/**
 * The person for whom this person would stand in.
 */
standingInFor: PersonBrief | null, leave: LeaveBrief | null, role: StationRole | null,
/**
 * Who urged this person last; nobody where the agency's own clock did. 稽催
 */
urged: SeenView | null,
/**
 * The second line: balance, deputy, or the one oddity.
 */
remark: Sentence | null,
/**
 * The remark is something to look at.
 */
odd: boolean,
/**
 * The flow of the case is stuck somewhere else.
 */
stuck: boolean,
/**
 * Waiting since, ms.
 */
since: number,
/**
 * Put off until, ms.
 */
later: number | null,
/**
 * Decided here but not yet by the agency.
 */
provisional: boolean, service: string,
/**
 * Why it was asked for, or its subject.
 */
reason: string | null,
/**
 * What it is about in figures, such as an amount of money.
 */
figure: Shown | null,
/**
 * Whoever signs must write an opinion.
 */
mustSay: boolean,
/**
 * Whoever signs fills in a part of the form.
 */
fills: FillMark | null,
/**
 * Who sent a copy of it to be read; then nothing is to be decided.
 */
copy: PersonBrief | null,
/**
 * The service allows that many are decided at once.
 */
batch: boolean,
/**
 * Signatures of its service are those of the card.
 */
card: boolean, acts: Array<Act> };

/**
 * The cases that this person asked for, newest first.
 */
export type MinePage = { rows: Array<MineRow>, drafts: Array<DraftRow>, views: Array<SavedView> };

/**
 * One own case.
 */
export type MineRow = { case: string, service: string, submitted: number,
/**
 * Why it was asked for.
 */
reason: string | null,
/**
 * What it is about in figures.
 */
figure: Shown | null, number: string | null, leave: LeaveBrief, mark: CaseMark, waitingOn: PersonBrief | null, updated: number, provisional: boolean };

/**
 * A case that this person signed, with what was last signed and when. 我簽過的
 */
export type DoneRow = { case: string, at: number, mark: CaseMark, who: PersonBrief, service: string, leave: LeaveBrief | null, reason: string | null, figure: Shown | null, number: string | null, what: SignMark | null };

/**
 * Some of them, the last first.
 */
export type DonePage = { rows: Array<DoneRow>, total: number };

/**
 * A copy that was saved.
 */
export type SavedFile = { name: string, folder: string };

/**
 * A case file that was saved.
 */
export type SavedCase = { name: string, folder: string, bytes: number,
/**
 * Everything that could be proven is in it.
 */
isWhole: boolean, missing: Array<Sentence> };

/**
 * One draft.
 */
export type DraftRow = { draft: string, service: string, title: string, updated: number, case: string | null };

/**
 * One station of a route.
 */
export type StationView = { id: string, role: StationRole, mark: StationMark,
/**
 * The person who must act or acted; empty when only the desk is known.
 */
who: PersonBrief,
/**
 * The person for whom somebody stood in.
 */
standingInFor: PersonBrief | null, at: number | null, opinion: string | null,
/**
 * The station waits for the person at this computer.
 */
mine: boolean, provisional: boolean, signature: Signature | null,
/**
 * Its place on the route.
 */
slot: string | null,
/**
 * What stands beside the signature, the weightiest first.
 */
marks: Array<SignMark>,
/**
 * Why somebody stood in.
 */
reason: string | null,
/**
 * Why it was signed without the card.
 */
unsealed: string | null,
/**
 * The operation whose signature it is.
 */
operation: string | null,
/**
 * Who urged whoever must act here last; nobody where the agency's own clock did. 稽催
 */
urged: SeenView | null,
/**
 * By whom it was put on the route; none for what the service asks for.
 */
askedBy: AskedBy | null,
/**
 * Opened by whoever must act.
 */
seen: SeenView | null,
/**
 * At the same time as the one before it.
 */
beside: boolean,
/**
 * Who was told that it waits too long.
 */
told: PersonBrief | null,
/**
 * What this person can do about this place: urge, take off, take back, seal.
 */
acts: Array<Act> };

/**
 * One answer as it was given, ready to show.
 */
export type AnswerLine = { key: string, label: string, value: Shown };

/**
 * A value with the kind that decides how it is written.
 */
export type Shown = { kind: string, text: string, facts: { [key in string]: string } };

/**
 * One line of what happened to a case.
 */
export type HistoryLine = { at: number, who: PersonBrief, standingInFor: PersonBrief | null, what: Sentence, opinion: string | null, signature: Signature | null,
/**
 * The operation that was signed.
 */
operation: string | null, provisional: boolean };

/**
 * A signature, looked at closely.
 */
export type SignatureView = { state: Signature,
/**
 * By the person's card; else by the key of their computer.
 */
card: boolean, who: PersonBrief, device: string,
/**
 * Of the certificate that signed.
 */
serial: string, issuer: string, from: number, until: number,
/**
 * By the signer's own clock.
 */
signed: number,
/**
 * When the agency took it.
 */
known: number | null,
/**
 * When a time stamp proves that it was there, and whose.
 */
stamped: number | null, stampedBy: string | null,
/**
 * SHA-256 of what was signed.
 */
digest: string };

/**
 * The archived paper of a case.
 */
export type PaperView = { sha256: string, pages: number, bytes: number,
/**
 * Already on this computer.
 */
here: boolean };

/**
 * A case opened in the reader.
 */
export type CaseView = { id: string, service: string, number: string | null, fileNumber: string | null, mark: CaseMark, applicant: PersonBrief, submitted: number, leave: LeaveBrief | null, remarks: Array<Sentence>,
/**
 * Where its flow is stuck.
 */
stuck: Array<StuckNote>, answers: Array<AnswerLine>, charges: Array<ChargeView>, route: Array<StationView>, history: Array<HistoryLine>, signaturesValid: number, signaturesTotal: number, paper: PaperView | null, attachments: Array<AttachmentView>, acts: Array<Act>,
/**
 * The station at which this person can act.
 */
station: string | null,
/**
 * Whoever signs there must write an opinion.
 */
mustSay: boolean,
/**
 * Whoever signs there fills in a part of the form.
 */
fills: FillMark | null,
/**
 * Signatures there are those of the card.
 */
card: boolean,
/**
 * To whom it can be sent back from there, the applicant first.
 */
returns: Array<ReturnView>,
/**
 * Where others can be put beside it.
 */
places: Array<CallPlace>, copies: Array<CopyView>,
/**
 * The answers over time, the newest first; only when there are several.
 */
versions: Array<VersionView>, provisional: boolean };

/**
 * Why a case is where it is, and what comes next.
 */
export type ExplanationView = {
/**
 * Why it is at whose desk, who may act there instead, and until when.
 */
sentences: Array<Sentence>,
/**
 * The stations that follow if all is agreed to, as the answers are now.
 */
next: Array<NextView>,
/**
 * Where it goes if it is sent back from where it is.
 */
returned: Array<NextView>,
/**
 * By which rows of which tables it was decided, the newest first.
 */
sources: Array<Sentence>,
/**
 * Rests on something that waits to be sent.
 */
provisional: boolean };

/**
 * A station that would follow.
 */
export type NextView = { who: PersonBrief, role: StationRole };

/**
 * The answer to anything that was signed.
 */
export type Signed = { operation: string, case: string,
/**
 * Until when it can be taken back unsealed, ms.
 */
sealsAt: number };

/**
 * One pot of the leave account.
 */
export type PotView = { pot: string, year: number, granted: number, used: number, held: number, left: number,
/**
 * Last day on which it can be used.
 */
until: string | null,
/**
 * Minutes of the must-take part that are still to be taken. 應休
 */
mustTake: number | null };

/**
 * One line of the leave account, like a bank book: each row says why.
 */
export type AccountLine = { at: number, pot: string, minutes: number, balance: number, why: Sentence, case: string | null, provisional: boolean };

/**
 * The leave account of one person.
 */
export type AccountView = { person: PersonBrief, on: string, pots: Array<PotView>, lines: Array<AccountLine> };

/**
 * A search as typed.
 */
export type SearchQuery = { text: string, limit: number };

/**
 * A piece of a text, marked where it was found.
 */
export type Piece = { text: string, hit: boolean };

/**
 * One thing that was found.
 */
export type HitView = { kind: HitKind, key: string, title: Array<Piece>, snippet: Array<Piece>, number: string | null, date: number, who: PersonBrief | null, leave: LeaveBrief | null };

/**
 * Hits of one kind.
 */
export type HitGroup = { kind: HitKind, total: number, hits: Array<HitView> };

/**
 * Everything found, grouped.
 */
export type SearchPage = { groups: Array<HitGroup>, total: number };

/**
 * A service that can be asked for.
 */
export type ServiceRow = { service: string, name: string, hint: string, words: Array<string>, lastUsed: number | null };

/**
 * One operation on its way.
 */
export type QueueRow = { operation: string, what: Sentence, case: string | null, mark: QueueMark, at: number, answer: Sentence | null, canCancel: boolean };

/**
 * The sync screen.
 */
export type SyncView = { pill: SyncPill, queue: Array<QueueRow>, server: string, fingerprint: string, device: string, certificateUntil: number | null, clockOffsetMs: number,
/**
 * Findings of the last check of the vault, named.
 */
findings: Array<Sentence>,
/**
 * Text to copy for the help desk; no personal data.
 */
diagnostic: string };

/**
 * A file made for printing or reading.
 */
export type PaperFile = { path: string, pages: number };

/**
 * Something that a person does to a case. What an act does not need is empty or null.
 */
export type StationAct = { case: string,
/**
 * The open station of this person; empty where the act is about the case.
 */
station: string, act: Act,
/**
 * Opinion, reason or word.
 */
opinion: string,
/**
 * For a return: to whom and how.
 */
back: BackAsk | null,
/**
 * For those who are put on the route or sent a copy, or to whom it is handed over.
 */
call: CallAsk | null,
/**
 * For taking off: which places of the route.
 */
slots: Array<string>,
/**
 * Why the card cannot sign now.
 */
unsealed: string | null };

/**
 * To whom a case is sent back, and how.
 */
export type BackAsk = {
/**
 * The place of the route; the applicant's when null.
 */
to: string | null, way: WayBack, siblings: SiblingsWord };

/**
 * Who is called, and where they come on the route.
 */
export type CallAsk = {
/**
 * As [`DeskView`] names them, in order.
 */
desks: Array<string>, place: CallPlace,
/**
 * The place of the route by which they come; the own one when null.
 */
anchor: string | null,
/**
 * All of them at the same time.
 */
together: boolean,
/**
 * They must write an opinion.
 */
mustSay: boolean };

/**
 * What an act would come to.
 */
export type TryView = {
/**
 * Why it would be refused.
 */
refusal: Sentence | null,
/**
 * The route as it would be.
 */
route: Array<StationView>, mark: CaseMark };

/**
 * A place of the route to which a case can be sent back.
 */
export type ReturnView = { slot: string, who: PersonBrief, role: StationRole,
/**
 * Signed at, ms.
 */
at: number | null,
/**
 * The applicant, who corrects.
 */
applicant: boolean,
/**
 * Others lie between them and this person, so that the way matters.
 */
between: boolean,
/**
 * Others act at the same time as this person, so that it matters what becomes of them.
 */
siblings: boolean };

/**
 * Somebody who asked for a place of the route.
 */
export type AskedBy = { by: PersonBrief, mark: SignMark };

/**
 * That somebody opened what waits for them. 簽收
 */
export type SeenView = { who: PersonBrief, at: number };

/**
 * A copy for somebody to read. 傳閱
 */
export type CopyView = { to: PersonBrief, by: PersonBrief, sent: number, read: number | null };

/**
 * The answers as they were at one time, and what changed with them.
 */
export type VersionView = {
/**
 * From 1, the submission.
 */
number: number, at: number, who: PersonBrief, changes: Array<FieldChange>, files: Array<FileChange> };

/**
 * A file that came or went with a correction.
 */
export type FileChange = { name: string, sha256: string, gone: boolean };

/**
 * A field that was changed.
 */
export type FieldChange = { key: string, label: string, before: Shown | null, after: Shown | null };

/**
 * The flow of a case as a picture.
 */
export type FlowPicture = {
/**
 * An SVG without scripts.
 */
svg: string };

/**
 * Who could be called, as typed.
 */
export type DeskQuery = { case: string, act: Act, text: string };

/**
 * Somebody, or a unit, who could be called.
 */
export type DeskView = {
/**
 * `person:…` or `unit:…`
 */
desk: string, kind: DeskWord, who: PersonBrief,
/**
 * Away now.
 */
away: boolean,
/**
 * Why they cannot be called.
 */
barred: Sentence | null };

/**
 * A way to look at the own cases, kept under a name.
 */
export type SavedView = { name: string,
/**
 * Only with these words.
 */
text: string,
/**
 * Only in these states; in all when empty.
 */
marks: Array<CaseMark>,
/**
 * Only of these services; of all when empty.
 */
services: Array<string>, order: MineOrder };

/**
 * Waiting matters that are decided together.
 */
export type BatchAsk = { rows: Array<BatchPick> };

/**
 * One of them.
 */
export type BatchPick = { case: string, station: string };

/**
 * Before they are decided together.
 */
export type BatchView = { rows: Array<InboxRow>,
/**
 * What is unusual, the weightiest first.
 */
outliers: Array<Outlier>, totals: Array<BatchTotal>,
/**
 * They are signed by the person's card.
 */
card: boolean,
/**
 * Those that cannot be in a batch: decided since, or a service that does not allow it.
 */
leftOut: number };

/**
 * Something unusual in a batch.
 */
export type Outlier = { what: OutlierWord, cases: Array<string>, remark: Sentence };

/**
 * The card of this computer's reader.
 */
export type CardView = {
/**
 * Where the module of its maker is.
 */
module: string | null,
/**
 * The name on the card that is this person's.
 */
holder: string | null,
/**
 * Its PIN was entered, and it is ready to sign.
 */
open: boolean,
/**
 * When it closes if it is not used, ms.
 */
until: number | null,
/**
 * The reader has keys of its own: no PIN is typed on the screen.
 */
keys: boolean,
/**
 * Why there is none.
 */
problem: Sentence | null };

/**
 * How many of one kind of leave or of one service, and how much together.
 */
export type BatchTotal = { kind: string, service: string, count: number, minutes: number,
/**
 * The sum of their figures, where all have the same unit.
 */
figure: Shown | null };

/**
 * A flow and what stands around it.
 */
export type FlowDeskView = {
/**
 * The file, decoded.
 */
xml: string,
/**
 * What was drawn last and not saved, as when a window is closed.
 */
unsaved: string | null,
/**
 * What the file was when it was read (SHA-256).
 */
stamp: string,
/**
 * The file by its name, for a pack with its folder before it.
 */
name: string,
/**
 * Whether the flow is part of a pack.
 */
pack: boolean,
/**
 * `zh-TW` or `en`.
 */
language: string,
/**
 * The fields of the pack's form, as the flow's expressions read them.
 */
fields: Array<FlowField>,
/**
 * The decisions of the pack's rules.
 */
decisions: Array<string>,
/**
 * The offices and posts that the pack names, such as `office:personnel`.
 */
desks: Array<string> };

/**
 * A field of the form beside a flow.
 */
export type FlowField = { path: string, label: string };

/**
 * Something about a flow that its author should look at.
 */
export type FlowRemark = {
/**
 * The file of the pack.
 */
file: string, weight: FlowWeight,
/**
 * The id of the element; may be empty.
 */
element: string,
/**
 * Line and column in the file, from 1.
 */
line: number | null, column: number | null,
/**
 * Its code begins with `finding-`.
 */
what: Sentence };

/**
 * Whether a flow still says all that its file says: the first line that is lost.
 */
export type FlowKept = { lost: string | null };

/**
 * A flow that was saved.
 */
export type FlowSaved = { stamp: string };

/**
 * One attached file.
 */
export type AttachmentView = { name: string, media: string, bytes: number, sha256: string, here: boolean,
/**
 * Which of several files of this name it is, from 1; none when it is the only one.
 */
twin: number | null,
/**
 * It is being fetched.
 */
coming: boolean };

/**
 * A file on its way, and how far it is.
 */
export type TransferRow = { key: string, way: TransferWay, name: string, done: number, bytes: number,
/**
 * Held back by the person.
 */
paused: boolean,
/**
 * Why it does not go on now; it is tried again.
 */
trouble: Sentence | null };

/**
 * A file that is being taken in.
 */
export type IntakeView = { intake: string, done: number };

/**
 * A file as it is shown beside its case.
 */
export type PreviewView = { kind: PreviewKind,
/**
 * Text, or a table with tabs between its cells.
 */
text: string,
/**
 * Only the beginning is shown.
 */
cut: boolean,
/**
 * What the text was written in, such as `Big5`.
 */
encoding: string,
/**
 * A picture as a `data:` address.
 */
picture: string | null,
/**
 * Page of a paper, from 1, and how many it has.
 */
page: number, pages: number,
/**
 * Why there is nothing to show.
 */
why: Sentence | null };

/**
 * What a leave takes from one pot.
 */
export type ChargeView = { pot: string, minutes: number, before: number, after: number };

/**
 * A choice of a field.
 */
export type OptionView = { value: string, label: string,
/**
 * Shown but cannot be chosen, and why.
 */
barred: Sentence | null,
/**
 * A second line, such as the unit of a person.
 */
hint: string | null };

/**
 * What can be picked of what was looked for, and whether there is more.
 */
export type PickView = { options: Array<OptionView>, more: boolean };

/**
 * A field of a form as the page draws it, or fields that belong together.
 */
export type FieldView = { key: string,
/**
 * `textfield`, `textarea`, `number`, `date`, `time`, `datetime`, `select`,
 * `radio`, `checkbox`, `checklist`, `taglist`, `filepicker`, `computed`, `text`,
 * `separator`, `spacer`, `group`, `list`, or a type of our own such as `antou-when`.
 */
kind: string, label: string, hint: string | null,
/**
 * Whole sentences that help to fill it in.
 */
help: string | null,
/**
 * It is only shown here.
 */
readonly: boolean,
/**
 * It takes no answer.
 */
disabled: boolean,
/**
 * What stands before and after its answer, such as NT$ and 元; may be empty.
 */
prefix: string, suffix: string,
/**
 * Of a field for files: which kinds, as of a file input; any when empty.
 */
accept: string, required: boolean, visible: boolean,
/**
 * Columns of 16, and the row that fields share.
 */
columns: number | null, row: string | null, options: Array<OptionView>,
/**
 * The text as it was typed, or the value of a choice; of several choices one a line.
 */
value: string,
/**
 * What was understood, in words, for natural input.
 */
echo: Sentence | null,
/**
 * The echo is something to look at.
 */
odd: boolean,
/**
 * Suggestions to tap, such as recent reasons.
 */
recent: Array<string>,
/**
 * The fields of a group.
 */
fields: Array<FieldView>,
/**
 * The rows of a list.
 */
rows: Array<RowView> };

/**
 * One row of a list; its key is the list's with its place: `days[0]`.
 */
export type RowView = { key: string, fields: Array<FieldView> };

/**
 * Why a field cannot stay as it is.
 */
export type ProblemView = { field: string, what: Sentence };

/**
 * One person's row in the team picture.
 */
export type TeamRow = { who: PersonBrief, me: boolean, deputy: boolean, days: Array<TeamDay> };

/**
 * One day of a row. Start and end are shares of the working day, in percent.
 */
export type TeamDay = { part: DayPart, start: number, end: number,
/**
 * This request, or not yet decided.
 */
tentative: boolean };

/**
 * A column of the team picture.
 */
export type TeamColumn = { date: string,
/**
 * Not a working day.
 */
off: boolean };

/**
 * Who else is away, in ten working days around the request.
 */
export type TeamView = { columns: Array<TeamColumn>, rows: Array<TeamRow> };

/**
 * Everything a person checks before signing, computed as it will be decided.
 */
export type CheckView = { minutes: number, charges: Array<ChargeView>,
/**
 * Minutes that would be deducted from pay.
 */
payCut: number, pots: Array<PotView>, route: Array<StationView>, team: TeamView | null, remarks: Array<Sentence> };

/**
 * A field that asks under another name now.
 */
export type RenamedField = { before: string, after: string };

/**
 * An answer for which the other version does not ask.
 */
export type LostAnswer = { label: string, value: string };

/**
 * What became of a draft that went over to another version of its form.
 */
export type MovedView = { from: number, to: number, renamed: Array<RenamedField>, lost: Array<LostAnswer>,
/**
 * Fields that only this version asks for.
 */
new: Array<string> };

/**
 * A form being filled in.
 */
export type DraftView = { draft: string, service: string, title: string,
/**
 * The case that is being corrected, or of which a station fills in its part.
 */
case: string | null,
/**
 * The station that fills in its part.
 */
station: string | null,
/**
 * The remark with which it was returned.
 */
returned: HistoryLine | null,
/**
 * It went over from another version of the form.
 */
moved: MovedView | null, fields: Array<FieldView>, problems: Array<ProblemView>, check: CheckView | null, attachments: Array<AttachmentView>, ready: boolean, saved: number };

/**
 * A change of one field.
 */
export type DraftChange = { draft: string, field: string, value: string };

/**
 * Part of the directory: what was typed, and the unit in which to look, with those below it.
 */
export type PeopleQuery = { text: string, unit: string | null, offset: number, limit: number };

/**
 * One line of the directory.
 */
export type PersonRow = { person: PersonBrief, unit: string, heads: boolean, acting: boolean };

/**
 * A unit of the directory, with how many people are in it and below it.
 */
export type UnitRow = { unit: string, name: string, people: number };

/**
 * Part of the directory.
 */
export type PeoplePage = {
/**
 * How many fit the question.
 */
total: number, offset: number, rows: Array<PersonRow>,
/**
 * The unit in which was looked, after those above it.
 */
path: Array<UnitRow>,
/**
 * The units directly below it.
 */
below: Array<UnitRow> };

/**
 * A post that a person holds, held or will hold.
 */
export type PostHeld = { post: string, title: string, unit: string, unitName: string, lowest: number, highest: number, lowestRank: RankWord, highestRank: RankWord, kind: HoldingWord, time: HoldingTime, from: string, until: string | null,
/**
 * It heads a unit.
 */
heads: boolean,
/**
 * The post took the place of the one that was held, or was abolished.
 */
gone: boolean };

/**
 * The nearest head above a person.
 */
export type HeadView = { title: string, unit: string, people: Array<PersonBrief>, vacant: boolean };

/**
 * That somebody is away now, as far as this person may know.
 */
export type AwayNow = { fromMs: number, untilMs: number, deputy: PersonBrief | null };

/**
 * One person of the directory.
 */
export type PersonView = { person: PersonBrief, me: boolean,
/**
 * The day that is shown, `YYYY-MM-DD`.
 */
on: string,
/**
 * That is today.
 */
today: boolean, posts: Array<PostHeld>, head: HeadView | null,
/**
 * In their order.
 */
deputies: Array<PersonBrief>, away: AwayNow | null,
/**
 * Whether this person may know who of that unit is away.
 */
awayKnown: boolean };

/**
 * Who stands in for whom.
 */
export type DeputiesPage = {
/**
 * Those that wait for the answer of this person.
 */
asked: Array<DeputationView>,
/**
 * Who stands in for this person.
 */
mine: Array<DeputationView>,
/**
 * For whom this person stands in, or has handed it on.
 */
theirs: Array<DeputationView>,
/**
 * Others of the unit, now or to come.
 */
unit: Array<DeputationView> };

/**
 * That somebody stands in for somebody.
 */
export type DeputationView = { id: string, unit: string, principal: PersonBrief, deputy: PersonBrief,
/**
 * The deputy who hands it on.
 */
via: PersonBrief | null, askedBy: PersonBrief, from: string, fromTime: string, to: string, toTime: string,
/**
 * The place among those of the same time, from 1.
 */
order: number, reason: string,
/**
 * Only in these services; in all when empty.
 */
services: Array<string>,
/**
 * Approving stays with the principal.
 */
reserved: boolean, mark: DeputationMark, closed: DeputationEnd | null, acts: Array<DeputyWord>, provisional: boolean };

/**
 * By whom, when (ms) and why it was ended or declined.
 */
export type DeputationEnd = { by: PersonBrief, at: number, reason: string };

/**
 * What somebody is asked: to stand in, or to take on what another does.
 */
export type DeputyAsk = {
/**
 * For whom; for this person when empty.
 */
principal: string, deputy: string,
/**
 * From when to when, in plain words.
 */
when: string, services: Array<string>, reserved: boolean, order: number, reason: string,
/**
 * The deputation that is handed on, and its unit.
 */
via: string | null, unit: string };

/**
 * Whom and what can be chosen, and what is wrong as it stands.
 */
export type DeputyCheck = { people: Array<OptionView>,
/**
 * For whom a head may ask.
 */
principals: Array<OptionView>, services: Array<OptionView>,
/**
 * How the time was understood.
 */
echo: Sentence | null,
/**
 * The next free place.
 */
order: number, problems: Array<ProblemView> };

/**
 * An answer to a deputation, or its end.
 */
export type DeputyAct = { unit: string, deputation: string, what: DeputyWord, reason: string };

/**
 * What applicant and signers are told where a flow is stuck, and why it is.
 */
export type StuckNote = { what: Sentence, why: Sentence };

/**
 * A case whose flow is stuck, for an administrator.
 */
export type StuckRow = { case: string, service: string, number: string | null,
/**
 * The applicant's unit.
 */
unit: string,
/**
 * The element of the flow.
 */
name: string,
/**
 * At how many more elements it is stuck.
 */
more: number,
/**
 * Stuck since, ms.
 */
since: number,
/**
 * How often it was tried again.
 */
tried: number, why: Sentence, provisional: boolean };

/**
 * A stuck case before an administrator.
 */
export type StuckView = { case: string, service: string, number: string | null, unit: string,
/**
 * Version of the service.
 */
version: number, places: Array<PlaceView>,
/**
 * The variables that the flow reads, as FEEL.
 */
values: Array<ValueText>, elements: Array<ElementView>, provisional: boolean };

/**
 * Where a token of a flow is.
 */
export type PlaceView = { token: number, element: string, name: string, mark: PlaceMark, since: number | null, tried: number, why: Sentence | null,
/**
 * For the log: code and reason, in English.
 */
detail: string | null,
/**
 * The elements to which it can be moved.
 */
moves: Array<string> };

/**
 * An element of a flow.
 */
export type ElementView = { element: string,
/**
 * May be empty.
 */
name: string, kind: ElementKind,
/**
 * The sub-process that holds it.
 */
within: string | null,
/**
 * It can begin now.
 */
begins: boolean };

/**
 * A variable and its value as FEEL.
 */
export type ValueText = { name: string, value: string };

/**
 * What an administrator asks for, and why.
 */
export type MendAct = { case: string, what: MendWord, token: number | null, element: string | null, values: Array<ValueText>, reason: string };
