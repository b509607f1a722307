//! The first inputs of each target, from the repository's own packs, histories, golden bytes and
//! formats. `cargo run -p fuzz --bin fuzz-seeds` writes those that `fuzz/corpus` does not have; what
//! is there stays, since an old form must be read for ever.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use minicbor::Encoder;
use office::ids::OperationId;
use office::{Event, State, Stream};

/// The form of the leave pack.
pub const LEAVE_FORM: &[u8] = include_bytes!("../../workflow-engine/packs/leave/form.json");
/// Its print sheet.
pub const PRINT_SHEET: &[u8] = include_bytes!("../../workflow-engine/packs/leave/print.json");
const LEAVE_FLOW: &[u8] = include_bytes!("../../workflow-engine/packs/leave/flow.bpmn");
const LEAVE_RULES: &[u8] = include_bytes!("../../workflow-engine/packs/leave/rules.dmn");
const LEAVE_MANIFEST: &[u8] = include_bytes!("../../workflow-engine/packs/leave/pack.toml");
const LEAVE_TEXTS: &[u8] = include_bytes!("../../workflow-engine/packs/leave/texts/zh-TW.ftl");
const SCENARIOS: [(&str, &[u8]); 4] = [
    (
        "account",
        include_bytes!(
            "../../workflow-engine/packs/leave/scenarios/b02-withdrawn-and-corrected.toml"
        ),
    ),
    (
        "flow",
        include_bytes!(
            "../../workflow-engine/office/tests/packs/leave-1/scenarios/c07-unit-head-returns.toml"
        ),
    ),
    (
        "flow-late",
        include_bytes!(
            "../../workflow-engine/office/tests/packs/leave-1/scenarios/c13-every-desk-is-late.toml"
        ),
    ),
    (
        "flow-stuck",
        include_bytes!(
            "../../workflow-engine/office/tests/packs/leave-1/scenarios/c15-nothing-left.toml"
        ),
    ),
];
const COMMANDS: &[&str] = &[
    "start days = 3, kind = \"annual\"",
    "close \"直屬 主管核\" with outcome = \"return\", list = [1, 2]",
    "fail hold leave-short",
    "wait 3 working days",
    "wait until 2026-03-05T10:00",
    "wait PT3H",
    "move consent to head",
    "day-off 2026-03-03",
    "set \"a=b\" = {x: date(\"2026-03-02\")}",
    "message withdraw",
];
/// A form with groups, lists and conditions.
pub const RICH_FORM: &[u8] =
    include_bytes!("../../forms-designer/form-model/tests/forms/rich.json");
