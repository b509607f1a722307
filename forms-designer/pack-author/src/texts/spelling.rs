//! A text as a person sees it, and as it stands in a Fluent file.

/// Before a line of a text that goes on.
const INDENT: &str = "    ";

/// How a text without a character stands in a file: Fluent has no empty ones.
const NOTHING: &str = "{\"\"}";

/// Signs that would begin something else at the beginning of a line.
const SPECIAL: [char; 5] = ['.', '*', '[', '#', ' '];

/// A text as it stands behind `=`: its lines below the first are indented, and what Fluent would
/// take for something else stands in a string.
pub(super) fn spelled(text: &str) -> String {
    if text.trim_matches(['\r', '\n']).is_empty() {
        return NOTHING.to_owned();
    }
    let mut out = String::new();
    let mut depth = 0_usize;
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let lines = text.trim_matches('\n').split('\n').enumerate();
    for (number, line) in lines {
        if number > 0 {
            out.push('\n');
            if line.is_empty() {
                continue;
            }
            out.push_str(INDENT);
        }
        let first = line.chars().next();
        let special = match (number, first) {
            (_, None) => None,
            (0, first) => first.filter(|c| *c == ' '),
            (_, first) => first.filter(|c| SPECIAL.contains(c)),
        };
        let rest = match special.filter(|_| depth == 0) {
            Some(sign) => {
                quote(sign, &mut out);
                line.get(sign.len_utf8()..).unwrap_or_default()
            }
            None => line,
        };
        written(rest, &mut depth, &mut out);
    }
    if let Some(kept) = out.strip_suffix(' ') {
        out = kept.to_owned();
        quote(' ', &mut out);
    }
    out
}

fn quote(c: char, out: &mut String) {
    match c.is_control() {
        true => out.push_str(&format!("{{\"\\u{:04X}\"}}", u32::from(c))),
        false => out.extend(["{\"", c.encode_utf8(&mut [0; 4]), "\"}"]),
    }
}

/// Writes the characters of a line; a control character is one by its number.
fn written(line: &str, depth: &mut usize, out: &mut String) {
    let (mut quoted, mut escaped) = (false, false);
    for c in line.chars() {
        match c {
            _ if escaped => escaped = false,
            '\\' if quoted => escaped = true,
            '"' if *depth > 0 => quoted = !quoted,
            '{' if !quoted => *depth += 1,
            '}' if !quoted => *depth = depth.saturating_sub(1),
            _ => {}
        }
        match c.is_control() && *depth == 0 {
            true => quote(c, out),
            false => out.push(c),
        }
    }
}

/// What stands behind `=`, as a person sees it: without the indentation of its lines, and without
/// the strings that [`spelled`] puts around single signs.
pub(super) fn seen(raw: &str) -> String {
    let raw = raw.replace("\r\n", "\n");
    let (first, rest) = raw.split_once('\n').unwrap_or((&raw, ""));
    let lines: Vec<&str> = rest.split('\n').collect();
    let indent = |line: &&str| line.len() - line.trim_start_matches(' ').len();
    let filled = lines.iter().filter(|line| !line.trim().is_empty());
    let common = filled.map(indent).min().unwrap_or(0);
    let mut text = first.trim_start_matches(' ').to_owned();
    for line in lines {
        text.push('\n');
        text.push_str(line.get(common..).unwrap_or_default());
    }
    match text.trim_start_matches('\n').trim_end_matches([' ', '\n']) {
        NOTHING => String::new(),
        text => unquoted(text),
    }
}

fn unquoted(text: &str) -> String {
    let mut lines = Vec::new();
    let mut depth = 0_usize;
    for (number, line) in text.split('\n').enumerate() {
        let sign = line.strip_prefix("{\"").and_then(|rest| {
            let sign = rest.chars().next()?;
            let behind = rest.get(sign.len_utf8()..)?.strip_prefix("\"}")?;
            let meant = sign == ' ' || number > 0 && SPECIAL.contains(&sign);
            meant.then_some((sign, behind))
        });
        let line = match sign.filter(|_| depth == 0) {
            Some((sign, behind)) => format!("{sign}{behind}"),
            None => line.to_owned(),
        };
        written(&line, &mut depth, &mut String::new());
        lines.push(line);
    }
    let text = lines.join("\n");
    let ends = text.strip_suffix("{\" \"}").map(|kept| format!("{kept} "));
    controls(&ends.unwrap_or(text))
}

/// Single control characters by number, as themselves again.
fn controls(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some(at) = rest.find("{\"\\u") {
        let (before, from) = rest.split_at(at);
        out.push_str(before);
        let code = from.get(4..8).filter(|_| from.get(8..10) == Some("\"}"));
        let read = code.and_then(|code| u32::from_str_radix(code, 16).ok());
        match read.and_then(char::from_u32).filter(|c| c.is_control()) {
            Some(c) => {
                out.push(c);
                rest = from.get(10..).unwrap_or_default();
            }
            None => {
                out.push_str("{\"");
                rest = from.get(2..).unwrap_or_default();
            }
        }
    }
    out + rest
}

/// Any characters as a text that says just them: braces hold no places.
#[must_use]
pub fn plain(text: &str) -> String {
    let mut out = String::new();
    for c in text.chars() {
        match c {
            '{' | '}' => quote(c, &mut out),
            c => out.push(c),
        }
    }
    out
}
