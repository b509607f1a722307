#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use office::pack::check::Weight;
use proptest::prelude::*;
use workflow_engine::bpmn::rules::Severity;
use workflow_engine::bpmn::xml::Document;

use super::*;

pub(crate) fn station(key: &str, desk: &str, role: Role, when: &str) -> Station {
    Station {
        key: key.to_owned(),
        names: [format!("{key}關"), format!("Station {key}")],
        desk: Desk::read(desk).unwrap(),
        role,
        opinion: false,
        when: when.to_owned(),
        basis: String::new(),
    }
}

fn one(key: &str, desk: &str, role: Role, when: &str) -> Step {
    Step::Station(station(key, desk, role, when))
}

/// The three levels of the leave form: a deputy consents, heads up to who may decide it, and the
/// personnel office takes note.
fn leave() -> Linear {
    Linear {
        process: "leave".to_owned(),
        name: "請假".to_owned(),
        steps: vec![
            one("consent", "deputy", Role::Consent, ""),
            one("head", "head:1", Role::Approve, ""),
            one(
                "unit-head",
                "head:2",
                Role::Approve,
                "days > 3 or grade >= 10",
            ),
            one(
                "top-head",
                "head:3",
                Role::Approve,
                "days > 10 or grade >= 10",
            ),
            one("personnel", "office:personnel", Role::Note, ""),
        ],
        ledger: true,
        number: true,
        filed: true,
        urge: Some(2),
    }
}

fn plain() -> Linear {
    Linear {
        process: "request".to_owned(),
        name: "申請".to_owned(),
        steps: vec![one("head", "head:1", Role::Decide, "")],
        ledger: false,
        number: false,
        filed: false,
        urge: None,
    }
}

fn beside() -> Linear {
    let beside = |key: &str, desk: &str| station(key, desk, Role::Consult, "");
    let voice = |key: &str, desk: &str| station(key, desk, Role::Vote, "");
    let mut asked = beside("money", "office:accounting");
    asked.opinion = true;
    asked.basis = "會計法 95".to_owned();
    Linear {
        steps: vec![
            Step::Side(Side {
                stations: vec![asked, beside("people", "office:personnel")],
                vote: None,
            }),
            Step::Side(Side {
                stations: ["a", "b", "c"]
                    .map(|key| voice(key, &format!("post:{key}")))
                    .into(),
                vote: Some(Vote {
                    needs: 2,
                    veto: true,
                }),
            }),
            one("head", "head:1", Role::Decide, ""),
        ],
        number: true,
        ..plain()
    }
}

const FORM: &str = r#"{"type":"default","components":[
  {"type":"textfield","id":"f1","key":"when","label":"何時","properties":{"antou":"when"},"validate":{"required":true}},
  {"type":"select","id":"f2","key":"kind","label":"假別","properties":{"antou":"leave-kind"},"values":[{"label":"事假","value":"personal"},{"label":"病假","value":"sick"}],"validate":{"required":true}},
  {"type":"textfield","id":"f3","key":"deputy","label":"代理人","properties":{"antou":"deputy"},"validate":{"required":true}}]}"#;

fn files_of(linear: &Linear) -> Files {
    let mut files = compile(linear).unwrap();
    files.insert(crate::FORM.to_owned(), FORM.as_bytes().to_vec());
    files
}

#[test]
fn what_is_written_is_right_sound_and_read_again() {
    let bare = Linear {
        number: true,
        filed: true,
        ..plain()
    };
    let urged = Linear {
        urge: Some(1),
        ..plain()
    };
    for linear in [leave(), plain(), beside(), bare, urged] {
        let files = files_of(&linear);
        assert_eq!(read(&files).unwrap(), linear);
        let found = office::pack::check::check(&files);
        let bad: Vec<String> = found
            .iter()
            .filter(|finding| finding.code != "pack-no-agency" && finding.weight > Weight::Notice)
            .map(ToString::to_string)
            .collect();
        assert_eq!(bad, Vec::<String>::new(), "{}", linear.name);
        let drawn = workflow_engine::picture::draw(&files[FLOW], &Default::default()).unwrap();
        assert!(drawn.contains("簽核"));
    }
}

#[test]
fn the_files_of_the_leave_route() {
    let files = compile(&leave()).unwrap();
    let text = |path: &str| String::from_utf8(files[path].clone()).unwrap();
    insta::assert_snapshot!("leave-flow", text(FLOW));
    insta::assert_snapshot!("leave-rules", text(RULES));
    insta::assert_snapshot!("leave-texts", text(TEXTS[0]) + &text(TEXTS[1]));
}

