//! What paper asks: from the words, boxes and blanks of a cell to questions, and from the grid of
//! a table to rows of questions.

pub(crate) mod above;
pub(crate) mod ask;
pub(crate) mod caption;
pub(crate) mod cell;
pub(crate) mod choice;
pub(crate) mod field;
pub(crate) mod label;
pub(crate) mod list;
pub(crate) mod moment;
pub(crate) mod pair;
pub(crate) mod paragraph;
pub(crate) mod region;
pub(crate) mod sign;
pub(crate) mod tall;
pub(crate) mod token;
pub(crate) mod words;
