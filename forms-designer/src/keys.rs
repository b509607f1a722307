//! What the keys of canvas, outline and window do.

use form_model::edit::Towards;

/// A key with what is held beside it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Stroke {
    /// As Slint gives it: a letter, or a private character of a key without one.
    pub text: String,
    /// Ctrl, or Command on a Mac.
    pub control: bool,
    /// Shift.
    pub shift: bool,
    /// Alt.
    pub alt: bool,
}

/// A way through the components.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// The one before.
    Up,
    /// The one after.
    Down,
    /// To the left in the row.
    Left,
    /// To the right in the row.
    Right,
    /// The first one.
    First,
    /// The last one.
    Last,
    /// What holds it.
    Around,
}

/// Something to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Act {
    /// Select another one; `true` keeps those that are selected.
    Go(Way, bool),
    /// Move what is selected.
    Shift(Towards),
    /// One column wider or narrower.
    Span(i8),
    /// Out of its row into one of its own.
    Split,
    /// Take out.
    Delete,
    /// A copy below.
    Duplicate,
    /// To the clipboard.
    Copy,
    /// To the clipboard, and out.
    Cut,
    /// From the clipboard.
    Paste,
    /// Everything.
    SelectAll,
    /// Write another label.
    Label,
    /// To the properties.
    Properties,
    /// Take back.
    Undo,
    /// Do again.
    Redo,
    /// Another form.
    New,
    /// Open.
    Open,
    /// Save.
    Save,
    /// Save under another name.
    SaveAs,
    /// The page of keys.
    Keys,
    /// Find in the palette.
    Find,
    /// The next problem.
    NextProblem,
    /// Fill the form in, in the program that people have.
    Try,
    /// A tab of the middle, from 0.
    Tab(u8),
    /// The next pane.
    Pane,
    /// Back by one level.
    Back,
}

/// The keys that Slint gives as private characters.
pub mod named {
    /// ↑
    pub const UP: &str = "\u{F700}";
    /// ↓
    pub const DOWN: &str = "\u{F701}";
    /// ←
    pub const LEFT: &str = "\u{F702}";
    /// →
    pub const RIGHT: &str = "\u{F703}";
    /// F1; the others follow.
    pub const F1: char = '\u{F704}';
    /// Home
    pub const HOME: &str = "\u{F729}";
    /// End
    pub const END: &str = "\u{F72B}";
    /// Delete
    pub const DELETE: &str = "\u{007F}";
    /// Backspace
    pub const BACKSPACE: &str = "\u{0008}";
    /// Enter
    pub const RETURN: &str = "\u{000A}";
    /// Esc
    pub const ESCAPE: &str = "\u{001B}";
}

/// What a key does on the canvas and in the outline.
#[must_use]
pub fn on_form(stroke: &Stroke) -> Option<Act> {
    let Stroke {
        text,
        control,
        shift,
        alt,
    } = stroke;
    let plain = !control && !alt;
    let go = |way: Way| Act::Go(way, *shift);
    Some(match text.as_str() {
        named::UP if *alt => Act::Shift(Towards::Up),
        named::DOWN if *alt => Act::Shift(Towards::Down),
        named::LEFT if *alt && *shift => Act::Shift(Towards::Out),
        named::RIGHT if *alt && *shift => Act::Shift(Towards::In),
        named::LEFT if *alt => Act::Shift(Towards::Left),
        named::RIGHT if *alt => Act::Shift(Towards::Right),
        named::LEFT if *shift => Act::Span(-1),
        named::RIGHT if *shift => Act::Span(1),
        named::UP if plain => go(Way::Up),
        named::DOWN if plain => go(Way::Down),
        named::LEFT if plain => go(Way::Left),
        named::RIGHT if plain => go(Way::Right),
        named::HOME if plain => go(Way::First),
        named::END if plain => go(Way::Last),
        named::ESCAPE if plain => Act::Go(Way::Around, false),
        named::DELETE | named::BACKSPACE if plain => Act::Delete,
        named::RETURN if *control => Act::Split,
        named::RETURN if plain => Act::Properties,
        text if text.starts_with(function(2)) && plain => Act::Label,
        "d" | "D" if *control => Act::Duplicate,
        "c" | "C" if *control => Act::Copy,
        "x" | "X" if *control => Act::Cut,
        "v" | "V" if *control => Act::Paste,
        "a" | "A" if *control => Act::SelectAll,
        _ => return None,
    })
}

