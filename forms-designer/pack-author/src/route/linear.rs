//! What a linear route says.

use std::collections::BTreeSet;
use std::fmt;

use crate::Problem;
use crate::files::{FLOW, RULES};
use crate::table::MAX_CELL;

/// Most stations of a route: those that the office lays, without the applicant.
pub const MAX_STATIONS: usize = office::route::MAX_SLOTS - 1;
/// Longest name of a station or of the flow, in bytes.
const MAX_NAME: usize = 200;
/// Highest head above the applicant.
const MAX_HEAD: u8 = 9;
/// Most working days after which is urged.
const MAX_URGE: u8 = 90;

/// A route: who acts in which order, and what the office does before and after.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Linear {
    /// BPMN id of the process: letters of ASCII, digits, `-` and `_`.
    pub process: String,
    /// What the flow is called.
    pub name: String,
    /// In order.
    pub steps: Vec<Step>,
    /// Leave is held before the route, given back when it is withdrawn or refused, entered in the
    /// calendar and used when it is granted. 差假帳
    pub ledger: bool,
    /// A file number is taken after the route. 取檔號
    pub number: bool,
    /// Whoever signed last files it at the end. 歸檔
    pub filed: bool,
    /// After so many working days on the route whoever is waited for is reminded by the flow. 稽催
    /// What is counted station by station stands in the manifest (`deadline`).
    pub urge: Option<u8>,
}

/// What comes next on a route.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Step {
    /// One station.
    Station(Station),
    /// Stations that are open at the same time.
    Side(Side),
}

impl Step {
    /// Its stations.
    #[must_use]
    pub fn stations(&self) -> &[Station] {
        match self {
            Self::Station(station) => std::slice::from_ref(station),
            Self::Side(side) => &side.stations,
        }
    }
}

/// Stations side by side: all of them, or a vote. 並會, 票簽
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Side {
    /// At least two.
    pub stations: Vec<Station>,
    /// How a vote is counted; then all of its stations vote.
    pub vote: Option<Vote>,
}

/// How a vote is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Vote {
    /// How many must agree.
    pub needs: u8,
    /// One against refuses. 否決權
    pub veto: bool,
}

/// A place on a route. 關卡
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Station {
    /// Its name to forms, texts and histories: a letter of ASCII, then letters, digits, `-`, `_`.
    pub key: String,
    /// What people call it, in zh-TW and English; may be empty.
    pub names: [String; 2],
    /// Who acts.
    pub desk: Desk,
    /// What for.
    pub role: Role,
    /// Whoever signs must write an opinion. 簽註意見
    pub opinion: bool,
    /// FEEL: only when this is true; always where it is empty. Not where it has no value.
    pub when: String,
    /// The regulation or rule that wants it; may be empty. 依據
    pub basis: String,
}

/// Who acts at a station.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Desk {
    /// Whoever asked. 申請人
    Applicant,
    /// The deputy named in the form. 職務代理人
    Deputy,
    /// The head so many levels above the applicant, from 1. 主管
    Head(u8),
    /// The unit that does the work of an office, such as `personnel`.
    Office(String),
    /// Whoever holds a post.
    Post(String),
    /// Whoever signed last.
    LastSigner,
}

impl Desk {
    /// Reads `applicant`, `deputy`, `head:N`, `office:NAME`, `post:ID` or `last-signer`.
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        let known = match text.split_once(':') {
            None => match text {
                "applicant" => Self::Applicant,
                "deputy" => Self::Deputy,
                "last-signer" => Self::LastSigner,
                _ => return None,
            },
            Some(("head", level)) => Self::Head(level.parse().ok()?),
            Some(("office", name)) => Self::Office(name.to_owned()),
            Some(("post", id)) => Self::Post(id.to_owned()),
            Some(_) => return None,
        };
        (known.is_one() && known.to_string() == text).then_some(known)
    }

    /// Whether somebody can be meant.
    fn is_one(&self) -> bool {
        match self {
            Self::Head(level) => (1..=MAX_HEAD).contains(level),
            Self::Office(name) | Self::Post(name) => {
                let plain = |c: char| !c.is_control() && !c.is_whitespace() && !"\"\\".contains(c);
                !name.is_empty() && name.len() <= MAX_NAME && name.chars().all(plain)
            }
            Self::Applicant | Self::Deputy | Self::LastSigner => true,
        }
    }
}

/// As a flow names it.
impl fmt::Display for Desk {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Applicant => f.write_str("applicant"),
            Self::Deputy => f.write_str("deputy"),
            Self::LastSigner => f.write_str("last-signer"),
            Self::Head(level) => write!(f, "head:{level}"),
            Self::Office(name) => write!(f, "office:{name}"),
            Self::Post(id) => write!(f, "post:{id}"),
        }
    }
}

