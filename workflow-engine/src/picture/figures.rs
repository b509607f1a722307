//! Draws figures: outlines, signs and markers.

use super::measure::{Point, Rect, Shown, Tenths, px};
use super::scene::{Border, Figure, Marker, Ring, Shape};
use super::svg::Svg;
use super::{labels, symbols};

/// Side of a sign in the corner of a task, and of a marker at its foot.
pub(super) const SMALL: Tenths = px(19);
/// Width of the band with the name of a pool or lane.
pub(super) const BAND: Tenths = px(30);

/// Draws a figure with its label; `state` are the classes that say what was passed and waits.
pub(super) fn draw(svg: &mut Svg, shape: &Shape, state: &str) {
    let class = format!("figure{state}");
    svg.open(&class, &shape.element, &shape.name);
    outline(svg, shape);
    labels::of_shape(svg, shape);
    svg.close();
}

fn outline(svg: &mut Svg, shape: &Shape) {
    let at = shape.bounds;
    match &shape.figure {
        Figure::Event { .. } => event(svg, shape),
        Figure::Gateway { sign } => {
            svg.path("box", &diamond(at));
            if let Some(sign) = sign {
                let (name, class) = symbols::gateway(*sign);
                svg.symbol(name, class, square(at.centre(), smaller(at) * 64 / 100));
            }
        }
        Figure::Activity { .. } => activity(svg, shape),
        Figure::Pool {
            horizontal,
            black_box,
            many,
        } => {
            svg.rect("pool", at, 0);
            if !black_box {
                svg.rect("band pool", band(at, *horizontal), 0);
            }
            if *many {
                markers(svg, at, &[Marker::Parallel]);
            }
        }
        Figure::Lane { .. } => svg.rect("lane", at, 0),
        Figure::Data { collection, flow } => data(svg, at, *collection, *flow),
        Figure::Store => store(svg, at),
        Figure::Note => {
            let (x, y, foot) = (Shown(at.x), Shown(at.y), Shown(at.bottom()));
            let tip = Shown(at.x + px(10));
            svg.path("note", &format!("M{tip} {y}H{x}V{foot}H{tip}"));
        }
        Figure::Group => svg.rect("group", at, px(10)),
        Figure::Message { dark } => {
            let (name, class) = match dark {
                true => ("message-dark", "dark"),
                false => ("message", "box"),
            };
            // The envelope fills half of its square.
            svg.symbol(name, class, square(at.centre(), at.width * 2));
        }
        Figure::Conversation => svg.path("box", &hexagon(at)),
        Figure::Other => svg.rect("box", at, px(8)),
    }
}

fn event(svg: &mut Svg, shape: &Shape) {
    let Figure::Event {
        ring,
        symbol,
        thrown,
        dashed,
    } = shape.figure
    else {
        return;
    };
    let (centre, radius) = (shape.bounds.centre(), smaller(shape.bounds) / 2);
    let dash = if dashed { " dashed" } else { "" };
    match ring {
        Ring::Start => svg.circle(&format!("ring{dash}"), centre, radius),
        Ring::Between => {
            svg.circle(&format!("ring{dash}"), centre, radius);
            let inner = radius - radius.min(px(18)) / 6;
            svg.circle(&format!("ring inner{dash}"), centre, inner);
        }
        Ring::End => svg.circle("ring thick", centre, radius),
    }
    if let Some(symbol) = symbol {
        let (name, class) = symbols::event(symbol, thrown);
        svg.symbol(name, class, square(centre, radius * 2));
    }
}

fn activity(svg: &mut Svg, shape: &Shape) {
    let Figure::Activity {
        border,
        work,
        markers: marks,
        expanded,
    } = &shape.figure
    else {
        return;
    };
    let at = shape.bounds;
    let hold = if *expanded { " hold" } else { "" };
    let class = match border {
        Border::Task => format!("box{hold}"),
        Border::Call => format!("box thick{hold}"),
        Border::Transaction => format!("box{hold}"),
        Border::EventSub => format!("box event-sub{hold}"),
    };
    svg.rect(&class, at, px(10));
    if *border == Border::Transaction {
        svg.rect("box inner", at.inset(px(3)), px(8));
    }
    if let Some(work) = work {
        let (name, class) = symbols::work(*work);
        let corner = Rect {
            x: at.x + px(5),
            y: at.y + px(5),
            width: SMALL,
            height: SMALL,
        };
        // An envelope fills half of its square.
        let corner = match name.starts_with("message") {
            true => square(corner.centre(), SMALL * 17 / 10),
            false => corner,
        };
        svg.symbol(name, class, corner);
    }
    markers(svg, at, marks);
}

