//! The leave pack, and what is wrong with changed ones.
#![allow(clippy::unwrap_used)]

mod forms;

use super::*;
use crate::ids::{PersonId, PostId, UnitId};
use crate::org::{Deputies, OrgEvent, Post, Unit};
fn leave() -> BTreeMap<String, Vec<u8>> {
    let file = |name: &str, content: &[u8]| (name.to_owned(), content.to_vec());
    BTreeMap::from([
        file(
            FLOW,
            include_bytes!("../../../tests/packs/leave-1/flow.bpmn"),
        ),
        file(
            RULES,
            include_bytes!("../../../tests/packs/leave-1/rules.dmn"),
        ),
        file(
            FORM,
            include_bytes!("../../../tests/packs/leave-1/form.json"),
        ),
    ])
}

#[test]
fn the_leave_pack_may_be_published() {
    let found = check(&leave());
    let errors: Vec<_> = found.iter().filter(|f| f.weight == Weight::Error).collect();
    assert!(errors.is_empty(), "{errors:#?}");
}

#[test]
fn what_is_wrong_is_named() {
    let check = |file: &str, from: &str, to: &str, expected: &str| {
        let mut files = leave();
        let text = String::from_utf8(files[file].clone()).unwrap();
        assert!(text.contains(from), "{from}");
        files.insert(file.to_owned(), text.replacen(from, to, 1).into_bytes());
        let found = check(&files);
        let errors = found.iter().filter(|f| f.weight == Weight::Error);
        let codes: Vec<&str> = errors.map(|f| f.code.as_str()).collect();
        assert!(codes.contains(&expected), "{file} {to}: {codes:?}");
    };
    check(FLOW, "</definitions>", "", "xml-syntax");
    check(
        FLOW,
        "sourceRef=\"after-decision\" targetRef=\"calendar\"",
        "sourceRef=\"after-decision\" targetRef=\"decided\"",
        "flow-lists",
    );
    check(RULES, "</definitions>", "", "dmn-xml");
    check(FORM, "{", "[", "form-unreadable");
}

#[test]
fn a_flow_in_which_people_wait_hears_of_a_withdrawal() {
    let codes = |files: &BTreeMap<String, Vec<u8>>| -> Vec<String> {
        let found = check(files).into_iter();
        let own = found.filter(|f| f.code == "flow-withdraw");
        own.map(|f| format!("{} {}", f.weight.name(), f.code))
            .collect()
    };
    let mut files = leave();
    assert!(codes(&files).is_empty());
    let flow = String::from_utf8(files[FLOW].clone()).unwrap();
    let deaf = flow.replace("name=\"withdraw\"", "name=\"withdrawal\"");
    assert_ne!(flow, deaf);
    files.insert(FLOW.to_owned(), deaf.into_bytes());
    assert_eq!(codes(&files), ["warning flow-withdraw"]);
    let nobody = pack(&chain(&[("s", &script("s", "amount * 2", "x"))]));
    assert!(codes(&nobody).is_empty(), "it waits for nobody");
}

/// A flow of these elements behind a start, whose `flow` elements are the tests' own.
fn process(elements: &str) -> Vec<u8> {
    format!(
        "<definitions xmlns=\"http://www.omg.org/spec/BPMN/20100524/MODEL\" \
         xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" \
         xmlns:antou=\"https://antou.tw/bpmn/1\" id=\"d\" targetNamespace=\"t\">\n\
         <process id=\"p\" isExecutable=\"true\">\n{elements}\n</process></definitions>"
    )
    .into_bytes()
}

/// A chain of elements from a start to an end; between them the flows f0, f1 and so on.
fn chain(elements: &[(&str, &str)]) -> String {
    let mut ids = vec!["start"];
    let mut text = "<startEvent id=\"start\"/>\n".to_owned();
    for (id, element) in elements {
        ids.push(id);
        text.push_str(element);
        text.push('\n');
    }
    ids.push("end");
    text.push_str("<endEvent id=\"end\"/>\n");
    for (number, pair) in ids.windows(2).enumerate() {
        let (from, to) = (pair[0], pair[1]);
        text.push_str(&format!(
            "<sequenceFlow id=\"f{number}\" sourceRef=\"{from}\" targetRef=\"{to}\"/>\n"
        ));
    }
    text
}

