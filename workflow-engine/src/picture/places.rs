//! Places for names that the file gives none: where they cover least.

use super::measure::{Point, Rect, Tenths, px, width, wrap};
use super::scene::{Edge, Scene, Shape};

/// How wide a name beside a figure is before it goes on in a new line.
pub(super) const BESIDE: Tenths = px(90);
/// Size of type beside a figure.
pub(super) const SIZE: Tenths = px(11);
/// Most comparisons of names with figures and lines; beyond it names stand beneath.
const MAX_COMPARED: usize = 4_000_000;

/// Gives every name beside a figure or line its place.
pub(super) fn place(scene: &mut Scene) {
    let obstacles = Obstacles::of(scene);
    let compares = scene.shapes.len().saturating_mul(obstacles.0.len()) <= MAX_COMPARED;
    let mut placed: Vec<Rect> = Vec::new();
    let mut shapes = std::mem::take(&mut scene.shapes);
    for shape in &mut shapes {
        let outside = shape.figure.is_labelled_outside() && !shape.name.trim().is_empty();
        if !outside {
            continue;
        }
        let label = match shape.label {
            Some(label) => {
                // The file's own place comes first, unless it covers what another does not.
                let mut places = vec![given(&shape.name, label)];
                places.extend(around(shape));
                best(&places, 2, &obstacles, &placed, compares)
            }
            None => best(&around(shape), 0, &obstacles, &placed, compares),
        };
        placed.push(label);
        shape.label = Some(label);
    }
    scene.shapes = shapes;
    for edge in &mut scene.edges {
        if !edge.name.trim().is_empty() {
            let label = edge.label.map(|label| given(&edge.name, label));
            edge.label = label.or_else(|| Some(along(edge)));
        }
    }
}

/// How much room a name needs.
fn size(name: &str) -> (Tenths, Tenths) {
    let lines = wrap(name, SIZE, BESIDE);
    let wide = lines
        .iter()
        .map(|line| width(line, SIZE))
        .max()
        .unwrap_or(0);
    let high = SIZE * 5 / 4 * Tenths::try_from(lines.len()).unwrap_or(1);
    (wide, high)
}

/// The room that a file gives is measured with its own tool's type, so ours may be wider.
fn given(name: &str, label: Rect) -> Rect {
    let lines = wrap(name, SIZE, label.width.max(BESIDE));
    let wide = lines
        .iter()
        .map(|line| width(line, SIZE))
        .max()
        .unwrap_or(0);
    let wide = wide.max(label.width);
    Rect {
        x: label.centre().x - wide / 2,
        y: label.y,
        width: wide,
        height: SIZE * 5 / 4 * Tenths::try_from(lines.len()).unwrap_or(1),
    }
}

/// Beneath, above, and at the four corners.
fn around(shape: &Shape) -> Vec<Rect> {
    let at = shape.bounds;
    let (width, height) = size(&shape.name);
    let gap = px(4);
    let middle = at.centre().x - width / 2;
    let (left, right) = (at.centre().x - width - gap, at.centre().x + gap);
    let (beneath, above) = (at.bottom() + gap, at.y - height - gap);
    let corners = [
        (middle, beneath),
        (right, beneath),
        (left, beneath),
        (middle, above),
        (right, above),
        (left, above),
    ];
    let places = corners.map(|(x, y)| Rect {
        x,
        y,
        width,
        height,
    });
    places.to_vec()
}

/// What names should not cover, with how bad it is.
struct Obstacles(Vec<(Rect, usize)>);

impl Obstacles {
    fn of(scene: &Scene) -> Self {
        let figures = scene.shapes.iter().filter(|shape| !shape.figure.holds());
        let mut all: Vec<(Rect, usize)> = figures.map(|shape| (shape.bounds, 4)).collect();
        for edge in &scene.edges {
            for piece in edge.points.windows(2) {
                if let [from, to] = piece {
                    all.push((thin(*from).with(thin(*to)), 3));
                }
            }
        }
        // A name may not lie across the side of what holds others.
        for shape in scene.shapes.iter().filter(|shape| shape.figure.holds()) {
            let at = shape.bounds;
            let side = |x, y, width, height| Rect {
                x,
                y,
                width,
                height,
            };
            all.extend([
                (side(at.x, at.y, at.width, 1), 2),
                (side(at.x, at.bottom(), at.width, 1), 2),
                (side(at.x, at.y, 1, at.height), 2),
                (side(at.right(), at.y, 1, at.height), 2),
            ]);
        }
        Self(all)
    }
}

fn thin(point: Point) -> Rect {
    Rect {
        x: point.x,
        y: point.y,
        width: 1,
        height: 1,
    }
}

/// The place that covers least; `ahead` is by how much the first is better than the others.
fn best(
    places: &[Rect],
    ahead: usize,
    obstacles: &Obstacles,
    placed: &[Rect],
    compares: bool,
) -> Rect {
    let first = places.first().copied().unwrap_or_default();
    if !compares {
        return first;
    }
    let cost = |(number, place): &(usize, Rect)| {
        let later = if *number == 0 { 0 } else { ahead };
        let covered = obstacles.0.iter().filter(|(other, _)| place.meets(*other));
        let names = placed.iter().filter(|other| place.meets(**other)).count();
        covered.map(|(_, bad)| bad).sum::<usize>() + names * 4 + later
    };
    let best = places.iter().copied().enumerate().min_by_key(cost);
    best.map_or(first, |(_, place)| place)
}

/// Above a level piece of a line, at the right of an upright one.
fn along(edge: &Edge) -> Rect {
    let (wide, high) = size(&edge.name);
    let middle = super::edges::middle(&edge.points);
    let upright = edge.points.windows(2).any(|piece| match piece {
        [from, to] => from.x == to.x && from.x == middle.x && from.y != to.y,
        _ => false,
    });
    Rect {
        x: match upright {
            true => middle.x + px(4),
            false => middle.x - wide / 2,
        },
        y: match upright {
            true => middle.y - high / 2,
            false => middle.y - high - px(2),
        },
        width: wide,
        height: high,
    }
}
