#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use feel::dmn::HitPolicy;
use jiff::civil::date;
use proptest::prelude::*;

use super::*;

const LEAVE: &str = include_str!("../../../../workflow-engine/packs/leave/rules.dmn");

fn files() -> Files {
    Files::from([(RULES.to_owned(), LEAVE.as_bytes().to_vec())])
}

fn rules(files: &Files) -> String {
    String::from_utf8(files[RULES].clone()).unwrap()
}

/// A grid for the eye.
fn drawn(grid: &Grid) -> String {
    let inputs = grid
        .inputs
        .iter()
        .map(|input| format!("{} : {}", input.expression, input.of));
    let outputs = grid
        .outputs
        .iter()
        .map(|output| format!("→ {} : {}", output.name, output.of));
    let notes = grid.annotations.iter().map(|name| format!("（{name}）"));
    let head = inputs
        .chain(outputs)
        .chain(notes)
        .collect::<Vec<_>>()
        .join(" | ");
    let rows = grid.rules.iter().map(|rule| {
        let cells = rule
            .inputs
            .iter()
            .chain(&rule.outputs)
            .chain(&rule.annotations);
        cells.map(String::as_str).collect::<Vec<_>>().join(" | ")
    });
    let head = format!("{} {:?}\n{head}", grid.decision, grid.policy);
    std::iter::once(head)
        .chain(rows)
        .collect::<Vec<_>>()
        .join("\n")
}

#[test]
fn tables_of_the_leave_pack() {
    let listed = decisions(&files()).unwrap();
    let tables = listed.iter().filter(|listed| listed.is_table);
    let tables = tables.map(|listed| drawn(&read(&files(), &listed.name).unwrap()));
    insta::assert_snapshot!(tables.collect::<Vec<_>>().join("\n\n"));
}

fn after(decision: &str, commands: &[Command]) -> Result<Files, Problem> {
    let mut files = files();
    for command in commands {
        apply(&mut files, decision, command)?;
    }
    // Whatever was done, the office still reads every decision.
    feel::dmn::Decisions::read(&files[RULES]).unwrap();
    Ok(files)
}

fn cell(row: usize, column: Column, text: &str) -> Command {
    let text = text.to_owned();
    Command::Cell { row, column, text }
}

#[test]
fn a_cell_is_one_change() {
    let files = after("決行層級", &[cell(0, Column::Input(1), "<= 5")]).unwrap();
    let (before, now) = (rules(&self::files()), rules(&files));
    let different = before.lines().zip(now.lines()).filter(|(a, b)| a != b);
    assert_eq!(different.count(), 1);
    assert_eq!(before.lines().count(), now.lines().count());
    let first = read(&self::files(), "決行層級").unwrap();
    let unchanged = after(
        "決行層級",
        &[cell(0, Column::Input(1), &first.rules[0].inputs[1])],
    );
    assert_eq!(rules(&unchanged.unwrap()), LEAVE);
}

#[test]
fn what_is_done_and_taken_back_is_nothing() {
    let input = Input {
        expression: "days".to_owned(),
        of: "number".to_owned(),
        ..Input::default()
    };
    let output = Output {
        name: "more".to_owned(),
        of: "string".to_owned(),
        ..Output::default()
    };
    let named = Output {
        name: "事項".to_owned(),
        ..Output::default()
    };
    let runs: [&[Command]; 6] = [
        &[Command::AddRule(1), Command::RemoveRule(1)],
        &[Command::DuplicateRule(0), Command::RemoveRule(1)],
        &[
            Command::MoveRule { from: 0, to: 3 },
            Command::MoveRule { from: 3, to: 0 },
        ],
        &[
            Command::AddInput(0, input),
            Command::RemoveColumn(Column::Input(0)),
        ],
        &[
            Command::SetOutput(0, named),
            Command::AddOutput(1, output),
            Command::RemoveColumn(Column::Output(1)),
        ],
        &[
            Command::AddAnnotation(1, "備註".to_owned()),
            Command::RemoveColumn(Column::Annotation(1)),
        ],
    ];
    for commands in runs {
        let files = after("要看", commands).unwrap();
        let (first, now) = (
            read(&self::files(), "要看").unwrap(),
            read(&files, "要看").unwrap(),
        );
        assert_eq!(now.rules, first.rules, "{commands:?}");
        assert_eq!(now.inputs, first.inputs);
        for other in decisions(&files).unwrap() {
            if other.name != "要看" {
                assert_eq!(read(&files, &other.name), read(&self::files(), &other.name));
            }
        }
    }
}

