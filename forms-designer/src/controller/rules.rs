//! Decision tables as grids.

use pack_author::route::DECISION;
use pack_author::table::{self, Column, Command, Grid, Input, Output};
use pack_author::{Edit, Problem};

use super::Inner;
use crate::grid::{POLICIES, cell, column_at, column_detail, columns, day, doubt_line, head};
use crate::keys::{Stroke, named};
use crate::models::{follow, words};
use crate::problems::sentence;
use crate::ui;

impl Inner {
    fn decision(&self) -> String {
        self.get(|designer| designer.get_decision()).into()
    }

    fn grid(&self) -> Option<Grid> {
        let open = self.open.as_ref()?;
        open.sheet.service().table(&self.decision()).ok()
    }

    fn rule_at(&self) -> (usize, usize) {
        let at = |place: i32| usize::try_from(place).unwrap_or(0);
        self.get(|designer| (at(designer.get_rule_row()), at(designer.get_rule_column())))
    }

    fn rule_go(&self, row: usize, column: usize) {
        let number = |place: usize| i32::try_from(place).unwrap_or(0);
        self.set(|designer| {
            designer.set_rule_row(number(row));
            designer.set_rule_column(number(column));
        });
    }

    pub(super) fn show_rules(&mut self) {
        let Some(open) = &self.open else {
            return;
        };
        let say = self.say.borrow();
        let listed = open.sheet.service().decisions();
        let (mut listed, mut said) = match listed {
            Ok(listed) => (listed, String::new()),
            Err(problem) => (Vec::new(), sentence(&problem.code, &problem.facts, &say)),
        };
        if open.sheet.service().route().is_ok() {
            // It is written from the list of stations.
            listed.retain(|own| own.name != DECISION);
            if listed.is_empty() {
                said = say.say("rules-of-route");
            }
        }
        let mut decision = self.decision();
        if !listed.iter().any(|own| own.name == decision) {
            let first = listed.iter().find(|own| own.is_table).or(listed.first());
            decision = first.map(|own| own.name.clone()).unwrap_or_default();
        }
        let known = listed.iter().map(|own| ui::Known {
            name: own.name.as_str().into(),
            path: own.name.as_str().into(),
            about: own.description.as_str().into(),
        });
        follow(&self.models.decisions, known.collect(), |own| {
            own.path.clone()
        });
        let grid = match open.sheet.service().table(&decision) {
            Ok(grid) => Some(grid),
            Err(problem) if !decision.is_empty() => {
                said = sentence(&problem.code, &problem.facts, &say);
                None
            }
            Err(_) => None,
        };
        let doubts = table::doubts(open.sheet.files(), &decision);
        let lines = doubts
            .iter()
            .map(|doubt| doubt_line(doubt, &decision, &say))
            .collect();
        follow(&self.models.doubts, lines, |line| line.said.clone());
        let names = POLICIES.map(|(name, _)| say.say(&format!("policy-{name}")).into());
        drop(say);
        self.set(|designer| {
            designer.set_decision(decision.into());
            designer.set_rules_said(said.into());
            designer.set_policies(words(names.to_vec()));
            designer.set_has_table(grid.is_some());
        });
        self.show_grid(grid.as_ref(), &doubts);
    }

    fn show_grid(&self, grid: Option<&Grid>, doubts: &[table::Doubt]) {
        let Some(grid) = grid else {
            self.models.columns.set_vec(Vec::new());
            self.models.rows.set_vec(Vec::new());
            return;
        };
        let (row, column) = self.rule_at();
        let row = row.min(grid.rules.len().saturating_sub(1));
        let column = column.min(columns(grid).saturating_sub(1));
        self.rule_go(row, column);
        let heads = (0..columns(grid)).filter_map(|place| head(grid, place));
        follow(&self.models.columns, heads.collect(), |own| own.id.clone());
        let rules = (0..grid.rules.len()).map(|row| ui::RuleRow {
            number: i32::try_from(row + 1).unwrap_or(0),
            cells: words(
                (0..columns(grid))
                    .map(|at| cell(grid, row, at).into())
                    .collect(),
            ),
            doubtful: doubts.iter().any(|doubt| doubt.rules.contains(&row)),
        });
        follow(&self.models.rows, rules.collect(), |own| own.number);
        let policy = POLICIES.iter().position(|(_, own)| *own == grid.policy);
        let detail = column_at(grid, column).map(|own| column_detail(grid, own));
        self.set(|designer| {
            designer.set_policy(i32::try_from(policy.unwrap_or(0)).unwrap_or(0));
            designer.set_column(detail.unwrap_or_default());
        });
    }