#[test]
fn what_says_the_same_keeps_every_byte() {
    let mut files = files_of(&leave());
    let before = files.clone();
    put(&mut files, &leave()).unwrap();
    assert_eq!(files, before);
    // Another name of a station touches the texts alone.
    let mut renamed = leave();
    if let Some(Step::Station(head)) = renamed.steps.get_mut(1) {
        head.names[0] = "直屬主管".to_owned();
    }
    put(&mut files, &renamed).unwrap();
    let changed: Vec<&String> = files
        .keys()
        .filter(|path| files[*path] != before[*path])
        .collect();
    assert_eq!(changed, [TEXTS[0]]);
    assert_eq!(read(&files).unwrap(), renamed);
}

/// Changes the flow as another tool would.
fn redrawn(change: impl Fn(&str) -> String) -> Result<Linear, Problem> {
    let mut files = files_of(&leave());
    let flow = String::from_utf8(files[FLOW].clone()).unwrap();
    let changed = change(&flow);
    assert_ne!(changed, flow, "nothing was changed");
    files.insert(FLOW.to_owned(), changed.into_bytes());
    read(&files)
}

#[test]
fn the_shape_is_known_whatever_it_is_called() {
    let ids = |flow: &str| {
        flow.replace("\"sign\"", "\"Activity_1\"")
            .replace("sign-to", "Flow_7")
    };
    let names = |flow: &str| flow.replace("name=\"簽核\"", "name=\"審核\"");
    let places = |flow: &str| flow.replace("x=\"180\"", "x=\"900\"");
    let prefixed = |flow: &str| {
        let flow = flow.replace("<serviceTask ", "<serviceTask startQuantity=\"1\" ");
        flow.replace("<process ", "<!-- 機關 --><process ")
    };
    let without_diagram = |flow: &str| {
        let (before, rest) = flow.split_once("<bpmndi:BPMNDiagram").unwrap();
        let (_, after) = rest.split_once("</bpmndi:BPMNDiagram>").unwrap();
        format!("{before}{after}")
    };
    let changes: [&dyn Fn(&str) -> String; 5] =
        [&ids, &names, &places, &prefixed, &without_diagram];
    for change in changes {
        assert_eq!(redrawn(change).unwrap(), leave());
    }
}

#[test]
fn what_says_more_than_a_route_is_told() {
    let why = |change: &dyn Fn(&str) -> String| redrawn(change).unwrap_err().to_string();
    let told = [
        (
            "another task",
            why(&|flow| {
                flow.replace(
                    "<sequenceFlow id=\"start-to-hold\"",
                    "<task id=\"more\"/><sequenceFlow id=\"start-to-hold\"",
                )
            }),
        ),
        (
            "another service",
            why(&|flow| flow.replace("calendar.add", "notify")),
        ),
        (
            "another condition",
            why(&|flow| {
                flow.replace("outcome = &quot;refused&quot;", "true")
                    .replace("outcome = \"refused\"", "true")
            }),
        ),
        (
            "another way",
            why(&|flow| flow.replace("targetRef=\"calendar\"", "targetRef=\"approval-end\"")),
        ),
        (
            "no route",
            why(&|flow| flow.replace("antou:route", "antou:desk")),
        ),
        ("no xml", why(&|flow| flow.replace("</process>", ""))),
    ];
    let told = told.map(|(change, why)| format!("{change}: {why}"));
    insta::assert_snapshot!(told.join("\n"));
}

