//! Pages as pictures, held to those that were looked at. `UPDATE_PICTURES=1` writes them anew.

use archive::Pdf;
use hayro::hayro_interpret::InterpreterSettings;
use hayro::hayro_syntax;
use hayro::vello_cpu::color::palette::css::WHITE;
use hayro::{PixmapSettings, RenderCache, RenderSettings};
use image::GrayImage;
use std::path::{Path, PathBuf};

/// Width of a picture, in pixels: 75 to the inch of A4.
const WIDE: f32 = 620.0;
/// Side of the squares that are compared, in pixels: what a font's next version moves stays inside.
const SQUARE: u32 = 4;
/// How much darker or lighter a square may be, of 255.
const SHADE: f32 = 24.0;
/// Of how many squares one may differ.
const ONE_OF: usize = 1_000;

/// The pages of a paper, one below the other.
fn drawn(pdf: &Pdf) -> GrayImage {
    let pdf = hayro_syntax::Pdf::new(pdf.bytes.clone()).unwrap();
    let pages: Vec<GrayImage> = pdf
        .pages()
        .iter()
        .map(|page| {
            let scale = WIDE / page.render_dimensions().0;
            let settings = PixmapSettings {
                x_scale: scale,
                y_scale: scale,
                bg_color: WHITE,
            };
            let drawn = hayro::render(
                page,
                &RenderCache::new(),
                &InterpreterSettings::default(),
                &RenderSettings::default(),
                &settings,
            );
            let (width, height) = (u32::from(drawn.width()), u32::from(drawn.height()));
            let pixels = drawn.data_as_u8_slice().to_vec();
            let colours = image::RgbaImage::from_raw(width, height, pixels).unwrap();
            image::DynamicImage::ImageRgba8(colours).into_luma8()
        })
        .collect();
    let height = pages.iter().map(GrayImage::height).sum();
    let width = pages.iter().map(GrayImage::width).max().unwrap();
    let mut all = GrayImage::from_pixel(width, height, image::Luma([255]));
    let mut top = 0;
    for page in &pages {
        image::imageops::replace(&mut all, page, 0, i64::from(top));
        top += page.height();
    }
    all
}

/// How light the square is whose first pixel this is, of 255.
fn light(picture: &GrayImage, left: u32, top: u32) -> f32 {
    let (right, bottom) = (
        (left + SQUARE).min(picture.width()),
        (top + SQUARE).min(picture.height()),
    );
    let pixels = (top..bottom).flat_map(|y| (left..right).map(move |x| (x, y)));
    let sum: u32 = pixels
        .map(|(x, y)| u32::from(picture.get_pixel(x, y)[0]))
        .sum();
    sum as f32 / ((right - left) * (bottom - top)) as f32
}

/// The squares in which two pictures of one size differ, by their first pixels.
fn differences(one: &GrayImage, other: &GrayImage) -> Vec<(u32, u32)> {
    let squares = (0..one.height()).step_by(SQUARE as usize).flat_map(|y| {
        (0..one.width())
            .step_by(SQUARE as usize)
            .map(move |x| (x, y))
    });
    squares
        .filter(|(x, y)| (light(one, *x, *y) - light(other, *x, *y)).abs() > SHADE)
        .collect()
}

/// Holds a paper to the picture of this name beside this file; what differs is left in the
/// temporary folder of the tests.
pub(crate) fn looks_as(name: &str, pdf: &Pdf) {
    let now = drawn(pdf);
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/pictures");
    let path = folder.join(format!("{name}.png"));
    if std::env::var_os("UPDATE_PICTURES").is_some() {
        now.save(&path).unwrap();
        return;
    }
    let left = |why: String| -> PathBuf {
        let left = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("{name}.png"));
        now.save(&left).unwrap();
        panic!("{name}: {why}; it is now {}", left.display());
    };
    let seen = match image::open(&path) {
        Ok(seen) => seen.into_luma8(),
        Err(error) => {
            left(format!("no picture was looked at: {error}"));
            return;
        }
    };
    if seen.dimensions() != now.dimensions() {
        left(format!(
            "{:?} was {:?}",
            now.dimensions(),
            seen.dimensions()
        ));
    }
    let differ = differences(&seen, &now);
    let squares = (now.width() / SQUARE) as usize * (now.height() / SQUARE) as usize;
    if differ.len() > squares / ONE_OF {
        left(format!(
            "{} of {squares} squares differ, the first at {:?}",
            differ.len(),
            differ[0]
        ));
    }
}

#[test]
fn a_line_that_is_gone_is_seen() {
    let white = GrayImage::from_pixel(80, 80, image::Luma([255]));
    let mut line = white.clone();
    for x in 0..80 {
        line.put_pixel(x, 41, image::Luma([0]));
    }
    assert_eq!(differences(&white, &white), []);
    let seen = differences(&line, &white);
    assert_eq!((seen.len(), seen[0]), (20, (0, 40)));
    let mut grain = white.clone();
    grain.put_pixel(7, 7, image::Luma([0]));
    assert_eq!(differences(&grain, &white), []);
}
