//! A diagram for a file that brings none with it.

mod layers;
mod tracks;

use super::file::{File, local};
use super::measure::{Point, Rect, Tenths, px, width, wrap};
use super::scene::{Edge, Figure, Line, Scene, Shape};
use crate::bpmn::xml::ElementId;
use layers::{Box, Exit, Link, lay};
use std::collections::{BTreeMap, BTreeSet};

/// Around what a sub-process or pool holds.
const PAD: Tenths = px(24);
/// Height of the head of a sub-process, with its name.
const HEAD: Tenths = px(30);
/// Between what stands apart.
const APART: Tenths = px(30);
/// Side of an event.
const EVENT: Tenths = px(36);
/// From one attached event to the next.
const STEP: Tenths = px(46);

/// Every process of the file, one beneath the other, in pools when there are several.
pub(super) fn scene(file: &File<'_>) -> Scene {
    let root = file.document.root();
    let pools = pools(file, root);
    let mut all = Scene::default();
    for pool in &pools {
        let inner = pool.process.map(|process| scope(file, process));
        let inner = inner.unwrap_or_default();
        match pools.len() {
            1 if pool.participant.is_none() => all = inner,
            _ => all.put_below(pooled(file, pool, inner), px(40)),
        }
    }
    let widest = all.extent().map_or(0, Rect::right);
    for shape in &mut all.shapes {
        if matches!(shape.figure, Figure::Pool { .. }) {
            shape.bounds.width = widest - shape.bounds.x;
        }
    }
    for part in file.document.within(root) {
        if file.kind(part) == "messageFlow" {
            all.edges.extend(message_flow(file, part, &all));
        }
    }
    all
}

struct Pool {
    participant: Option<ElementId>,
    process: Option<ElementId>,
}

fn pools(file: &File<'_>, root: ElementId) -> Vec<Pool> {
    let participants = file
        .document
        .within(root)
        .filter(|part| file.kind(*part) == "participant");
    let mut pools: Vec<Pool> = participants
        .map(|participant| {
            let process = file.attribute(participant, "processRef");
            Pool {
                participant: Some(participant),
                process: process.and_then(|process| file.find(&process)),
            }
        })
        .collect();
    for process in file.parts(root).filter(|p| file.kind(*p) == "process") {
        if pools.iter().all(|pool| pool.process != Some(process)) {
            pools.push(Pool {
                participant: None,
                process: Some(process),
            });
        }
    }
    pools
}

fn pooled(file: &File<'_>, pool: &Pool, inner: Scene) -> Scene {
    let named = pool.participant.or(pool.process);
    let extent = inner.extent();
    let size = extent.unwrap_or(Rect {
        width: px(400),
        height: px(30),
        ..Rect::default()
    });
    let bounds = Rect {
        x: 0,
        y: 0,
        width: size.width + 2 * PAD + super::figures::BAND,
        height: size.height + 2 * PAD,
    };
    let mut scene = Scene::default();
    scene.shapes.push(Shape {
        element: named.map(|one| file.id(one)).unwrap_or_default(),
        name: named.map(|one| file.name(one)).unwrap_or_default(),
        figure: Figure::Pool {
            horizontal: true,
            black_box: extent.is_none(),
            many: false,
        },
        bounds,
        label: None,
        depth: 0,
    });
    scene.put(inner, super::figures::BAND + PAD - size.x, PAD - size.y);
    scene
}

fn message_flow(file: &File<'_>, flow: ElementId, scene: &Scene) -> Option<Edge> {
    let end = |name: &str| {
        let reference = file.attribute(flow, name)?;
        let wanted = local(&reference);
        let found = scene.shapes.iter().find(|shape| shape.element == wanted);
        found.map(|shape| shape.bounds)
    };
    let (from, to) = (end("sourceRef")?, end("targetRef")?);
    let down = from.y < to.y;
    let (start, goal) = match down {
        true => (from.bottom(), to.y),
        false => (from.y, to.bottom()),
    };
    let (x, goal_x) = (from.centre().x, to.centre().x);
    let y = start + (goal - start) / 2;
    Some(Edge {
        element: file.id(flow),
        name: file.name(flow),
        line: Line::Message,
        points: vec![
            Point { x, y: start },
            Point { x, y },
            Point { x: goal_x, y },
            Point { x: goal_x, y: goal },
        ],
        label: None,
    })
}

