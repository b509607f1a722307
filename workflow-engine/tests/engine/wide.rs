//! The executable subset by small processes: what their scripts wrote down, in order, and how they
//! ended. `[a]` is a script task that writes down `a`.

use super::player::{HOUR, Play, flows, vars};
use feel::Value;
use workflow_engine::run::Input;

const START: &str = r#"<startEvent id="start"/>"#;
const END: &str = r#"<endEvent id="end"/>"#;

/// Script tasks for `[a]`, and for `[a!]` ones that compensate.
fn scripts(elements: &str) -> String {
    let mut out = String::new();
    let mut rest = elements;
    while let Some((before, after)) = rest.split_once('[') {
        let (name, after) = after.split_once(']').unwrap();
        if !name.chars().all(|c| c.is_alphanumeric() || c == '!') {
            out.push_str(before);
            out.push('[');
            rest = &rest[before.len() + 1..];
            continue;
        }
        let (id, more) = match name.strip_suffix('!') {
            Some(id) => (id, r#" isForCompensation="true""#),
            None => (name, ""),
        };
        out.push_str(before);
        out.push_str(&format!(
            r#"<scriptTask id="{id}"{more}><script>{{trace: concatenate(trace, ["{id}"])}}</script></scriptTask>"#
        ));
        rest = after;
    }
    out + rest
}

/// A handler `h` for the activity `a`.
fn undo(a: &str) -> String {
    format!(
        r#"<boundaryEvent id="{a}-undo" attachedToRef="{a}"><compensateEventDefinition/></boundaryEvent>[un{a}!]<association id="{a}-as" sourceRef="{a}-undo" targetRef="un{a}"/>"#
    )
}

fn play(elements: &str, lines: &str) -> Play {
    let process = format!("{START}{}{END}{}", scripts(elements), flows(lines));
    Play::of(&process).start([
        ("trace", Value::List(Vec::new())),
        ("letters", "ab".into()),
        ("n", 0.into()),
    ])
}

/// What was written down, and what waits or how it ended.
fn told(play: &Play) -> String {
    let written = play.instance.variables["trace"].as_list().unwrap();
    let written: Vec<&str> = written.iter().filter_map(Value::as_text).collect();
    let trace = play.trace();
    let end = trace.lines().last().unwrap();
    format!("{} {end}", written.join(" "))
}

fn check(elements: &str, lines: &str, expected: &str) {
    assert_eq!(
        told(&play(elements, lines)),
        expected,
        "{elements}\n{lines}"
    );
}

const DONE: &str = "= ended completed";

#[test]
fn inclusive_gateways() {
    let choice =
        r#"<inclusiveGateway id="g" default="g-c-3"/>[a][b][c]<inclusiveGateway id="j"/>[z]"#;
    let lines = |a: &str, b: &str| {
        format!(
            "start -> g\ng -> a : {a}\ng -> b : {b}\ng -> c : else\na -> j\nb -> j\nc -> j\nj -> z\nz -> end"
        )
    };
    check(choice, &lines("true", "true"), &format!("a b z {DONE}"));
    check(choice, &lines("false", "true"), &format!("b z {DONE}"));
    check(choice, &lines("false", "false"), &format!("c z {DONE}"));
    // A way back before the join: the join waits for what can still come, not for what cannot.
    check(
        r#"<inclusiveGateway id="g"/>[a][b]<exclusiveGateway id="m"/><exclusiveGateway id="x" default="x-m-5"/><scriptTask id="count"><script>{n: n + 1}</script></scriptTask><inclusiveGateway id="j"/>[z]"#,
        "start -> g\ng -> a : true\ng -> m : true\nm -> b\nb -> x\nx -> m : else\nx -> count : n >= 0\ncount -> j\na -> j\nj -> z\nz -> end",
        &format!("a b z {DONE}"),
    );
    // Inside a sub-process, with a person on one branch.
    let play = play(
        &format!(
            r#"<subProcess id="s">{}{}</subProcess>"#,
            r#"<startEvent id="s0"/><inclusiveGateway id="g"/>[a]<userTask id="u"/><inclusiveGateway id="j"/>[z]<endEvent id="s1"/>"#,
            flows("s0 -> g\ng -> a : true\ng -> u : true\na -> j\nu -> j\nj -> z\nz -> s1")
        ),
        "start -> s\ns -> end",
    );
    assert_eq!(told(&play), "a = waits for task u");
    assert_eq!(told(&play.close("u", [])), format!("a z {DONE}"));
}

#[test]
fn a_token_that_was_returned_is_waited_for_again() {
    let elements = r#"<parallelGateway id="f"/><exclusiveGateway id="m"/><userTask id="u"/><userTask id="v"/><exclusiveGateway id="x" default="x-j-6"/><inclusiveGateway id="j"/>[z]"#;
    let lines = "start -> f\nf -> m\nf -> v\nm -> u\nu -> x\nx -> m : 退回\nx -> j : else\nv -> j\nj -> z\nz -> end";
    let play = play(elements, lines).close("v", []);
    assert_eq!(told(&play), " = waits for task u");
    let play = play.close("u", [("退回", true.into())]);
    assert_eq!(told(&play), " = waits for task u");
    let play = play.close("u", [("退回", false.into())]);
    assert_eq!(told(&play), format!("z {DONE}"));
}

#[test]
fn repeating() {
    let many = |attributes: &str, inside: &str| {
        format!(
            r#"<scriptTask id="a"><multiInstanceLoopCharacteristics {attributes}>{inside}</multiInstanceLoopCharacteristics><script>{{trace: concatenate(trace, [string(loopCounter)]), 出: loopCounter * 10}}</script></scriptTask>"#
        )
    };
    let lines = "start -> a\na -> z\nz -> end";
    let three = "<loopCardinality>3</loopCardinality>";
    let task = |a: &str, i: &str| format!("{}[z]", many(a, i));
    check(&task("", three), lines, &format!("1 2 3 z {DONE}"));
    check(
        &task(r#"isSequential="true""#, three),
        lines,
        &format!("1 2 3 z {DONE}"),
    );
    check(
        &task("", "<loopCardinality>0</loopCardinality>"),
        lines,
        &format!("z {DONE}"),
    );
    check(
        &task("", "<loopCardinality>-1</loopCardinality>"),
        lines,
        " = waits for incident a flow-cardinality",
    );
    check(
        &task("", "<loopCardinality>5000</loopCardinality>"),
        lines,
        " = waits for incident a flow-instances",
    );
    check(
        &task(
            r#"isSequential="true""#,
            &format!(
                "{three}<completionCondition>numberOfCompletedInstances = 2</completionCondition>"
            ),
        ),
        lines,
        &format!("1 2 z {DONE}"),
    );
    let looping = |inside: &str| {
        format!(
            r#"<scriptTask id="a"><standardLoopCharacteristics {inside}</standardLoopCharacteristics><script>{{trace: concatenate(trace, ["a"]), n: n + 1}}</script></scriptTask>[z]"#
        )
    };
    let until = "<loopCondition>n &lt; 2</loopCondition>";
    check(
        &looping(&format!(">{until}")),
        lines,
        &format!("a a z {DONE}"),
    );
    check(
        &looping(r#"loopMaximum="3"><loopCondition>true</loopCondition>"#),
        lines,
        &format!("a a a z {DONE}"),
    );
    check(
        &looping(r#"testBefore="true"><loopCondition>n > 2</loopCondition>"#),
        lines,
        &format!("z {DONE}"),
    );
}

#[test]
fn what_the_instances_give_is_collected() {
    let process = format!(
        r#"{START}<dataObject id="d1" name="會辦單位"/><dataObject id="d2" name="意見"/>
        <userTask id="a"><multiInstanceLoopCharacteristics><loopDataInputRef>d1</loopDataInputRef><loopDataOutputRef>d2</loopDataOutputRef><inputDataItem id="i" name="單位"/><outputDataItem id="o" name="說"/></multiInstanceLoopCharacteristics></userTask>{END}{}"#,
        flows("start -> a\na -> end")
    );
    let units = Value::List(vec!["人事".into(), "主計".into()]);
    let mut play = Play::of(&process).start([("會辦單位", units)]);
    let tokens: Vec<_> = play.instance.tasks.keys().copied().collect();
    assert_eq!(tokens.len(), 2);
    assert_eq!(play.instance.variables_at(tokens[1])["單位"], "主計".into());
    for (token, says) in [(tokens[1], "可"), (tokens[0], "照辦")] {
        let variables = vars([("說", says.into())]);
        play.give("close", Input::CloseTask { token, variables })
            .unwrap();
    }
    let said = Value::List(vec!["照辦".into(), "可".into()]);
    assert_eq!(play.instance.variables["意見"], said);
    assert!(!play.instance.variables.contains_key("說"));
    assert!(play.instance.ended.is_some());
}

#[test]
fn events_that_are_thrown_inside() {
    let sub = |inside: &str, lines: &str| {
        format!(
            r#"<subProcess id="s"><startEvent id="s0"/>{inside}<endEvent id="s1"/>{}</subProcess>"#,
            flows(lines)
        )
    };
    let boundary = |cancels: bool, event: &str| {
        format!(
            r#"<boundaryEvent id="b" cancelActivity="{cancels}" attachedToRef="s">{event}</boundaryEvent>[c]"#
        )
    };
    let throwing = |event: &str| {
        let throw =
            format!(r#"<intermediateThrowEvent id="t">{event}</intermediateThrowEvent>[a]"#);
        sub(&throw, "s0 -> t\nt -> a\na -> s1")
    };
    let lines = "start -> s\ns -> z\nb -> c\nc -> end\nz -> end";
    for event in [
        r#"<signalEventDefinition signalRef="g-go"/>"#,
        r#"<escalationEventDefinition escalationRef="k-late"/>"#,
    ] {
        let all = |cancels| format!("{}{}[z]", throwing(event), boundary(cancels, event));
        check(&all(true), lines, &format!("c {DONE}"));
        check(&all(false), lines, &format!("a c z {DONE}"));
    }
    let any = r#"<escalationEventDefinition/>"#;
    let one = r#"<escalationEventDefinition escalationRef="k-late"/>"#;
    check(
        &format!("{}{}[z]", throwing(one), boundary(true, any)),
        lines,
        &format!("c {DONE}"),
    );
    // Nobody catches it: it goes on.
    check(
        &format!("{}[z]", throwing(one)),
        "start -> s\ns -> z\nz -> end",
        &format!("a z {DONE}"),
    );
    // An error goes to the event sub-process of its scope first.
    let error = r#"<errorEventDefinition errorRef="e-full"/>"#;
    let handled = format!(
        r#"<endEvent id="bad">{error}</endEvent><subProcess id="h" triggeredByEvent="true"><startEvent id="h0">{error}</startEvent>[w]<endEvent id="h1"/>{}</subProcess>"#,
        flows("h0 -> w\nw -> h1")
    );
    let inside = format!(
        r#"<subProcess id="s"><startEvent id="s0"/>{handled}{}</subProcess>"#,
        flows("s0 -> bad")
    );
    check(
        &format!("{inside}{}[z]", boundary(true, error)),
        lines,
        &format!("w z {DONE}"),
    );
}

#[test]
fn event_sub_processes_wait_for_their_event() {
    let process = |interrupting: bool, event: &str| {
        format!(
            r#"<userTask id="u"/><subProcess id="h" triggeredByEvent="true"><startEvent id="h0" isInterrupting="{interrupting}">{event}</startEvent>[a]<endEvent id="h1"/>{}</subProcess>"#,
            flows("h0 -> a\na -> h1")
        )
    };
    let message = r#"<messageEventDefinition messageRef="m-remind"/>"#;
    let lines = "start -> u\nu -> end";
    let play_ = play(&process(false, message), lines)
        .message("稽催")
        .message("稽催");
    assert_eq!(told(&play_), "a a = waits for task u, message 稽催");
    assert_eq!(told(&play_.close("u", [])), format!("a a {DONE}"));
    let play_ = play(&process(true, message), lines).message("稽催");
    assert_eq!(told(&play_), format!("a {DONE}"));
    let cycle = "<timerEventDefinition><timeCycle>R2/PT1H</timeCycle></timerEventDefinition>";
    let play_ = play(&process(false, cycle), lines)
        .later(HOUR)
        .later(HOUR)
        .later(HOUR);
    assert_eq!(told(&play_), "a a = waits for task u");
    let condition =
        "<conditionalEventDefinition><condition>n > 2</condition></conditionalEventDefinition>";
    let mut play_ = play(&process(false, condition), lines);
    for n in [1, 3, 4, 0, 5] {
        let (token, variables) = (None, vars([("n", n.into())]));
        play_
            .give("set", Input::SetVariables { token, variables })
            .unwrap();
    }
    assert_eq!(told(&play_), "a a = waits for task u, condition h0");
}

#[test]
fn the_first_event_after_a_gateway_counts() {
    let elements = r#"<eventBasedGateway id="g"/><intermediateCatchEvent id="t"><timerEventDefinition><timeDuration>PT1H</timeDuration></timerEventDefinition></intermediateCatchEvent><receiveTask id="r" messageRef="m-remind"/>[a][b]"#;
    let lines = "start -> g\ng -> t\ng -> r\nt -> a\nr -> b\na -> end\nb -> end";
    assert_eq!(
        told(&play(elements, lines).later(HOUR)),
        format!("a {DONE}")
    );
    assert_eq!(
        told(&play(elements, lines).message("稽催")),
        format!("b {DONE}")
    );
    let process = format!(
        r#"{END}<eventBasedGateway id="g" instantiate="true"/><receiveTask id="r" messageRef="m-remind"/><receiveTask id="q" messageRef="m-apply"/>{}"#,
        flows("g -> r\ng -> q\nr -> end\nq -> end")
    );
    let play = Play::of(&process).message("申請");
    assert_eq!(play.trace().lines().last(), Some(DONE));
}

#[test]
fn compensation_goes_backwards() {
    let throw =
        r#"<intermediateThrowEvent id="t"><compensateEventDefinition/></intermediateThrowEvent>"#;
    check(
        &format!("[a][b]{}{}{throw}", undo("a"), undo("b")),
        "start -> a\na -> b\nb -> t\nt -> end",
        &format!("a b unb una {DONE}"),
    );
    let only = r#"<intermediateThrowEvent id="t"><compensateEventDefinition activityRef="a"/></intermediateThrowEvent>"#;
    check(
        &format!("[a][b]{}{}{only}", undo("a"), undo("b")),
        "start -> a\na -> b\nb -> t\nt -> end",
        &format!("a b una {DONE}"),
    );
    // Each instance of a multi-instance activity is compensated, with what it knew.
    check(
        &format!(
            r#"<scriptTask id="a"><multiInstanceLoopCharacteristics><loopCardinality>2</loopCardinality></multiInstanceLoopCharacteristics><script>{{trace: concatenate(trace, [string(loopCounter)])}}</script></scriptTask>
            <boundaryEvent id="a-undo" attachedToRef="a"><compensateEventDefinition/></boundaryEvent><scriptTask id="una" isForCompensation="true"><script>{{trace: concatenate(trace, ["-" + string(loopCounter)])}}</script></scriptTask><association id="as" sourceRef="a-undo" targetRef="una"/>{throw}"#
        ),
        "start -> a\na -> t\nt -> end",
        &format!("1 2 -2 -1 {DONE}"),
    );
    // A sub-process that compensates itself by an event sub-process.
    let inner = format!(
        r#"<startEvent id="s0"/>[a]{}<endEvent id="s1"/>{}<subProcess id="h" triggeredByEvent="true"><startEvent id="h0"><compensateEventDefinition/></startEvent>[b]<intermediateThrowEvent id="ht"><compensateEventDefinition/></intermediateThrowEvent><endEvent id="h1"/>{}</subProcess>"#,
        undo("a"),
        flows("s0 -> a\na -> s1"),
        flows("h0 -> b\nb -> ht\nht -> h1"),
    );
    check(
        &format!(r#"<subProcess id="s">{inner}</subProcess>{throw}[z]"#),
        "start -> s\ns -> t\nt -> z\nz -> end",
        &format!("a b una z {DONE}"),
    );
    // A cancelled transaction.
    let inner = format!(
        r#"<startEvent id="s0"/>[a]{}<endEvent id="s1"><cancelEventDefinition/></endEvent>{}"#,
        undo("a"),
        flows("s0 -> a\na -> s1")
    );
    check(
        &format!(
            r#"<transaction id="s">{inner}</transaction><boundaryEvent id="b" attachedToRef="s"><cancelEventDefinition/></boundaryEvent>[c][z]"#
        ),
        "start -> s\ns -> z\nb -> c\nc -> end\nz -> end",
        &format!("a una c {DONE}"),
    );
}

#[test]
fn ad_hoc_links_and_multiple() {
    let ad_hoc = |attributes: &str, more: &str| {
        format!(r#"<adHocSubProcess id="s" {attributes}>[a][b]{more}</adHocSubProcess>[z]"#)
    };
    let lines = "start -> s\ns -> z\nz -> end";
    check(&ad_hoc("", ""), lines, &format!("a b z {DONE}"));
    check(
        &ad_hoc(r#"ordering="Sequential""#, ""),
        lines,
        &format!("a b z {DONE}"),
    );
    check(
        &ad_hoc(r#"antou:activities="[&quot;b&quot;]""#, ""),
        lines,
        &format!("b z {DONE}"),
    );
    check(
        &ad_hoc(r#"antou:activities="[&quot;x&quot;]""#, ""),
        lines,
        " = waits for incident s flow-ad-hoc",
    );
    let met = "<completionCondition>count(trace) > 0</completionCondition>";
    check(
        &ad_hoc(r#"ordering="Sequential""#, met),
        lines,
        &format!("a z {DONE}"),
    );
    let link = |id: &str, tag: &str| {
        format!(r#"<{tag} id="{id}"><linkEventDefinition name="甲"/></{tag}>"#)
    };
    check(
        &format!(
            "{}{}[a]",
            link("t", "intermediateThrowEvent"),
            link("c", "intermediateCatchEvent")
        ),
        "start -> t\nc -> a\na -> end",
        &format!("a {DONE}"),
    );
    let go = r#"<signalEventDefinition signalRef="g-go"/>"#;
    let stop = r#"<signalEventDefinition signalRef="g-stop"/>"#;
    let multiple = |parallel: bool, thrown: &str| {
        format!(
            r#"<parallelGateway id="f"/><intermediateCatchEvent id="c" parallelMultiple="{parallel}">{go}{stop}</intermediateCatchEvent><intermediateThrowEvent id="t">{thrown}</intermediateThrowEvent>[a]"#
        )
    };
    let lines = "start -> f\nf -> t\nf -> c\nc -> a\na -> end\nt -> end";
    check(&multiple(false, stop), lines, &format!("a {DONE}"));
    check(
        &multiple(true, &format!("{go}{stop}")),
        lines,
        &format!("a {DONE}"),
    );
    check(&multiple(true, stop), lines, " = waits for signal go");
    check(
        r#"<scriptTask id="a" completionQuantity="2"><script>{n: 1}</script></scriptTask>[b]<scriptTask id="c" startQuantity="2"><script>{trace: concatenate(trace, ["c"])}</script></scriptTask>"#,
        "start -> a\na -> b\nb -> c\nc -> end",
        &format!("b b c {DONE}"),
    );
}

#[test]
fn variables_have_a_scope() {
    let inside = format!(
        r#"<property id="x" name="草稿"/><startEvent id="s0"/><scriptTask id="w"><script>{{草稿: 1, 正本: 2}}</script></scriptTask><endEvent id="s1"/>{}"#,
        flows("s0 -> w\nw -> s1")
    );
    let play = play(
        &format!(r#"<subProcess id="s">{inside}</subProcess>"#),
        "start -> s\ns -> end",
    );
    assert_eq!(play.instance.variables.get("正本"), Some(&2.into()));
    assert_eq!(play.instance.variables.get("草稿"), None);
    assert_eq!(play.instance.locals.len(), 0);
}
