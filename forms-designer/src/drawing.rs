//! Where the components of a form stand on the canvas.
//!
//! A place across is `fixed + share * width`, so that nothing is computed again while the window
//! changes its width. All lengths are logical pixels.

use form_model::{COLUMNS, Component, Form, Kind, Options, Part, Subtype, rows};

/// Room around what a component shows.
pub const PAD: f32 = 8.0;
/// Between two rows.
pub const GAP: f32 = 2.0;
/// Inside of a group or list, at its sides.
pub const INSET: f32 = 10.0;
/// Above what a group or list holds.
const HEAD: f32 = 34.0;
/// Below what a group or list holds.
const FOOT: f32 = 10.0;
/// The row of buttons below a list.
const ADD: f32 = 30.0;
const LABEL: f32 = 22.0;
const BOX: f32 = 34.0;
const LINE: f32 = 22.0;
const HINT: f32 = 20.0;
const EMPTY: f32 = 52.0;
/// Width of the sheet for which lines are reckoned.
const USUAL: f32 = 780.0;

/// How a component looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Look {
    /// A box for one line.
    #[default]
    Line,
    /// A box for several lines.
    Area,
    /// A list that opens.
    Select,
    /// Options that are all shown, of which one is chosen.
    Radio,
    /// Options that are all shown, of which several are chosen.
    Checks,
    /// A box to tick with its label beside it.
    Tick,
    /// A day or a time.
    Date,
    /// Something that the office knows.
    Pick,
    /// Files.
    File,
    /// A value that is computed.
    Computed,
    /// What holds others.
    Group,
    /// What repeats others.
    List,
    /// Words.
    Text,
    /// A line across.
    Rule,
    /// Room.
    Space,
    /// A barcode.
    Barcode,
    /// Something that is only named.
    Other,
}

impl Look {
    /// Of a component.
    #[must_use]
    pub fn of(component: &Component) -> Self {
        match component.part {
            Some(Part::Barcode) => return Self::Barcode,
            Some(Part::When) => return Self::Date,
            Some(ref part) if part.is_picked() => return Self::Pick,
            _ => {}
        }
        match &component.kind {
            Kind::Textfield | Kind::Number => Self::Line,
            Kind::Textarea => Self::Area,
            Kind::Datetime(_) => Self::Date,
            Kind::Checkbox => Self::Tick,
            Kind::Checklist => Self::Checks,
            Kind::Radio => Self::Radio,
            Kind::Select | Kind::Taglist => Self::Select,
            Kind::Filepicker => Self::File,
            Kind::Expression => Self::Computed,
            Kind::Group => Self::Group,
            Kind::DynamicList => Self::List,
            Kind::Shown(kind) => match kind.as_str() {
                "text" | "html" => Self::Text,
                "separator" => Self::Rule,
                "spacer" => Self::Space,
                _ => Self::Other,
            },
            Kind::Unknown(_) => Self::Other,
        }
    }

    /// Whether it holds others.
    #[must_use]
    pub fn holds(self) -> bool {
        matches!(self, Self::Group | Self::List)
    }
}

/// A stretch across: `fixed + share * width`.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Across {
    /// In pixels.
    pub fixed: f32,
    /// Of the width of the sheet.
    pub share: f32,
}

impl Across {
    /// On a sheet of this width.
    #[must_use]
    pub fn on(self, width: f32) -> f32 {
        self.fixed + self.share * width
    }
}

/// A component on the canvas.
#[derive(Debug, Clone, PartialEq)]
pub struct Spot {
    /// Its JSON pointer.
    pub pointer: String,
    /// The pointer of what holds it; empty of the form.
    pub parent: String,
    /// How deep it stands, from 0.
    pub depth: usize,
    /// How it looks.
    pub look: Look,
    /// Its left side.
    pub left: Across,
    /// Its width.
    pub width: Across,
    /// Its upper side.
    pub top: f32,
    /// Its height.
    pub height: f32,
    /// Its row among those of its holder, from 1.
    pub row: usize,
    /// Its columns.
    pub columns: u8,
}

/// Components side by side.
#[derive(Debug, Clone, PartialEq)]
pub struct Band {
    /// What holds it.
    pub parent: String,
    /// Its upper side.
    pub top: f32,
    /// Its height.
    pub height: f32,
    /// The place of its first component in its holder.
    pub first: usize,
    /// Its spots, by their places in [`Drawing::spots`].
    pub cells: Vec<usize>,
}

