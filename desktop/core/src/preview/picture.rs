//! Pictures: decoded here with limits, made smaller, and written anew.

use std::io::Cursor;

use image::codecs::jpeg::JpegEncoder;
use image::codecs::png::PngEncoder;
use image::{DynamicImage, ImageDecoder, ImageFormat, ImageReader, Limits};

use super::{damaged, data_address, empty};
use crate::Failure;
use crate::views::{PreviewKind, PreviewView};

/// The longest side that is read, in pixels.
const SIDE: u32 = 20_000;
/// Memory of one picture, in bytes: 60 million pixels.
const MEMORY: u64 = 256 * 1024 * 1024;
/// The longest side that is shown, in pixels.
const SHOWN: u32 = 1600;
const QUALITY: u8 = 85;
const FORMATS: [ImageFormat; 4] = [
    ImageFormat::Png,
    ImageFormat::Jpeg,
    ImageFormat::Gif,
    ImageFormat::WebP,
];

/// Whether these are the first bytes of a picture that is shown.
pub(super) fn is_one(head: &[u8]) -> bool {
    image::guess_format(head).is_ok_and(|format| FORMATS.contains(&format))
}

/// A picture; of a moving one its first.
///
/// # Errors
/// `preview-large`, `preview-damaged`.
pub fn read(bytes: &[u8]) -> Result<PreviewView, Failure> {
    let format = image::guess_format(bytes).map_err(damaged)?;
    if !FORMATS.contains(&format) {
        return Err(Failure::new("preview-unknown"));
    }
    let mut reader = ImageReader::with_format(Cursor::new(bytes), format);
    let mut limits = Limits::default();
    limits.max_image_width = Some(SIDE);
    limits.max_image_height = Some(SIDE);
    limits.max_alloc = Some(MEMORY);
    reader.limits(limits);
    let refused = |error: image::ImageError| match error {
        image::ImageError::Limits(_) => {
            Failure::new("preview-large").with("limit_bytes", super::FILE_BYTES)
        }
        _ => Failure::new("preview-damaged"),
    };
    let mut decoder = reader.into_decoder().map_err(refused)?;
    if decoder.total_bytes() > MEMORY {
        return Err(Failure::new("preview-large").with("limit_bytes", super::FILE_BYTES));
    }
    let turned = decoder.orientation().map_err(refused)?;
    let mut picture = DynamicImage::from_decoder(decoder).map_err(refused)?;
    if picture.width() > SHOWN || picture.height() > SHOWN {
        picture = picture.thumbnail(SHOWN, SHOWN);
    }
    picture.apply_orientation(turned);
    Ok(PreviewView {
        picture: Some(address(&picture)?),
        ..empty(PreviewKind::Picture)
    })
}

/// What is to be seen through stays so; anything else is smaller as JPEG.
fn address(picture: &DynamicImage) -> Result<String, Failure> {
    let mut bytes = Vec::new();
    if picture.color().has_alpha() {
        let small = DynamicImage::ImageRgba8(picture.to_rgba8());
        small
            .write_with_encoder(PngEncoder::new(&mut bytes))
            .map_err(damaged)?;
        return Ok(data_address("image/png", &bytes));
    }
    let small = DynamicImage::ImageRgb8(picture.to_rgb8());
    small
        .write_with_encoder(JpegEncoder::new_with_quality(&mut bytes, QUALITY))
        .map_err(damaged)?;
    Ok(data_address("image/jpeg", &bytes))
}