/// What a key does anywhere in the window.
#[must_use]
pub fn in_window(stroke: &Stroke) -> Option<Act> {
    let Stroke {
        text,
        control,
        shift,
        alt,
    } = stroke;
    let digit = text.chars().next().and_then(|c| c.to_digit(10));
    Some(match text.as_str() {
        "z" | "Z" if *control && *shift => Act::Redo,
        "z" | "Z" if *control => Act::Undo,
        "y" | "Y" if *control => Act::Redo,
        "n" | "N" if *control => Act::New,
        "o" | "O" if *control => Act::Open,
        "s" | "S" if *control && *shift => Act::SaveAs,
        "s" | "S" if *control => Act::Save,
        "k" | "K" if *control => Act::Find,
        "?" | "？" if !*control && !*alt => Act::Keys,
        named::ESCAPE => Act::Back,
        _ if *control && matches!(digit, Some(1..=9)) => Act::Tab(
            digit
                .and_then(|digit| u8::try_from(digit).ok())
                .unwrap_or(1)
                - 1,
        ),
        text if text.starts_with(function(1)) => Act::Keys,
        text if text.starts_with(function(5)) => Act::Try,
        text if text.starts_with(function(6)) => Act::Pane,
        text if text.starts_with(function(8)) => Act::NextProblem,
        _ => return None,
    })
}

fn function(number: u8) -> char {
    let first = u32::from(named::F1);
    char::from_u32(first + u32::from(number) - 1).unwrap_or(named::F1)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `^` is Ctrl, `+` Shift, `!` Alt.
    fn stroke(keys: &str) -> Stroke {
        let text = keys.trim_start_matches(['^', '+', '!']);
        let held = &keys[..keys.len() - text.len()];
        Stroke {
            text: text.to_owned(),
            control: held.contains('^'),
            shift: held.contains('+'),
            alt: held.contains('!'),
        }
    }

    #[test]
    fn keys_on_the_form() {
        let check = |keys: &str, expected: Option<Act>| {
            assert_eq!(on_form(&stroke(keys)), expected, "{keys}")
        };
        check(&format!("!{}", named::UP), Some(Act::Shift(Towards::Up)));
        check(
            &format!("!+{}", named::RIGHT),
            Some(Act::Shift(Towards::In)),
        );
        check(&format!("+{}", named::RIGHT), Some(Act::Span(1)));
        check(&format!("+{}", named::DOWN), Some(Act::Go(Way::Down, true)));
        check(named::UP, Some(Act::Go(Way::Up, false)));
        check(named::DELETE, Some(Act::Delete));
        check("\u{F705}", Some(Act::Label));
        check("^d", Some(Act::Duplicate));
        check("^v", Some(Act::Paste));
        check("d", None);
        check("^z", None);
    }

    #[test]
    fn keys_in_the_window() {
        let check = |keys: &str, expected: Option<Act>| {
            assert_eq!(in_window(&stroke(keys)), expected, "{keys}")
        };
        check("^z", Some(Act::Undo));
        check("^+Z", Some(Act::Redo));
        check("^y", Some(Act::Redo));
        check("^+S", Some(Act::SaveAs));
        check("^3", Some(Act::Tab(2)));
        check("?", Some(Act::Keys));
        check("\u{F704}", Some(Act::Keys));
        check("3", None);
        check("^q", None);
    }
}