const QUESTIONS: &str = r#"{"type": "default", "components": [
    {"type": "number", "key": "amount", "validate": {"required": true}},
    {"type": "number", "key": "bonus"},
    {"type": "textfield", "key": "reason", "validate": {"required": true},
     "conditional": {"hide": "=amount < 100"}},
    {"type": "datetime", "subtype": "date", "key": "due", "validate": {"required": true}},
    {"type": "dynamiclist", "path": "trips", "components": [
        {"type": "textfield", "key": "place"}, {"type": "number", "key": "cost"}]}]}"#;

const DECISIONS: &str = r##"<definitions xmlns="https://www.omg.org/spec/DMN/20230324/MODEL/" name="m" namespace="n">
<inputData id="a" name="amount"><variable name="amount" typeRef="number"/></inputData>
<inputData id="g" name="grade"><variable name="grade" typeRef="number"/></inputData>
<inputData id="t" name="日期"><variable name="日期" typeRef="date"/></inputData>
<inputData id="r" name="reason"><variable name="reason" typeRef="number"/></inputData>
<decision id="fee" name="fee"><variable name="fee" typeRef="number"/>
<informationRequirement><requiredInput href="#a"/></informationRequirement>
<literalExpression><text>amount * 2</text></literalExpression></decision>
<decision id="rank" name="rank"><variable name="rank" typeRef="number"/>
<informationRequirement><requiredInput href="#g"/></informationRequirement>
<literalExpression><text>grade * 2</text></literalExpression></decision>
<decision id="year" name="year"><variable name="year" typeRef="number"/>
<informationRequirement><requiredInput href="#t"/></informationRequirement>
<literalExpression><text>日期.year</text></literalExpression></decision>
<decision id="odd" name="odd"><variable name="odd" typeRef="number"/>
<informationRequirement><requiredInput href="#r"/></informationRequirement>
<literalExpression><text>reason * 2</text></literalExpression></decision></definitions>"##;

fn pack(elements: &str) -> BTreeMap<String, Vec<u8>> {
    let file = |name: &str, content: &[u8]| (name.to_owned(), content.to_vec());
    BTreeMap::from([
        file(FLOW, &process(elements)),
        file(RULES, DECISIONS.as_bytes()),
        file(FORM, QUESTIONS.as_bytes()),
    ])
}

/// Codes of what is found, without the rules of the standard, with elements.
fn found(files: &BTreeMap<String, Vec<u8>>, file: &str) -> Vec<(String, String, Weight)> {
    let own = ["feel-", "flow-", "desk-", "form-", "dmn-"];
    check(files)
        .into_iter()
        .filter(|f| f.file == file && own.iter().any(|own| f.code.starts_with(own)))
        .filter(|f| f.code != "flow-withdraw")
        .map(|f| (f.code, f.element, f.weight))
        .collect()
}

fn script(id: &str, text: &str, result: &str) -> String {
    format!(
        "<scriptTask id=\"{id}\" antou:result=\"{result}\"><script>{text}</script></scriptTask>"
    )
}

