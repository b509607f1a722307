//! Rows into pages: rows stay whole when they can, heads are repeated, a row that is taller than what
//! is left of an empty page goes on over the break.

use super::art::{Art, Code};
use super::layout::{Flow, Ink, Item, Layout, MM, Node, Row, Set};
use super::lines::{Line, Look};
use super::sheet::{Align, Valign};
use crate::problem::Problem;
use std::collections::BTreeMap;

/// Most pages of one form.
pub(crate) const PAGES_LIMIT: usize = 200;
/// Weight of hairlines between boxes, in points.
const HAIR: f32 = 0.45;
/// Weight of the frame around a group of boxes, in points.
const FRAME: f32 = 1.1;
/// Weight of the frame around a mark, in points.
const MARK: f32 = 0.9;
/// Weight of the frame of a seal, in points.
const SEAL: f32 = 1.6;
/// Where the baseline lies in the em box of a Chinese font.
const ASCENT: f32 = 0.88;
/// A row is broken only when it is taller than this part of a page, or alone on one.
const TALL: f32 = 0.4;

/// Something drawn, in points from the upper left corner of the page.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Op {
    Text {
        x: f32,
        baseline: f32,
        line: Line,
        look: Look,
        ink: Ink,
        node: Option<usize>,
    },
    Stroke {
        from: (f32, f32),
        to: (f32, f32),
        weight: f32,
    },
    Frame {
        /// Left, top, right, bottom.
        sides: (f32, f32, f32, f32),
        weight: f32,
        ink: Ink,
    },
    /// A light grey ground.
    Ground {
        /// Left, top, right, bottom.
        sides: (f32, f32, f32, f32),
    },
    /// A QR code with its quiet zone.
    Code { x: f32, y: f32, code: Code },
}

/// The drawn pages with the structure of their text.
#[derive(Debug)]
pub(crate) struct Pages {
    pub(crate) pages: Vec<Vec<Op>>,
    pub(crate) nodes: Vec<Node>,
    /// Width and height in points.
    pub(crate) extent: (f32, f32),
}

/// Lays out a form.
///
/// # Errors
/// `print-value-missing`, `print-glyph-missing`, `print-too-many-pages`.
pub(crate) fn of(layout: &Layout<'_, '_>) -> Result<Pages, Problem> {
    let sheet = layout.sheet;
    let (width, height) = sheet.paper.extent();
    let edge = |page: (usize, usize)| -> Result<(Flow, Flow), Problem> {
        let layout = Layout {
            page: Some(page),
            ..*layout
        };
        Ok((layout.flow(&sheet.header)?, layout.flow(&sheet.footer)?))
    };
    let (header, footer) = edge((PAGES_LIMIT, PAGES_LIMIT))?;
    let top = sheet.paper.top * MM;
    let lower = (height - sheet.paper.bottom) * MM;
    let left = sheet.paper.left * MM;
    let right = left + sheet.paper.text_width() * MM;
    let body = layout.flow(&sheet.body)?;
    let bottom = lower - tall(&footer);
    let mut pager = Pager::new(left, right, top + tall(&header), bottom, &body.heads);
    pager.run(&body.items)?;
    let mut pages = pager.pages;
    let count = pages.len();
    for (at, page) in pages.iter_mut().enumerate() {
        let (header, footer) = edge((at + 1, count))?;
        page.extend(alone(&header, left, right, top)?);
        page.extend(alone(&footer, left, right, bottom)?);
    }
    Ok(Pages {
        pages,
        nodes: body.nodes,
        extent: (width * MM, height * MM),
    })
}

fn tall(flow: &Flow) -> f32 {
    flow.items.iter().map(height).sum()
}

fn height(item: &Item) -> f32 {
    match item {
        Item::Row(row) => row.height(),
        Item::Space(space) => *space,
        Item::Rule(weight) => *weight,
        Item::PageBreak => 0.0,
    }
}

/// A header or footer, which has no page breaks.
fn alone(flow: &Flow, left: f32, right: f32, top: f32) -> Result<Vec<Op>, Problem> {
    let mut pager = Pager::new(left, right, top, f32::MAX, &flow.heads);
    pager.run(&flow.items)?;
    Ok(pager.pages.swap_remove(0))
}

/// A frame that is being drawn.
struct Open {
    group: usize,
    top: f32,
    /// Top and box sides of each row.
    rows: Vec<(f32, Vec<f32>)>,
}

struct Pager<'a> {
    left: f32,
    right: f32,
    top: f32,
    bottom: f32,
    y: f32,
    /// Nothing but repeated heads is on this page yet.
    fresh: bool,
    heads: &'a BTreeMap<usize, Row>,
    open: Option<Open>,
    pages: Vec<Vec<Op>>,
}

