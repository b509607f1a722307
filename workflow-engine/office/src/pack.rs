//! A service pack: form, flow, rules, texts and print sheet of one service, as
//! data. Its bytes are a deterministic CBOR map from path to content; a version
//! is named by the SHA-256 of these bytes, which the agency signs when it
//! publishes it. `docs/formats/pack.md`. 服務包

pub mod check;
pub mod flow_file;

use std::collections::BTreeMap;

use feel::Context;
use feel::dmn::Decided;
use form_model::Form;
use minicbor::{Decode, Encode};
use serde::{Deserialize, Serialize};
use workflow_engine::plan::Plan;

use crate::Refusal;
use crate::civil;
use crate::ids::PackId;
use crate::leave::Rules;

/// The largest pack, in bytes.
pub const MAX_PACK: usize = 8 * 1024 * 1024;
/// The most files in a pack.
pub const MAX_FILES: usize = 200;

/// The input of a decision that the office fills in for a flow that has no such variable: the day on
/// which the decision is asked, in Taipei. 日期
pub const DAY_ASKED: &str = "日期";

/// What the expressions of a form read besides its answers, when it is filled in at an instant (ms
/// since 1970 UTC): the day, as `today`.
#[must_use]
pub fn around_form(at: i64) -> Context {
    Context::from([(form_model::TODAY.to_owned(), civil::wall(at).date().into())])
}

/// One version of a pack.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Encode, Decode, Serialize, Deserialize)]
#[cbor(map)]
pub struct PackRef {
    /// Counts up with each version.
    #[n(1)]
    pub version: u32,
    /// SHA-256 of the pack's bytes.
    #[cbor(n(2), with = "minicbor::bytes")]
    pub sha256: [u8; 32],
}

/// The state of the stream `packs`.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Packs {
    /// The version that new cases use.
    pub current: BTreeMap<PackId, PackRef>,
    /// All versions ever published, oldest first.
    pub published: Vec<(PackId, PackRef)>,
}

/// What became true of the services on offer.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub enum PackEvent {
    /// New cases of a service use this version.
    #[n(1)]
    Published(#[n(0)] PackId, #[n(1)] PackRef),
}

impl Packs {
    /// Makes an event true.
    pub fn apply(&mut self, event: &PackEvent) {
        let PackEvent::Published(id, pack) = event;
        self.current.insert(id.clone(), pack.clone());
        self.published.push((id.clone(), pack.clone()));
    }

    /// Whether a version of a service was ever published.
    #[must_use]
    pub fn knows(&self, id: &PackId, pack: &PackRef) -> bool {
        self.published.iter().any(|(i, p)| i == id && p == pack)
    }
}

/// `pack.toml`: what a pack says about itself.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Manifest {
    /// The service.
    pub id: PackId,
    /// Counts up with each version.
    pub version: u32,
    /// Letters of the case number, such as `HR`. 字
    pub number_word: String,
    /// How a finished case is filed.
    pub filing: Filing,
    /// What signers may do to a route.
    #[serde(default)]
    pub route: RouteRules,
    /// How long a station may wait.
    #[serde(default)]
    pub deadline: Deadlines,
    /// How waiting matters are shown.
    #[serde(default)]
    pub inbox: InboxRules,
}

/// How long a station may wait before somebody is told, in working days. 稽催, 逾期陳報
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Deadlines {
    /// After so many, whoever must act is reminded; never when 0.
    pub remind: u8,
    /// After so many, the head above them is told; never when 0.
    pub escalate: u8,
    /// After so many, it stands in the section of what waits too long.
    pub overdue: u8,
}

impl Default for Deadlines {
    fn default() -> Self {
        Self {
            remind: 0,
            escalate: 0,
            overdue: 2,
        }
    }
}

/// How waiting matters are shown to whoever decides.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct InboxRules {
    /// The decision that says what there is to know before deciding: a list of codes, empty where
    /// a matter is routine. 例行, 要看
    pub look: Option<String>,
}

/// What signers may do to the route of a case, and how they sign. Everything is allowed where a pack
/// says nothing.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default, rename_all = "kebab-case")]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a switch of its own in the pack's file"
)]
pub struct RouteRules {
    /// 加簽
    pub add_sign: bool,
    /// 加會
    pub consult: bool,
    /// 委派
    pub delegate: bool,
    /// 轉陳
    pub transfer: bool,
    /// 傳閱
    pub copy: bool,
    /// Many cases can be approved at once. 批次核准
    pub batch: bool,
    /// Signatures at stations are those of the person's card; the device's key signs for now where
    /// the card cannot. 憑證簽章, 補簽
    pub card: bool,
}

impl Default for RouteRules {
    fn default() -> Self {
        Self {
            add_sign: true,
            consult: true,
            delegate: true,
            transfer: true,
            copy: true,
            batch: true,
            card: false,
        }
    }
}

/// Where finished cases of a service go. 分類號, 保存年限
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Filing {
    /// 分類號, at most 12 digits or letters.
    pub class: String,
    /// 案次號, the folder in the class.
    pub folder: String,
    /// 保存年限 in years.
    pub keep_years: u16,
}

