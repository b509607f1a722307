//! Fonts: found by name in known folders, read once, shared; a chain for each style, so that a
//! character missing in the first font is taken from the next.

use crate::problem::Problem;
use krilla::Data;
use krilla::text::Font;
use serde::Deserialize;
use skrifa::charmap::{Charmap, MapVariant};
use skrifa::instance::{LocationRef, Size};
use skrifa::metrics::GlyphMetrics;
use skrifa::raw::FileRef;
use skrifa::string::StringId;
use skrifa::{FontRef, MetadataProvider};
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

/// Look of the letters.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Style {
    /// 明體, the look of printed books: Noto Serif.
    #[default]
    Serif,
    /// 黑體: Noto Sans.
    Sans,
    /// 楷體, the look of official letters: TW-Kai when it is installed, Noto Serif otherwise.
    Kai,
}

/// A font that may be there: where it is found and which face of a collection it is.
struct Wanted {
    family: &'static str,
    files: &'static [&'static str],
}

const SERIF: Wanted = Wanted {
    family: "Noto Serif CJK TC",
    files: &[
        "NotoSerifCJK-Regular.ttc",
        "NotoSerifCJKtc-Regular.otf",
        "NotoSerifTC-Regular.otf",
        "NotoSerifTC-Regular.ttf",
    ],
};
const SERIF_BOLD: Wanted = Wanted {
    family: "Noto Serif CJK TC",
    files: &[
        "NotoSerifCJK-Bold.ttc",
        "NotoSerifCJKtc-Bold.otf",
        "NotoSerifTC-Bold.otf",
        "NotoSerifTC-Bold.ttf",
    ],
};
const SANS: Wanted = Wanted {
    family: "Noto Sans CJK TC",
    files: &[
        "NotoSansCJK-Regular.ttc",
        "NotoSansCJKtc-Regular.otf",
        "NotoSansTC-Regular.otf",
        "NotoSansTC-Regular.ttf",
    ],
};
const SANS_BOLD: Wanted = Wanted {
    family: "Noto Sans CJK TC",
    files: &[
        "NotoSansCJK-Bold.ttc",
        "NotoSansCJKtc-Bold.otf",
        "NotoSansTC-Bold.otf",
        "NotoSansTC-Bold.ttf",
    ],
};
const KAI: Wanted = Wanted {
    family: "TW-Kai",
    files: &["TW-Kai-98_1.ttf"],
};
const KAI_EXT_B: Wanted = Wanted {
    family: "TW-Kai-Ext-B",
    files: &["TW-Kai-Ext-B-98_1.ttf"],
};
const KAI_PLUS: Wanted = Wanted {
    family: "TW-Kai-Plus",
    files: &["TW-Kai-Plus-98_1.ttf"],
};
const SUNG_EXT_B: Wanted = Wanted {
    family: "TW-Sung-Ext-B",
    files: &["TW-Sung-Ext-B-98_1.ttf"],
};
const SUNG_PLUS: Wanted = Wanted {
    family: "TW-Sung-Plus",
    files: &["TW-Sung-Plus-98_1.ttf"],
};

/// A font of [`Fonts`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum FaceId {
    Serif,
    SerifBold,
    Sans,
    SansBold,
    Kai,
    KaiExtB,
    KaiPlus,
    SungExtB,
    SungPlus,
}

/// All fonts, in the order of [`FaceId`].
const ALL: [&Wanted; 9] = [
    &SERIF,
    &SERIF_BOLD,
    &SANS,
    &SANS_BOLD,
    &KAI,
    &KAI_EXT_B,
    &KAI_PLUS,
    &SUNG_EXT_B,
    &SUNG_PLUS,
];

impl FaceId {
    /// True for fonts that are heavy by themselves; others are made heavier by a stroke.
    pub(crate) fn is_heavy(self) -> bool {
        matches!(self, Self::SerifBold | Self::SansBold)
    }
}

/// Which fonts are asked for a character, in this order: the style, then plane 2 and private-use
/// fonts of the same look, then whatever has the character.
fn chain(style: Style, bold: bool) -> &'static [FaceId] {
    use FaceId::{Kai, KaiExtB, KaiPlus, Sans, SansBold, Serif, SerifBold, SungExtB, SungPlus};
    match (style, bold) {
        (Style::Serif, false) => &[Serif, SungExtB, KaiExtB, Sans, SungPlus, KaiPlus, Kai],
        (Style::Serif, true) => &[
            SerifBold, Serif, SungExtB, KaiExtB, SansBold, Sans, SungPlus, KaiPlus, Kai,
        ],
        (Style::Sans, false) => &[Sans, Serif, SungExtB, KaiExtB, SungPlus, KaiPlus, Kai],
        (Style::Sans, true) => &[
            SansBold, Sans, SerifBold, Serif, SungExtB, KaiExtB, SungPlus, KaiPlus, Kai,
        ],
        (Style::Kai, false) => &[Kai, KaiExtB, Serif, KaiPlus, SungExtB, Sans, SungPlus],
        (Style::Kai, true) => &[
            Kai, KaiExtB, SerifBold, Serif, KaiPlus, SungExtB, SansBold, Sans, SungPlus,
        ],
    }
}