/// A figure of a scope, with what it holds and what is attached to it.
struct Part {
    shape: Shape,
    inner: Scene,
    attached: Vec<Shape>,
}

/// What a process or sub-process holds.
fn scope(file: &File<'_>, holder: ElementId) -> Scene {
    let mut parts: Vec<Part> = Vec::new();
    let mut numbers: BTreeMap<String, (usize, Option<usize>)> = BTreeMap::new();
    let is_boundary = |element: &ElementId| file.kind(*element) == "boundaryEvent";
    for element in file.parts(holder).filter(|element| !is_boundary(element)) {
        if let Some(part) = part(file, element) {
            numbers.insert(part.shape.element.clone(), (parts.len(), None));
            parts.push(part);
        }
    }
    for element in file.parts(holder).filter(is_boundary) {
        let host = file.attribute(element, "attachedToRef");
        let host = host.and_then(|host| numbers.get(local(&host)).copied());
        if let (Some((host, _)), Some(shape)) = (host, plain(file, element)) {
            let attached = &mut parts[host].attached;
            numbers.insert(shape.element.clone(), (host, Some(attached.len())));
            attached.push(shape);
        }
    }
    let lines = lines(file, holder, &numbers);
    put(&mut parts, &lines)
}

fn part(file: &File<'_>, element: ElementId) -> Option<Part> {
    let mut shape = plain(file, element)?;
    let kind = file.kind(element);
    let mut inner = Scene::default();
    if matches!(kind, "subProcess" | "transaction" | "adHocSubProcess") {
        inner = scope(file, element);
    }
    if let (Some(extent), Figure::Activity { expanded, .. }) = (inner.extent(), &mut shape.figure) {
        *expanded = true;
        shape.bounds.width = extent.width + 2 * PAD;
        shape.bounds.height = extent.height + PAD + HEAD + px(14);
    }
    Some(Part {
        shape,
        inner,
        attached: Vec::new(),
    })
}

fn plain(file: &File<'_>, element: ElementId) -> Option<Shape> {
    let mut figure = file.figure(element)?;
    let name = file.name(element);
    let (width, height) = match &mut figure {
        Figure::Event { .. } => (EVENT, EVENT),
        Figure::Gateway { sign } => {
            sign.get_or_insert(super::scene::Sign::Exclusive);
            (px(50), px(50))
        }
        Figure::Data { .. } => (px(36), px(50)),
        Figure::Store => (px(50), px(50)),
        Figure::Note => {
            let lines = wrap(&name, px(11), px(130)).len().max(1);
            let lines = Tenths::try_from(lines).unwrap_or(1);
            (px(140), px(14) * lines + px(10))
        }
        Figure::Pool { .. } | Figure::Lane { .. } | Figure::Group => return None,
        _ => (px(100), px(80)),
    };
    Some(Shape {
        element: file.id(element),
        name,
        figure,
        bounds: Rect {
            x: 0,
            y: 0,
            width,
            height,
        },
        label: None,
        depth: file.depth(element),
    })
}

/// A line between two figures, or between what is attached to them.
struct Drawn {
    edge: Edge,
    from: (usize, Option<usize>),
    to: (usize, Option<usize>),
    /// Whether it decides about the order of the figures.
    leads: bool,
}

fn lines(
    file: &File<'_>,
    holder: ElementId,
    numbers: &BTreeMap<String, (usize, Option<usize>)>,
) -> Vec<Drawn> {
    let ends = |element: ElementId| {
        let end = |name: &str| {
            let reference = file.attribute(element, name)?;
            numbers.get(local(&reference)).copied()
        };
        Some((end("sourceRef")?, end("targetRef")?))
    };
    file.parts(holder)
        .filter_map(|element| {
            let line = file.line(element)?;
            let (from, to) = ends(element)?;
            Some(Drawn {
                edge: Edge {
                    element: file.id(element),
                    name: file.name(element),
                    line,
                    points: Vec::new(),
                    label: None,
                },
                from,
                to,
                // An attached event leads to its handler by an association.
                leads: matches!(line, Line::Sequence { .. }) || from.1.is_some(),
            })
        })
        .collect()
}