#[test]
fn what_cannot_be_written_is_refused() {
    let head = || station("head", "head:1", Role::Decide, "");
    let with = |change: &dyn Fn(&mut Station)| {
        let mut station = head();
        change(&mut station);
        Linear {
            steps: vec![Step::Station(station)],
            ..plain()
        }
    };
    let side = |count: usize, role: Role, vote: Option<Vote>| {
        let stations = (0..count).map(|n| Station {
            key: format!("s{n}"),
            role,
            ..head()
        });
        let stations = stations.collect();
        Linear {
            steps: vec![Step::Side(Side { stations, vote })],
            ..plain()
        }
    };
    let vote = |needs| Some(Vote { needs, veto: false });
    let many = (0..=MAX_STATIONS).map(|n| {
        Step::Station(Station {
            key: format!("s{n}"),
            ..head()
        })
    });
    for (linear, code) in [
        (
            Linear {
                steps: vec![],
                ..plain()
            },
            "route-empty",
        ),
        (
            Linear {
                steps: many.collect(),
                ..plain()
            },
            "route-too-long",
        ),
        (
            Linear {
                process: "sign".to_owned(),
                ..plain()
            },
            "route-key",
        ),
        (
            Linear {
                process: "a b".to_owned(),
                ..plain()
            },
            "route-key",
        ),
        (
            Linear {
                name: "a\nb".to_owned(),
                ..plain()
            },
            "route-name",
        ),
        (
            Linear {
                urge: Some(0),
                ..plain()
            },
            "route-urge",
        ),
        (with(&|s| s.key = "關".to_owned()), "route-key"),
        (with(&|s| s.names[0] = "{x}".to_owned()), "route-name"),
        (with(&|s| s.desk = Desk::Head(0)), "route-desk"),
        (
            with(&|s| s.desk = Desk::Office("a\"b".to_owned())),
            "route-desk",
        ),
        (with(&|s| s.when = "days >".to_owned()), "feel-syntax"),
        (with(&|s| s.when = " x".to_owned()), "route-condition"),
        (with(&|s| s.role = Role::Vote), "route-vote"),
        (side(1, Role::Consult, None), "route-side"),
        (side(2, Role::Vote, None), "route-vote"),
        (side(2, Role::Consult, vote(1)), "route-vote"),
        (side(2, Role::Vote, vote(3)), "route-vote"),
        (
            Linear {
                steps: vec![Step::Station(head()), Step::Station(head())],
                ..plain()
            },
            "route-key-twice",
        ),
    ] {
        let mut files = files_of(&plain());
        let before = files.clone();
        assert_eq!(put(&mut files, &linear).unwrap_err().code, code);
        assert_eq!(files, before);
    }
    let problem = put(
        &mut Files::new(),
        &with(&|s| s.when = "days > > 3".to_owned()),
    );
    assert_eq!(problem.unwrap_err().facts["column"], "8");
}

#[test]
fn the_table_goes_among_other_decisions() {
    let rules = include_str!("../../../../workflow-engine/packs/leave/rules.dmn");
    let mut files = Files::from([
        (RULES.to_owned(), rules.as_bytes().to_vec()),
        (crate::FORM.to_owned(), FORM.as_bytes().to_vec()),
    ]);
    let mut linear = leave();
    if let Some(Step::Station(top)) = linear.steps.get_mut(3) {
        top.when = "決行層級 >= 3".to_owned();
    }
    put(&mut files, &linear).unwrap();
    assert_eq!(read(&files).unwrap(), linear);
    let after = String::from_utf8(files[RULES].clone()).unwrap();
    let (before, _) = rules.split_once("<decision id=\"route\"").unwrap();
    let (_, behind) = rules.split_once("<decision id=\"look\"").unwrap();
    assert!(
        after.starts_with(before) && after.ends_with(behind),
        "others were touched"
    );
}

#[test]
fn stations_to_which_a_form_gives_rights() {
    let leave_pack = Files::from([
        (
            FLOW.to_owned(),
            include_bytes!("../../../../workflow-engine/packs/leave/flow.bpmn").to_vec(),
        ),
        (
            RULES.to_owned(),
            include_bytes!("../../../../workflow-engine/packs/leave/rules.dmn").to_vec(),
        ),
    ]);
    let keys = |files: &Files| -> Vec<String> {
        stations(files).into_iter().map(|named| named.key).collect()
    };
    assert_eq!(
        keys(&leave_pack),
        [
            "applicant",
            "consent",
            "head",
            "unit-head",
            "top-head",
            "personnel",
            "file"
        ]
    );
    assert_eq!(keys(&files_of(&plain())), ["applicant", "head"]);
    assert_eq!(keys(&Files::new()), ["applicant"]);
}

fn word() -> impl Strategy<Value = String> {
    "[a-z][a-z0-9-]{0,6}"
}

fn name() -> impl Strategy<Value = String> {
    "([ -z一-龥]{0,8})".prop_map(|name| name.trim().to_owned())
}

fn desk() -> impl Strategy<Value = Desk> {
    prop_oneof![
        Just(Desk::Applicant),
        Just(Desk::Deputy),
        Just(Desk::LastSigner),
        (1..=9_u8).prop_map(Desk::Head),
        word().prop_map(Desk::Office),
        "[a-z0-9:一-龥]{1,6}".prop_map(Desk::Post),
    ]
}

fn condition() -> impl Strategy<Value = String> {
    prop_oneof![
        3 => Just(String::new()),
        1 => (0..3_u8).prop_map(|n| format!("days > {n} and kind != \"<a>&\"")),
        1 => Just("if days = null then false\nelse 假別 in (\"a\", \"b\")".to_owned()),
    ]
}