/// The table of days off of 2026.
pub const CALENDAR: &str = include_str!("../../workflow-engine/office/data/calendar-2026.toml");
/// Working times.
pub const BANDS: &str = include_str!("../../workflow-engine/office/data/bands.toml");
const HISTORY: &str = include_str!("../../workflow-engine/histories/0001-leave.history");
/// The golden operation, hexadecimal.
pub const OPERATION: &str = include_str!("../../sync/tests/golden/operation.hex");
/// The certificate of the agency that issued its chain.
pub const ROOT: &str = include_str!("../../sync/tests/golden/root.hex");
/// The certificate of an authority of cards.
pub const CARD_ROOT: &[u8] = include_bytes!("../../sync/tests/fixtures/card-root.der");
/// Its list of differences.
pub const CRL_DELTA: &[u8] = include_bytes!("../../sync/tests/fixtures/crl-delta.der");
/// Its list that is signed with SHA-1.
pub const CRL_WEAK: &[u8] = include_bytes!("../../sync/tests/fixtures/crl-sha1.der");
/// The certificate of an authority of time stamps.
pub const STAMP_ROOT: &[u8] = include_bytes!("../../sync/tests/fixtures/stamp-root.der");
/// An answer of a service below it.
pub const STAMP: &[u8] = include_bytes!("../../sync/tests/fixtures/stamp-rsa.tsr");
const STAMPS: [(&str, &[u8]); 6] = [
    ("rsa", STAMP),
    (
        "p256",
        include_bytes!("../../sync/tests/fixtures/stamp-p256.tsr"),
    ),
    (
        "denied",
        include_bytes!("../../sync/tests/fixtures/stamp-denied.tsr"),
    ),
    (
        "expired",
        include_bytes!("../../sync/tests/fixtures/stamp-expired.tsr"),
    ),
    (
        "sha1-name",
        include_bytes!("../../sync/tests/fixtures/stamp-sha1-name.tsr"),
    ),
    (
        "mail",
        include_bytes!("../../sync/tests/fixtures/stamp-mail.tst"),
    ),
];
/// An operation of which something is only a hash.
const DISCLOSING_OPERATION: &str = include_str!("../../sync/tests/golden/operation-disclosing.hex");
/// All that the golden agency signed.
pub const SIGNED: [&str; 2] = [OPERATION, DISCLOSING_OPERATION];
/// An operation of which something is only a hash, and what it became.
const DISCLOSING: [(&str, &str); 2] = [
    ("sync-operation", DISCLOSING_OPERATION),
    (
        "sync-event",
        include_str!("../../sync/tests/golden/event-disclosing.hex"),
    ),
];
/// A whole case file.
pub const CASE_FILE: &str = include_str!("../../sync/tests/golden/case-file.hex");
/// The bytes of an event as they were first written.
pub const EVENT_1: &str = include_str!("../../sync/tests/golden/event-1.hex");
const EVENT_2: &str = include_str!("../../sync/tests/golden/event-2.hex");
const VERDICT_1: &str = include_str!("../../sync/tests/golden/verdict-accepted.hex");
const VERDICT_2: &str = include_str!("../../sync/tests/golden/verdict-refused-again.hex");
const BODIES: [(u8, &str); 4] = [
    (0, include_str!("../../sync/tests/golden/hello.hex")),
    (7, include_str!("../../sync/tests/golden/changes.hex")),
    (4, include_str!("../../sync/tests/golden/push.hex")),
    (9, include_str!("../../sync/tests/golden/pulled.hex")),
];
const OPERATIONS: &str = include_str!(
    "../../workflow-engine/office/tests/office/snapshots/office__bytes__operations_keep_their_bytes.snap"
);
const INVITATION: &str =
    include_str!("../../sync/tests/sync/snapshots/sync__invitation__the_text_form.snap");

/// Bytes of hexadecimal text; what is no digit is passed over.
#[must_use]
pub fn unhex(text: &str) -> Vec<u8> {
    let digits: Vec<u8> = text
        .chars()
        .filter_map(|c| c.to_digit(16))
        .filter_map(|digit| u8::try_from(digit).ok())
        .collect();
    digits
        .chunks_exact(2)
        .map(|pair| pair[0] << 4 | pair[1])
        .collect()
}

/// The folder of the leave pack.
#[must_use]
pub fn leave_folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../workflow-engine/packs/leave")
}

/// A page of Word with a table to fill in, as `word/document.xml`.
const PAPER: &str = r#"<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:r><w:t>加班申請單</w:t></w:r></w:p><w:tbl><w:tr><w:tc><w:p><w:r><w:t>姓名</w:t></w:r></w:p></w:tc><w:tc><w:p/></w:tc><w:tc><w:p><w:r><w:t>日期</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>　年　月　日</w:t></w:r></w:p></w:tc></w:tr><w:tr><w:tc><w:p><w:r><w:t>補償</w:t></w:r></w:p></w:tc><w:tc><w:tcPr><w:gridSpan w:val="3"/></w:tcPr><w:p><w:r><w:t>□加班費　□補休</w:t></w:r></w:p></w:tc></w:tr></w:tbl></w:body></w:document>"#;

