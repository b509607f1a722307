//! The page model: what a form looks like and what goes into it.

mod check;
mod filled;
pub(crate) mod layout;
pub(crate) mod lines;
pub(crate) mod pages;
pub(crate) mod sheet;
mod template;

pub use filled::{Filled, TEXT_LIMIT};
pub use sheet::{
    Align, Block, Border, Cell, Choice, Choices, Column, Grid, GridRow, Paper, Role, Rule,
    SHEET_LIMIT, Sheet, Size, Table, Text, Valign,
};
