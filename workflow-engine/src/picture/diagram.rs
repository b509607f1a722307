//! The diagram that a file brings with it: BPMN DI (BPMN 2.0.2 chapter 12).

use super::file::File;
use super::measure::{Point, Rect, px, read};
use super::scene::{Edge, Figure, Marker, Scene, Shape, Sign};
use crate::bpmn::xml::ElementId;
use std::collections::{BTreeMap, BTreeSet};

/// Namespace of BPMN DI.
const BPMNDI: &str = "http://www.omg.org/spec/BPMN/20100524/DI";
/// Between two diagrams of a file.
const GAP: i64 = px(60);

/// All diagrams of the file, one beneath the other; empty when it has none.
pub(super) fn scene(file: &File<'_>) -> Scene {
    let mut all = Scene::default();
    for plane in file.document.within(file.document.root()) {
        if is(file, plane, "BPMNPlane") {
            all.put_below(plane_of(file, plane), GAP);
        }
    }
    all
}

fn is(file: &File<'_>, element: ElementId, name: &str) -> bool {
    file.document.local(element) == name && file.document.space(element) == BPMNDI
}

fn plane_of(file: &File<'_>, plane: ElementId) -> Scene {
    let drawn: BTreeMap<ElementId, ElementId> = file
        .document
        .children(plane)
        .filter(|part| is(file, *part, "BPMNShape"))
        .filter_map(|part| Some((about(file, part)?, part)))
        .collect();
    let closed = closed(file, &drawn);
    let hidden = |element: ElementId| {
        let around = std::iter::successors(file.document.parent(element), |at| {
            file.document.parent(*at)
        });
        around.into_iter().any(|outer| closed.contains(&outer))
    };
    let mut scene = Scene::default();
    for part in file.document.children(plane) {
        let Some(element) = about(file, part).filter(|element| !hidden(*element)) else {
            continue;
        };
        if is(file, part, "BPMNShape") {
            scene.shapes.extend(shape(file, part, element, &closed));
        } else if is(file, part, "BPMNEdge") {
            scene.edges.extend(edge(file, part, element));
            scene.shapes.extend(carried(file, part, element));
        }
    }
    scene
}

fn about(file: &File<'_>, part: ElementId) -> Option<ElementId> {
    file.find(&file.attribute(part, "bpmnElement")?)
}

/// The sub-processes and calls whose inside this plane does not show.
fn closed(file: &File<'_>, drawn: &BTreeMap<ElementId, ElementId>) -> BTreeSet<ElementId> {
    let holding: BTreeSet<ElementId> = drawn
        .keys()
        .filter_map(|element| file.document.parent(*element))
        .collect();
    let sub = |kind: &str| matches!(kind, "subProcess" | "transaction" | "adHocSubProcess");
    drawn
        .iter()
        .filter(|(element, part)| {
            let kind = file.kind(**element);
            let open = match file.attribute(**part, "isExpanded").as_deref() {
                Some("true" | "1") => true,
                Some(_) => false,
                None => holding.contains(*element),
            };
            (sub(kind) || kind == "callActivity") && !open
        })
        .map(|(element, _)| *element)
        .collect()
}

fn shape(
    file: &File<'_>,
    part: ElementId,
    element: ElementId,
    closed: &BTreeSet<ElementId>,
) -> Option<Shape> {
    let bounds = bounds(file, part)?;
    let mut figure = file.figure(element)?;
    match &mut figure {
        Figure::Gateway { sign } if sign.is_none() && file.flag(part, "isMarkerVisible", false) => {
            *sign = Some(Sign::Exclusive);
        }
        Figure::Pool { horizontal, .. } | Figure::Lane { horizontal } => {
            *horizontal = file.flag(part, "isHorizontal", true);
        }
        Figure::Activity {
            markers, expanded, ..
        } => {
            let kind = file.kind(element);
            let can_open = matches!(
                kind,
                "subProcess" | "transaction" | "adHocSubProcess" | "callActivity"
            );
            *expanded = can_open && !closed.contains(&element);
            if closed.contains(&element) && calls_process(file, element) {
                markers.push(Marker::Collapsed);
            }
        }
        Figure::Message { dark } => {
            *dark = file.attribute(part, "messageVisibleKind").as_deref() == Some("non_initiating");
        }
        _ => {}
    }
    Some(Shape {
        element: file.id(element),
        name: file.name(element),
        figure,
        bounds,
        label: label(file, part),
        depth: file.depth(element),
    })
}

/// A call of a global task has no inside that could be opened.
fn calls_process(file: &File<'_>, element: ElementId) -> bool {
    let called = file.attribute(element, "calledElement");
    let called = called.and_then(|called| file.find(&called));
    !called.is_some_and(|called| file.kind(called).starts_with("global"))
}

fn edge(file: &File<'_>, part: ElementId, element: ElementId) -> Option<Edge> {
    let line = file.line(element)?;
    let points: Vec<Point> = file
        .document
        .children(part)
        .filter(|inner| file.document.local(*inner) == "waypoint")
        .filter_map(|inner| point(file, inner))
        .collect();
    (points.len() >= 2).then(|| Edge {
        element: file.id(element),
        name: file.name(element),
        line,
        points,
        label: label(file, part),
    })
}

/// The message that a message flow shows in its middle.
fn carried(file: &File<'_>, part: ElementId, element: ElementId) -> Option<Shape> {
    let dark = match file.attribute(part, "messageVisibleKind")?.as_str() {
        "initiating" => false,
        "non_initiating" => true,
        _ => return None,
    };
    let edge = edge(file, part, element)?;
    let middle = super::edges::middle(&edge.points);
    let message = file.attribute(element, "messageRef");
    let message = message.and_then(|message| file.find(&message));
    Some(Shape {
        element: String::new(),
        name: message.map(|m| file.name(m)).unwrap_or_default(),
        figure: Figure::Message { dark },
        bounds: Rect {
            x: middle.x - px(12),
            y: middle.y - px(8),
            width: px(24),
            height: px(16),
        },
        label: None,
        depth: usize::MAX,
    })
}

fn point(file: &File<'_>, part: ElementId) -> Option<Point> {
    Some(Point {
        x: read(&file.attribute(part, "x")?)?,
        y: read(&file.attribute(part, "y")?)?,
    })
}

fn bounds(file: &File<'_>, part: ElementId) -> Option<Rect> {
    let mut parts = file.document.children(part);
    let bounds = parts.find(|inner| file.document.local(*inner) == "Bounds")?;
    let Point { x, y } = point(file, bounds)?;
    Some(Rect {
        x,
        y,
        width: read(&file.attribute(bounds, "width")?)?.max(0),
        height: read(&file.attribute(bounds, "height")?)?.max(0),
    })
}

fn label(file: &File<'_>, part: ElementId) -> Option<Rect> {
    let mut parts = file.document.children(part);
    let label = parts.find(|inner| is(file, *inner, "BPMNLabel"))?;
    bounds(file, label)
}