#[test]
fn rows_and_columns() {
    let input = Input {
        label: "單位".to_owned(),
        expression: "單位".to_owned(),
        of: "string".to_owned(),
        allowed: "\"a\", \"b\"".to_owned(),
    };
    let output = Output {
        label: "說明".to_owned(),
        name: "note".to_owned(),
        of: "string".to_owned(),
        default: "\"無\"".to_owned(),
        ..Output::default()
    };
    let files = after(
        "簽核路徑",
        &[
            Command::AddInput(1, input),
            Command::AddOutput(3, output),
            Command::AddAnnotation(1, "備註".to_owned()),
            cell(1, Column::Input(1), "\"a\""),
            cell(1, Column::Output(3), "\"看\""),
            cell(1, Column::Annotation(1), "<b>&\u{3000}"),
            Command::DuplicateRule(1),
            cell(2, Column::Input(1), "not(\"a\")"),
            Command::MoveRule { from: 0, to: 2 },
            Command::AddRule(0),
            Command::RemoveRule(6),
            Command::Policy(HitPolicy::RuleOrder),
            Command::SetAnnotation(0, "來源".to_owned()),
            Command::Describe("機關自訂".to_owned()),
            Command::Rename("路徑".to_owned()),
        ],
    );
    let files = files.unwrap();
    insta::assert_snapshot!(drawn(&read(&files, "路徑").unwrap()));
    // From then on it is asked by its new name.
    assert_eq!(read(&files, "簽核路徑").unwrap_err().code, "table-none");
}

fn output_of_the_same_name() -> Problem {
    let desk = Output {
        name: "desk".to_owned(),
        ..Output::default()
    };
    after("簽核路徑", &[Command::AddOutput(0, desk)]).unwrap_err()
}

#[test]
fn dates_of_effect() {
    let succeed = |row, day| Command::Succeed { row, on: day };
    let files = after(
        "可請假別",
        &[
            succeed(3, date(2027, 1, 1)),
            succeed(4, date(2028, 7, 1)),
            succeed(0, date(2026, 7, 1)),
        ],
    );
    let grid = read(&files.unwrap(), "可請假別").unwrap();
    let cells = grid
        .rules
        .iter()
        .map(|rule| format!("{} {}", rule.inputs[0], rule.outputs[0]));
    assert_eq!(
        cells.collect::<Vec<_>>(),
        [
            "< date(\"2026-07-01\") \"annual\"",
            ">= date(\"2026-07-01\") \"annual\"",
            "- \"personal\"",
            "- \"family_care\"",
            "[date(\"2025-10-10\")..date(\"2027-01-01\")) \"wellness\"",
            "[date(\"2027-01-01\")..date(\"2028-07-01\")) \"wellness\"",
            ">= date(\"2028-07-01\") \"wellness\"",
            "- \"sick\"",
            "- \"comp\"",
        ]
    );
    for (row, day) in [
        (3, date(2025, 10, 10)),
        (3, date(2020, 1, 1)),
        (99, date(2026, 1, 1)),
    ] {
        let problem = after("可請假別", &[succeed(row, day)]).unwrap_err();
        assert_eq!(problem.code, "table-day");
    }
    assert_eq!(
        after("簽核路徑", &[succeed(0, date(2026, 1, 1))])
            .unwrap_err()
            .code,
        "table-day"
    );
}

