//! The signs of the notation, each in a square of 36: in it the sign of an event fills what its
//! inner ring leaves. A sign takes the fill of who uses it.

use super::scene::{Marker, Sign, Symbol, Work};

/// The name of an event's sign; what is thrown is filled (BPMN 2.0.2 table 10.93).
pub(super) fn event(symbol: Symbol, thrown: bool) -> (&'static str, &'static str) {
    let class = if thrown { "dark" } else { "line" };
    match symbol {
        Symbol::Message if thrown => ("message-dark", "dark"),
        Symbol::Message => ("message", class),
        Symbol::Timer => ("timer", "line"),
        Symbol::Error => ("error", class),
        Symbol::Escalation => ("escalation", class),
        Symbol::Signal => ("signal", class),
        Symbol::Compensation => ("compensation", class),
        Symbol::Conditional => ("conditional", "line"),
        Symbol::Link => ("link", class),
        Symbol::Cancel => ("cancel", class),
        Symbol::Terminate => ("terminate", "dark"),
        Symbol::Multiple => ("multiple", class),
        Symbol::ParallelMultiple => ("parallel-multiple", class),
    }
}

pub(super) fn gateway(sign: Sign) -> (&'static str, &'static str) {
    match sign {
        Sign::Exclusive => ("exclusive", "dark"),
        Sign::Parallel => ("parallel", "dark"),
        Sign::Inclusive => ("inclusive", "line"),
        Sign::Complex => ("complex", "line"),
        Sign::Event => ("event-gateway", "line"),
        Sign::EventStart => ("event-gateway-start", "line"),
        Sign::EventParallel => ("event-gateway-parallel", "line"),
    }
}

pub(super) fn work(work: Work) -> (&'static str, &'static str) {
    match work {
        Work::User => ("user", "line"),
        Work::Manual => ("manual", "line"),
        Work::Service => ("service", "line"),
        Work::Script => ("script", "line"),
        Work::Rule => ("rule", "line"),
        Work::Send => ("message-dark", "dark"),
        Work::Receive => ("message", "line"),
    }
}

pub(super) fn marker(marker: Marker) -> (&'static str, &'static str) {
    match marker {
        Marker::Loop => ("loop", "line"),
        Marker::Parallel => ("many", "dark"),
        Marker::Sequential => ("many-in-turn", "dark"),
        Marker::Compensation => ("compensation", "line"),
        Marker::AdHoc => ("ad-hoc", "dark"),
        Marker::Collapsed => ("collapsed", "line"),
    }
}

macro_rules! symbol {
    ($name:literal, $content:literal) => {
        concat!(
            "<symbol id=\"",
            $name,
            "\" viewBox=\"0 0 36 36\">",
            $content,
            "</symbol>"
        )
    };
}

macro_rules! head {
    ($name:literal, $x:literal, $content:literal) => {
        concat!(
            "<marker id=\"",
            $name,
            "\" viewBox=\"-12 -8 36 16\" markerWidth=\"36\" markerHeight=\"16\" refX=\"",
            $x,
            "\" refY=\"0\" markerUnits=\"userSpaceOnUse\" orient=\"auto\">",
            $content,
            "</marker>"
        )
    };
}