#[test]
fn names_and_types_of_a_flow_are_held_to_what_is_known_there() {
    use Weight::{Error, Notice};
    let check = |elements: &str, expected: &[(&str, &str, Weight)]| {
        let found = found(&pack(elements), FLOW);
        let found: Vec<(&str, &str, Weight)> = found
            .iter()
            .map(|(code, element, weight)| (code.as_str(), element.as_str(), *weight))
            .collect();
        assert_eq!(found, expected, "{elements}");
    };
    let one = |text: &str| chain(&[("s", &script("s", text, "x"))]);
    check(&one("amount * 2"), &[]);
    check(&one("amuont * 2"), &[("feel-name-unknown", "s", Error)]);
    check(
        &one("amount + reason"),
        &[
            ("feel-operands", "s", Error),
            ("flow-name-unless", "s", Notice),
        ],
    );
    check(&one("bonus * 2"), &[("flow-name-unless", "s", Notice)]);
    check(&one("if bonus = null then 0 else bonus"), &[]);
    check(&one("outcome"), &[("feel-name-unknown", "s", Error)]);
    check(&one("due + duration(\"P1D\")"), &[]);
    check(&one("due &gt; 3"), &[("feel-never", "s", Error)]);
    check(
        &one("trips[cost &gt; amount].place"),
        &[("flow-name-unless", "s", Notice)],
    );
    check(
        &one("trips.price"),
        &[
            ("feel-no-entry", "s", Error),
            ("flow-name-unless", "s", Notice),
        ],
    );
    // Set before and read behind; read before it is set.
    let (a, b) = (script("a", "amount * 2", "x"), script("b", "x + 1", "y"));
    check(&chain(&[("a", &a), ("b", &b)]), &[]);
    check(
        &chain(&[("b", &b), ("a", &a)]),
        &[("flow-name-elsewhere", "b", Error)],
    );
    let text = script("b", "x + reason", "y");
    check(
        &chain(&[("a", &a), ("b", &text)]),
        &[
            ("feel-operands", "b", Error),
            ("flow-name-unless", "b", Notice),
        ],
    );
    // A context sets each of its entries; anything else sets nothing.
    let context = "<scriptTask id=\"c\"><script>{x: 1, z: \"a\"}</script></scriptTask>";
    let both = script("b", "if z = \"a\" then x else 0", "y");
    check(&chain(&[("c", context), ("b", &both)]), &[]);
    let number = "<scriptTask id=\"c\"><script>amount</script></scriptTask>";
    check(&chain(&[("c", number)]), &[("flow-type", "c", Error)]);
    // A station, a service and a rule set theirs.
    let station = "<userTask id=\"u\" antou:role=\"approve\" antou:desk=\"head:1\"/>";
    let reads = script("b", "outcome = \"done\"", "y");
    check(&chain(&[("u", station), ("b", &reads)]), &[]);
    let fee = "<businessRuleTask id=\"r\" antou:decision=\"fee\" antou:result=\"x\"/>";
    check(&chain(&[("r", fee), ("b", &b)]), &[]);
    let fee = script("b", "x = \"a\"", "y");
    let rule = "<businessRuleTask id=\"r\" antou:decision=\"fee\" antou:result=\"x\"/>";
    check(
        &chain(&[("r", rule), ("b", &fee)]),
        &[("feel-never", "b", Error)],
    );
    // One instance knows its item and its number.
    let each = "<scriptTask id=\"m\"><multiInstanceLoopCharacteristics \
                antou:collection=\"trips\" antou:item=\"trip\" antou:output=\"trip.cost\" \
                antou:result=\"costs\"/><script>{n: trip.cost * loopCounter}</script></scriptTask>";
    check(
        &chain(&[("m", each), ("b", &script("b", "sum(costs)", "y"))]),
        &[("flow-name-unless", "m", Notice)],
    );
    let each = each.replace("\"trip.cost\"", "\"trip.price\"");
    check(
        &chain(&[("m", &each)]),
        &[
            ("feel-no-entry", "m", Error),
            ("flow-name-unless", "m", Notice),
        ],
    );
    let each = each
        .replace("\"trip.price\"", "\"trip.cost\"")
        .replace("\"trips\"", "\"amount\"");
    check(&chain(&[("m", &each)]), &[("flow-type", "m", Error)]);
}

