//! Text into lines: Unicode line breaking (UAX #14) and 避頭尾, the rule of Chinese typesetting that
//! no line begins with a closing mark or ends with an opening one.

use super::sheet::Align;
use crate::fonts::{Glyph, Setter, Style};
use crate::problem::Problem;
use icu_segmenter::LineSegmenter;
use icu_segmenter::options::LineBreakOptions;

/// Marks that no line begins with.
const NOT_FIRST: &str = "，。、；：？！．‧·…—～－）」』】〉》〕｝］”’％℃°,.;:?!)]}>%々ー々";
/// Marks that no line ends with.
const NOT_LAST: &str = "（「『【〈《〔｛［“‘＄￥№([{<$#□■";
/// WORD JOINER: no line breaks here; it is not printed.
pub(crate) const JOINER: char = '\u{2060}';
/// Justify only lines of this many ems or more.
const WIDE: f32 = 20.0;

/// How a text is set.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Look {
    pub(crate) style: Style,
    pub(crate) bold: bool,
    /// Points.
    pub(crate) size: f32,
    pub(crate) align: Align,
}

/// One line of glyphs.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Line {
    pub(crate) glyphs: Vec<Glyph>,
    /// Points between two glyphs, for justified lines.
    pub(crate) extra: f32,
}

impl Line {
    /// Width in points at this size.
    pub(crate) fn width(&self, size: f32) -> f32 {
        let ems: f32 = self.glyphs.iter().map(|glyph| glyph.advance).sum();
        ems * size + self.extra * self.glyphs.len().saturating_sub(1) as f32
    }
}

/// Breaks text into lines no wider than `width` points. A line feed begins a new line; other control
/// characters and characters that cannot be seen are left out.
///
/// # Errors
/// `print-glyph-missing`.
pub(crate) fn broken(
    text: &str,
    width: f32,
    look: Look,
    setter: &Setter<'_>,
) -> Result<Vec<Line>, Problem> {
    let mut lines = Vec::new();
    for paragraph in text.split('\n') {
        let paragraph: String = paragraph.chars().filter_map(printable).collect();
        let glyphs = glyphs(&paragraph, look, setter)?;
        let first = lines.len();
        fill(&glyphs, &chances(&paragraph), width, look.size, &mut lines);
        if look.align == Align::Justify && width >= WIDE * look.size {
            let last = lines.len() - 1;
            for line in &mut lines[first..last] {
                justify(line, width, look.size);
            }
        }
        if look.align == Align::Spread && lines.len() == first + 1 {
            spread(&mut lines[first], width, look.size);
        }
    }
    Ok(lines)
}

/// The character if it takes a glyph of its own.
pub(crate) fn printed(c: char) -> Option<char> {
    printable(c).filter(|c| !is_variant(*c) && !matches!(*c, JOINER | '\n'))
}

/// What is kept of a character.
fn printable(c: char) -> Option<char> {
    match c {
        '\t' | '\u{A0}' => Some(' '),
        '\u{00AD}'
        | '\u{200B}'..='\u{200F}'
        | '\u{2028}'..='\u{202E}'
        | '\u{2061}'..='\u{206F}' => None,
        '\u{FEFF}' | '\u{FFF9}'..='\u{FFFB}' => None,
        c if c.is_control() => None,
        c => Some(c),
    }
}

fn is_variant(c: char) -> bool {
    matches!(c, '\u{FE00}'..='\u{FE0F}' | '\u{E0100}'..='\u{E01EF}')
}

/// The glyphs of a paragraph with the byte where each begins.
fn glyphs(text: &str, look: Look, setter: &Setter<'_>) -> Result<Vec<(usize, Glyph)>, Problem> {
    let mut glyphs = Vec::new();
    let mut letters = text.char_indices().peekable();
    while let Some((at, c)) = letters.next() {
        if is_variant(c) || c == JOINER {
            continue;
        }
        let variant = letters.peek().map(|next| next.1).filter(|c| is_variant(*c));
        glyphs.push((at, setter.glyph(c, variant, look.style, look.bold)?));
    }
    Ok(glyphs)
}

/// The bytes before which a line may break.
fn chances(text: &str) -> Vec<usize> {
    let segmenter = LineSegmenter::new_auto(LineBreakOptions::default());
    segmenter
        .segment_str(text)
        .filter(|at| {
            let before = text[..*at].chars().next_back();
            let after = text[*at..].chars().next();
            before.is_some_and(|c| !NOT_LAST.contains(c))
                && after.is_some_and(|c| !NOT_FIRST.contains(c))
        })
        .collect()
}

/// Puts as much on each line as fits and breaks at the last chance; a piece without a chance that is
/// wider than the line is broken where it is full.
fn fill(
    glyphs: &[(usize, Glyph)],
    chances: &[usize],
    width: f32,
    size: f32,
    lines: &mut Vec<Line>,
) {
    const SLACK: f32 = 0.01;
    let mut start = 0;
    loop {
        let mut ems = 0.0;
        let mut end = start;
        while end < glyphs.len() {
            ems += glyphs[end].1.advance;
            let hangs = glyphs[end].1.character == ' ';
            if !hangs && ems * size > width + SLACK && end > start {
                break;
            }
            end += 1;
        }
        if end < glyphs.len() {
            let may = |at: &usize| chances.binary_search(&glyphs[*at].0).is_ok();
            end = (start + 1..=end).rev().find(may).unwrap_or(end);
        }
        let mut line: Vec<Glyph> = glyphs[start..end].iter().map(|pair| pair.1).collect();
        while line.last().is_some_and(|glyph| glyph.character == ' ') {
            line.pop();
        }
        lines.push(Line {
            glyphs: line,
            extra: 0.0,
        });
        start = end;
        if start >= glyphs.len() {
            return;
        }
    }
}

