//! What stands on a paper form, whichever program wrote it: paragraphs and tables, and of a cell
//! where it lies in the grid. How it looks is left out.

pub(crate) mod docx;
pub(crate) mod length;
pub(crate) mod odt;
pub(crate) mod style;

use crate::problem::{Note, Place, Problem};

/// Most cells of all tables.
pub(crate) const MAX_CELLS: usize = 2_000;
/// Most text, in bytes: eight times the largest form.
pub(crate) const MAX_TEXT: usize = 2 * 1024 * 1024;
/// Deepest nesting of tables.
pub(crate) const MAX_TABLES: usize = 4;
/// Most columns of one table; Word has 63.
pub(crate) const MAX_COLUMNS: usize = 256;

/// A paper form, and what of it was left out while reading.
#[derive(Debug, Default)]
pub(crate) struct Paper {
    pub blocks: Vec<Block>,
    pub notes: Vec<Note>,
}

/// How many bytes of text some blocks hold.
pub(crate) fn bytes(blocks: &[Block]) -> usize {
    let of_piece = |piece: &Piece| match piece {
        Piece::Text(text) => text.len(),
        Piece::Mark { .. } => 1,
        Piece::Control(control) => match &control.kind {
            ControlKind::Choice(items) => items.iter().map(|item| item.len() + 1).sum(),
            _ => 1,
        },
    };
    let of_block = |block: &Block| match block {
        Block::Paragraph(paragraph) => paragraph.pieces.iter().map(of_piece).sum::<usize>() + 1,
        Block::Table(table) => {
            let cells = table.rows.iter().flat_map(|row| &row.cells);
            cells.map(|cell| bytes(&cell.blocks)).sum()
        }
    };
    blocks.iter().map(of_block).sum()
}

#[derive(Debug, Clone)]
pub(crate) enum Block {
    Paragraph(Paragraph),
    Table(Table),
}

/// A paragraph; a line break within it is the text `\n`.
#[derive(Debug, Clone, Default)]
pub(crate) struct Paragraph {
    pub pieces: Vec<Piece>,
    /// Whether its style says that it is a heading.
    pub is_heading: bool,
    /// Whether it stands in the middle of the line.
    pub is_centred: bool,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Piece {
    Text(String),
    /// A box to tick that is a control of the file.
    Mark {
        /// Whether ticking it unticks its neighbours.
        is_radio: bool,
    },
    Control(Control),
}

/// A place to fill in that the file itself says is one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Control {
    /// What its author called it; may be empty.
    pub name: String,
    pub kind: ControlKind,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum ControlKind {
    Line,
    Lines,
    Number,
    Date,
    Choice(Vec<String>),
}

/// A table: its rows, and the cells that begin in each.
#[derive(Debug, Clone, Default)]
pub(crate) struct Table {
    /// Where columns begin and end, in twentieths of a point from the left; one more than there
    /// are columns, never falling.
    pub edges: Vec<u64>,
    pub rows: Vec<Row>,
}

#[derive(Debug, Clone, Default)]
pub(crate) struct Row {
    /// Its height where the file says it, in twentieths of a point.
    pub height: u64,
    pub cells: Vec<Cell>,
}

#[derive(Debug, Clone, Default)]
pub(crate) struct Cell {
    pub place: Option<Place>,
    /// The row and the column in which it begins, from 0.
    pub row: usize,
    pub column: usize,
    /// How many columns and rows it covers.
    pub columns: usize,
    pub rows: usize,
    pub blocks: Vec<Block>,
}

impl Cell {
    /// The column behind it.
    pub fn end(&self) -> usize {
        self.column + self.columns
    }

    /// The row below it.
    pub fn below(&self) -> usize {
        self.row + self.rows
    }

    pub fn paragraphs(&self) -> impl Iterator<Item = &Paragraph> {
        self.blocks.iter().filter_map(|block| match block {
            Block::Paragraph(paragraph) => Some(paragraph),
            Block::Table(_) => None,
        })
    }

    pub fn tables(&self) -> impl Iterator<Item = &Table> {
        self.blocks.iter().filter_map(|block| match block {
            Block::Table(table) => Some(table),
            Block::Paragraph(_) => None,
        })
    }
}

impl Table {
    /// How many columns there are.
    pub fn columns(&self) -> usize {
        self.edges.len().saturating_sub(1)
    }

    /// Where a column begins.
    pub fn edge(&self, column: usize) -> u64 {
        let edge = self.edges.get(column).or(self.edges.last());
        edge.copied().unwrap_or_default()
    }

    /// The cell that covers a place of the grid.
    pub fn covering(&self, row: usize, column: usize) -> Option<&Cell> {
        let rows = self.rows.iter().take(row + 1);
        rows.flat_map(|row| &row.cells).find(|cell| {
            (cell.row..cell.below()).contains(&row) && (cell.column..cell.end()).contains(&column)
        })
    }

    /// The edges from the widths of columns. Where a file gives none, all are equally wide.
    pub fn measure(&mut self, widths: &[u64]) {
        let ends = self
            .rows
            .iter()
            .flat_map(|row| row.cells.iter().map(Cell::end));
        let columns = ends.max().unwrap_or_default();
        let known: Vec<u64> = widths.iter().copied().filter(|width| *width > 0).collect();
        let usual = (known.iter().sum::<u64>())
            .checked_div(known.len() as u64)
            .unwrap_or(1_000);
        let mut edge = 0_u64;
        self.edges = vec![0];
        for column in 0..columns {
            let width = widths.get(column).copied().filter(|width| *width > 0);
            edge = edge.saturating_add(width.unwrap_or(usual).min(1_000_000));
            self.edges.push(edge);
        }
    }
}

/// What both readers count.
#[derive(Debug, Default)]
pub(crate) struct Tally {
    tables: usize,
    depth: usize,
    cells: usize,
    pub notes: Vec<Note>,
    /// The cell that is being read.
    pub place: Option<Place>,
}

impl Tally {
    /// A table begins; the answer is its number.
    ///
    /// # Errors
    /// `import-tables-too-deep`.
    pub fn table(&mut self) -> Result<usize, Problem> {
        self.depth += 1;
        self.tables += 1;
        if self.depth > MAX_TABLES {
            return Err(Problem::new("import-tables-too-deep").with("limit", MAX_TABLES));
        }
        Ok(self.tables)
    }

    pub fn table_ends(&mut self) {
        self.depth = self.depth.saturating_sub(1);
    }

    /// Cells begin.
    ///
    /// # Errors
    /// `import-too-many-cells`.
    pub fn cells(&mut self, count: usize) -> Result<(), Problem> {
        self.cells = self.cells.saturating_add(count);
        if self.cells > MAX_CELLS {
            return Err(Problem::new("import-too-many-cells").with("limit", MAX_CELLS));
        }
        Ok(())
    }

    /// Something is left out here; it is said once a cell.
    pub fn left_out(&mut self, code: &'static str) {
        let note = Note::new(code, self.place);
        if !self.notes.contains(&note) {
            self.notes.push(note);
        }
    }
}