#[test]
fn dates_of_a_cell() {
    for (cell, expected) in [
        ("-", "None None"),
        (">= date(\"2026-01-01\")", "Some(2026-01-01) None"),
        ("< @\"2026-01-01\"", "None Some(2026-01-01)"),
        ("<= date(\"2025-12-31\")", "None Some(2026-01-01)"),
        (
            "[date(\"2026-01-01\")..date(\"2026-02-01\")]",
            "Some(2026-01-01) Some(2026-02-02)",
        ),
        (
            "[ date(\"2026-01-01\") .. date(\"2026-02-01\") )",
            "Some(2026-01-01) Some(2026-02-01)",
        ),
        ("> 3", "-"),
        ("> date(\"2026-01-01\")", "-"),
        ("date(\"2026-13-01\")", "-"),
    ] {
        let effect = effect_of(cell).map(|effect| format!("{:?} {:?}", effect.from, effect.until));
        assert_eq!(effect.unwrap_or("-".to_owned()), expected, "{cell}");
    }
}

#[test]
fn what_is_refused() {
    let input = |expression: &str| Input {
        expression: expression.to_owned(),
        ..Input::default()
    };
    let large = "1,".repeat(MAX_CELL) + "1";
    for (decision, command, code) in [
        ("無", Command::AddRule(0), "table-none"),
        ("簽核路徑", cell(9, Column::Input(0), "1"), "table-row"),
        ("簽核路徑", cell(0, Column::Input(7), "1"), "table-column"),
        (
            "簽核路徑",
            cell(0, Column::Input(0), "> > 1"),
            "feel-syntax",
        ),
        (
            "簽核路徑",
            cell(0, Column::Output(0), "\"desk"),
            "feel-syntax",
        ),
        (
            "簽核路徑",
            cell(0, Column::Output(0), "dayz"),
            "feel-name-unknown",
        ),
        (
            "簽核路徑",
            cell(0, Column::Output(0), "today()"),
            "feel-clock",
        ),
        (
            "簽核路徑",
            cell(0, Column::Annotation(0), "\u{1}"),
            "table-cell",
        ),
        (
            "簽核路徑",
            cell(0, Column::Input(0), &large),
            "table-too-large",
        ),
        ("簽核路徑", Command::RemoveRule(6), "table-row"),
        (
            "簽核路徑",
            Command::MoveRule { from: 0, to: 6 },
            "table-row",
        ),
        (
            "要看",
            Command::RemoveColumn(Column::Output(0)),
            "table-shape",
        ),
        ("簽核路徑", Command::AddInput(0, input(" ")), "table-cell"),
        (
            "簽核路徑",
            Command::AddInput(0, input("a b c")),
            "feel-syntax",
        ),
        (
            "簽核路徑",
            Command::Rename("要看".to_owned()),
            "table-name-taken",
        ),
        ("簽核路徑", Command::Rename(" ".to_owned()), "table-name"),
    ] {
        let mut files = files();
        assert_eq!(
            apply(&mut files, decision, &command).unwrap_err().code,
            code,
            "{command:?}"
        );
        assert_eq!(rules(&files), LEAVE);
    }
    assert_eq!(output_of_the_same_name().code, "table-name-taken");
    let problem = check_cell(&files(), Column::Input(0), "> dayz").unwrap_err();
    assert_eq!(
        (&*problem.facts["column"], &*problem.facts["nearest"]),
        ("3", "days")
    );
    assert_eq!(
        check_cell(&files(), Column::Input(0), "> days, [1..3]"),
        Ok(())
    );
    assert_eq!(
        check_cell(&files(), Column::Annotation(0), "> > 任何"),
        Ok(())
    );
}

#[test]
fn what_is_read_is_required() {
    let files = after(
        "簽核路徑",
        &[cell(
            0,
            Column::Output(2),
            "if days > 3 then \"a\" else \"b\"",
        )],
    );
    let rules = feel::dmn::Decisions::read(&files.unwrap()[RULES]).unwrap();
    assert!(rules.needs("簽核路徑").unwrap().contains_key("days"));
}