impl<'a> Pager<'a> {
    fn new(left: f32, right: f32, top: f32, bottom: f32, heads: &'a BTreeMap<usize, Row>) -> Self {
        Self {
            left,
            right,
            top,
            bottom,
            y: top,
            fresh: true,
            heads,
            open: None,
            pages: vec![Vec::new()],
        }
    }

    fn run(&mut self, items: &[Item]) -> Result<(), Problem> {
        for (at, item) in items.iter().enumerate() {
            match item {
                Item::Row(row) => {
                    if row.keep && !self.fresh && !self.fits_with_next(row, &items[at + 1..]) {
                        self.turn(None)?;
                    }
                    self.place(row.clone())?;
                }
                Item::Space(space) => {
                    if *space > 0.0 {
                        self.close();
                        self.y += if self.fresh && self.pages.len() > 1 {
                            0.0
                        } else {
                            *space
                        };
                    }
                }
                Item::Rule(weight) => self.rule(*weight)?,
                Item::PageBreak => self.turn(None)?,
            }
        }
        self.close();
        Ok(())
    }

    /// True when the row and the first row after it fit on this page, or never will on any.
    fn fits_with_next(&self, row: &Row, after: &[Item]) -> bool {
        let mut needed = row.height();
        for item in after {
            needed += height(item);
            if matches!(item, Item::Row(next) if !next.keep) {
                break;
            }
        }
        needed <= self.bottom - self.y || needed > self.bottom - self.top
    }

    fn draw_op(&mut self, op: Op) {
        if let Some(page) = self.pages.last_mut() {
            page.push(op);
        }
    }

    /// Begins a new page, with the head of a group that goes on.
    fn turn(&mut self, going_on: Option<usize>) -> Result<(), Problem> {
        self.close();
        if self.pages.len() == PAGES_LIMIT {
            return Err(Problem::TooManyPages { limit: PAGES_LIMIT });
        }
        self.pages.push(Vec::new());
        self.y = self.top;
        self.fresh = true;
        if let Some(head) = going_on.and_then(|group| self.heads.get(&group)) {
            let mut head = head.clone();
            for set in &mut head.sets {
                set.node = None;
            }
            self.put(&head);
            self.fresh = true;
        }
        Ok(())
    }

    fn place(&mut self, row: Row) -> Result<(), Problem> {
        const SLACK: f32 = 0.01;
        let mut row = row;
        loop {
            let tall = row.height();
            let room = self.bottom - self.y;
            if tall <= room + SLACK {
                self.put(&row);
                return Ok(());
            }
            let page = self.bottom - self.top;
            let lines = row.sets.iter().map(Set::leading).fold(0.0, f32::max) * 3.0;
            if self.fresh || (tall > TALL * page && room > lines + 2.0 * row.pad_y) {
                let (first, rest) = split(row, room);
                self.put(&first);
                let Some(rest) = rest else {
                    return Ok(());
                };
                row = rest;
            }
            self.turn(row.group)?;
        }
    }

    /// Draws a row here.
    fn put(&mut self, row: &Row) {
        if self.open.as_ref().map(|open| open.group) != row.group {
            self.close();
        }
        let (top, tall) = (self.y, row.height());
        if let Some(group) = row.group {
            let open = self.open.get_or_insert(Open {
                group,
                top,
                rows: Vec::new(),
            });
            open.rows.push((top, row.edges.clone()));
        }
        for set in &row.sets {
            self.draw(set, top, tall, row.pad_y);
        }
        self.y += tall;
        self.fresh = false;
    }

    fn draw(&mut self, set: &Set, top: f32, tall: f32, pad_y: f32) {
        let spare = match set.valign {
            Valign::Middle => (tall - set.height()) / 2.0,
            Valign::Top => pad_y,
        };
        if set.shade {
            let left = self.left + set.x;
            self.draw_op(Op::Ground {
                sides: (left, top, left + set.width, top + tall),
            });
        }
        let upper = self.draw_art(set, top + spare);
        let sides = self.draw_lines(set, upper);
        if set.framed && sides.0 < sides.2 {
            let (side, lip) = (0.32 * set.look.size, 0.06 * set.look.size);
            self.draw_op(Op::Frame {
                sides: (sides.0 - side, sides.1 + lip, sides.2 + side, sides.3 - lip),
                weight: MARK,
                ink: set.ink,
            });
        }
    }