/// The files of the leave pack, as they are published.
#[must_use]
pub fn leave_files() -> BTreeMap<String, Vec<u8>> {
    [
        ("pack.toml", LEAVE_MANIFEST),
        ("form.json", LEAVE_FORM),
        ("flow.bpmn", LEAVE_FLOW),
        ("rules.dmn", LEAVE_RULES),
        ("print.json", PRINT_SHEET),
        ("texts/zh-TW.ftl", LEAVE_TEXTS),
    ]
    .map(|(path, content)| (path.to_owned(), content.to_vec()))
    .into()
}

/// An agency's file with the tables of the repository where it says `DATA`.
#[must_use]
pub fn agency_file(text: &str) -> String {
    let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("../workflow-engine/office/data");
    text.replace("DATA", &data.to_string_lossy())
}

/// Seeds of every target: target, name, bytes.
#[must_use]
pub fn all() -> Vec<(&'static str, String, Vec<u8>)> {
    let mut seeds = Vec::new();
    let mut put = |target, name: &str, bytes: &[u8]| {
        seeds.push((target, name.to_owned(), bytes.to_vec()));
    };
    put("bpmn", "leave", LEAVE_FLOW);
    put("flow-picture", "leave", LEAVE_FLOW);
    put("flow-picture", "small", FLOW.as_bytes());
    put("server-people-csv", "agency", PEOPLE_CSV.as_bytes());
    put("server-people-csv", "plain", PEOPLE_PLAIN.as_bytes());
    put("server-people-csv", "big5", PEOPLE_BIG5);
    put("server-people-ldif", "directory", PEOPLE_LDIF.as_bytes());
    for (name, scenario) in SCENARIOS {
        put("scenario", name, scenario);
    }
    put("feel-dmn", "leave", LEAVE_RULES);
    put("form", "leave", LEAVE_FORM);
    put("form", "rich", RICH_FORM);
    put("service-route", "leave", LEAVE_FLOW);
    put("service-table", "leave", LEAVE_RULES);
    put("service-texts", "leave", LEAVE_TEXTS);
    put("paper-form", "leave", PAPER.as_bytes());
    put(
        "form-session",
        "steps",
        b"\x01\x02\x01\x03\x04\x07\x05\x06\x03\x08\x00\x00\x09\x05\x02",
    );
    for template in pack_author::template::Template::ALL {
        let files = template.files().unwrap_or_default();
        let of = |path: &str| files.get(path).cloned().unwrap_or_default();
        put("service-route", template.name(), &of(pack_author::FLOW));
        put("service-table", template.name(), &of(pack_author::RULES));
    }
    put("print-sheet", "leave", PRINT_SHEET);
    put("pack-texts", "leave", LEAVE_TEXTS);
    put(
        "office-pack",
        "leave",
        &office::pack::bundle(&leave_files()),
    );
    put("office-pack-manifest", "leave", LEAVE_MANIFEST);
    put("office-calendar", "2026", CALENDAR.as_bytes());
    put("office-bands", "all", BANDS.as_bytes());
    put("sync-operation", "golden", &unhex(OPERATION));
    put("pack-file", "operation", &unhex(OPERATION));
    put("sync-event", "golden-1", &unhex(EVENT_1));
    for (target, bytes) in DISCLOSING {
        put(target, "disclosing", &unhex(bytes));
    }
    put("sync-case-file", "golden", &unhex(CASE_FILE));
    put("sync-event", "golden-2", &unhex(EVENT_2));
    put("sync-verdict", "accepted", &unhex(VERDICT_1));
    put("sync-verdict", "refused-again", &unhex(VERDICT_2));
    put("sync-certificate", "root", &unhex(ROOT));
    put("sync-certificate", "card-root", CARD_ROOT);
    put("sync-crl", "delta", CRL_DELTA);
    put("sync-crl", "weak", CRL_WEAK);
    put(
        "sync-crl",
        "indirect",
        include_bytes!("../../sync/tests/fixtures/crl-indirect.der"),
    );
    for (name, bytes) in STAMPS {
        put("sync-stamp", name, bytes);
    }
    if let Ok(opened) = sync::envelope::open(&unhex(OPERATION)) {
        for (number, certificate) in opened.chain().iter().enumerate() {
            put("sync-certificate", &format!("chain-{number}"), certificate);
        }
    }
    for (which, hex) in BODIES {
        let body = [&[which][..], &unhex(hex)].concat();
        put("sync-body", &format!("golden-{which}"), &body);
    }
    let typed = INVITATION.rsplit("---\n").next().unwrap_or_default();
    put("sync-invitation", "golden", typed.trim().as_bytes());
    for line in OPERATIONS
        .rsplit("---\n")
        .next()
        .unwrap_or_default()
        .lines()
    {
        if let Some((name, hex)) = line.split_once(' ') {
            put("office-content", name, &unhex(hex));
        }
    }
    seeds.extend(of_history());
    seeds.extend(written_here());
    seeds.extend(of_files());
    seeds
}