    fn change_table(&mut self, command: Command) -> Result<(), Problem> {
        let decision = self.decision();
        let Some(open) = &mut self.open else {
            return Ok(());
        };
        let done = open.sheet.edit(&Edit::Table(decision, command)).map(|_| ());
        self.rules_done(&done);
        done
    }

    fn rules_done(&mut self, done: &Result<(), Problem>) {
        match done {
            Ok(()) => self.tell("", false),
            Err(problem) => self.problem(problem),
        }
        self.changed();
    }

    pub(super) fn decision_select(&mut self, name: &str) {
        self.flush();
        self.set(|designer| {
            designer.set_decision(name.into());
            designer.set_rule_editing(false);
        });
        self.rule_go(0, 0);
        self.show_rules();
    }

    pub(super) fn decision_new(&mut self, name: &str) {
        let name = name.trim().to_owned();
        let Some(open) = &mut self.open else {
            return;
        };
        let done = open.sheet.edit(&Edit::NewTable(name.clone())).map(|_| ());
        if done.is_ok() {
            self.set(|designer| designer.set_decision(name.into()));
            self.rule_go(0, 0);
        }
        self.rules_done(&done);
    }

    pub(super) fn policy_choose(&mut self, chosen: i32) {
        let place = usize::try_from(chosen).unwrap_or(0);
        if let Some((_, policy)) = POLICIES.get(place) {
            // A refusal was told.
            let _ = self.change_table(Command::Policy(*policy));
        }
    }

    /// A cell was clicked.
    pub(super) fn rule_pick(&mut self, row: i32, column: i32) {
        let at = |place: i32| usize::try_from(place).unwrap_or(0);
        self.rule_go(at(row), at(column));
        self.show_rules();
    }

    fn rule_edit(&mut self) {
        let (row, column) = self.rule_at();
        let Some(grid) = self.grid().filter(|grid| row < grid.rules.len()) else {
            return;
        };
        let text = cell(&grid, row, column);
        self.set(|designer| {
            designer.set_rule_text(text.into());
            designer.set_rule_wrong("".into());
            designer.set_rule_editing(true);
        });
    }

    /// A cell is typed: whether it can be read is told at once.
    pub(super) fn rule_type(&mut self, text: &str) {
        let (_, column) = self.rule_at();
        let column = self.grid().and_then(|grid| column_at(&grid, column));
        let Some((open, column)) = self.open.as_ref().zip(column) else {
            return;
        };
        let said = match table::check_cell(open.sheet.files(), column, text) {
            Ok(()) => String::new(),
            Err(problem) => self.sentence(&problem),
        };
        self.set(|designer| designer.set_rule_wrong(said.into()));
    }

    /// A cell was written: `stay`, `next`, `down`; or `cancel`. What is refused is written on.
    pub(super) fn rule_done(&mut self, text: &str, way: &str) {
        if !self.get(|designer| designer.get_rule_editing()) {
            return;
        }
        let (row, place) = self.rule_at();
        let Some(grid) = self.grid() else {
            return;
        };
        if way != "cancel" && cell(&grid, row, place) != text.trim() {
            let Some(column) = column_at(&grid, place) else {
                return;
            };
            let text = text.trim().to_owned();
            let command = Command::Cell { row, column, text };
            if let Err(problem) = self.change_table(command) {
                let said = self.sentence(&problem);
                self.set(|designer| designer.set_rule_wrong(said.into()));
                return;
            }
        }
        self.set(|designer| {
            designer.set_rule_editing(false);
            designer.set_rule_wrong("".into());
        });
        match way {
            "next" => {
                self.rule_step(&grid);
                self.rule_edit();
            }
            "down" => self.rule_go((row + 1).min(grid.rules.len().saturating_sub(1)), place),
            _ => {}
        }
        self.show_rules();
        self.focus("canvas");
    }

    fn rule_step(&self, grid: &Grid) {
        let (row, column) = self.rule_at();
        if column + 1 < columns(grid) {
            self.rule_go(row, column + 1);
        } else if row + 1 < grid.rules.len() {
            self.rule_go(row + 1, 0);
        }
    }

    /// A key of the grid.
    pub(super) fn rule_key(&mut self, stroke: &Stroke) -> bool {
        let Some(grid) = self.grid() else {
            return false;
        };
        let (row, column) = self.rule_at();
        let (rows, last) = (grid.rules.len(), columns(&grid).saturating_sub(1));
        let Stroke { control, alt, .. } = *stroke;
        match stroke.text.as_str() {
            named::UP if alt && row > 0 => self.rule_act("up"),
            named::DOWN if alt => self.rule_act("down"),
            named::RETURN if control => self.rule_act("add"),
            "d" | "D" if control => self.rule_act("duplicate"),
            named::DELETE if control => self.rule_act("remove"),
            _ if control || alt => return false,
            named::UP => self.rule_go(row.saturating_sub(1), column),
            named::DOWN => self.rule_go((row + 1).min(rows.saturating_sub(1)), column),
            named::LEFT => self.rule_go(row, column.saturating_sub(1)),
            named::RIGHT => self.rule_go(row, (column + 1).min(last)),
            "\t" => self.rule_step(&grid),
            named::RETURN => self.rule_edit(),
            named::DELETE | named::BACKSPACE => self.rule_empty(&grid),
            _ => return false,
        }
        self.show_rules();
        true
    }