/// A fork of this kind into the scripts `a` (sets x) and `b`, joined before `c`.
fn fork(gateway: &str, b: &str, c: &str) -> String {
    let condition = if gateway == "exclusiveGateway" {
        "<conditionExpression xsi:type=\"tFormalExpression\">amount &gt; 5</conditionExpression>"
    } else {
        ""
    };
    let default = if condition.is_empty() {
        ""
    } else {
        " default=\"g-b\""
    };
    [
        "<startEvent id=\"start\"/>",
        &format!("<{gateway} id=\"g\"{default}/>"),
        &script("a", "amount * 2", "x"),
        &script("b", b, "y"),
        &format!("<{gateway} id=\"j\"/>"),
        &script("c", c, "z"),
        "<endEvent id=\"end\"/>",
        "<sequenceFlow id=\"s-g\" sourceRef=\"start\" targetRef=\"g\"/>",
        &format!(
            "<sequenceFlow id=\"g-a\" sourceRef=\"g\" targetRef=\"a\">{condition}</sequenceFlow>"
        ),
        "<sequenceFlow id=\"g-b\" sourceRef=\"g\" targetRef=\"b\"/>",
        "<sequenceFlow id=\"a-j\" sourceRef=\"a\" targetRef=\"j\"/>",
        "<sequenceFlow id=\"b-j\" sourceRef=\"b\" targetRef=\"j\"/>",
        "<sequenceFlow id=\"j-c\" sourceRef=\"j\" targetRef=\"c\"/>",
        "<sequenceFlow id=\"c-e\" sourceRef=\"c\" targetRef=\"end\"/>",
    ]
    .join("\n")
}

#[test]
fn what_is_set_on_some_ways_only_is_doubted() {
    let check = |elements: String, expected: &[(&str, &str, Weight)]| {
        let found = found(&pack(&elements), FLOW);
        let found: Vec<(&str, &str, Weight)> = found
            .iter()
            .map(|(code, element, weight)| (code.as_str(), element.as_str(), *weight))
            .collect();
        assert_eq!(found, expected, "{elements}");
    };
    let sometimes = "flow-name-sometimes";
    check(
        fork("exclusiveGateway", "1", "x + 1"),
        &[(sometimes, "c", Weight::Warning)],
    );
    check(
        fork("exclusiveGateway", "1", "if x = null then 1 else x"),
        &[],
    );
    check(
        fork("exclusiveGateway", "x + 1", "1"),
        &[("flow-name-elsewhere", "b", Weight::Error)],
    );
    check(fork("parallelGateway", "1", "x + 1"), &[]);
    check(
        fork("parallelGateway", "x + 1", "1"),
        &[(sometimes, "b", Weight::Warning)],
    );
}

#[test]
fn conditions_timers_and_rules_must_fit() {
    let check = |elements: &str, expected: &[(&str, &str)]| {
        let found = found(&pack(elements), FLOW);
        let found: Vec<(&str, &str)> = found
            .iter()
            .filter(|(.., weight)| *weight == Weight::Error)
            .map(|(code, element, _)| (code.as_str(), element.as_str()))
            .collect();
        assert_eq!(found, expected, "{elements}");
    };
    let condition = fork("exclusiveGateway", "1", "1");
    check(&condition, &[]);
    check(
        &condition.replace("amount &gt; 5", "amount + 5"),
        &[("flow-type", "g-a")],
    );
    check(
        &condition.replace("amount &gt; 5", "amount &gt;"),
        &[("feel-syntax", "g-a")],
    );
    let timer = |text: &str| {
        let timer = format!(
            "<intermediateCatchEvent id=\"t\"><timerEventDefinition id=\"td\"><timeDate \
             xsi:type=\"tFormalExpression\">={text}</timeDate></timerEventDefinition>\
             </intermediateCatchEvent>"
        );
        chain(&[("t", &timer)])
    };
    check(&timer("due"), &[]);
    check(&timer("amount"), &[("flow-type", "t")]);
    check(&timer("dew"), &[("feel-name-unknown", "t")]);
    let rule = |decision: &str| {
        let task = format!(
            "<businessRuleTask id=\"r\" antou:decision=\"{decision}\" antou:result=\"x\"/>"
        );
        chain(&[("r", &task)])
    };
    check(&rule("fee"), &[]);
    check(&rule("feee"), &[("flow-rule-unknown", "r")]);
    check(&rule("rank"), &[("flow-rule-input", "r")]);
    check(&rule("odd"), &[("flow-rule-input-type", "r")]);
    // The office fills in the day, unless the flow says another.
    check(&rule("year"), &[]);
    let task = "<businessRuleTask id=\"r\" antou:decision=\"year\" antou:result=\"y\"/>";
    let day = |text: &str| chain(&[("s", &script("s", text, "日期")), ("r", task)]);
    check(&day("due"), &[]);
    check(&day("amount"), &[("flow-rule-input-type", "r")]);
    let late = [("r", task), ("s", &script("s", "due", "日期"))];
    check(&chain(&late), &[]);
    check(
        &chain(&[("r", "<businessRuleTask id=\"r\" antou:decision=\"fee\"/>")]),
        &[("flow-rule-result", "r")],
    );
}