    /// Draws what is no text, and answers where the text begins.
    fn draw_art(&mut self, set: &Set, upper: f32) -> f32 {
        match &set.art {
            None => upper,
            Some(Art::Code(code)) => {
                // Without a frame the dark modules stand flush; the margin keeps them quiet.
                let hang = if set.pad_x > 0.0 { 0.0 } else { code.quiet() };
                let room = set.width - 2.0 * set.pad_x - code.side + 2.0 * hang;
                let x = self.left + set.x + set.pad_x + shift(set.look.align, room) - hang;
                self.draw_op(Op::Code {
                    x,
                    y: upper,
                    code: code.clone(),
                });
                upper + code.side
            }
            Some(Art::Seal { side }) => {
                let left = self.left + set.x;
                self.draw_op(Op::Frame {
                    sides: (left, upper, left + side, upper + side),
                    weight: SEAL,
                    ink: set.ink,
                });
                upper + (side - set.text_height()).max(0.0) / 2.0
            }
        }
    }

    /// Draws the lines of a box from `upper` on, and answers the sides of all of them.
    fn draw_lines(&mut self, set: &Set, upper: f32) -> (f32, f32, f32, f32) {
        let size = set.look.size;
        let mut y = upper;
        let (mut from, mut to) = (f32::MAX, f32::MIN);
        for line in &set.lines {
            let room = set.width - 2.0 * set.pad_x - line.width(size);
            let x = self.left + set.x + set.pad_x + shift(set.look.align, room);
            let baseline = y + (set.leading() - size) / 2.0 + ASCENT * size;
            (from, to) = (from.min(x), to.max(x + line.width(size)));
            if !line.glyphs.is_empty() {
                self.draw_op(Op::Text {
                    x,
                    baseline,
                    line: line.clone(),
                    look: set.look,
                    ink: set.ink,
                    node: set.node,
                });
            }
            y += set.leading();
        }
        (from, upper, to, y)
    }

    fn rule(&mut self, weight: f32) -> Result<(), Problem> {
        self.close();
        if self.y + weight > self.bottom {
            self.turn(None)?;
        }
        let y = self.y + weight / 2.0;
        let (from, to) = ((self.left, y), (self.right, y));
        self.draw_op(Op::Stroke { from, to, weight });
        self.y += weight;
        self.fresh = false;
        Ok(())
    }

    /// Draws the lines of the open group.
    fn close(&mut self) {
        let Some(open) = self.open.take() else {
            return;
        };
        let bottom = self.y;
        let left = self.left;
        let ends = open.rows.iter().skip(1).map(|row| row.0).chain([bottom]);
        let ends: Vec<f32> = ends.collect();
        let mut widest = 0.0_f32;
        for ((top, edges), end) in open.rows.iter().zip(ends) {
            let (first, last) = (edges.first().copied(), edges.last().copied());
            let (Some(first), Some(last)) = (first, last) else {
                continue;
            };
            widest = widest.max(last);
            if *top > open.top {
                let (from, to) = ((left + first, *top), (left + last, *top));
                let weight = HAIR;
                self.draw_op(Op::Stroke { from, to, weight });
            }
            for edge in &edges[1..edges.len() - 1] {
                let (from, to) = ((left + edge, *top), (left + edge, end));
                let weight = HAIR;
                self.draw_op(Op::Stroke { from, to, weight });
            }
        }
        self.draw_op(Op::Frame {
            sides: (left, open.top, left + widest, bottom),
            weight: FRAME,
            ink: Ink::Black,
        });
    }
}

/// How far something stands from the left of its room, where `spare` points are left.
fn shift(align: Align, spare: f32) -> f32 {
    match align {
        Align::Left | Align::Justify => 0.0,
        Align::Center | Align::Spread => spare / 2.0,
        Align::Right => spare,
    }
}

/// What of a row fits into `room` points, and the rest. At least one line is taken, so that there is
/// an end to it even on a page that is too small.
fn split(row: Row, room: f32) -> (Row, Option<Row>) {
    let mut first = row.clone();
    let mut rest = row;
    let mut goes_on = false;
    for (upper, lower) in first.sets.iter_mut().zip(&mut rest.sets) {
        upper.valign = Valign::Top;
        lower.art = None;
        // What is longer than the page itself goes on like the rest.
        if upper.repeats && upper.height() + 2.0 * rest.pad_y <= room {
            lower.node = None;
            continue;
        }
        lower.valign = Valign::Top;
        let fits = ((room - 2.0 * rest.pad_y) / upper.leading())
            .floor()
            .max(1.0);
        let mut fits = (fits as usize).min(upper.lines.len());
        // No line stands alone on the next page.
        if upper.lines.len() - fits == 1 && fits > 2 {
            fits -= 1;
        }
        lower.lines = upper.lines.split_off(fits);
        goes_on |= !lower.lines.is_empty();
    }
    first.least = room.min(first.least);
    rest.least = 0.0;
    (first, goes_on.then_some(rest))
}