/// No font to print Chinese with.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("no font for Chinese in {} folders", tried.len())]
pub struct NoFont {
    /// The folders that were looked through.
    pub tried: Vec<PathBuf>,
}

impl NoFont {
    /// Stable code: `print-no-font`.
    pub fn code(&self) -> &'static str {
        "print-no-font"
    }
}

/// The fonts of this computer that official forms are printed with. Cloning is cheap.
#[derive(Clone)]
pub struct Fonts(Arc<[Option<Found>]>);

struct Found {
    path: PathBuf,
    family: &'static str,
    face: OnceLock<Option<Face>>,
}

/// A font that was read.
pub(crate) struct Face {
    bytes: Arc<Vec<u8>>,
    index: u32,
    /// The same font for the PDF writer.
    pub(crate) font: Font,
}

impl std::fmt::Debug for Fonts {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_list()
            .entries(self.0.iter().flatten().map(|found| &found.path))
            .finish()
    }
}

/// Folders in folders are looked through to this depth.
const DEPTH: usize = 6;
/// Files and folders looked at in one place.
const ENTRIES: usize = 20_000;

impl Fonts {
    /// Looks for fonts in `folders`, then in the well-known folders of the system, and reads the
    /// first one. The others are read when a character needs them.
    ///
    /// # Errors
    /// [`NoFont`] when neither Noto Serif, Noto Sans nor TW-Kai is there.
    pub fn find(folders: &[PathBuf]) -> Result<Self, NoFont> {
        let tried: Vec<PathBuf> = folders.iter().cloned().chain(system_folders()).collect();
        Self::find_only(&tried)
    }

    /// Like [`Fonts::find`], without the folders of the system.
    ///
    /// # Errors
    /// [`NoFont`].
    pub fn find_only(folders: &[PathBuf]) -> Result<Self, NoFont> {
        let mut seen = BTreeMap::new();
        for folder in folders {
            let mut entries = ENTRIES;
            look(folder, DEPTH, &mut entries, &mut seen);
        }
        let found: Arc<[Option<Found>]> = ALL
            .iter()
            .map(|wanted| {
                let path = wanted.files.iter().find_map(|file| seen.get(*file))?;
                Some(Found {
                    path: path.clone(),
                    family: wanted.family,
                    face: OnceLock::new(),
                })
            })
            .collect();
        let fonts = Self(found);
        let carries_chinese = [FaceId::Serif, FaceId::Sans, FaceId::Kai];
        if carries_chinese.iter().any(|id| fonts.face(*id).is_some()) {
            Ok(fonts)
        } else {
            Err(NoFont {
                tried: folders.to_vec(),
            })
        }
    }

    /// Reads the fonts of a style now, so that the first form is not slower than the next.
    pub fn warm(&self, style: Style) {
        for id in [chain(style, false)[0], chain(style, true)[0]] {
            self.face(id);
        }
    }

    /// The characters of `text` that no font has, each once, so that a form can say so before it is
    /// signed rather than when it is archived.
    pub fn missing(&self, text: &str, style: Style) -> Vec<char> {
        let setter = Setter::new(self);
        let mut missing = Vec::new();
        for c in text.chars().filter_map(crate::print::lines::printed) {
            if setter.glyph(c, None, style, false).is_err() && !missing.contains(&c) {
                missing.push(c);
            }
        }
        missing
    }

    /// The font, read on first use; none when it is absent or broken.
    pub(crate) fn face(&self, id: FaceId) -> Option<&Face> {
        let found = self.0.get(id as usize)?.as_ref()?;
        found
            .face
            .get_or_init(|| Face::read(&found.path, found.family))
            .as_ref()
    }
}

impl Face {
    fn read(path: &Path, family: &str) -> Option<Self> {
        let bytes = Arc::new(fs::read(path).ok()?);
        let index = index_of(&bytes, family)?;
        let font = Font::new(Data::from(bytes.clone()), index)?;
        Some(Self { bytes, index, font })
    }
}

/// Which face of a collection has this family name; the only one when there is one.
fn index_of(bytes: &[u8], family: &str) -> Option<u32> {
    let fonts: Vec<FontRef<'_>> = FileRef::new(bytes)
        .ok()?
        .fonts()
        .collect::<Result<_, _>>()
        .ok()?;
    let named = |font: &FontRef<'_>| {
        [StringId::TYPOGRAPHIC_FAMILY_NAME, StringId::FAMILY_NAME]
            .into_iter()
            .flat_map(|id| font.localized_strings(id))
            .any(|name| name.chars().eq(family.chars()))
    };
    let index = match fonts.len() {
        1 => 0,
        _ => fonts.iter().position(named)?,
    };
    u32::try_from(index).ok()
}

