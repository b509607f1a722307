//! What is drawn: figures with their bounds, and lines with their points.

use super::measure::{Point, Rect};

/// A diagram, whatever it was read from.
#[derive(Clone, Debug, Default)]
pub struct Scene {
    pub shapes: Vec<Shape>,
    pub edges: Vec<Edge>,
}

/// A figure for one element.
#[derive(Clone, Debug)]
pub struct Shape {
    /// BPMN id of the element.
    pub element: String,
    pub name: String,
    pub figure: Figure,
    pub bounds: Rect,
    /// Where the file wants its label.
    pub label: Option<Rect>,
    /// How deep its element is nested.
    pub depth: usize,
}

/// A line for one flow or association.
#[derive(Clone, Debug)]
pub struct Edge {
    /// BPMN id of the flow.
    pub element: String,
    pub name: String,
    pub line: Line,
    pub points: Vec<Point>,
    /// Where the file wants its label.
    pub label: Option<Rect>,
}

/// What an element looks like (BPMN 2.0.2 chapter 7 and clause 12.3).
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Figure {
    Event {
        ring: Ring,
        symbol: Option<Symbol>,
        thrown: bool,
        dashed: bool,
    },
    Gateway {
        sign: Option<Sign>,
    },
    Activity {
        border: Border,
        work: Option<Work>,
        markers: Vec<Marker>,
        /// Whether what it holds is drawn in it.
        expanded: bool,
    },
    /// A pool; a black box has its name in the middle.
    Pool {
        horizontal: bool,
        black_box: bool,
        many: bool,
    },
    Lane {
        horizontal: bool,
    },
    Data {
        collection: bool,
        /// An input is open, an output is filled.
        flow: Option<bool>,
    },
    Store,
    Note,
    Group,
    Message {
        dark: bool,
    },
    Conversation,
    Other,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ring {
    Start,
    Between,
    End,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Symbol {
    Message,
    Timer,
    Error,
    Escalation,
    Signal,
    Compensation,
    Conditional,
    Link,
    Cancel,
    Terminate,
    Multiple,
    ParallelMultiple,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Sign {
    Exclusive,
    Parallel,
    Inclusive,
    Complex,
    Event,
    EventStart,
    EventParallel,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Border {
    Task,
    Call,
    Transaction,
    EventSub,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Work {
    User,
    Manual,
    Service,
    Script,
    Rule,
    Send,
    Receive,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Marker {
    Loop,
    Parallel,
    Sequential,
    Compensation,
    AdHoc,
    Collapsed,
}

/// What a line looks like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Line {
    Sequence { default: bool, conditional: bool },
    Message,
    Association { from: bool, to: bool },
    Conversation,
}

impl Figure {
    /// Whether other figures stand in it.
    pub fn holds(&self) -> bool {
        match self {
            Self::Activity { expanded, .. } => *expanded,
            Self::Pool { .. } | Self::Lane { .. } | Self::Group => true,
            _ => false,
        }
    }

    /// Whether its label stands beside it.
    pub fn is_labelled_outside(&self) -> bool {
        matches!(
            self,
            Self::Event { .. }
                | Self::Gateway { .. }
                | Self::Data { .. }
                | Self::Store
                | Self::Message { .. }
                | Self::Conversation
        )
    }
}

impl Scene {
    /// The smallest rectangle that holds all of it.
    pub fn extent(&self) -> Option<Rect> {
        let at = |point: &Point| Rect {
            x: point.x,
            y: point.y,
            width: 0,
            height: 0,
        };
        let shapes = self
            .shapes
            .iter()
            .flat_map(|shape| [Some(shape.bounds), shape.label].into_iter().flatten());
        let edges = self
            .edges
            .iter()
            .flat_map(|edge| edge.points.iter().map(at).chain(edge.label));
        shapes.chain(edges).reduce(Rect::with)
    }

    /// Takes another scene in, beneath this one.
    pub fn put_below(&mut self, other: Self, gap: i64) {
        let (Some(here), Some(there)) = (self.extent(), other.extent()) else {
            if self.shapes.is_empty() && self.edges.is_empty() {
                *self = other;
            }
            return;
        };
        self.put(other, here.x - there.x, here.bottom() + gap - there.y);
    }

    /// Takes another scene in, moved.
    pub fn put(&mut self, other: Self, x: i64, y: i64) {
        self.shapes
            .extend(other.shapes.into_iter().map(|shape| Shape {
                bounds: shape.bounds.moved(x, y),
                label: shape.label.map(|label| label.moved(x, y)),
                ..shape
            }));
        self.edges.extend(other.edges.into_iter().map(|edge| {
            Edge {
                points: edge
                    .points
                    .iter()
                    .map(|point| Point {
                        x: point.x + x,
                        y: point.y + y,
                    })
                    .collect(),
                label: edge.label.map(|label| label.moved(x, y)),
                ..edge
            }
        }));
    }
}
