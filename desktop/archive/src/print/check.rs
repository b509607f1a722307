//! Is a sheet one that can be laid out?

use super::sheet::{Block, GridRow, Sheet};
use super::template;
use crate::problem::Problem;

/// Millimetres in which sums of widths may differ.
const SLACK: f32 = 0.05;

impl Sheet {
    /// Everything that reading alone does not find.
    ///
    /// # Errors
    /// `print-sheet-wrong`.
    pub(crate) fn check(&self) -> Result<(), Problem> {
        let paper = &self.paper;
        let margins = [paper.top, paper.right, paper.bottom, paper.left];
        if margins.iter().any(|margin| !(0.0..=100.0).contains(margin)) {
            return Err(wrong("paper", "margins are 0 to 100 mm"));
        }
        check_size("size", Some(self.size))?;
        for template in self.templates() {
            check_template(&template.place, template.text)?;
        }
        for named in self.named() {
            self.check_block(&named.place, named.block)?;
        }
        Ok(())
    }

    fn check_block(&self, place: &str, block: &Block) -> Result<(), Problem> {
        let height = |height: f32| {
            if (0.0..=200.0).contains(&height) {
                Ok(())
            } else {
                Err(wrong(place, "heights are 0 to 200 mm"))
            }
        };
        match block {
            Block::Text(text) => {
                check_size(place, text.size)?;
                height(text.before)?;
                height(text.after)
            }
            Block::Space(space) => height(*space),
            Block::Rule(rule) if !(0.1..=10.0).contains(&rule.weight) => {
                Err(wrong(place, "lines are 0.1 to 10 points"))
            }
            Block::Rule(_) => Ok(()),
            Block::PageBreak(_) if !place.starts_with("body") => {
                Err(wrong(place, "only the body has pages"))
            }
            Block::PageBreak(_) => Ok(()),
            Block::Grid(grid) => {
                self.check_widths(place, &grid.widths)?;
                check_size(place, grid.size)?;
                for (at, row) in grid.rows.iter().enumerate() {
                    let place = format!("{place}.grid.rows[{at}]");
                    height(row.height)?;
                    if row.widths.is_empty() {
                        check_row(&place, row, grid.widths.len())?;
                    } else {
                        self.check_own(&place, &row.widths, &grid.widths)?;
                        check_row(&place, row, row.widths.len())?;
                    }
                }
                Ok(())
            }
            Block::Table(table) => {
                let widths: Vec<f32> = table.columns.iter().map(|column| column.width).collect();
                self.check_widths(place, &widths)?;
                check_size(place, table.size)?;
                height(table.height)?;
                check_template(place, table.empty.as_deref().unwrap_or_default())?;
                for column in &table.columns {
                    check_size(place, column.size)?;
                    check_template(place, &column.text)?;
                }
                Ok(())
            }
            Block::Each(each) => check_template(place, &format!("{{{}}}", each.rows)),
            Block::Qr(qr) => check_side(place, qr.size),
            Block::Stamp(stamp) => check_side(place, stamp.size),
        }
    }

    /// A row's own columns end where the grid ends.
    fn check_own(&self, place: &str, own: &[f32], grid: &[f32]) -> Result<(), Problem> {
        self.check_widths(place, own)?;
        let (own, grid): (f32, f32) = (own.iter().sum(), grid.iter().sum());
        if (own - grid).abs() > SLACK {
            let why = format!("the row's columns are {own} mm wide, the grid's {grid} mm");
            return Err(wrong(place, &why));
        }
        Ok(())
    }

    fn check_widths(&self, place: &str, widths: &[f32]) -> Result<(), Problem> {
        let sum: f32 = widths.iter().sum();
        let room = self.paper.text_width();
        if widths.is_empty() || widths.iter().any(|width| !(5.0..=400.0).contains(width)) {
            return Err(wrong(place, "columns are 5 mm wide or more"));
        }
        if sum > room + SLACK {
            let why = format!("columns are {sum} mm wide, the paper has {room} mm");
            return Err(wrong(place, &why));
        }
        Ok(())
    }
}

pub(crate) fn wrong(place: &str, why: &str) -> Problem {
    Problem::SheetWrong {
        place: place.to_owned(),
        why: why.to_owned(),
    }
}

fn check_size(place: &str, size: Option<f32>) -> Result<(), Problem> {
    match size {
        Some(size) if !(5.0..=72.0).contains(&size) => {
            Err(wrong(place, "letters are 5 to 72 points"))
        }
        _ => Ok(()),
    }
}

fn check_side(place: &str, side: f32) -> Result<(), Problem> {
    if (8.0..=80.0).contains(&side) {
        Ok(())
    } else {
        Err(wrong(place, "codes and seals are 8 to 80 mm wide"))
    }
}

fn check_template(place: &str, template: &str) -> Result<(), Problem> {
    match template::parts(template) {
        Some(_) => Ok(()),
        None => Err(wrong(
            place,
            "a brace without its other brace, or an empty path",
        )),
    }
}

fn check_row(place: &str, row: &GridRow, columns: usize) -> Result<(), Problem> {
    let spans: usize = row.cells.iter().map(|cell| cell.span.clamp(1, 100)).sum();
    if spans != columns {
        let why = format!("boxes span {spans} columns, the grid has {columns}");
        return Err(wrong(place, &why));
    }
    for cell in &row.cells {
        check_size(place, cell.size)?;
        let given = [
            cell.label.is_some(),
            cell.text.is_some(),
            cell.choice.is_some(),
            cell.qr.is_some(),
            cell.stamp.is_some(),
        ];
        if given.iter().filter(|given| **given).count() != 1 {
            return Err(wrong(
                place,
                "a box is one of label, text, choice, qr and stamp",
            ));
        }
        if let Some(choice) = &cell.choice {
            check_template(place, &format!("{{{}}}", choice.path))?;
        }
        let sides = [
            cell.qr.as_ref().map(|qr| qr.size),
            cell.stamp.as_ref().map(|stamp| stamp.size),
        ];
        for side in sides.into_iter().flatten() {
            check_side(place, side)?;
        }
    }
    Ok(())
}