/// Files as people attach them, and how they come.
fn of_files() -> Vec<(&'static str, String, Vec<u8>)> {
    const DOCUMENT: &str = "<w:d><w:p><w:r><w:t>事由 &amp; 探親</w:t><w:tab/></w:r></w:p><w:tbl><w:tr><w:tc><w:p><w:t>甲</w:t></w:p></w:tc></w:tr></w:tbl></w:d>";
    const SHEET: &str = "<x><sheet name='表'/><si><t>紙</t><rPh><t>シ</t></rPh></si><row><c r='C1' t='s'><v>0</v></c></row></x>";
    const SLIDE: &str = "<p:sld><a:p><a:r><a:t>一</a:t></a:r><a:br/></a:p></p:sld>";
    const OPEN: &str = "<o:spreadsheet><t:table t:name='表'><t:table-row><t:table-cell t:number-columns-repeated='9'><x:p>甲<x:s x:c='3'/></x:p></t:table-cell></t:table-row></t:table></o:spreadsheet>";
    const PAPER: &[u8] = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 99 99]/Contents 4 0 R>>endobj\n4 0 obj<</Length 24>>stream\n1 0 0 rg 9 9 50 50 re f\nendstream endobj\ntrailer<</Root 1 0 R>>";
    /// One red point.
    const PICTURE: &str = "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c49444154789c63f8cfc0000003010100c9fe92ef0000000049454e44ae426082";
    let office = [DOCUMENT, SHEET, SLIDE, OPEN].into_iter().zip(0u8..);
    let mut seeds: Vec<_> = office
        .map(|(xml, which)| {
            let bytes = [&[which][..], xml.as_bytes()].concat();
            ("preview-office", format!("{which}"), bytes)
        })
        .collect();
    let archive = crate::targets::stored(&[("word/document.xml", DOCUMENT.as_bytes())]);
    for (name, bytes) in [
        ("paper", PAPER.to_vec()),
        ("picture", unhex(PICTURE)),
        ("archive", archive),
        ("text", "請假證明".as_bytes().to_vec()),
    ] {
        seeds.push(("preview-file", name.to_owned(), bytes));
    }
    for size in [0usize, 5, 2 * 1024 * 1024 + 1] {
        let manifest = sync::wire::BlobManifest::of(&vec![7; size], "a/b", "packs");
        let bytes = sync::wire::Body::to_bytes(&manifest);
        seeds.push(("blob-manifest", format!("{size}"), bytes));
    }
    seeds
}

