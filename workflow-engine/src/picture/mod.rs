//! A picture of a flow as SVG: the diagram that the file brings with it, or one laid out here, with
//! the tokens of an instance on it and the way that they took.
//!
//! Lengths are whole tenths of a pixel. A picture is the same for the same file and marks.

mod diagram;
mod edges;
mod figures;
mod file;
mod labels;
mod layout;
mod measure;
mod places;
mod scene;
mod style;
mod svg;
mod symbols;
#[cfg(test)]
mod tests;

use crate::bpmn::xml::{Document, XmlProblem};
use crate::run::{Event, Instance};
use file::File;
use measure::{Point, Rect, px};
use scene::{Edge, Figure, Scene, Shape};
use std::collections::{BTreeMap, BTreeSet};
use svg::Svg;

/// Around the picture.
const MARGIN: i64 = px(20);

/// What of an instance is drawn; names are BPMN ids.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Marks {
    /// How many tokens stand on an element.
    pub tokens: BTreeMap<String, usize>,
    /// Elements and flows that were passed.
    pub passed: BTreeSet<String>,
    /// Elements whose token cannot go on, with the code of the incident.
    pub incidents: BTreeMap<String, String>,
}

impl Marks {
    /// The marks of an instance after these events; without events only where it stands is known.
    #[must_use]
    pub fn of<'e>(instance: &Instance, events: impl IntoIterator<Item = &'e Event>) -> Self {
        let mut marks = Self::default();
        let repeats: BTreeSet<_> = instance.loops.values().map(|one| one.scope).collect();
        for (id, token) in &instance.tokens {
            // The token of an activity that repeats stands for its instances.
            let stands_for_others = instance.loops.contains_key(id);
            if !stands_for_others || !instance.tokens.values().any(|t| repeats.contains(&t.scope)) {
                *marks.tokens.entry(token.element.to_string()).or_default() += 1;
            }
            marks
                .passed
                .extend(token.via.iter().map(ToString::to_string));
        }
        for incident in instance.incidents.values() {
            let (element, code) = (incident.element.to_string(), incident.code.to_string());
            marks.incidents.insert(element, code);
        }
        for event in events {
            let (element, via) = match event {
                Event::Entered { element, via, .. } => (element, via.as_ref()),
                Event::InstanceEntered { element, .. }
                | Event::TimerFired { element, .. }
                | Event::MessageTaken { element, .. }
                | Event::SignalTaken { element, .. }
                | Event::ConditionMet { element, .. }
                | Event::EscalationCaught { element, .. } => (element, None),
                _ => continue,
            };
            marks.passed.insert(element.to_string());
            marks.passed.extend(via.map(ToString::to_string));
        }
        marks
    }

    /// The classes of a figure. A token on what is drawn with its inside stands for those in it.
    fn class(&self, shape: &Shape) -> &'static str {
        let element = &shape.element;
        let stands = self.tokens.contains_key(element);
        match (
            self.incidents.contains_key(element),
            stands && !shape.figure.holds(),
            stands || self.passed.contains(element),
        ) {
            (true, ..) => " here bad",
            (_, true, _) => " here",
            (.., true) => " passed",
            _ => "",
        }
    }
}

/// Draws a BPMN file.
///
/// # Errors
/// [`XmlProblem`] when it cannot be read.
pub fn draw(bytes: &[u8], marks: &Marks) -> Result<String, XmlProblem> {
    let document = Document::read(bytes)?;
    let file = File::of(&document);
    let mut scene = diagram::scene(&file);
    if scene.shapes.is_empty() {
        scene = layout::scene(&file);
    }
    places::place(&mut scene);
    let title = file.attribute(document.root(), "name").unwrap_or_default();
    Ok(picture(&scene, marks, &title))
}

fn picture(scene: &Scene, marks: &Marks, title: &str) -> String {
    let mut svg = Svg::default();
    let (mut holders, figures): (Vec<&Shape>, Vec<&Shape>) =
        scene.shapes.iter().partition(|shape| shape.figure.holds());
    holders.sort_by_key(|shape| (rank(&shape.figure), shape.depth));
    for shape in holders.iter().filter(|s| s.figure != Figure::Group) {
        figures::draw(&mut svg, shape, marks.class(shape));
    }
    // The way that was taken lies above the others.
    for passed in [false, true] {
        let passes = |edge: &&Edge| marks.passed.contains(&edge.element) == passed;
        for edge in scene.edges.iter().filter(passes) {
            edges::draw(&mut svg, edge, passed);
        }
    }
    for shape in figures {
        figures::draw(&mut svg, shape, marks.class(shape));
    }
    for shape in holders.iter().filter(|s| s.figure == Figure::Group) {
        figures::draw(&mut svg, shape, "");
    }
    for edge in &scene.edges {
        edges::label(&mut svg, edge);
    }
    for shape in &scene.shapes {
        badges(&mut svg, shape, marks);
    }
    let empty = Rect {
        width: px(200),
        height: px(60),
        ..Rect::default()
    };
    let extent = scene.extent().unwrap_or(empty);
    svg.finish(extent.inset(-MARGIN), title)
}

fn rank(figure: &Figure) -> u8 {
    match figure {
        Figure::Pool { .. } => 0,
        Figure::Lane { .. } => 1,
        _ => 2,
    }
}

/// The tokens and incidents at the corners of a figure.
fn badges(svg: &mut Svg, shape: &Shape, marks: &Marks) {
    let at = shape.bounds;
    // The corner of a round or pointed figure is outside of it.
    let inwards = match shape.figure {
        Figure::Event { .. } | Figure::Gateway { .. } => at.width / 7,
        _ => px(3),
    };
    let count = marks.tokens.get(&shape.element);
    if let Some(count) = count.filter(|_| !shape.figure.holds()) {
        let place = Point {
            x: at.right() - inwards,
            y: at.y + inwards,
        };
        badge(svg, "token", "count", &count.to_string(), place);
    }
    if marks.incidents.contains_key(&shape.element) {
        let place = Point {
            x: at.right() - inwards,
            y: at.bottom() - inwards,
        };
        badge(svg, "alarm", "cause", "!", place);
    }
}

fn badge(svg: &mut Svg, class: &str, text_class: &str, text: &str, place: Point) {
    svg.circle(class, place, px(10));
    svg.lines(text_class, &[text.to_owned()], place, px(12), false);
}