#[test]
fn services_and_stations_are_known() {
    let check = |element: &str, expected: &[&str]| {
        let found = found(&pack(&chain(&[("t", element)])), FLOW);
        let codes: Vec<&str> = found.iter().map(|(code, ..)| code.as_str()).collect();
        assert_eq!(codes, expected, "{element}");
    };
    check("<serviceTask id=\"t\" antou:service=\"notify\"/>", &[]);
    check(
        "<serviceTask id=\"t\" antou:service=\"notifi\"/>",
        &["flow-service"],
    );
    check("<serviceTask id=\"t\"/>", &["flow-service"]);
    check(
        "<serviceTask id=\"t\" antou:service=\"ledger.hold\"/>",
        &["flow-field", "flow-field"],
    );
    let station = |role: &str, desk: &str| {
        format!("<userTask id=\"t\" antou:role=\"{role}\" antou:desk=\"{desk}\"/>")
    };
    check(&station("approve", "head:1"), &[]);
    check(&station("approves", "head:1"), &["flow-role"]);
    for desk in ["", "head", "head:0", "head:x", "office:", "chief"] {
        check(&station("approve", desk), &["desk-unknown"]);
    }
    check(&station("consent", "deputy"), &["flow-field"]);
    check(
        "<callActivity id=\"t\" calledElement=\"other\"/>",
        &["flow-call"],
    );
}

#[test]
fn a_finding_says_where_in_the_file_it_is() {
    let check = |elements: &str, expected: (usize, usize)| {
        let found = super::check(&pack(elements));
        let first = found
            .iter()
            .find(|f| f.code == "feel-name-unknown")
            .unwrap();
        let place = first.place.unwrap();
        assert_eq!((place.line, place.column), expected, "{elements}");
    };
    let one = |text: &str| chain(&[("s", &script("s", text, "x"))]);
    // The script begins in column 45 of line 4.
    check(&one("amuont"), (4, 45));
    check(&one("  1 +\n  amuont"), (5, 3));
    check(&one("1 &lt; 2 and amuont"), (4, 58));
    check(&one("<![CDATA[1 < 2 and amuont]]>"), (4, 64));
    let each = "<scriptTask id=\"m\"><multiInstanceLoopCharacteristics antou:item=\"a\" \
                antou:collection=\"[1, amuont]\"/><script>{n: 1}</script></scriptTask>";
    check(&chain(&[("m", each)]), (4, 91));
}