/// From the recorded history: itself, an event of each kind, and a state of each kind.
fn of_history() -> Vec<(&'static str, String, Vec<u8>)> {
    let mut seeds = Vec::new();
    let mut states = BTreeMap::new();
    let mut kept = String::new();
    for line in HISTORY.lines() {
        let [name, at, operation, body] = line.split(' ').collect::<Vec<_>>()[..] else {
            continue;
        };
        let (Ok(stream), Ok(at)) = (name.parse::<Stream>(), at.parse()) else {
            continue;
        };
        let operation = <[u8; 32]>::try_from(unhex(operation)).unwrap_or([0; 32]);
        let Some(event) = Event::from_bytes(&unhex(body)) else {
            continue;
        };
        let kind = name.replace('/', "-");
        let kind_of_event = body.get(..8).unwrap_or(body);
        seeds.push((
            "office-event",
            format!("{}-{kind_of_event}", name.split('/').next().unwrap_or(name)),
            unhex(body),
        ));
        if body.len() < 2000 && kept.len() < 12_000 {
            kept += line;
            kept.push('\n');
        }
        let state = states.entry(kind).or_insert_with(|| State::empty(&stream));
        state.apply(&event, at, OperationId(operation));
    }
    seeds.push(("office-history", "leave".to_owned(), kept.into_bytes()));
    for (name, state) in states {
        seeds.push(("office-state", name, state.to_cache()));
    }
    seeds
}