/// Notes the first place of every font file by its name.
fn look(folder: &Path, depth: usize, entries: &mut usize, seen: &mut BTreeMap<String, PathBuf>) {
    let Ok(listing) = fs::read_dir(folder) else {
        return;
    };
    let mut paths: Vec<PathBuf> = listing
        .take(*entries)
        .filter_map(|entry| Some(entry.ok()?.path()))
        .collect();
    *entries -= paths.len();
    paths.sort_unstable();
    for path in paths {
        if path.is_dir() {
            if depth > 0 {
                look(&path, depth - 1, entries, seen);
            }
        } else if let Some(name) = path.file_name().and_then(|name| name.to_str()) {
            seen.entry(name.to_owned()).or_insert(path);
        }
    }
}

/// Where systems keep fonts.
fn system_folders() -> Vec<PathBuf> {
    let mut folders: Vec<PathBuf> = Vec::new();
    if cfg!(windows) {
        folders.extend(std::env::var_os("WINDIR").map(|root| PathBuf::from(root).join("Fonts")));
    } else if cfg!(target_os = "macos") {
        folders.extend(["/System/Library/Fonts", "/Library/Fonts"].map(PathBuf::from));
    } else {
        folders.extend(["/usr/share/fonts", "/usr/local/share/fonts"].map(PathBuf::from));
    }
    folders
}

/// A character with its glyph.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Glyph {
    pub(crate) character: char,
    /// A variation selector (Unicode Technical Standard 37) that followed the character.
    pub(crate) variant: Option<char>,
    pub(crate) face: FaceId,
    pub(crate) id: u32,
    /// Width in ems.
    pub(crate) advance: f32,
}

/// A character with its variation selector, style and weight.
type Asked = (char, Option<char>, Style, bool);

/// Turns characters into glyphs, with a memory for the length of one form.
pub(crate) struct Setter<'a> {
    fonts: &'a Fonts,
    opened: RefCell<BTreeMap<FaceId, Option<Opened<'a>>>>,
    known: RefCell<BTreeMap<Asked, Glyph>>,
}

#[derive(Clone)]
struct Opened<'a> {
    map: Charmap<'a>,
    widths: GlyphMetrics<'a>,
    per_em: f32,
}

impl<'a> Setter<'a> {
    pub(crate) fn new(fonts: &'a Fonts) -> Self {
        Self {
            fonts,
            opened: RefCell::default(),
            known: RefCell::default(),
        }
    }

    /// The glyph of a character in the first font of the chain that has it.
    ///
    /// # Errors
    /// `print-glyph-missing`.
    pub(crate) fn glyph(
        &self,
        character: char,
        variant: Option<char>,
        style: Style,
        bold: bool,
    ) -> Result<Glyph, Problem> {
        let key = (character, variant, style, bold);
        if let Some(glyph) = self.known.borrow().get(&key) {
            return Ok(*glyph);
        }
        let chain = chain(style, bold);
        let glyph = variant
            .and_then(|_| {
                chain
                    .iter()
                    .find_map(|id| self.look_up(*id, character, variant))
            })
            .or_else(|| {
                chain
                    .iter()
                    .find_map(|id| self.look_up(*id, character, None))
            })
            .ok_or(Problem::GlyphMissing {
                character,
                code_point: character.into(),
            })?;
        self.known.borrow_mut().insert(key, glyph);
        Ok(glyph)
    }

    fn look_up(&self, face: FaceId, character: char, variant: Option<char>) -> Option<Glyph> {
        let opened = self
            .opened
            .borrow_mut()
            .entry(face)
            .or_insert_with(|| open(self.fonts.face(face)?))
            .clone()?;
        let id = match variant {
            None => opened.map.map(character)?,
            Some(selector) => match opened.map.map_variant(character, selector)? {
                MapVariant::Variant(id) => id,
                MapVariant::UseDefault => opened.map.map(character)?,
            },
        };
        if id.to_u32() == 0 {
            return None;
        }
        Some(Glyph {
            character,
            variant,
            face,
            id: id.to_u32(),
            advance: opened.widths.advance_width(id)? / opened.per_em,
        })
    }
}

fn open(face: &Face) -> Option<Opened<'_>> {
    let font = FontRef::from_index(&face.bytes, face.index).ok()?;
    Some(Opened {
        map: font.charmap(),
        widths: font.glyph_metrics(Size::unscaled(), LocationRef::default()),
        per_em: face.font.units_per_em(),
    })
}