/// What holds components: the form, a group or a list.
#[derive(Debug, Clone, PartialEq)]
pub struct Holder {
    /// Its pointer.
    pub pointer: String,
    /// Its left side.
    pub left: Across,
    /// Its width.
    pub width: Across,
    /// Where its rows begin.
    pub top: f32,
    /// Where its rows end.
    pub bottom: f32,
    /// How many components it holds.
    pub count: usize,
    /// Its rows, by their places in [`Drawing::bands`].
    pub bands: Vec<usize>,
}

/// A form on the canvas.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Drawing {
    /// In document order, holders before what they hold.
    pub spots: Vec<Spot>,
    /// All rows.
    pub bands: Vec<Band>,
    /// The form first.
    pub holders: Vec<Holder>,
    /// How high it is.
    pub height: f32,
}

impl Drawing {
    /// Draws a form. `hint` says of which component a line is shown below it.
    #[must_use]
    pub fn of(form: &Form, hint: &dyn Fn(&Component) -> bool) -> Self {
        let mut drawing = Self::default();
        let whole = Across {
            fixed: 0.0,
            share: 1.0,
        };
        let left = Across::default();
        let bottom = drawing.level("", form.components(), (left, whole, 0.0, 0), hint);
        drawing.height = bottom;
        drawing
    }

    /// The spot of a component.
    #[must_use]
    pub fn spot(&self, pointer: &str) -> Option<&Spot> {
        self.spots.iter().find(|spot| spot.pointer == pointer)
    }

    fn level(
        &mut self,
        parent: &str,
        components: &[Component],
        (left, width, top, depth): (Across, Across, f32, usize),
        hint: &dyn Fn(&Component) -> bool,
    ) -> f32 {
        let own = self.holders.len();
        self.holders.push(Holder {
            pointer: parent.to_owned(),
            left,
            width,
            top,
            bottom: top,
            count: components.len(),
            bands: Vec::new(),
        });
        let mut y = top;
        for (number, row) in rows(components).iter().enumerate() {
            let mut cells = Vec::new();
            let mut across = 0_u8;
            let mut height = 0_f32;
            for cell in &row.cells {
                let columns = cell.columns.min(COLUMNS);
                let share = |columns: u8| f32::from(columns) / f32::from(COLUMNS);
                let part = |columns: u8| Across {
                    fixed: width.fixed * share(columns),
                    share: width.share * share(columns),
                };
                let before = part(across.min(COLUMNS));
                let at = self.spots.len();
                self.spots.push(Spot {
                    pointer: cell.component.pointer.clone(),
                    parent: parent.to_owned(),
                    depth,
                    look: Look::of(cell.component),
                    left: Across {
                        fixed: left.fixed + before.fixed,
                        share: left.share + before.share,
                    },
                    width: part(columns),
                    top: y,
                    height: 0.0,
                    row: number + 1,
                    columns,
                });
                across = across.saturating_add(columns);
                let tall = self.tall(at, cell.component, hint);
                height = height.max(tall);
                cells.push(at);
            }
            for at in &cells {
                if let Some(spot) = self.spots.get_mut(*at) {
                    spot.height = height;
                }
            }
            let first = row
                .cells
                .first()
                .and_then(|cell| last_step(&cell.component.pointer));
            let band = self.bands.len();
            self.bands.push(Band {
                parent: parent.to_owned(),
                top: y,
                height,
                first: first.unwrap_or(components.len()),
                cells,
            });
            if let Some(holder) = self.holders.get_mut(own) {
                holder.bands.push(band);
            }
            y += height + GAP;
        }
        if components.is_empty() && !parent.is_empty() {
            y += EMPTY;
        }
        if let Some(holder) = self.holders.get_mut(own) {
            holder.bottom = y;
        }
        y
    }

