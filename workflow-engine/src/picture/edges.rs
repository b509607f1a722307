//! Draws lines: their points, heads and marks.

use super::labels;
use super::measure::{Point, Shown, Tenths, px};
use super::scene::{Edge, Line};
use super::svg::Svg;
use std::fmt::Write;

/// How round a right angle is.
const BEND: Tenths = px(5);

/// Draws a line; its label comes later, above all figures.
pub(super) fn draw(svg: &mut Svg, edge: &Edge, passed: bool) {
    let (start, end) = heads(edge.line, passed);
    let class = match edge.line {
        Line::Sequence { .. } if passed => "edge passed",
        Line::Sequence { .. } | Line::Conversation => "edge",
        Line::Message => "edge message",
        Line::Association { .. } => "edge association",
    };
    svg.open("flow", &edge.element, &edge.name);
    let mut marks = String::new();
    for (attribute, head) in [("marker-start", start), ("marker-end", end)] {
        if let Some(head) = head {
            let head = svg.head(head);
            let _ = write!(marks, " {attribute}=\"url(#{head})\"");
        }
    }
    let path = path(&edge.points);
    svg.put(format_args!(
        "<path class=\"{class}\" d=\"{path}\"{marks}/>"
    ));
    svg.close();
}

pub(super) fn label(svg: &mut Svg, edge: &Edge) {
    labels::of_edge(svg, edge);
}

fn heads(line: Line, passed: bool) -> (Option<&'static str>, Option<&'static str>) {
    match line {
        Line::Sequence {
            default,
            conditional,
        } => {
            let start = match (default, conditional) {
                (true, _) if passed => Some("slash-passed"),
                (true, _) => Some("slash"),
                (false, true) => Some("diamond"),
                (false, false) => None,
            };
            (start, Some(if passed { "arrow-passed" } else { "arrow" }))
        }
        Line::Message => (Some("ring"), Some("arrow-open")),
        Line::Association { from, to } => (
            from.then_some("arrow-line-back"),
            to.then_some("arrow-line"),
        ),
        Line::Conversation => (None, None),
    }
}

/// A path through the points, its right angles rounded.
fn path(points: &[Point]) -> String {
    let mut path = String::new();
    for (number, point) in points.iter().enumerate() {
        let letter = if number == 0 { 'M' } else { 'L' };
        let around = number
            .checked_sub(1)
            .and_then(|before| points.get(before))
            .zip(points.get(number + 1));
        match around.and_then(|(before, after)| bend(*before, *point, *after)) {
            Some((from, to)) => {
                let _ = write!(
                    path,
                    "{letter}{} {}Q{} {} {} {}",
                    Shown(from.x),
                    Shown(from.y),
                    Shown(point.x),
                    Shown(point.y),
                    Shown(to.x),
                    Shown(to.y)
                );
            }
            None => {
                let _ = write!(path, "{letter}{} {}", Shown(point.x), Shown(point.y));
            }
        }
    }
    path
}

/// Where the rounding of a right angle begins and ends.
fn bend(before: Point, at: Point, after: Point) -> Option<(Point, Point)> {
    let level = |a: Point, b: Point| a.y == b.y && a.x != b.x;
    let upright = |a: Point, b: Point| a.x == b.x && a.y != b.y;
    let turns = level(before, at) && upright(at, after) || upright(before, at) && level(at, after);
    let towards = |other: Point| {
        let near = |from: Tenths, to: Tenths| from + (to - from).clamp(-BEND, BEND);
        let half = |from: Tenths, to: Tenths| from + (to - from) / 2;
        let (x, y) = (near(at.x, other.x), near(at.y, other.y));
        let short = (other.x - at.x).abs() + (other.y - at.y).abs() < 2 * BEND;
        match short {
            true => Point {
                x: half(at.x, other.x),
                y: half(at.y, other.y),
            },
            false => Point { x, y },
        }
    };
    turns.then(|| (towards(before), towards(after)))
}

/// The middle of the longest piece near the middle of the line.
pub(super) fn middle(points: &[Point]) -> Point {
    let pieces = points.windows(2).filter_map(|piece| match piece {
        [from, to] => Some((*from, *to)),
        _ => None,
    });
    let long = |(from, to): &(Point, Point)| (to.x - from.x).abs() + (to.y - from.y).abs();
    let longest = pieces.max_by_key(long);
    longest.map_or_else(
        || points.first().copied().unwrap_or_default(),
        |(from, to)| Point {
            x: from.x + (to.x - from.x) / 2,
            y: from.y + (to.y - from.y) / 2,
        },
    )
}
