//! The page model: what a form looks like and what goes into it.

pub(crate) mod art;
mod check;
mod filled;
mod grid;
pub(crate) mod layout;
pub(crate) mod lines;
mod needs;
pub(crate) mod pages;
pub(crate) mod sheet;
mod table;
mod template;

pub use filled::{Filled, TEXT_LIMIT};
pub use sheet::{
    Align, Block, Border, Cell, Choice, Choices, Column, Each, Grid, GridRow, Paper, Qr, Role,
    Rule, SHEET_LIMIT, Sheet, Size, Stamp, Table, Text, Valign,
};