/// A pack that was read and found whole.
#[derive(Debug)]
pub struct Pack {
    /// What it says about itself.
    pub manifest: Manifest,
    /// The questions.
    pub form: Form,
    /// The flow, checked and compiled.
    pub flow: Plan,
    /// The rules with their dates of effect, and the decisions of the flow.
    pub rules: Rules,
    /// `print.json`; without it the form is printed from its own grid.
    pub print: Option<Vec<u8>>,
    /// Fluent texts by language, such as `zh-TW`.
    pub texts: BTreeMap<String, String>,
}

/// The bytes of a pack from its files.
#[must_use]
pub fn bundle(files: &BTreeMap<String, Vec<u8>>) -> Vec<u8> {
    let mut entries: Vec<_> = files.iter().collect();
    entries.sort_by(|(a, _), (b, _)| (a.len(), a.as_str()).cmp(&(b.len(), b.as_str())));
    crate::codec::to_bytes(&Bundle(entries))
}

struct Bundle<'a>(Vec<(&'a String, &'a Vec<u8>)>);

impl<C> Encode<C> for Bundle<'_> {
    fn encode<W: minicbor::encode::Write>(
        &self,
        e: &mut minicbor::Encoder<W>,
        _: &mut C,
    ) -> Result<(), minicbor::encode::Error<W::Error>> {
        e.map(self.0.len() as u64)?;
        for (path, content) in &self.0 {
            e.str(path)?.bytes(content)?;
        }
        Ok(())
    }
}

/// The files of a pack's bytes.
///
/// # Errors
/// `pack-too-large` beyond [`MAX_PACK`], `pack-unreadable` otherwise.
pub fn unbundle(bytes: &[u8]) -> Result<BTreeMap<String, Vec<u8>>, Refusal> {
    if bytes.len() > MAX_PACK {
        return Err(Refusal::new("pack-too-large").with("limit", MAX_PACK));
    }
    let read = || -> Option<BTreeMap<String, Vec<u8>>> {
        let mut d = minicbor::Decoder::new(bytes);
        let count = d.map().ok()??;
        let count = usize::try_from(count)
            .ok()
            .filter(|count| *count <= MAX_FILES)?;
        let files: BTreeMap<_, _> = (0..count)
            .map(|_| Some((d.str().ok()?.to_owned(), d.bytes().ok()?.to_vec())))
            .collect::<Option<_>>()?;
        (d.position() == bytes.len() && files.len() == count).then_some(files)
    };
    read().ok_or_else(|| Refusal::new("pack-unreadable"))
}

impl Pack {
    /// What a decision comes to that a flow asks, over the flow's variables and the day of the
    /// instant (ms since 1970 UTC) at which it asks.
    pub(crate) fn decide(&self, decision: &str, variables: &Context, at: i64) -> Decided {
        let mut inputs = variables.clone();
        let day = inputs.entry(DAY_ASKED.to_owned()).or_default();
        if day.is_null() {
            *day = civil::wall(at).date().into();
        }
        self.rules.decisions().decide_by_rules(decision, &inputs)
    }

    /// Reads a pack.
    ///
    /// # Errors
    /// `pack-unreadable`, `pack-too-large`, `pack-file-missing` with `path`, or
    /// `pack-file-wrong` with `path` and `reason`.
    pub fn read(bytes: &[u8]) -> Result<Self, Refusal> {
        let files = unbundle(bytes)?;
        let file = |path: &str| {
            files
                .get(path)
                .ok_or_else(|| Refusal::new("pack-file-missing").with("path", path))
        };
        let wrong = |path: &str, reason: String| {
            Refusal::new("pack-file-wrong")
                .with("path", path)
                .with("reason", reason)
        };
        let text = |path: &str| {
            String::from_utf8(file(path)?.clone()).map_err(|_| wrong(path, "not UTF-8".to_owned()))
        };

        let manifest: Manifest =
            toml::from_str(&text("pack.toml")?).map_err(|e| wrong("pack.toml", e.to_string()))?;
        let form = Form::read(file("form.json")?).map_err(|e| wrong("form.json", e.to_string()))?;
        let definitions = workflow_engine::bpmn::read(file("flow.bpmn")?)
            .map_err(|e| wrong("flow.bpmn", e.to_string()))?;
        let flow = Plan::build(&definitions).map_err(|problems| {
            let all: Vec<_> = problems.iter().map(ToString::to_string).collect();
            wrong("flow.bpmn", all.join("; "))
        })?;
        let rules =
            Rules::read(file("rules.dmn")?).map_err(|e| wrong("rules.dmn", e.to_string()))?;
        let texts = files
            .keys()
            .filter_map(|path| {
                Some((
                    path.strip_prefix("texts/")?
                        .strip_suffix(".ftl")?
                        .to_owned(),
                    path,
                ))
            })
            .map(|(language, path)| Ok((language, text(path)?)))
            .collect::<Result<_, Refusal>>()?;
        Ok(Self {
            manifest,
            form,
            flow,
            rules,
            print: files.get("print.json").cloned(),
            texts,
        })
    }
}