/// Small ones that no file of the repository holds.
fn written_here() -> Vec<(&'static str, String, Vec<u8>)> {
    let texts: [(&'static str, &[&str]); 15] = [
        ("feel-expression", EXPRESSIONS),
        ("feel-dmn", &[MODEL]),
        ("bpmn", &[FLOW]),
        (
            "timer",
            &[
                "2026-12-03T08:30:00",
                "P3DT4H",
                "R3/PT1H",
                "R/2026-12-03T08:30:00/P1D",
                "P1Y2M",
            ],
        ),
        ("flow-command", COMMANDS),
        ("form-answers", ANSWERS),
        ("office-when", TIMES),
        ("server-agency-file", &[AGENCY]),
        ("server-plan", &[PLAN]),
        ("vault-slots", &[SLOTS]),
        (
            "vault-recovery-code",
            &[
                "0123-4567-89AB-CDEF",
                "AAAAA-BBBBB-CCCCC-DDDDD-EEEEE-FFFFF-GGGGG-HHHHH",
            ],
        ),
        ("search-query", QUERIES),
        (
            "print-text",
            &[
                "返鄉探親。",
                "Dr. Müller\n第二行\t𠮷 e\u{301} 🀀",
                "王小明（代理）—「休假」１２３ｱｲｳ",
            ],
        ),
        ("host-request", REQUESTS),
        ("demo-file", &[DEMO]),
    ];
    let mut seeds = Vec::new();
    for (target, inputs) in texts {
        for (number, input) in inputs.iter().enumerate() {
            seeds.push((
                target,
                format!("text-{number:02}"),
                input.as_bytes().to_vec(),
            ));
        }
    }
    seeds.push(("print-archive", "smallest".to_owned(), PDF.to_vec()));
    for (number, patch) in [&[0, 10, 1, 0][..], &[0, 128, 4][..], &[0, 255, 255][..]]
        .iter()
        .enumerate()
    {
        seeds.push(("vault-blob", format!("patch-{number}"), patch.to_vec()));
        let patch = [&[u8::try_from(number).unwrap_or(0)][..], patch].concat();
        seeds.push(("search-file", format!("patch-{number}"), patch));
    }
    seeds.push(("feel-value", "all-kinds".to_owned(), values()));
    seeds.extend(server_bodies());
    seeds
}

/// A value that holds one of each kind.
fn values() -> Vec<u8> {
    use feel::Value;
    use jiff::civil::{date, time};
    let list = Value::List(vec![
        Value::Null,
        Value::Bool(true),
        Value::Number(12.into()),
        Value::Text("病假".to_owned()),
        Value::Date(date(2026, 12, 3)),
        Value::Time(time(8, 30, 0, 0)),
        Value::DateTime(date(2026, 12, 3).at(8, 30, 0, 0)),
        Value::Days(5400),
        Value::Months(14),
    ]);
    let value = Value::Context([("a".to_owned(), list)].into());
    minicbor::to_vec(&value).unwrap_or_default()
}

/// What a new computer asks to have certified; another key each time.
fn signing_request() -> Option<Vec<u8>> {
    use desktop_core::practice::{COST, PASSPHRASE};
    let folder = tempfile::tempdir().ok()?;
    let by = vault::Unlock::Passphrase(vault::Passphrase::new(PASSPHRASE.to_owned()));
    let vault = vault::Vault::create(folder.path(), &by, COST).ok()?;
    let key = vault.write(|tx| tx.make_device_key()).ok()?;
    key.request(Some("p0001")).ok()
}

fn server_bodies() -> Vec<(&'static str, String, Vec<u8>)> {
    use sync::wire::{Body, ChangesQuery, Enrol};
    let enrol = Enrol {
        code: "ABCDEF-0123456789ABCDEF".to_owned(),
        request: signing_request().unwrap_or_default(),
        computer: "桌機".to_owned(),
    };
    let body = |which: u8, bytes: Vec<u8>| [vec![which], bytes].concat();
    let mut cursor = Encoder::new(Vec::new());
    let written = cursor
        .map(3)
        .and_then(|e| e.u8(1)?.u8(0)?.u8(2)?.bytes(&[0; 32])?.u8(3)?.str("org"))
        .is_ok();
    let cursor = if written {
        cursor.into_writer()
    } else {
        Vec::new()
    };
    let query = ChangesQuery { cursor, wait_ms: 0 };
    vec![
        ("server-body", "enrol".to_owned(), body(0, enrol.to_bytes())),
        (
            "server-body",
            "changes".to_owned(),
            body(1, query.to_bytes()),
        ),
        ("sync-body", "enrol".to_owned(), body(1, enrol.to_bytes())),
        ("sync-body", "query".to_owned(), body(6, query.to_bytes())),
        ("server-enrol-request", "computer".to_owned(), enrol.request),
    ]
}

const EXPRESSIONS: &[&str] = &[
    "request.days > 2 and request.級別 in [6..9]",
    "if yes then 申請 + \"乙\" else null",
    "for i in 1..3, j in list return i * n",
    "some x in list satisfies x = 1",
    "sort(list, function(a, b) a < b)",
    "{a: 1, b: a + 1, c: [a, b][item > 1]}.c",
    "on + duration(\"P1M\") - date(\"2026-01-31\")",
    "@\"2026-02-28T08:30:00\" instance of date and time",
    "replace(\"a1b2\", \"[0-9]+\", \"#\", \"i\")",
    "contains(申請, \"甲\") and not(matches(申請, \"^a.*b$\"))",
    "string join(split(\"a;b\", \";\"), \"-\")",
    "count(concatenate(list, [4]))",
    "decimal(10 / 3, 2) ** 2",
    "n between 1 and 3 or n in (<1, >=5, ]2..4[)",
];

const MODEL: &str = r##"<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="d" name="m" namespace="https://antou.tw/fuzz">
<inputData id="i1" name="days"><variable name="days" typeRef="number"/></inputData>
<decision id="d1" name="grade"><variable name="grade"/>
<informationRequirement id="r1"><requiredInput href="#i1"/></informationRequirement>
<decisionTable id="t1" hitPolicy="FIRST">
<input id="c1"><inputExpression typeRef="number"><text>days</text></inputExpression></input>
<output id="o1" name="grade"/>
<rule id="u1"><inputEntry><text>[1..3], 7</text></inputEntry><outputEntry><text>"short"</text></outputEntry></rule>
<rule id="u2"><inputEntry><text>&gt; 3</text></inputEntry><outputEntry><text>days * 2</text></outputEntry></rule>
</decisionTable></decision>
<decision id="d2" name="twice"><variable name="twice"/>
<informationRequirement id="r2"><requiredDecision href="#d1"/></informationRequirement>
<literalExpression><text>[grade, grade]</text></literalExpression></decision>
</definitions>"##;

const FLOW: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" id="d" targetNamespace="https://antou.tw/fuzz">
<message id="m" name="抽回"/>
<process id="p" isExecutable="true">
<startEvent id="s"/><exclusiveGateway id="g" default="f3"/><userTask id="t"/><parallelGateway id="w"/>
<subProcess id="u"><startEvent id="us"/><userTask id="ut"/><endEvent id="ue"/>
<sequenceFlow id="u1" sourceRef="us" targetRef="ut"/><sequenceFlow id="u2" sourceRef="ut" targetRef="ue"/></subProcess>
<boundaryEvent id="b" attachedToRef="t"><timerEventDefinition><timeDuration>PT1H</timeDuration></timerEventDefinition></boundaryEvent>
<boundaryEvent id="c" attachedToRef="u"><messageEventDefinition messageRef="m"/></boundaryEvent>
<endEvent id="e"/>
<sequenceFlow id="f1" sourceRef="s" targetRef="g"/>
<sequenceFlow id="f2" sourceRef="g" targetRef="t"><conditionExpression xsi:type="tFormalExpression">days &gt; 2</conditionExpression></sequenceFlow>
<sequenceFlow id="f3" sourceRef="g" targetRef="u"/>
<sequenceFlow id="f4" sourceRef="t" targetRef="g"/><sequenceFlow id="f5" sourceRef="b" targetRef="u"/>
<sequenceFlow id="f6" sourceRef="u" targetRef="e"/><sequenceFlow id="f7" sourceRef="c" targetRef="e"/>
</process></definitions>"#;

const ANSWERS: &[&str] = &[
    r#"{"kind": "annual", "when": {"from": "2026-12-03T08:30", "to": "2026-12-04T12:30"}, "reason": "返鄉探親"}"#,
    r#"{"kind": "sick", "deputy": "p0002", "days": 1.50, "attachments": [], "x": null}"#,
];

const TIMES: &[&str] = &[
    "12/3 下午",
    "明天上午9點到後天中午",
    "下週三到週五",
    "12/3 1.5日",
    "next wed 2pm-4pm",
    "民國一一五年十二月三日 兩小時",
    "2026-12-31 17:30 ~ 2027/1/2",
];

const AGENCY: &str = r#"[agency]
name = "示範機關"
band = { file = "DATA/bands.toml", name = "flexible-0800" }
[offices]
personnel = "u-hr"
[calendar]
years = ["DATA/calendar-2026.toml"]
[[unit]]
id = "u-head"
name = "示範機關"
[[unit]]
id = "u-hr"
name = "人事室"
above = "u-head"
[[post]]
id = "hr-1"
unit = "u-hr"
title = "主任"
grade = 9
heads = "u-hr"
[[person]]
id = "p0001"
name = "王小明"
first_post = "2010-03-01"
post = "hr-1"
since = "2020-01-01"
[[deputies]]
post = "hr-1"
people = ["p0001"]
from = "2026-01-01"
"#;

const PEOPLE_CSV: &str = "\u{feff}人員代號,姓名,初任日,併計年資月數,單位代碼,單位,上級單位代碼,職務編號,職稱,職等,主管職務,主管單位代碼,任職類別,到職日,離職日\r\n\
,,,,u-head,示範機關,,,,,,,,,\r\n\
,,,,u-plan,企劃科,u-head,post-plan,科長,9,是,u-plan,,,\r\n\
p0001,\"王\"\"小\"\"明\",099/03/01,6,u-head,示範機關,,post-head,處長,10-12,,是,專任,109/01/01,\r\n\
p0002,'=李𠮷,1010501,,u-plan,企劃科,u-head,post-clerk,科員,薦任第六職等至第七職等,,,借調,2020-01-01,2026-12-31\r\n";
const PEOPLE_PLAIN: &str = "person_id,name,unit_id,unit,title,grade,first_post,kind\n\
p1,Ann,u-a,A,clerk,5,2020-01-01,regular\np2,Ben,u-a,A,head,9,1090101,acting\n";
/// `人員代號,姓名`, a unit and a person, in Big5.
const PEOPLE_BIG5: &[u8] = b"\xa4\x48\xad\xfb\xa5\x4e\xb8\xb9,\xa9\x6d\xa6\x57,unit_id,unit,title,grade,first_post\np1,\xa4\xfd\xa4\x70\xa9\xfa,u-a,\xa5\xf8\xb9\xba\xac\xec,\xac\xec\xad\xfb,7,099/03/01\n";
const PEOPLE_LDIF: &str = "# a directory\n  goes on\nversion: 1\n\n\
dn: ou=u-head,o=a\nobjectClass: organizationalUnit\nou: u-head\ndescription:: 56S6\n 56+E5qmf6Zec\n\n\
dn: antouPost=post-b,o=a\nobjectClass: organizationalRole\nantouPost: post-b\ndepartmentNumber: u-head\ntitle: clerk\nantouGrade: 5-7\n\n\
dn: uid=p0001,o=a\nobjectClass: inetOrgPerson\nuid: p0001\ncn;lang-en: Wang\ndisplayName: Wang\ndepartmentNumber: u-head\n\
title: head\nantouPost: post-a\nantouGrade: 12\nantouHeads: yes\nantouFirstPost: 2010-03-01\nemployeeType: regular\nantouFrom: 2020-01-01\n";

const SLOTS: &str = r#"{"version":1,"vault":"000102030405060708090a0b0c0d0e0f","slots":[{"kind":"passphrase","salt":"0001020304050607","cost":{"memory_kib":64,"passes":1,"lanes":1},"wrapped":"00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff00112233445566778899aabb"}]}"#;

const QUERIES: &[&str] = &[
    "休假 王小明",
    "類別:案件 年:113-115 姓名:王",
    "kind:case number:115-人-0001234 form",
    "主旨:\"返鄉\" -x *",
];

const REQUESTS: &[&str] = &[
    "draft_change\n{\"draft\": \"DRAFT\", \"field\": \"when\", \"value\": \"明天下午\"}",
    "draft_change\n{\"draft\": \"DRAFT\", \"field\": \"kind\", \"value\": \"annual\"}",
    "draft_attach\n{\"draft\": \"DRAFT\", \"name\": \"a.pdf\", \"media\": \"application/pdf\", \"base64\": \"JVBERi0=\"}",
    "draft_open\n{\"draft\": \"DRAFT\"}",
    "search\n{\"text\": \"休假\", \"limit\": 5}",
    "inbox\n{\"split\": null, \"offset\": 0, \"limit\": 50}",
    "case_open\n{\"case\": \"00112233445566778899aabbccddeeff\"}",
    "setup_read\n{\"text\": \"ANTOU-1\\n00000\"}",
    "account\n{\"person\": null}",
    "paper_preview\n{\"draft\": \"DRAFT\"}",
];

const PLAN: &str = r#"service = "leave"
from = 1
to = 2
[elements]
consent = "keeps agreed" # userTask
"直屬 主管" = "anew head"
remind = "away"
[flows]
hold-to-approval = "hold-to-agreed"
"#;
const DEMO: &str = r#"server = "127.0.0.1:8443"
invite = ["antou-server", "invite", "agency"]
passphrase = "practice makes perfect"
[[desk]]
id = "p0001"
name = "王小明"
title = "科員"
unit = "企劃科"
port = 8450
by_hand = true
"#;

const PDF: &[u8] = b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<</Type/Catalog/Pages 2 0 R/Lang(zh-TW)>>\nendobj\n2 0 obj\n<</Type/Pages/Kids[3 0 R]/Count 1>>\nendobj\n3 0 obj\n<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>\nendobj\nxref\n0 4\n0000000000 65535 f \n0000000015 00000 n \n0000000074 00000 n \n0000000125 00000 n \ntrailer\n<</Size 4/Root 1 0 R/ID[<00><00>]>>\nstartxref\n190\n%%EOF\n";
