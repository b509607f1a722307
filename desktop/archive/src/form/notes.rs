//! Texts of a form, of which the words are printed: Markdown and HTML without their marks.

use form_model::{Component, Kind};

/// A line of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Note {
    pub(crate) text: String,
    pub(crate) heading: bool,
}

/// The lines of what a text says; empty lines are left out.
pub(crate) fn notes(component: &Component, content: &str) -> Vec<Note> {
    let html = component.kind == Kind::Shown("html".to_owned());
    let content = if html {
        without_tags(content)
    } else {
        content.to_owned()
    };
    let lines = content.lines().map(|line| note(line, !html));
    lines.filter(|note| !note.text.is_empty()).collect()
}

fn note(line: &str, markdown: bool) -> Note {
    let line = line.trim();
    if !markdown {
        return Note {
            text: line.to_owned(),
            heading: false,
        };
    }
    let rest = line.trim_start_matches('#');
    let heading = rest.len() < line.len() && (rest.is_empty() || rest.starts_with(' '));
    let rest = if heading { rest.trim() } else { line };
    let is_rule = rest.len() > 2 && rest.chars().all(|c| matches!(c, '-' | '*' | '_'));
    let rest = if is_rule { "" } else { rest };
    let item = ["- ", "* ", "+ "].iter();
    let item = item.filter_map(|mark| rest.strip_prefix(mark)).next();
    let text = match item {
        Some(item) => format!("・{}", plain(item)),
        None => plain(rest.strip_prefix("> ").unwrap_or(rest)),
    };
    Note { text, heading }
}

/// A line without the marks for heavy, slanted and fixed letters, and links by their words.
fn plain(line: &str) -> String {
    let line = line.replace("**", "").replace("__", "").replace('`', "");
    let mut text = String::new();
    let mut rest = line.as_str();
    while let Some((before, after)) = rest.split_once('[') {
        text.push_str(before);
        let link = after
            .split_once("](")
            .and_then(|(words, after)| Some((words, after.split_once(')')?.1)));
        match link {
            Some((words, after)) => {
                text.push_str(words);
                rest = after;
            }
            None => {
                text.push('[');
                rest = after;
            }
        }
    }
    text + rest
}

fn without_tags(html: &str) -> String {
    let mut text = String::new();
    let mut rest = html;
    while let Some((before, after)) = rest.split_once('<') {
        text.push_str(before);
        let Some((tag, after)) = after.split_once('>') else {
            rest = "";
            break;
        };
        let name = tag.trim_start_matches('/');
        let name: String = name
            .chars()
            .take_while(char::is_ascii_alphanumeric)
            .collect();
        let ends_line = [
            "br", "p", "div", "li", "tr", "h1", "h2", "h3", "h4", "ul", "ol",
        ];
        if ends_line.contains(&name.to_ascii_lowercase().as_str()) {
            text.push('\n');
        }
        rest = after;
    }
    text.push_str(rest);
    let names = [
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&nbsp;", " "),
        ("&quot;", "\""),
        ("&#39;", "'"),
        ("&amp;", "&"),
    ];
    names
        .iter()
        .fold(text, |text, (name, letter)| text.replace(name, letter))
}

#[cfg(test)]
mod tests {
    use super::{note, without_tags};

    #[test]
    fn the_words_of_a_text() {
        let check = |line: &str, heading: bool, expected: &str| {
            let note = note(line, true);
            assert_eq!(
                (note.heading, note.text.as_str()),
                (heading, expected),
                "{line}"
            );
        };
        check("## 請假單", true, "請假單");
        check("#標籤", false, "#標籤");
        check("- 請附**正本**", false, "・請附正本");
        check("> 見[說明](https://example.tw)。", false, "見說明。");
        check("第[3]條", false, "第[3]條");
        check("---", false, "");
        check("1. 一", false, "1. 一");
    }

    #[test]
    fn the_words_of_html() {
        let check = |html: &str, expected: &str| assert_eq!(without_tags(html), expected, "{html}");
        check("<b>甲</b>&amp;乙", "甲&乙");
        check("一<br/>二", "一\n二");
        check("<script", "");
        check("&amp;lt;", "&lt;");
    }
}