fn markers(svg: &mut Svg, at: Rect, markers: &[Marker]) {
    let count = i64::try_from(markers.len()).unwrap_or_default();
    let step = SMALL + px(3);
    let first = at.centre().x - step * count / 2 + px(1);
    for (marker, number) in markers.iter().zip(0..) {
        let (name, class) = symbols::marker(*marker);
        let side = SMALL * 8 / 10;
        let place = Rect {
            x: first + step * number,
            y: at.bottom() - side - px(3),
            width: side,
            height: side,
        };
        // The double arrow fills half of its square.
        let place = match marker {
            Marker::Compensation => square(place.centre(), side * 17 / 10),
            _ => place,
        };
        svg.symbol(name, class, place);
    }
}

fn data(svg: &mut Svg, at: Rect, collection: bool, flow: Option<bool>) {
    let fold = at.width.min(at.height) / 3;
    let (x, y, right, foot) = (
        Shown(at.x),
        Shown(at.y),
        Shown(at.right()),
        Shown(at.bottom()),
    );
    let (bend_x, bend_y) = (Shown(at.right() - fold), Shown(at.y + fold));
    svg.path(
        "data",
        &format!("M{x} {y}H{bend_x}L{right} {bend_y}V{foot}H{x}zM{bend_x} {y}V{bend_y}H{right}"),
    );
    if let Some(filled) = flow {
        let corner = Rect {
            x: at.x + px(2),
            y: at.y + px(2),
            width: SMALL,
            height: SMALL,
        };
        svg.symbol("link", if filled { "dark" } else { "line" }, corner);
    }
    if collection {
        markers(svg, at, &[Marker::Parallel]);
    }
}

fn store(svg: &mut Svg, at: Rect) {
    let lid = at.height / 7;
    let (x, right) = (Shown(at.x), Shown(at.right()));
    let (rx, ry) = (Shown(at.width / 2), Shown(lid));
    let (top, foot) = (Shown(at.y + lid), Shown(at.bottom() - lid));
    svg.path(
        "data",
        &format!("M{x} {top}A{rx} {ry} 0 0 1 {right} {top}V{foot}A{rx} {ry} 0 0 1 {x} {foot}z"),
    );
    for turn in 0..3 {
        let y = Shown(at.y + lid + turn * lid / 2);
        svg.path(
            "data inner",
            &format!("M{x} {y}A{rx} {ry} 0 0 0 {right} {y}"),
        );
    }
}

fn diamond(at: Rect) -> String {
    let centre = at.centre();
    let (x, y) = (Shown(centre.x), Shown(centre.y));
    let (left, right) = (Shown(at.x), Shown(at.right()));
    let (top, foot) = (Shown(at.y), Shown(at.bottom()));
    format!("M{x} {top}L{right} {y}L{x} {foot}L{left} {y}z")
}

fn hexagon(at: Rect) -> String {
    let side = at.width / 4;
    let y = Shown(at.centre().y);
    let (left, right) = (Shown(at.x), Shown(at.right()));
    let (from, to) = (Shown(at.x + side), Shown(at.right() - side));
    let (top, foot) = (Shown(at.y), Shown(at.bottom()));
    format!("M{from} {top}H{to}L{right} {y}L{to} {foot}H{from}L{left} {y}z")
}

/// Where the name of a pool or lane stands.
pub(super) fn band(at: Rect, horizontal: bool) -> Rect {
    match horizontal {
        true => Rect {
            width: BAND.min(at.width),
            ..at
        },
        false => Rect {
            height: BAND.min(at.height),
            ..at
        },
    }
}

fn smaller(at: Rect) -> Tenths {
    at.width.min(at.height)
}

fn square(centre: Point, side: Tenths) -> Rect {
    Rect {
        x: centre.x - side / 2,
        y: centre.y - side / 2,
        width: side,
        height: side,
    }
}