#[test]
fn gaps_and_overlaps() {
    let files = after("決行層級", &[Command::DuplicateRule(0)]).unwrap();
    let told: Vec<(&str, Vec<usize>)> = doubts(&files, "決行層級")
        .into_iter()
        .map(|doubt| (doubt.code, doubt.rules))
        .collect();
    assert!(told.contains(&("dmn-overlap", vec![0, 1])), "{told:?}");
    assert_eq!(doubts(&self::files(), "決行層級"), []);
}

#[test]
fn a_new_table() {
    let mut files = Files::new();
    put_new(&mut files, "決定").unwrap();
    let input = Input {
        expression: "金額".to_owned(),
        of: "number".to_owned(),
        ..Input::default()
    };
    for command in [
        Command::AddInput(0, input),
        Command::AddRule(0),
        cell(0, Column::Input(0), "> 1000"),
        cell(0, Column::Output(0), "true"),
    ] {
        apply(&mut files, "決定", &command).unwrap();
    }
    insta::assert_snapshot!(rules(&files));
    assert_eq!(
        put_new(&mut files, "決定").unwrap_err().code,
        "table-name-taken"
    );
    assert_eq!(put_new(&mut files, "").unwrap_err().code, "table-name");
}

fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        "[0-9<>=\\-, \"a-z\\[\\]\\.\\(\\)]{0,8}",
        Just("-".to_owned()),
        Just("null".to_owned())
    ]
}

fn command() -> impl Strategy<Value = Command> {
    let column = (0..3_u8, 0..4_usize).prop_map(|(kind, at)| match kind {
        0 => Column::Input(at),
        1 => Column::Output(at),
        _ => Column::Annotation(at),
    });
    prop_oneof![
        (0..8_usize, column.clone(), text()).prop_map(|(row, column, text)| Command::Cell {
            row,
            column,
            text
        }),
        (0..8_usize).prop_map(Command::AddRule),
        (0..8_usize).prop_map(Command::DuplicateRule),
        (0..8_usize).prop_map(Command::RemoveRule),
        (0..8_usize, 0..8_usize).prop_map(|(from, to)| Command::MoveRule { from, to }),
        (0..4_usize, "[a-z]{1,4}").prop_map(|(at, name)| Command::AddInput(
            at,
            Input {
                expression: name,
                ..Input::default()
            }
        )),
        (0..4_usize, "[a-z]{1,4}").prop_map(|(at, name)| Command::AddOutput(
            at,
            Output {
                name,
                ..Output::default()
            }
        )),
        (0..4_usize, "[a-z]{0,4}").prop_map(|(at, name)| Command::AddAnnotation(at, name)),
        column.prop_map(Command::RemoveColumn),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn whatever_is_done_is_a_table_to_the_office(commands in prop::collection::vec(command(), 1..12)) {
        let mut files = files();
        for command in &commands {
            let before = files.clone();
            if apply(&mut files, "簽核路徑", command).is_err() {
                prop_assert_eq!(&files, &before);
            }
        }
        let rules = feel::dmn::Decisions::read(&files[RULES]);
        prop_assert!(rules.is_ok(), "{:?}", rules.err());
        let grid = read(&files, "簽核路徑").unwrap();
        prop_assert!(grid.rules.iter().all(|rule| rule.outputs.len() == grid.outputs.len()));
    }

    #[test]
    fn any_bytes(bytes in any::<Vec<u8>>(), at in 0..40_000_usize, put in "[<>/a-z\" =]{0,6}") {
        let mut bent = LEAVE.to_owned();
        let at = (0..=at.min(bent.len())).rev().find(|at| bent.is_char_boundary(*at)).unwrap_or(0);
        bent.insert_str(at, &put);
        for bytes in [bytes, bent.into_bytes()] {
            let files = Files::from([(RULES.to_owned(), bytes)]);
            for listed in decisions(&files).unwrap_or_default() {
                let _ = read(&files, &listed.name);
                let _ = doubts(&files, &listed.name);
            }
        }
    }
}
