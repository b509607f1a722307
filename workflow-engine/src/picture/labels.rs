//! Draws names: in a figure, beside it, along a line.

use super::figures::{BAND, SMALL, band};
use super::measure::{Point, Rect, Tenths, px, width, wrap};
use super::places::{BESIDE, SIZE};
use super::scene::{Edge, Figure, Shape};
use super::svg::Svg;

/// Sizes of type, from the usual one to the smallest that is read with ease.
const SIZES: [Tenths; 3] = [px(12), px(11), px(10)];

pub(super) fn of_shape(svg: &mut Svg, shape: &Shape) {
    if shape.name.trim().is_empty() {
        return;
    }
    let at = shape.bounds;
    match &shape.figure {
        Figure::Activity { expanded: true, .. } => {
            let head = Rect {
                height: px(24).min(at.height),
                ..at
            };
            fitted(svg, "name", &shape.name, head.inset(px(4)), false);
        }
        Figure::Activity { work, markers, .. } => {
            let foot = if markers.is_empty() { 0 } else { px(14) };
            let room = Rect {
                height: at.height - foot,
                ..at
            };
            task(svg, &shape.name, room.inset(px(5)), work.is_some());
        }
        Figure::Pool {
            black_box: true, ..
        }
        | Figure::Other => fitted(svg, "name", &shape.name, at.inset(px(5)), false),
        Figure::Pool { horizontal, .. } | Figure::Lane { horizontal } => {
            let room = band(at, *horizontal).inset(px(2));
            fitted(svg, "name", &shape.name, room, *horizontal);
        }
        Figure::Note => note(svg, shape),
        Figure::Group => {
            let head = Rect {
                y: at.y + px(2),
                height: BAND.min(at.height),
                ..at
            };
            fitted(svg, "name", &shape.name, head, false);
        }
        _ => beside(svg, shape),
    }
}

/// The name of a task: in the middle, and beneath the sign in the corner where it would run into
/// it.
fn task(svg: &mut Svg, name: &str, room: Rect, sign: bool) {
    for size in SIZES {
        let lines = wrap(name, size, room.width);
        let high = size * 5 / 4 * Tenths::try_from(lines.len()).unwrap_or(1);
        let mut centre = room.centre();
        let wide = lines.first().map_or(0, |line| width(line, size));
        let meets = sign && centre.x - wide / 2 < room.x + SMALL + px(2);
        if meets {
            centre.y = centre.y.max(room.y + SMALL + px(1) + high / 2);
        }
        if centre.y + high / 2 <= room.bottom() {
            svg.lines("name", &lines, centre, size, false);
            return;
        }
    }
    fitted(svg, "name", name, room, false);
}

/// A name in a rectangle: smaller when it would not fit, at last cut. Turned, it runs from the
/// bottom to the top.
fn fitted(svg: &mut Svg, class: &str, name: &str, room: Rect, turned: bool) {
    let (long, high) = match turned {
        true => (room.height, room.width),
        false => (room.width, room.height),
    };
    for size in SIZES {
        let lines = wrap(name, size, long);
        let step = size * 5 / 4;
        let holds = usize::try_from(high / step).unwrap_or(0).max(1);
        if lines.len() <= holds || Some(&size) == SIZES.last() {
            let lines = cut(lines, holds, size, long);
            svg.lines(class, &lines, room.centre(), size, turned);
            return;
        }
    }
}

fn cut(mut lines: Vec<String>, holds: usize, size: Tenths, long: Tenths) -> Vec<String> {
    if lines.len() <= holds {
        return lines;
    }
    lines.truncate(holds);
    if let Some(last) = lines.last_mut() {
        while width(last, size) + size > long && last.pop().is_some() {}
        last.push('…');
    }
    lines
}

fn beside(svg: &mut Svg, shape: &Shape) {
    if let Some(room) = shape.label {
        block(svg, &shape.name, room);
    }
}

/// Lines from the top of the room.
fn block(svg: &mut Svg, name: &str, room: Rect) {
    let lines = wrap(name, SIZE, room.width.max(BESIDE));
    svg.lines("beside", &lines, room.centre(), SIZE, false);
}

fn note(svg: &mut Svg, shape: &Shape) {
    let at = shape.bounds;
    let lines = wrap(&shape.name, SIZE, (at.width - px(10)).max(px(20)));
    let start = Point {
        x: at.x + px(6),
        y: at.centre().y,
    };
    svg.lines("beside left", &lines, start, SIZE, false);
}

pub(super) fn of_edge(svg: &mut Svg, edge: &Edge) {
    if let Some(room) = edge.label.filter(|_| !edge.name.trim().is_empty()) {
        block(svg, &edge.name, room);
    }
}