/// What a name stands for.
pub(super) fn definition(name: &str) -> &'static str {
    match name {
        "message" => symbol!(
            "message",
            "<path d=\"M9 11.5h18v13H9zM9 11.5l9 7.5 9-7.5\"/>"
        ),
        "message-dark" => symbol!(
            "message-dark",
            "<path d=\"M9 11h18v14H9z\"/><path class=\"light\" d=\"M9 11.5l9 7.5 9-7.5\"/>"
        ),
        "timer" => symbol!(
            "timer",
            "<circle cx=\"18\" cy=\"18\" r=\"9.5\"/><path d=\"M18 8.5v2.5M18 25v2.5M8.5 18H11M25 18h2.5M11.3 11.3l1.6 1.6M23.1 23.1l1.6 1.6M11.3 24.7l1.6-1.6M23.1 12.9l1.6-1.6M18 11.8V18l4.2 2\"/>"
        ),
        "error" => symbol!(
            "error",
            "<path d=\"M9.5 26.5l3.6-14.8 7.3 7.1 6.1-9.3-3.7 15.2-7.2-6.9z\"/>"
        ),
        "escalation" => symbol!(
            "escalation",
            "<path d=\"M18 8.5l7.5 18.5-7.5-7.5-7.5 7.5z\"/>"
        ),
        "signal" => symbol!("signal", "<path d=\"M18 9l9 15H9z\"/>"),
        "compensation" => symbol!(
            "compensation",
            "<path d=\"M17.5 11.5v13L8.5 18zM26.5 11.5v13l-9-6.5z\"/>"
        ),
        "conditional" => symbol!(
            "conditional",
            "<path d=\"M11 9h14v18H11zM13.5 12.5h9M13.5 16.2h9M13.5 19.8h9M13.5 23.5h9\"/>"
        ),
        "link" => symbol!(
            "link",
            "<path d=\"M9 14.8h10.5v-4l7.5 7.2-7.5 7.2v-4H9z\"/>"
        ),
        "cancel" => symbol!(
            "cancel",
            "<path d=\"M11.5 9l6.5 6.5L24.5 9l2.5 2.5-6.5 6.5 6.5 6.5-2.5 2.5-6.5-6.5-6.5 6.5L9 24.5l6.5-6.5L9 11.5z\"/>"
        ),
        "terminate" => symbol!("terminate", "<circle cx=\"18\" cy=\"18\" r=\"9.5\"/>"),
        "multiple" => symbol!(
            "multiple",
            "<path d=\"M18 8.5l9.2 6.7-3.5 10.8H12.3L8.8 15.2z\"/>"
        ),
        "parallel-multiple" => symbol!(
            "parallel-multiple",
            "<path d=\"M15.8 9h4.4v6.8H27v4.4h-6.8V27h-4.4v-6.8H9v-4.4h6.8z\"/>"
        ),
        other => more(other),
    }
}

fn more(name: &str) -> &'static str {
    match name {
        "exclusive" => symbol!(
            "exclusive",
            "<path d=\"M12 9l6 7.2L24 9h2.6l-7.3 9 7.3 9H24l-6-7.2L12 27H9.4l7.3-9-7.3-9z\"/>"
        ),
        "parallel" => symbol!(
            "parallel",
            "<path d=\"M16.6 7h2.8v9.6H29v2.8h-9.6V29h-2.8v-9.6H7v-2.8h9.6z\"/>"
        ),
        "inclusive" => symbol!(
            "inclusive",
            "<circle cx=\"18\" cy=\"18\" r=\"9\" stroke-width=\"2.6\"/>"
        ),
        "complex" => symbol!(
            "complex",
            "<path stroke-width=\"2.6\" d=\"M18 7v22M7 18h22M10.3 10.3l15.4 15.4M25.7 10.3L10.3 25.7\"/>"
        ),
        "event-gateway" => symbol!(
            "event-gateway",
            "<circle cx=\"18\" cy=\"18\" r=\"14\"/><circle cx=\"18\" cy=\"18\" r=\"11.5\"/><path d=\"M18 10.5l7.2 5.3-2.8 8.5h-8.8l-2.8-8.5z\"/>"
        ),
        "event-gateway-start" => symbol!(
            "event-gateway-start",
            "<circle cx=\"18\" cy=\"18\" r=\"13\"/><path d=\"M18 10l7.6 5.5-2.9 9h-9.4l-2.9-9z\"/>"
        ),
        "event-gateway-parallel" => symbol!(
            "event-gateway-parallel",
            "<circle cx=\"18\" cy=\"18\" r=\"13\"/><path d=\"M16.2 10h3.6v6.2H26v3.6h-6.2V26h-3.6v-6.2H10v-3.6h6.2z\"/>"
        ),
        "user" => symbol!(
            "user",
            "<path stroke-width=\"2.4\" d=\"M12.5 12a5.5 5.5 0 1 0 11 0a5.5 5.5 0 1 0-11 0zM5.5 31v-4.5c0-4.5 3.5-7.5 8-7.5h9c4.5 0 8 3 8 7.500V31zM11.5 31v-4.500M24.5 31v-4.5\"/>"
        ),
        "manual" => symbol!(
            "manual",
            "<path stroke-width=\"2.2\" stroke-linejoin=\"round\" d=\"M5 18.500c0-2.2 1-3.8 2.8-5.200l5.4-4.600c1.7-1.3 3.9.6 2.8 2.500l-2 3h15.500c2.7 0 2.7 3.8 0 3.800H21h10c2.7 0 2.7 3.8 0 3.800H21h8.500c2.6 0 2.6 3.6 0 3.600H20.500h7c2.5 0 2.5 3.4 0 3.400H13c-5.5 0-8-3.8-8-8z\"/>"
        ),
        "service" => symbol!(
            "service",
            "<circle cx=\"15\" cy=\"15\" r=\"3.6\" stroke-width=\"2\"/><path stroke-width=\"2\" stroke-linejoin=\"round\" d=\"M13.2 4.500h3.600l.6 3.1 2.4 1 2.6-1.8 2.6 2.6-1.8 2.6 1 2.4 3.1.6v3.600l-3.1.6-1 2.4 1.8 2.6-2.6 2.6-2.6-1.8-2.4 1-.6 3.100h-3.600l-.6-3.1-2.4-1-2.6 1.8-2.6-2.6 1.8-2.6-1-2.4-3.1-.6v-3.600l3.1-.6 1-2.4-1.8-2.6 2.6-2.6 2.6 1.8 2.4-1z\" transform=\"translate(.5 -1.5)\"/><path stroke-width=\"2\" d=\"M22 32.500h4.500l.7-3 2.3-1 2.5 1.7 2-2.200M31.5 18.500l2.3.6v3.4\"/>"
        ),
        "script" => symbol!(
            "script",
            "<path stroke-width=\"2.2\" stroke-linejoin=\"round\" d=\"M11 5h18c-6 6-6 9-2 13s4 8-2 13H7c6-5 6-9 2-13s-4-7 2-13zM12.5 10.500H20M11.5 15.500h8M14.5 20.500h8M14 25.500h8.5\"/>"
        ),
        "rule" => symbol!(
            "rule",
            "<path stroke-width=\"2.2\" d=\"M5 8h26v20H5zM5 14.500h26M5 21.200h26M13 14.500V28\"/><path class=\"solid\" d=\"M5 8h26v6.500H5z\"/>"
        ),
        other => rest(other),
    }
}

