//! The diagram of a flow (BPMN DI): what every tool draws the same way.

use super::sketch::{Sketch, Way};
use crate::tree::Tree;

const BPMNDI: &str = "http://www.omg.org/spec/BPMN/20100524/DI";
const DC: &str = "http://www.omg.org/spec/DD/20100524/DC";
const DI: &str = "http://www.omg.org/spec/DD/20100524/DI";

/// The bounds of a shape, in pixels.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct At {
    pub x: i32,
    pub y: i32,
    pub width: i32,
    pub height: i32,
}

impl At {
    pub fn event(x: i32, y: i32) -> Self {
        let (width, height) = (36, 36);
        Self {
            x,
            y,
            width,
            height,
        }
    }

    pub fn task(x: i32, y: i32) -> Self {
        let (width, height) = (100, 80);
        Self {
            x,
            y,
            width,
            height,
        }
    }

    pub fn gateway(x: i32, y: i32) -> Self {
        let (width, height) = (50, 50);
        Self {
            x,
            y,
            width,
            height,
        }
    }

    fn middle(self) -> (i32, i32) {
        (self.x + self.width / 2, self.y + self.height / 2)
    }
}

/// The diagram of a process.
pub(super) fn diagram(sketch: &Sketch<'_>, process: &str) -> Tree {
    let shapes = sketch.nodes.iter().map(|node| {
        let shape = Tree::new(BPMNDI, "BPMNShape")
            .with("id", format!("shape-{}", node.id))
            .with("bpmnElement", node.id);
        let shape = match node.id {
            "approval" => shape.with("isExpanded", "true"),
            _ => shape,
        };
        shape.holding([bounds(node.at)])
    });
    // A sub-process lies below what is in it.
    let mut shapes: Vec<(bool, Tree)> = sketch
        .nodes
        .iter()
        .map(|node| node.inside)
        .zip(shapes)
        .collect();
    shapes.sort_by_key(|(inside, _)| *inside);
    let edges = sketch
        .ways
        .iter()
        .map(|way| edge(&way.id, &points(sketch, way)));
    let undo = sketch.compensates().map(|id| {
        let (from, to) = (at(sketch, "hold-undo"), at(sketch, "release"));
        edge(
            id,
            &[
                (from.middle().0, from.y + from.height),
                (from.middle().0, to.y),
            ],
        )
    });
    let plane = Tree::new(BPMNDI, "BPMNPlane")
        .with("id", "plane")
        .with("bpmnElement", process)
        .holding(shapes.into_iter().map(|(_, shape)| shape))
        .holding(edges)
        .holding(undo);
    Tree::new(BPMNDI, "BPMNDiagram")
        .with("id", "diagram")
        .holding([plane])
}

fn bounds(at: At) -> Tree {
    Tree::new(DC, "Bounds")
        .with("x", at.x.to_string())
        .with("y", at.y.to_string())
        .with("width", at.width.to_string())
        .with("height", at.height.to_string())
}

fn edge(id: &str, points: &[(i32, i32)]) -> Tree {
    let point = |(x, y): &(i32, i32)| {
        let tree = Tree::new(DI, "waypoint");
        tree.with("x", x.to_string()).with("y", y.to_string())
    };
    Tree::new(BPMNDI, "BPMNEdge")
        .with("id", format!("edge-{id}"))
        .with("bpmnElement", id)
        .holding(points.iter().map(point))
}

fn at(sketch: &Sketch<'_>, id: &str) -> At {
    let node = sketch.nodes.iter().find(|node| node.id == id);
    node.map_or(At::event(0, 0), |node| node.at)
}

/// From left to right along the row, or straight up or down; where neither fits, down first.
fn points(sketch: &Sketch<'_>, way: &Way) -> Vec<(i32, i32)> {
    let (from, to) = (at(sketch, way.from), at(sketch, way.to));
    let ((x, y), (end_x, end_y)) = (from.middle(), to.middle());
    // A sub-process is met in the row of its route.
    let row = 220;
    let level = |at: At| if at.height > 80 { row } else { at.middle().1 };
    if level(from) == level(to) {
        let forth = from.x < to.x;
        let (start, end) = match forth {
            true => (from.x + from.width, to.x),
            false => (from.x, to.x + to.width),
        };
        return vec![(start, level(from)), (end, level(to))];
    }
    if x == end_x {
        return match y < end_y {
            true => vec![(x, from.y + from.height), (x, to.y)],
            false => vec![(x, from.y), (x, to.y + to.height)],
        };
    }
    vec![(x, from.y + from.height), (x, end_y), (to.x, end_y)]
}
