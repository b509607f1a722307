//! Words of the paper as a form shows them. form-js reads a `=` in front as an expression, `{{`
//! as a template, and texts as Markdown; paper means none of these.

/// Longest text, in characters.
pub(crate) const MAX_TEXT: usize = 2_000;

/// Words on one line that are shown as they are.
pub(crate) fn plain(text: &str) -> String {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let text: String = text.chars().filter(|c| !c.is_control()).collect();
    let text = apart(&text);
    match text.strip_prefix('=') {
        Some(rest) => format!("＝{rest}"),
        None => text,
    }
}

/// A space between any two braces of one kind that touch.
fn apart(text: &str) -> String {
    let mut out = String::new();
    for c in text.chars() {
        if matches!(c, '{' | '}') && out.ends_with(c) {
            out.push(' ');
        }
        out.push(c);
    }
    out
}

/// Words as Markdown that shows them as they are.
pub(crate) fn markdown(text: &str) -> String {
    let mut out = String::new();
    for c in plain(text).chars() {
        if matches!(
            c,
            '\\' | '*' | '_' | '`' | '<' | '[' | ']' | '#' | '~' | '|'
        ) {
            out.push('\\');
        }
        out.push(c);
    }
    let marks = out.starts_with(['-', '+', '>']);
    if marks { format!("\\{out}") } else { out }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_an_expression_a_template_or_a_mark() {
        let check = |text: &str, expected: &str| assert_eq!(markdown(text), expected, "{text}");
        check("=1+1", "＝1+1");
        check("{{x}}", "{ {x} }");
        check("{{{x}}}", "{ { {x} } }");
        check("a*b_c", "a\\*b\\_c");
        check("# a", "\\# a");
        check("- a", "\\- a");
        check("<script>", "\\<script>");
        check("請於\n三日前", "請於 三日前");
        check("a\u{7}b", "ab");
    }
}
