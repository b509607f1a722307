//! How wide words are, before there is a font: near enough to share out columns.

/// Millimetres in a point.
const POINT: f32 = 25.4 / 72.0;
/// Padding on both sides of a box in millimetres.
const PADDING: f32 = 4.0;

/// The width of the longest line in ems: one for each wide character, half for a narrow one.
pub(crate) fn ems(text: &str) -> f32 {
    let line = |line: &str| -> f32 {
        let letters = line.chars();
        letters.map(|c| if c.is_ascii() { 0.55 } else { 1.0 }).sum()
    };
    text.lines().map(line).fold(0.0, f32::max)
}

/// The width of the longest piece of ASCII that does not break, in ems.
pub(crate) fn longest_word(text: &str) -> f32 {
    let words = text.split(|c: char| !c.is_ascii() || c.is_ascii_whitespace());
    words.map(ems).fold(0.0, f32::max)
}

/// The width in millimetres of a box that holds so many ems of `size` points.
pub(crate) fn boxed(ems: f32, size: f32) -> f32 {
    ems * size * POINT + PADDING
}

/// The ems of `size` points that a box of so many millimetres holds on a line.
pub(crate) fn held(width: f32, size: f32) -> f32 {
    (width - PADDING) / (size * POINT)
}
