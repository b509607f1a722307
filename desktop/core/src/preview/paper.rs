//! The pages of a PDF as pictures. The webview is not trusted with the file:
//! WebKitGTK shows none, and where one is shown it runs what is in it.

use hayro::hayro_interpret::InterpreterSettings;
use hayro::hayro_syntax::{LoadPdfError, Pdf};
use hayro::vello_cpu::color::palette::css::WHITE;
use hayro::{PixmapSettings, RenderCache, RenderSettings};
use image::codecs::png::PngEncoder;
use image::{DynamicImage, RgbaImage};

use super::{damaged, data_address, empty};
use crate::Failure;
use crate::views::{PreviewKind, PreviewView};

/// The width and height into which a page is drawn, in pixels.
const SHOWN: (f32, f32) = (1240.0, 1754.0);
/// The largest page, in points: 100 times A4.
const PAGE: f32 = 84_200.0;

/// One page, from 1; a page that is not there is the nearest one.
///
/// # Errors
/// `preview-locked`, `preview-damaged`.
pub fn page(bytes: Vec<u8>, number: u32) -> Result<PreviewView, Failure> {
    let pdf = Pdf::new(bytes).map_err(|error| match error {
        LoadPdfError::Decryption(_) => Failure::new("preview-locked"),
        LoadPdfError::Invalid => Failure::new("preview-damaged"),
    })?;
    let pages = pdf.pages();
    let count = u32::try_from(pages.len()).unwrap_or(u32::MAX);
    let number = number.clamp(1, count.max(1));
    let page = pages
        .get(number as usize - 1)
        .ok_or_else(|| Failure::new("preview-damaged"))?;
    let (width, height) = page.render_dimensions();
    let is_page = |side: f32| side.is_finite() && (1.0..=PAGE).contains(&side);
    if !is_page(width) || !is_page(height) {
        return Err(Failure::new("preview-damaged"));
    }
    let scale = (SHOWN.0 / width).min(SHOWN.1 / height);
    let drawn = hayro::render(
        page,
        &RenderCache::new(),
        &InterpreterSettings::default(),
        &RenderSettings::default(),
        &PixmapSettings {
            x_scale: scale,
            y_scale: scale,
            bg_color: WHITE,
        },
    );
    let (width, height) = (u32::from(drawn.width()), u32::from(drawn.height()));
    let pixels = drawn.data_as_u8_slice().to_vec();
    let picture = RgbaImage::from_raw(width, height, pixels)
        .map(DynamicImage::ImageRgba8)
        .ok_or_else(|| Failure::new("preview-damaged"))?;
    let mut png = Vec::new();
    DynamicImage::ImageRgb8(picture.to_rgb8())
        .write_with_encoder(PngEncoder::new(&mut png))
        .map_err(damaged)?;
    Ok(PreviewView {
        picture: Some(data_address("image/png", &png)),
        page: number,
        pages: count,
        ..empty(PreviewKind::Pages)
    })
}