fn rest(name: &str) -> &'static str {
    match name {
        "loop" => symbol!(
            "loop",
            "<path stroke-width=\"3\" d=\"M13 29.500A12.5 12.5 0 1 1 24 29M5 30h8.500v-8.5\"/>"
        ),
        "many" => symbol!(
            "many",
            "<path d=\"M8 6h4.500v24H8zM15.8 6h4.500v24h-4.500zM23.6 6h4.500v24h-4.500z\"/>"
        ),
        "many-in-turn" => symbol!(
            "many-in-turn",
            "<path d=\"M6 8h24v4.500H6zM6 15.800h24v4.500H6zM6 23.600h24v4.500H6z\"/>"
        ),
        "ad-hoc" => symbol!(
            "ad-hoc",
            "<path d=\"M5 22c2-8 7-10 13-6 5 3.5 8 2 12-3v4c-2 8-7 10-13 6-5-3.5-8-2-12 3z\"/>"
        ),
        "collapsed" => symbol!(
            "collapsed",
            "<path stroke-width=\"2.6\" d=\"M3 3h30v30H3zM18 9v18M9 18h18\"/>"
        ),
        "arrow" => head!(
            "arrow",
            "10",
            "<path class=\"tip\" d=\"M0-4.500L10 0 0 4.500z\"/>"
        ),
        "arrow-passed" => head!(
            "arrow-passed",
            "11",
            "<path class=\"tip-passed\" d=\"M-2-6L11 0-2 6z\"/>"
        ),
        "arrow-open" => head!(
            "arrow-open",
            "10",
            "<path class=\"tip-open\" d=\"M0-4.500L10 0 0 4.500z\"/>"
        ),
        "arrow-line" => head!(
            "arrow-line",
            "9",
            "<path class=\"tip-soft\" d=\"M1-5L9 0 1 5\"/>"
        ),
        "arrow-line-back" => head!(
            "arrow-line-back",
            "-9",
            "<path class=\"tip-soft\" d=\"M-1-5L-9 0-1 5\"/>"
        ),
        "ring" => head!(
            "ring",
            "-4",
            "<circle class=\"tip-open\" cx=\"0\" cy=\"0\" r=\"4\"/>"
        ),
        "diamond" => head!(
            "diamond",
            "0",
            "<path class=\"tip-open\" d=\"M0 0l7-4.500L14 0 7 4.500z\"/>"
        ),
        "slash" => head!("slash", "0", "<path class=\"tip-line\" d=\"M6 5L11-5\"/>"),
        "slash-passed" => head!(
            "slash-passed",
            "0",
            "<path class=\"tip-line-passed\" d=\"M6 6L11-6\"/>"
        ),
        _ => "",
    }
}