/// What somebody does at a station.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Role {
    /// 同意代理
    Consent,
    /// 核: of several the last decides, where nobody else does.
    Approve,
    /// 會
    Consult,
    /// 決行
    Decide,
    /// 票
    Vote,
    /// 閱
    Note,
}

impl Role {
    /// All of them, in the order in which they come up.
    pub const ALL: [Self; 6] = [
        Self::Consent,
        Self::Consult,
        Self::Approve,
        Self::Decide,
        Self::Vote,
        Self::Note,
    ];

    /// As a flow names it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Consent => "consent",
            Self::Approve => "approve",
            Self::Consult => "consult",
            Self::Decide => "decide",
            Self::Vote => "vote",
            Self::Note => "note",
        }
    }

    /// Reads what [`Role::name`] gives.
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.name() == text)
    }
}

impl Linear {
    /// Its stations in order.
    pub fn stations(&self) -> impl Iterator<Item = &Station> {
        self.steps.iter().flat_map(Step::stations)
    }

    /// Whether it can be written.
    pub(super) fn check(&self) -> Result<(), Problem> {
        let wrong = |code| Problem::new(FLOW, code);
        if !is_word(&self.process) || super::flow::is_taken(&self.process) {
            return Err(wrong("route-key").with("key", &self.process));
        }
        if !is_name(&self.name) {
            return Err(wrong("route-name").with("name", &self.name));
        }
        if self
            .urge
            .is_some_and(|days| !(1..=MAX_URGE).contains(&days))
        {
            return Err(wrong("route-urge").with("limit", MAX_URGE));
        }
        let count = self.stations().count();
        if count == 0 {
            return Err(wrong("route-empty"));
        }
        if count > MAX_STATIONS {
            return Err(wrong("route-too-long").with("limit", MAX_STATIONS));
        }
        let mut known = BTreeSet::new();
        for station in self.stations() {
            station.check()?;
            if !known.insert(&station.key) {
                return Err(wrong("route-key-twice").with("key", &station.key));
            }
        }
        self.steps.iter().try_for_each(Step::check)
    }
}

impl Step {
    fn check(&self) -> Result<(), Problem> {
        let key = self.stations().first().map_or("", |first| &first.key);
        let wrong = |code| Err(Problem::new(FLOW, code).with("key", key));
        let votes = |station: &Station| station.role == Role::Vote;
        match self {
            Self::Station(station) if votes(station) => wrong("route-vote"),
            Self::Station(_) => Ok(()),
            Self::Side(side) if side.stations.len() < 2 => wrong("route-side"),
            Self::Side(side) => {
                let fits = match side.vote {
                    None => !side.stations.iter().any(votes),
                    Some(vote) => {
                        let most = side.stations.len();
                        side.stations.iter().all(votes)
                            && (1..=most).contains(&usize::from(vote.needs))
                    }
                };
                if fits { Ok(()) } else { wrong("route-vote") }
            }
        }
    }
}

impl Station {
    fn check(&self) -> Result<(), Problem> {
        let wrong = |code| Problem::new(FLOW, code).with("key", &self.key);
        if !is_word(&self.key) {
            return Err(wrong("route-key"));
        }
        if !self
            .names
            .iter()
            .chain([&self.basis])
            .all(|name| is_name(name))
        {
            return Err(wrong("route-name"));
        }
        if !self.desk.is_one() {
            return Err(wrong("route-desk").with("desk", &self.desk));
        }
        if self.when.trim() != self.when || self.when.len() > MAX_CELL {
            return Err(wrong("route-condition").with("expression", &self.when));
        }
        if self.when.is_empty() {
            return Ok(());
        }
        let names = feel::names_in(&self.when);
        let read = feel::compile(&self.when, &names);
        read.map(|_| ())
            .map_err(|problem| Problem::feel(RULES, &self.when, &problem).with("key", &self.key))
    }
}

/// A letter, then letters, digits, `-` and `_`.
fn is_word(word: &str) -> bool {
    let more = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
    word.starts_with(|c: char| c.is_ascii_alphabetic())
        && word.chars().all(more)
        && word.len() <= MAX_NAME
}

/// One line that stands the same in XML and in a text; may be empty.
fn is_name(name: &str) -> bool {
    let plain = |c: char| !c.is_control() && !"{}\u{fffe}\u{ffff}".contains(c);
    name.len() <= MAX_NAME && name.trim() == name && name.chars().all(plain)
}