/// An agency with a head, a section under it with a chief, and a personnel office.
fn agency() -> Org {
    let unit = |id: &str, above: Option<&str>| {
        OrgEvent::UnitPut(Unit {
            id: UnitId::new(id).unwrap(),
            name: id.to_owned(),
            above: above.map(|id| UnitId::new(id).unwrap()),
        })
    };
    let post = |id: &str, unit: &str, heads: Option<&str>| {
        OrgEvent::PostPut(Post {
            id: PostId::new(id).unwrap(),
            unit: UnitId::new(unit).unwrap(),
            title: id.to_owned(),
            grade: 9,
            heads: heads.map(|id| UnitId::new(id).unwrap()),
        })
    };
    let mut org = Org::default();
    for event in [
        unit("u-all", None),
        unit("u-plan", Some("u-all")),
        unit("u-hr", Some("u-all")),
        post("post-top", "u-all", Some("u-all")),
        post("post-chief", "u-plan", Some("u-plan")),
        post("post-plan-1", "u-plan", None),
        post("post-hr-1", "u-hr", None),
        OrgEvent::OfficePut("personnel".to_owned(), UnitId::new("u-hr").unwrap()),
    ] {
        org.allows(&event).unwrap();
        org.apply(&event);
    }
    let posts = ["post-top", "post-chief", "post-plan-1", "post-hr-1"];
    for (number, held) in posts.into_iter().enumerate() {
        let person = PersonId::new(format!("p000{number}")).unwrap();
        let post = PostId::new(held).unwrap();
        let from = jiff::civil::date(2020, 1, 1);
        org.apply(&OrgEvent::HoldingPut(crate::org::holding(
            person, post, from,
        )));
    }
    org
}

#[test]
fn every_station_finds_somebody_in_every_unit() {
    let on = jiff::civil::date(2026, 11, 24);
    let check = |desk: &str, change: &dyn Fn(&mut Org), expected: &[(&str, Weight, &str)]| {
        let mut org = agency();
        change(&mut org);
        let station = format!("<userTask id=\"t\" antou:role=\"approve\" antou:desk=\"{desk}\"/>");
        let files = pack(&chain(&[("t", &station)]));
        let found = check_in(&files, Agency { org: &org, on });
        let fact = |f: &Finding, name: &str| f.facts.get(name).cloned().unwrap_or_default();
        let found: Vec<(String, Weight, String)> = found
            .iter()
            .filter(|f| f.code.starts_with("desk-"))
            .map(|f| (f.code.clone(), f.weight, fact(f, "unit")))
            .collect();
        let expected: Vec<(String, Weight, String)> = expected
            .iter()
            .map(|(code, weight, unit)| ((*code).to_owned(), *weight, (*unit).to_owned()))
            .collect();
        assert_eq!(found, expected, "{desk}");
    };
    let as_it_is = |_: &mut Org| {};
    let leaves = |post: &'static str| {
        move |org: &mut Org| {
            let post = PostId::new(post).unwrap();
            let held: Vec<_> = org.holdings.of_post(&post).cloned().collect();
            for mut held in held {
                held.until = held.from;
                org.apply(&OrgEvent::HoldingPut(held));
            }
        }
    };
    let deputies = |org: &mut Org| {
        leaves("post-chief")(org);
        org.apply(&OrgEvent::DeputiesPut(Deputies {
            post: PostId::new("post-chief").unwrap(),
            people: vec![PersonId::new("p0002").unwrap()],
            from: jiff::civil::date(2020, 1, 1),
            until: crate::civil::NO_END,
        }));
    };
    check("head:1", &as_it_is, &[]);
    check(
        "head:1",
        &leaves("post-chief"),
        &[("desk-nobody", Weight::Warning, "u-plan")],
    );
    check("head:1", &deputies, &[]);
    check("head:2", &as_it_is, &[]);
    check(
        "head:2",
        &leaves("post-top"),
        &[("desk-nobody", Weight::Error, "u-plan")],
    );
    // Nobody has a third head; the station is passed over.
    check("head:3", &as_it_is, &[]);
    check("office:personnel", &as_it_is, &[]);
    check(
        "office:personnel",
        &leaves("post-hr-1"),
        &[("desk-nobody", Weight::Error, "u-hr")],
    );
    check(
        "office:archives",
        &as_it_is,
        &[("desk-office", Weight::Error, "")],
    );
    check("applicant", &as_it_is, &[]);
    check("chief", &as_it_is, &[("desk-unknown", Weight::Error, "")]);
}