    fn rule_empty(&mut self, grid: &Grid) {
        let (row, place) = self.rule_at();
        let Some(column) = column_at(grid, place) else {
            return;
        };
        let text = match column {
            Column::Input(_) => "-",
            Column::Output(_) | Column::Annotation(_) => "",
        };
        let text = text.to_owned();
        // A refusal was told.
        let _ = self.change_table(Command::Cell { row, column, text });
    }

    /// `add`, `duplicate`, `remove`, `up`, `down` of a row; `input`, `output`, `annotation`, `drop` of
    /// a column.
    pub(super) fn rule_act(&mut self, act: &str) {
        self.flush();
        let Some(grid) = self.grid() else {
            return;
        };
        let (row, place) = self.rule_at();
        let (rows, all) = (grid.rules.len(), columns(&grid));
        let (inputs, outputs) = (grid.inputs.len(), grid.outputs.len());
        let new = self.say("rules-new-column");
        let (command, to) = match act {
            "add" => (
                Command::AddRule((row + 1).min(rows)),
                ((row + 1).min(rows), 0),
            ),
            "duplicate" => (Command::DuplicateRule(row), (row + 1, place)),
            "remove" => (Command::RemoveRule(row), (row, place)),
            "up" if row > 0 => (
                Command::MoveRule {
                    from: row,
                    to: row - 1,
                },
                (row - 1, place),
            ),
            "down" if row + 1 < rows => (
                Command::MoveRule {
                    from: row,
                    to: row + 1,
                },
                (row + 1, place),
            ),
            "input" => {
                let input = Input {
                    label: new,
                    expression: "true".to_owned(),
                    ..Input::default()
                };
                (Command::AddInput(inputs, input), (row, inputs))
            }
            "output" => {
                let output = Output {
                    label: new,
                    name: format!("value_{}", outputs + 1),
                    ..Output::default()
                };
                (Command::AddOutput(outputs, output), (row, inputs + outputs))
            }
            "annotation" => (
                Command::AddAnnotation(grid.annotations.len(), new),
                (row, all),
            ),
            "drop" => match column_at(&grid, place) {
                Some(column) => (
                    Command::RemoveColumn(column),
                    (row, place.saturating_sub(1)),
                ),
                None => return,
            },
            _ => return,
        };
        let before = (row, place);
        self.rule_go(to.0, to.1);
        if self.change_table(command).is_err() {
            self.rule_go(before.0, before.1);
        }
        self.show_rules();
        self.focus("canvas");
    }

    /// Something of the column is written: `label`, `expression`, `of`, `allowed`, `default`.
    pub(super) fn column_edit(&mut self, what: &str, text: &str) {
        let Some(grid) = self.grid() else {
            return;
        };
        let text = text.trim().to_owned();
        let command = match column_at(&grid, self.rule_at().1) {
            Some(Column::Input(at)) => {
                let mut input = grid.inputs.get(at).cloned().unwrap_or_default();
                match what {
                    "label" => input.label = text,
                    "expression" => input.expression = text,
                    "of" => input.of = text,
                    _ => input.allowed = text,
                }
                Command::SetInput(at, input)
            }
            Some(Column::Output(at)) => {
                let mut output = grid.outputs.get(at).cloned().unwrap_or_default();
                match what {
                    "label" => output.label = text,
                    "expression" => output.name = text,
                    "of" => output.of = text,
                    "default" => output.default = text,
                    _ => output.allowed = text,
                }
                Command::SetOutput(at, output)
            }
            Some(Column::Annotation(at)) => Command::SetAnnotation(at, text),
            None => return,
        };
        // A refusal was told.
        let _ = self.change_table(command);
    }

    /// From a day on the row says something else.
    pub(super) fn rule_succeed(&mut self, text: &str) {
        let Some(on) = day(text) else {
            self.tell(&self.say("rules-no-day"), true);
            return;
        };
        let (row, column) = self.rule_at();
        if self.change_table(Command::Succeed { row, on }).is_ok() {
            self.rule_go(row + 1, column);
            self.show_rules();
            self.focus("canvas");
        }
    }
}