fn drawn_station(votes: bool) -> impl Strategy<Value = Station> {
    let role = (0..5_usize).prop_map(move |at| match (votes, at) {
        (true, _) => Role::Vote,
        (false, at) => [
            Role::Consent,
            Role::Approve,
            Role::Consult,
            Role::Decide,
            Role::Note,
        ][at],
    });
    (
        name(),
        name(),
        desk(),
        role,
        any::<bool>(),
        condition(),
        name(),
    )
        .prop_map(
            |(chinese, english, desk, role, opinion, when, basis)| Station {
                key: String::new(),
                names: [chinese, english],
                desk,
                role,
                opinion,
                when,
                basis,
            },
        )
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        3 => drawn_station(false).prop_map(Step::Station),
        1 => proptest::collection::vec(drawn_station(false), 2..4)
            .prop_map(|stations| Step::Side(Side { stations, vote: None })),
        1 => (proptest::collection::vec(drawn_station(true), 2..4), 1..=2_u8, any::<bool>())
            .prop_map(|(stations, needs, veto)| Step::Side(Side {
                stations,
                vote: Some(Vote { needs, veto }),
            })),
    ]
}

prop_compose! {
    fn linear()(
        process in word(),
        name in name(),
        mut steps in proptest::collection::vec(step(), 1..6),
        [ledger, number, filed] in any::<[bool; 3]>(),
        urge in proptest::option::of(1..9_u8),
    ) -> Linear {
        let stations = steps.iter_mut().flat_map(|step| match step {
            Step::Station(station) => std::slice::from_mut(station),
            Step::Side(side) => side.stations.as_mut_slice(),
        });
        stations.enumerate().for_each(|(at, station)| station.key = format!("s{at}"));
        let process = format!("p-{process}");
        Linear { process, name, steps, ledger, number, filed, urge }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn reading_is_the_inverse_of_writing(first in linear(), second in linear()) {
        let mut files = compile(&first).unwrap();
        prop_assert_eq!(read(&files).unwrap(), first.clone());
        let document = Document::read(&files[FLOW]).unwrap();
        let broken = workflow_engine::bpmn::rules::check(&document);
        let severe = broken.iter().find(|finding| finding.severity == Severity::Error);
        prop_assert!(severe.is_none(), "{:?}", severe);
        let plan = workflow_engine::plan::Plan::build(&workflow_engine::bpmn::read(&files[FLOW]).unwrap());
        prop_assert_eq!(workflow_engine::sound::unsound(&plan.unwrap()), vec![]);
        // Another route in its place, and the first again.
        put(&mut files, &second).unwrap();
        prop_assert_eq!(read(&files).unwrap(), second);
        put(&mut files, &first).unwrap();
        prop_assert_eq!(read(&files).unwrap(), first);
    }

    #[test]
    fn reading_takes_any_bytes(flow in any::<Vec<u8>>(), cut in 0..20_000_usize, put_in in "[<>&\"=a-z/ ]{0,6}") {
        let mut files = files_of(&leave());
        let mut bent = String::from_utf8(files[FLOW].clone()).unwrap();
        let at = (0..=cut.min(bent.len())).rev().find(|at| bent.is_char_boundary(*at)).unwrap_or(0);
        bent.insert_str(at, &put_in);
        for bytes in [flow, bent.into_bytes()] {
            files.insert(FLOW.to_owned(), bytes);
            if let Ok(linear) = read(&files) {
                prop_assert_eq!(linear.stations().count(), leave().stations().count());
            }
        }
    }
}

#[test]
fn the_same_head_twice_and_a_deputy_who_may_be_left_empty_are_told() {
    use crate::template::Template;
    let check = |change: &dyn Fn(&mut Files, &mut Linear), code: &str| {
        let mut linear = Template::Levels.route();
        let mut files = Template::Levels.files().unwrap();
        change(&mut files, &mut linear);
        put(&mut files, &linear).unwrap();
        let found = crate::check(&files).into_iter();
        found.filter(|finding| finding.code == code).count()
    };
    let none: &dyn Fn(&mut Files, &mut Linear) = &|_, _| {};
    assert_eq!(check(none, "route-head-twice"), 0);
    assert_eq!(check(none, "route-field-optional"), 0);
    let twice = |_: &mut Files, linear: &mut Linear| {
        if let Some(Step::Station(station)) = linear.steps.get_mut(2) {
            station.desk = Desk::Head(1);
        }
    };
    assert_eq!(check(&twice, "route-head-twice"), 1);
    let optional = |files: &mut Files, _: &mut Linear| {
        let form = String::from_utf8(files[crate::FORM].clone()).unwrap();
        let form = form.replace("\"required\": true", "\"required\": false");
        files.insert(crate::FORM.to_owned(), form.into_bytes());
    };
    assert_eq!(check(&optional, "route-field-optional"), 1);
}
