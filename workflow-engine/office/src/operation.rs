//! What a person asks for. The content is the office's own part of a signed
//! operation; everything around it (who, which device, what was seen) is the
//! envelope's. `docs/formats/office.md` lists the keys for people who read
//! the bytes without this code.

mod deputise;
mod mend;
mod personal;
mod route;

pub use deputise::{AskDeputy, ConsentDeputy, DeclineDeputy, EndDeputy, HandOnDeputy};
pub use mend::{GoOver, Mend, Mending, written};
pub use personal::{Personal, Under};
pub use route::{
    AddSign, Call, Called, Decide, Oppose, Receive, Say, Seal, SendCopy, TakeBack, TakeOff,
    Transfer, Urge,
};

use std::collections::BTreeMap;

use feel::Value;
use minicbor::{Decode, Encode};

use crate::Refusal;
use crate::calendar::CalendarEvent;
use crate::ids::{CaseId, OperationId, PackId, PersonId, SlotId, StationId};
use crate::leave::{AccountEvent, Kind, Span};
use crate::org::OrgEvent;
use crate::pack::PackRef;
use crate::route::{Mode, Siblings};

/// The largest content of one operation, in bytes.
pub const MAX_CONTENT: usize = 48 * 1024;

/// Answers of a form by field key.
pub type Answers = BTreeMap<String, Value>;

/// Who asks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Actor {
    /// A person, proved by the certificate of the device.
    Person(PersonId),
    /// The agency's own server, or its administration.
    Agency,
}

impl Actor {
    /// The name in the envelope that stands for the agency itself.
    pub const AGENCY: &'static str = "agency";

    /// Reads the name of the envelope.
    ///
    /// # Errors
    /// A refusal `operation-actor` when it is no name.
    pub fn read(text: &str) -> Result<Self, Refusal> {
        if text == Self::AGENCY {
            return Ok(Self::Agency);
        }
        PersonId::new(text)
            .map(Self::Person)
            .map_err(|_| Refusal::new("operation-actor"))
    }
}

/// What a person asked for, after its signature was verified.
#[derive(Debug, Clone, PartialEq)]
pub struct Operation {
    /// SHA-256 of the signed bytes.
    pub id: OperationId,
    /// Who signed.
    pub actor: Actor,
    /// The person for whom the actor stands in. 代理
    pub acting_for: Option<PersonId>,
    /// When, by the clock of the actor's computer, in ms since 1970 UTC.
    pub at: i64,
    /// The key that signed.
    pub key: Key,
    /// The latest of the agency's own times that the actor had seen, in ms since 1970 UTC: it was
    /// not signed before.
    pub not_before: Option<i64>,
    /// The agency's time of the last event of its case that the actor had seen, in ms since 1970
    /// UTC; none where the case was only on the actor's computer.
    pub saw: Option<i64>,
    /// What is asked for.
    pub content: Content,
}

/// The key by which an operation was signed, as its verification found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Key {
    /// That of the device.
    Device,
    /// That of the person's own card. 憑證卡
    Card,
    /// That of the person's own card, while nobody knows whether its authority revoked it: there is
    /// no list of revocation that holds. 憑證機構無法查詢
    Unchecked,
}

impl Operation {
    /// When it was signed, in ms since 1970 UTC, as far as it can be believed: not later than
    /// `now`, the decider's time, and not before what the actor had seen.
    #[must_use]
    pub fn signed(&self, now: i64) -> i64 {
        let earliest = self.not_before.unwrap_or(i64::MIN);
        self.at.min(now).max(earliest)
    }
}

/// A file that belongs to a case; its bytes travel apart from it.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode, serde::Serialize, serde::Deserialize)]
#[cbor(map)]
pub struct Attachment {
    /// File name as the person knows it, at most 200 characters.
    #[n(1)]
    pub name: String,
    /// Media type.
    #[n(2)]
    pub media: String,
    /// Size in bytes.
    #[n(3)]
    pub bytes: u64,
    /// SHA-256 of the content.
    #[cbor(n(4), with = "minicbor::bytes")]
    pub sha256: [u8; 32],
}

impl Attachment {
    /// How the answer of a field that takes files names it: the first eight hexadecimal digits of
    /// its SHA-256. It only says to which field of the form a file of the case belongs, and is
    /// short because five hundred of them must fit.
    #[must_use]
    pub fn mark(&self) -> String {
        let first = self.sha256.iter().take(4);
        first.map(|byte| format!("{byte:02x}")).collect()
    }
}