fn put(parts: &mut [Part], lines: &[Drawn]) -> Scene {
    let leading = lines.iter().filter(|line| line.leads);
    let linked: BTreeSet<usize> = leading.flat_map(|line| [line.from.0, line.to.0]).collect();
    let (inside, apart): (Vec<usize>, Vec<usize>) =
        (0..parts.len()).partition(|number| linked.contains(number));
    let place: BTreeMap<usize, usize> = inside.iter().copied().zip(0..).collect();
    let boxes: Vec<Box> = inside.iter().map(|number| room(&parts[*number])).collect();
    let mut links = Vec::new();
    let mut of_link = Vec::new();
    for (number, line) in lines.iter().enumerate() {
        let ends = place.get(&line.from.0).zip(place.get(&line.to.0));
        if let Some((from, to)) = ends.filter(|_| line.leads) {
            let exit = line.from.1.map(|at| exit(&parts[line.from.0], at));
            links.push(Link {
                from: *from,
                to: *to,
                exit,
            });
            of_link.push(number);
        }
    }
    let laid = lay(&boxes, &links);
    for (number, at) in inside.iter().zip(&laid.places) {
        parts[*number].shape.bounds = *at;
    }
    let mut x = 0;
    let y = if inside.is_empty() {
        0
    } else {
        laid.height + APART
    };
    for number in apart {
        let room = room(&parts[number]);
        let bounds = &mut parts[number].shape.bounds;
        (bounds.x, bounds.y) = (x, y);
        x += room.width.max(room.room) + APART;
    }
    let mut scene = Scene::default();
    for part in parts.iter() {
        part_into(part, &mut scene);
    }
    let routes: BTreeMap<usize, &Vec<Point>> = of_link.into_iter().zip(&laid.routes).collect();
    for (number, line) in lines.iter().enumerate() {
        let points = routes.get(&number).map(|route| (*route).clone());
        let points = points.unwrap_or_else(|| straight(parts, line));
        scene.edges.push(Edge {
            points,
            ..line.edge.clone()
        });
    }
    scene
}

/// The room of a figure: beneath it are its name, or what is attached to it with its lines.
fn room(part: &Part) -> Box {
    let bounds = part.shape.bounds;
    let attached = Tenths::try_from(part.attached.len()).unwrap_or(0);
    let beside = part.shape.figure.is_labelled_outside() && !part.shape.name.is_empty();
    let names = part.attached.iter().any(|event| !event.name.is_empty());
    let foot = match (attached, beside) {
        (0, true) => px(18),
        (0, false) => 0,
        (count, _) => EVENT / 2 + px(12) * count + if names { px(20) } else { px(6) },
    };
    let name = width(&part.shape.name, px(11)).min(px(90));
    Box {
        width: bounds.width.max(STEP * attached + px(14)),
        height: bounds.height,
        foot,
        room: if beside { name } else { 0 },
    }
}

/// From where the line of an attached event goes: the leftmost turns lowest, so that none crosses.
fn exit(part: &Part, number: usize) -> Exit {
    let left = part.attached.len().saturating_sub(number);
    let names = part.attached.iter().any(|event| !event.name.is_empty());
    Exit {
        across: across(number),
        begins: EVENT / 2,
        turns: EVENT / 2
            + px(12) * Tenths::try_from(left).unwrap_or(1)
            + if names { px(16) } else { 0 },
    }
}

fn across(number: usize) -> Tenths {
    px(30) + STEP * Tenths::try_from(number).unwrap_or(0)
}

fn part_into(part: &Part, scene: &mut Scene) {
    let at = part.shape.bounds;
    scene.shapes.push(part.shape.clone());
    if let Some(extent) = part.inner.extent() {
        let (x, y) = (at.x + PAD - extent.x, at.y + HEAD - extent.y);
        scene.put(part.inner.clone(), x, y);
    }
    for (number, event) in part.attached.iter().enumerate() {
        let bounds = Rect {
            x: at.x + across(number) - EVENT / 2,
            y: at.bottom() - EVENT / 2,
            ..event.bounds
        };
        scene.shapes.push(Shape {
            bounds,
            ..event.clone()
        });
    }
}

/// A straight line from the nearer side of one figure to that of the other.
fn straight(parts: &[Part], line: &Drawn) -> Vec<Point> {
    let (from, to) = (
        parts[line.from.0].shape.bounds,
        parts[line.to.0].shape.bounds,
    );
    let (start, end) = match from.bottom() <= to.y {
        true => (from.bottom(), to.y),
        false => (from.y, to.bottom()),
    };
    vec![
        Point {
            x: from.centre().x,
            y: start,
        },
        Point {
            x: to.centre().x,
            y: end,
        },
    ]
}