/// Spreads what a line lacks between its glyphs, unless it lacks too much.
fn justify(line: &mut Line, width: f32, size: f32) {
    let gaps = line.glyphs.len().saturating_sub(1);
    let lacking = width - line.width(size);
    if gaps > 0 && lacking > 0.0 && lacking < 2.0 * size {
        line.extra = lacking / gaps as f32;
    }
}

/// Spreads two or three wide characters over the width of four, where there is room.
fn spread(line: &mut Line, width: f32, size: f32) {
    const EMS: f32 = 4.0;
    let gaps = line.glyphs.len().saturating_sub(1);
    let wide = line.glyphs.iter().all(|glyph| glyph.advance >= 1.0);
    if wide && (1..=2).contains(&gaps) && width >= EMS * size {
        line.extra = (EMS * size - line.width(size)) / gaps as f32;
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::{Line, Look, NOT_FIRST, broken, chances, printable};
    use crate::fonts::{Fonts, Setter, Style};
    use crate::print::sheet::Align;
    use proptest::prelude::*;
    use std::sync::OnceLock;

    fn fonts() -> Option<&'static Fonts> {
        static FONTS: OnceLock<Option<Fonts>> = OnceLock::new();
        let fonts = FONTS.get_or_init(|| Fonts::find(&[]).ok()).as_ref();
        if fonts.is_none() {
            println!("skipped: no font for Chinese");
        }
        fonts
    }

    const LOOK: Look = Look {
        style: Style::Serif,
        bold: false,
        size: 10.0,
        align: Align::Left,
    };

    fn text(line: &Line) -> String {
        line.glyphs.iter().map(|glyph| glyph.character).collect()
    }

    /// `expected` has the lines parted by `/`; `ems` full-width characters fit on a line.
    fn check(input: &str, ems: f32, expected: &str) {
        let Some(fonts) = fonts() else { return };
        let setter = Setter::new(fonts);
        let lines = broken(input, ems * 10.0, LOOK, &setter).unwrap();
        let lines: Vec<String> = lines.iter().map(text).collect();
        assert_eq!(lines.join("/"), expected, "{input}");
    }

    #[test]
    fn breaks_lines() {
        check("", 5.0, "");
        check("請假", 5.0, "請假");
        check("返鄉探親照顧家人", 4.0, "返鄉探親/照顧家人");
        check("一\n\n二", 4.0, "一//二");
        check("因公出差，請假。", 4.0, "因公出/差，請/假。");
        check("他說「好」", 3.0, "他說/「好」");
        check("他說過（乙）", 4.0, "他說過/（乙）");
        check("Leave of absence", 4.5, "Leave of/absence");
        check("abcdefghijklmnop", 3.0, "abcde/fghijk/lmno/p");
        check("第1140012345號", 4.0, "第/1140012/345號");
        check("一二三。。。", 4.0, "一二/三。。。");
        check("□休\u{2060}假　□事\u{2060}假", 4.0, "□休假　/□事假");
        check("𠮷ㄅㄚˇ葛\u{E0100}", 2.0, "𠮷ㄅ/ㄚˇ/葛");
    }

    #[test]
    fn spreads_short_labels() {
        let check = |input: &str, ems: f32, expected: f32| {
            let Some(fonts) = fonts() else { return };
            let look = Look {
                align: Align::Spread,
                ..LOOK
            };
            let lines = broken(input, ems * 10.0, look, &Setter::new(fonts)).unwrap();
            let width = lines[0].width(10.0);
            assert!((width - expected * 10.0).abs() < 0.01, "{input}: {width}");
        };
        check("姓名", 5.0, 4.0);
        check("申請人", 5.0, 4.0);
        check("填表日期", 5.0, 4.0);
        check("名", 5.0, 1.0);
        check("姓名", 3.0, 2.0);
        check("職務代理人", 5.0, 5.0);
    }

    proptest! {
        /// Nothing is lost, nothing is too wide, and no line begins with a closing mark where another
        /// break was possible.
        #[test]
        fn loses_nothing(input in "[王小明請假，。「」（）a-z0-9 \n]{0,80}", ems in 1_u8..12) {
            let Some(fonts) = fonts() else { return Ok(()) };
            let width = f32::from(ems) * 10.0;
            let lines = broken(&input, width, LOOK, &Setter::new(fonts)).unwrap();
            let kept = |text: &str| text.replace([' ', '\n'], "");
            let whole: String = lines.iter().map(text).collect();
            prop_assert_eq!(kept(&whole), kept(&input));
            for line in &lines {
                prop_assert!(line.glyphs.len() < 2 || line.width(10.0) <= width + 0.1);
            }
            for pair in lines.windows(2).filter(|_| !input.contains('\n')) {
                let first = text(&pair[1]).chars().next();
                if first.is_some_and(|c| NOT_FIRST.contains(c)) {
                    prop_assert_eq!(chances(&text(&pair[0])).len(), 0, "{:?}", lines);
                }
            }
        }
    }

    #[test]
    fn keeps_marks_where_they_belong() {
        assert_eq!(chances("甲，乙"), ["甲，".len()]);
        assert_eq!(chances("甲（乙）丙"), [3, "甲（乙）".len()]);
        assert_eq!(printable('\u{0}'), None);
        assert_eq!(printable('\t'), Some(' '));
    }
}
