//! A flow and its table as a route.

use feel::dmn::HitPolicy;
use workflow_engine::bpmn::xml::Document;

use super::rows::{COLUMNS, NOTHING};
use super::{Desk, Linear, Role, Side, Station, Step, Vote, flow, shape};
use crate::files::{FLOW, RULES};
use crate::table::{self, Grid, Rule};
use crate::texts::{Language, Texts};
use crate::{Files, Problem};

/// The route of a service, where its flow is one.
///
/// # Errors
/// `pack-file-missing` (path) without a flow or rules; `route-unread` (reason) where the flow is no
/// XML; `route-not-linear` (why, expected, found) where somebody drew more than a route says;
/// `route-station` (row, column) where the table holds what is no station; and as
/// [`put`](super::put) where the route could not be written again.
pub fn read(files: &Files) -> Result<Linear, Problem> {
    let missing = |path: &str| Problem::new(path, "pack-file-missing").with("path", path);
    let bytes = files.get(FLOW).ok_or_else(|| missing(FLOW))?;
    let document = Document::read(bytes).map_err(|problem| {
        let place = problem.place();
        Problem::new(FLOW, "route-unread")
            .with("reason", &problem)
            .with("line", place.line)
            .with("column", place.column)
    })?;
    let facts = shape::facts(&document)?;
    let mut linear = Linear {
        process: facts.process,
        name: facts.name,
        steps: Vec::new(),
        ledger: facts.ledger,
        number: facts.number,
        filed: facts.filed,
        urge: facts.urge,
    };
    let wanted = flow::document(&linear, &facts.decision)?;
    if let Some((expected, found)) = shape::difference(&wanted, &document) {
        return Err(Problem::new(FLOW, "route-not-linear")
            .with("why", "shape")
            .with("expected", expected)
            .with("found", found));
    }
    let grid = table::read(files, &facts.decision)?;
    let texts = Texts::read(files).unwrap_or_default();
    linear.steps = steps(&grid, &texts)?;
    linear.check()?;
    Ok(linear)
}

fn not_linear(why: &str) -> Problem {
    Problem::new(RULES, "route-not-linear").with("why", why)
}

fn steps(grid: &Grid, texts: &Texts) -> Result<Vec<Step>, Problem> {
    let order = [HitPolicy::Collect(None), HitPolicy::RuleOrder];
    if !order.contains(&grid.policy) {
        return Err(not_linear("policy"));
    }
    if grid.annotations.len() > 1 {
        return Err(not_linear("annotations"));
    }
    if grid.inputs.iter().any(|input| !input.allowed.is_empty()) {
        return Err(not_linear("allowed"));
    }
    let known = |name: &str| COLUMNS.iter().any(|column| column.name == name);
    let plain = grid.outputs.iter().all(|output| {
        known(&output.name) && output.allowed.is_empty() && output.default.is_empty()
    });
    if !plain {
        return Err(not_linear("outputs"));
    }
    let mut steps: Vec<Step> = Vec::new();
    let mut last = None;
    for (number, rule) in grid.rules.iter().enumerate() {
        let row = Row { grid, rule, number };
        let station = row.station(texts)?;
        let side = row.text("side")?;
        let same = side.is_some() && side == last;
        match steps.last_mut() {
            Some(Step::Side(open)) if same => {
                if row.cell("needs") != NOTHING {
                    return Err(row.wrong("needs"));
                }
                open.stations.push(station);
            }
            _ if side.is_some() => steps.push(Step::Side(Side {
                stations: vec![station],
                vote: row.vote()?,
            })),
            _ => steps.push(Step::Station(station)),
        }
        last = side;
    }
    // One alone goes beside nobody.
    let alone = |step: Step| match step {
        Step::Side(mut side) if side.stations.len() == 1 && side.vote.is_none() => {
            side.stations.pop().map(Step::Station)
        }
        step => Some(step),
    };
    Ok(steps.into_iter().filter_map(alone).collect())
}

struct Row<'g> {
    grid: &'g Grid,
    rule: &'g Rule,
    number: usize,
}

impl Row<'_> {
    fn wrong(&self, column: &str) -> Problem {
        Problem::new(RULES, "route-station")
            .with("row", self.number + 1)
            .with("column", column)
    }

    fn cell(&self, column: &str) -> &str {
        let mut columns = self.grid.outputs.iter();
        let at = columns.position(|output| output.name == column);
        let cell = at.and_then(|at| self.rule.outputs.get(at));
        cell.map(String::as_str)
            .filter(|cell| !cell.is_empty())
            .unwrap_or(NOTHING)
    }

    /// A text that is written out; an empty one is none.
    fn text(&self, column: &str) -> Result<Option<String>, Problem> {
        match self.cell(column) {
            NOTHING => Ok(None),
            cell => {
                let text = cell
                    .strip_prefix('"')
                    .and_then(|rest| rest.strip_suffix('"'));
                let plain = text.filter(|text| !text.contains(['"', '\\']));
                let text = plain.ok_or_else(|| self.wrong(column))?;
                Ok(Some(text.to_owned()).filter(|text| !text.is_empty()))
            }
        }
    }

    fn flag(&self, column: &str) -> Result<bool, Problem> {
        match self.cell(column) {
            "true" => Ok(true),
            "false" | NOTHING => Ok(false),
            _ => Err(self.wrong(column)),
        }
    }

    fn vote(&self) -> Result<Option<Vote>, Problem> {
        let veto = self.flag("veto")?;
        match self.cell("needs") {
            NOTHING => Ok(None),
            needs => {
                let needs = needs.parse().map_err(|_| self.wrong("needs"))?;
                Ok(Some(Vote { needs, veto }))
            }
        }
    }

    fn station(&self, texts: &Texts) -> Result<Station, Problem> {
        let desk = self.text("desk")?.unwrap_or_default();
        let desk = Desk::read(&desk).ok_or_else(|| self.wrong("desk"))?;
        let role = self.text("role")?.unwrap_or_default();
        let role = Role::read(&role).ok_or_else(|| self.wrong("role"))?;
        // A station without a name is known by its desk.
        let key = self.text("name")?.unwrap_or_else(|| desk.to_string());
        let name = |language| {
            let text = texts.get(&format!("station-{key}"), language);
            text.unwrap_or_default().to_owned()
        };
        Ok(Station {
            names: Language::ALL.map(name),
            key,
            desk,
            role,
            opinion: self.flag("opinion")?,
            when: self.when(),
            basis: self.rule.annotations.first().cloned().unwrap_or_default(),
        })
    }

    /// All conditions of the row as one.
    fn when(&self) -> String {
        let cells = self.grid.inputs.iter().zip(&self.rule.inputs);
        let conditions: Vec<String> = cells
            .filter_map(|(input, cell)| match (cell.as_str(), input.of.as_str()) {
                ("-", _) => None,
                ("true", "boolean") => Some(input.expression.clone()),
                (cell, _) => Some(format!("{} in ({cell})", input.expression)),
            })
            .collect();
        match conditions.as_slice() {
            [one] => one.clone(),
            many => {
                let many: Vec<String> = many.iter().map(|one| format!("({one})")).collect();
                many.join(" and ")
            }
        }
    }
}