    /// How high a component is that stands at a spot; what it holds is drawn.
    fn tall(&mut self, at: usize, component: &Component, hint: &dyn Fn(&Component) -> bool) -> f32 {
        let Some(spot) = self.spots.get(at) else {
            return 0.0;
        };
        let (look, width) = (spot.look, spot.width.on(USUAL) - 2.0 * PAD);
        let below = if hint(component) { HINT } else { 0.0 };
        let field = |inner: f32| 2.0 * PAD + LABEL + inner + below;
        match look {
            Look::Group | Look::List => {
                let inner = (
                    Across {
                        fixed: spot.left.fixed + INSET,
                        ..spot.left
                    },
                    Across {
                        fixed: spot.width.fixed - 2.0 * INSET,
                        ..spot.width
                    },
                    spot.top + HEAD,
                    spot.depth + 1,
                );
                let (top, pointer) = (spot.top, spot.pointer.clone());
                let bottom = self.level(&pointer, &component.children, inner, hint);
                let add = if look == Look::List { ADD } else { 0.0 };
                bottom - top + FOOT + add
            }
            Look::Area => field(68.0),
            Look::Radio | Look::Checks => field(option_lines(component, width) * 28.0),
            Look::Tick => 2.0 * PAD + 24.0 + below,
            Look::Text => 2.0 * PAD + lines(&component.content, width) * LINE,
            Look::Rule => 17.0,
            // The model does not read how high it is.
            Look::Space => 40.0,
            Look::Barcode => 2.0 * PAD + 64.0,
            Look::File => field(40.0),
            Look::Other => 2.0 * PAD + BOX,
            Look::Line | Look::Select | Look::Date | Look::Pick | Look::Computed => field(BOX),
        }
    }
}

/// The last step of a JSON pointer, a number.
#[must_use]
pub fn last_step(pointer: &str) -> Option<usize> {
    pointer.rsplit('/').next()?.parse().ok()
}

/// What a component is called in the palette: our own part, else the type of form-js.
#[must_use]
pub fn kind_name(component: &Component) -> &str {
    if let Some(part) = &component.part
        && !matches!(part, Part::Other(_))
    {
        return part.name();
    }
    match &component.kind {
        Kind::Textfield => "textfield",
        Kind::Textarea => "textarea",
        Kind::Number => "number",
        Kind::Datetime(Subtype::Date | Subtype::Time | Subtype::DateTime) => "datetime",
        Kind::Checkbox => "checkbox",
        Kind::Checklist => "checklist",
        Kind::Radio => "radio",
        Kind::Select => "select",
        Kind::Taglist => "taglist",
        Kind::Filepicker => "filepicker",
        Kind::Expression => "expression",
        Kind::Group => "group",
        Kind::DynamicList => "dynamiclist",
        Kind::Shown(kind) | Kind::Unknown(kind) => kind,
    }
}

/// How wide a text is, about, in pixels.
#[must_use]
pub fn wide(text: &str) -> f32 {
    text.chars()
        .map(|c| if c.is_ascii() { 7.6 } else { 14.0 })
        .sum()
}

fn lines(text: &str, width: f32) -> f32 {
    let width = width.max(40.0);
    let count: f32 = text
        .lines()
        .map(|line| (wide(line) / width).ceil().max(1.0))
        .sum();
    count.clamp(1.0, 12.0)
}

fn option_lines(component: &Component, width: f32) -> f32 {
    let choices = match &component.options {
        Options::Fixed(choices) => choices.as_slice(),
        _ => return 1.0,
    };
    let (mut lines, mut x) = (1.0, 0.0);
    for choice in choices {
        let own = wide(&choice.label) + 40.0;
        if x > 0.0 && x + own > width {
            lines += 1.0;
            x = 0.0;
        }
        x += own;
    }
    f32::min(lines, 8.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(form: &str, expected: &str) {
        let form = Form::read(form.as_bytes()).expect("a form");
        let drawing = Drawing::of(&form, &|component| !component.description.is_empty());
        let spots = drawing.spots.iter().map(|spot| {
            let (left, width) = (spot.left.on(800.0), spot.width.on(800.0));
            format!(
                "{} {left:.0}+{width:.0} {:.0}+{:.0}",
                spot.pointer, spot.top, spot.height
            )
        });
        let drawn: Vec<String> = spots.collect();
        assert_eq!(drawn.join("\n"), expected.trim());
    }

    #[test]
    fn rows_groups_and_heights() {
        check(
            r#"{"components":[
                {"type":"textfield","key":"a","layout":{"row":"r","columns":10}},
                {"type":"textarea","key":"b","description":"x","layout":{"row":"r","columns":6}},
                {"type":"group","components":[{"type":"number","key":"c"}]},
                {"type":"dynamiclist","path":"d","components":[]}]}"#,
            "
/components/0 0+500 0+126
/components/1 500+300 0+126
/components/2 0+800 128+118
/components/2/components/0 10+780 162+72
/components/3 0+800 248+126",
        );
    }
}