/// The archived paper of a case: a PDF/A-2b.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode, serde::Serialize, serde::Deserialize)]
#[cbor(map)]
pub struct Paper {
    /// SHA-256 of the PDF.
    #[cbor(n(1), with = "minicbor::bytes")]
    pub sha256: [u8; 32],
    /// Size in bytes.
    #[n(2)]
    pub bytes: u64,
    /// Number of pages.
    #[n(3)]
    pub pages: u32,
}

/// What is asked for. Keys and numbers are never used twice.
#[derive(Debug, Clone, PartialEq, Encode, Decode)]
pub enum Content {
    /// Submit a form; a case begins. 送陳
    #[n(1)]
    Submit(#[n(0)] Submit),
    /// Approve, consent or take note at a station. 核, 同意, 知悉
    #[n(2)]
    Approve(#[n(0)] Approve),
    /// Send a case back to its applicant for correction. 退回
    #[n(3)]
    Return(#[n(0)] Return),
    /// Answer a return with corrected answers. 補正
    #[n(4)]
    Correct(#[n(0)] Correct),
    /// Take an own case back. 撤案
    #[n(5)]
    Withdraw(#[n(0)] Withdraw),
    /// File the paper of a decided case. 歸檔
    #[n(6)]
    File(#[n(0)] File),
    /// The agency: a timer of a case has come.
    #[n(7)]
    Wake(#[n(0)] Wake),
    /// The agency: a change of units, posts, people or deputies.
    #[n(8)]
    Organise(#[n(0)] Organise),
    /// The agency: a year of the official calendar.
    #[n(9)]
    PublishCalendar(#[n(0)] PublishCalendar),
    /// The agency: a version of a service pack.
    #[n(10)]
    PublishPack(#[n(0)] PublishPack),
    /// The agency: entries of a leave account, such as a year's opening.
    #[n(11)]
    OpenAccount(#[n(0)] OpenAccount),
    /// The agency: a leave that was decided before the agency worked here. 移轉差假
    #[n(12)]
    BringLeave(#[n(0)] BringLeave),
    /// An administrator mends the flow of a case. 排除流程異常
    #[n(13)]
    Mend(#[n(0)] Mend),
    /// An administrator brings a case over to another version of its service. 移轉流程版本
    #[n(14)]
    GoOver(#[n(0)] GoOver),
    /// Open what waits for one, or a copy. 簽收
    #[n(15)]
    Receive(#[n(0)] Receive),
    /// Decide: what lies ahead on the route is not needed. 決行
    #[n(16)]
    Decide(#[n(0)] Decide),
    /// Vote against. 不同意
    #[n(17)]
    Oppose(#[n(0)] Oppose),
    /// Take an own signature back before anybody opened what it led to. 抽回
    #[n(18)]
    TakeBack(#[n(0)] TakeBack),
    /// Put somebody on the route. 加簽, 加會, 委派
    #[n(19)]
    AddSign(#[n(0)] AddSign),
    /// Take somebody off the route again. 減簽
    #[n(20)]
    TakeOff(#[n(0)] TakeOff),
    /// Hand an own station to another. 轉陳
    #[n(21)]
    Transfer(#[n(0)] Transfer),
    /// Send copies to read. 傳閱
    #[n(22)]
    Copy(#[n(0)] SendCopy),
    /// Say something beside the route. 意見
    #[n(23)]
    Say(#[n(0)] Say),
    /// Seal a provisional signature by the card. 補簽
    #[n(24)]
    Seal(#[n(0)] Seal),
    /// Urge whoever it waits for. 稽催
    #[n(25)]
    Urge(#[n(0)] Urge),
    /// Ask somebody to stand in. 代理
    #[n(30)]
    AskDeputy(#[n(0)] AskDeputy),
    /// Agree to stand in. 同意代理
    #[n(31)]
    ConsentDeputy(#[n(0)] ConsentDeputy),
    /// Do not agree to stand in. 婉拒代理
    #[n(32)]
    DeclineDeputy(#[n(0)] DeclineDeputy),
    /// End a deputation before its time. 終止代理
    #[n(33)]
    EndDeputy(#[n(0)] EndDeputy),
    /// Hand a deputation on while one is away oneself. 代理移轉
    #[n(34)]
    HandOnDeputy(#[n(0)] HandOnDeputy),
}

/// See [`Content::Submit`].
#[derive(Debug, Clone, PartialEq, Encode, Decode)]
#[cbor(map)]
pub struct Submit {
    /// The new case, chosen by the applicant's computer.
    #[n(1)]
    pub case: CaseId,
    /// The version of the service that was filled in.
    #[n(2)]
    pub pack: PackRef,
    /// What was filled in.
    #[cbor(n(3), with = "feel::cbor::variables")]
    pub answers: Answers,
    /// Proofs and other files.
    #[n(4)]
    pub attachments: Vec<Attachment>,
}

/// See [`Content::Approve`].
#[derive(Debug, Clone, PartialEq, Encode, Decode)]
#[cbor(map)]
pub struct Approve {
    /// The case.
    #[n(1)]
    pub case: CaseId,
    /// The open station at which the actor, or whom the actor stands in for, must act.
    #[n(2)]
    pub station: StationId,
    /// Words beside the signature, at most 500 characters; may be empty. 意見
    #[n(3)]
    pub opinion: String,
    /// Why the card could not sign, when the pack asks for it. 待補簽
    #[n(4)]
    pub provisional: Option<String>,
    /// What the station fills in of the form. 關卡填寫
    #[n(5)]
    pub filled: Option<Filled>,
}

/// What a station fills in of a form: the answers that it changes by their paths
/// ([`form_model::filled_in`]), what the form computes among them; null takes one away. 關卡填寫
#[derive(Debug, Clone, PartialEq, Default, Encode, Decode)]
#[cbor(map)]
pub struct Filled {
    /// The answers.
    #[cbor(n(1), with = "feel::cbor::variables")]
    pub answers: Answers,
}

/// See [`Content::Return`].
#[derive(Debug, Clone, PartialEq, Encode, Decode)]
#[cbor(map)]
pub struct Return {
    /// The case.
    #[n(1)]
    pub case: CaseId,
    /// The station that sends it back.
    #[n(2)]
    pub station: StationId,
    /// Why, 1 to 500 characters. 退回原因
    #[n(3)]
    pub reason: String,
    /// To which signed slot of the route; none for the applicant.
    #[n(4)]
    pub to: Option<SlotId>,
    /// How it goes on from there; none for [`Mode::Again`]. 直送, 重走
    #[n(5)]
    pub mode: Option<Mode>,
    /// What becomes of those beside; none for [`Siblings::Cancel`].
    #[n(6)]
    pub siblings: Option<Siblings>,
}

/// See [`Content::Correct`].
#[derive(Debug, Clone, PartialEq, Encode, Decode)]
#[cbor(map)]
pub struct Correct {
    /// The case.
    #[n(1)]
    pub case: CaseId,
    /// The correction station.
    #[n(2)]
    pub station: StationId,
    /// All answers anew.
    #[cbor(n(3), with = "feel::cbor::variables")]
    pub answers: Answers,
    /// All files anew.
    #[n(4)]
    pub attachments: Vec<Attachment>,
}

/// See [`Content::Withdraw`].
#[derive(Debug, Clone, PartialEq, Encode, Decode)]
#[cbor(map)]
pub struct Withdraw {
    /// The case.
    #[n(1)]
    pub case: CaseId,
    /// Why, at most 500 characters; may be empty.
    #[n(2)]
    pub reason: String,
}

/// See [`Content::File`].
#[derive(Debug, Clone, PartialEq, Encode, Decode)]
#[cbor(map)]
pub struct File {
    /// The case.
    #[n(1)]
    pub case: CaseId,
    /// The filing station.
    #[n(2)]
    pub station: StationId,
    /// The paper that was made of it.
    #[n(3)]
    pub paper: Paper,
    /// The file number that is printed on it. 檔號
    #[n(4)]
    pub number: String,
}

/// See [`Content::Wake`].
#[derive(Debug, Clone, PartialEq, Encode, Decode)]
#[cbor(map)]
pub struct Wake {
    /// The case whose timer is due.
    #[n(1)]
    pub case: CaseId,
}

/// See [`Content::Organise`].
#[derive(Debug, Clone, PartialEq, Encode, Decode)]
#[cbor(map)]
pub struct Organise {
    /// The changes, in order.
    #[n(1)]
    pub changes: Vec<OrgEvent>,
}

/// See [`Content::PublishCalendar`].
#[derive(Debug, Clone, PartialEq, Encode, Decode)]
#[cbor(map)]
pub struct PublishCalendar {
    /// The year.
    #[n(1)]
    pub year: CalendarEvent,
}

/// See [`Content::PublishPack`].
#[derive(Debug, Clone, PartialEq, Encode, Decode)]
#[cbor(map)]
pub struct PublishPack {
    /// The service.
    #[n(1)]
    pub id: PackId,
    /// The version that new cases use from now on.
    #[n(2)]
    pub pack: PackRef,
}

/// See [`Content::OpenAccount`].
#[derive(Debug, Clone, PartialEq, Encode, Decode)]
#[cbor(map)]
pub struct OpenAccount {
    /// Whose account.
    #[n(1)]
    pub person: PersonId,
    /// The entries, in order.
    #[n(2)]
    pub entries: Vec<AccountEvent>,
}

/// See [`Content::BringLeave`].
#[derive(Debug, Clone, PartialEq, Encode, Decode)]
#[cbor(map)]
pub struct BringLeave {
    /// The name under which account and absence keep it; no case is opened for it.
    #[n(1)]
    pub case: CaseId,
    /// Whose leave.
    #[n(2)]
    pub person: PersonId,
    /// The version of the service by whose rules it is counted.
    #[n(3)]
    pub pack: PackRef,
    /// The kind of leave.
    #[n(4)]
    pub kind: Kind,
    /// From when to when.
    #[n(5)]
    pub span: Span,
    /// Who stands in.
    #[n(6)]
    pub deputy: Option<PersonId>,
}

impl Content {
    /// The deterministic bytes that are signed.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        crate::codec::to_bytes(self)
    }

    /// Reads signed bytes.
    ///
    /// # Errors
    /// `operation-too-large` beyond [`MAX_CONTENT`], `operation-unreadable`
    /// when the bytes are not the content of an operation of this version.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, Refusal> {
        if bytes.len() > MAX_CONTENT {
            return Err(Refusal::new("operation-too-large").with("limit", MAX_CONTENT));
        }
        crate::codec::from_bytes(bytes).ok_or_else(|| Refusal::new("operation-unreadable"))
    }

    /// The case that it is about, when it is about one.
    #[must_use]
    pub fn case(&self) -> Option<&CaseId> {
        match self {
            Self::Submit(x) => Some(&x.case),
            Self::Approve(x) => Some(&x.case),
            Self::Return(x) => Some(&x.case),
            Self::Correct(x) => Some(&x.case),
            Self::Withdraw(x) => Some(&x.case),
            Self::File(x) => Some(&x.case),
            Self::Wake(x) => Some(&x.case),
            Self::Mend(x) => Some(&x.case),
            Self::GoOver(x) => Some(&x.case),
            Self::Receive(x) => Some(&x.case),
            Self::Decide(x) => Some(&x.case),
            Self::Oppose(x) => Some(&x.case),
            Self::TakeBack(x) => Some(&x.case),
            Self::AddSign(x) => Some(&x.case),
            Self::TakeOff(x) => Some(&x.case),
            Self::Transfer(x) => Some(&x.case),
            Self::Copy(x) => Some(&x.case),
            Self::Say(x) => Some(&x.case),
            Self::Seal(x) => Some(&x.case),
            Self::Urge(x) => Some(&x.case),
            Self::Organise(_)
            | Self::PublishCalendar(_)
            | Self::PublishPack(_)
            | Self::OpenAccount(_)
            | Self::BringLeave(_)
            | Self::AskDeputy(_)
            | Self::ConsentDeputy(_)
            | Self::DeclineDeputy(_)
            | Self::EndDeputy(_)
            | Self::HandOnDeputy(_) => None,
        }
    }

    /// The files whose bytes the agency must hold before this can become true.
    pub fn needs(&self) -> impl Iterator<Item = [u8; 32]> {
        let (attachments, paper): (&[Attachment], Option<&Paper>) = match self {
            Self::Submit(x) => (&x.attachments, None),
            Self::Correct(x) => (&x.attachments, None),
            Self::File(x) => (&[], Some(&x.paper)),
            _ => (&[], None),
        };
        attachments
            .iter()
            .map(|a| a.sha256)
            .chain(paper.map(|p| p.sha256))
    }
}
