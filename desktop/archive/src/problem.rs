//! What can go wrong between a sheet and a PDF.

use crate::gate::Finding;

/// Why no PDF was made.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Problem {
    /// `print.json` is no sheet: not JSON, an unknown word, a missing part.
    #[error("the print sheet cannot be read (line {line}, column {column}): {why}")]
    SheetUnreadable {
        /// Line, from 1.
        line: usize,
        /// Column, from 1.
        column: usize,
        /// What the reader said.
        why: String,
    },
    /// The sheet can be read but not laid out.
    #[error("the print sheet is wrong at {place}: {why}")]
    SheetWrong {
        /// Where, as a path into the JSON (`body[2].grid.rows[0]`).
        place: String,
        /// What is wrong there.
        why: String,
    },
    /// The sheet names a value that was not given; `{path?}` may be missing, `{path}` may not.
    #[error("no value for {path}")]
    ValueMissing {
        /// The path that the sheet names.
        path: String,
    },
    /// A value that none of the boxes to tick stands for.
    #[error("no box of {path} stands for {value}")]
    ChoiceUnknown {
        /// The path of the choice.
        path: String,
        /// The value that was given.
        value: String,
    },
    /// More text than a QR code can carry (ISO/IEC 18004: 2,331 bytes at level M).
    #[error("{bytes} bytes are too many for a QR code")]
    QrTooLong {
        /// Bytes of UTF-8 given.
        bytes: usize,
    },
    /// More text than a form can carry.
    #[error("{bytes} bytes of text, {limit} are allowed")]
    TextTooLong {
        /// Bytes of UTF-8 given.
        bytes: usize,
        /// The limit.
        limit: usize,
    },
    /// The form needs more pages than allowed.
    #[error("more than {limit} pages")]
    TooManyPages {
        /// The limit.
        limit: usize,
    },
    /// No font that was found has this character. It is never printed as an empty box.
    #[error("no font has the character {character} (U+{code_point:04X})")]
    GlyphMissing {
        /// The character.
        character: char,
        /// Its code point.
        code_point: u32,
    },
    /// The PDF writer refused.
    #[error("the PDF writer refused: {why}")]
    PdfRefused {
        /// What it said.
        why: String,
    },
    /// The finished PDF did not pass the gate.
    #[error("the finished PDF has {} findings", findings.len())]
    NotArchivable {
        /// What the gate found.
        findings: Vec<Finding>,
    },
}

impl Problem {
    /// Stable code of this problem.
    pub fn code(&self) -> &'static str {
        match self {
            Self::SheetUnreadable { .. } => "print-sheet-unreadable",
            Self::SheetWrong { .. } => "print-sheet-wrong",
            Self::ValueMissing { .. } => "print-value-missing",
            Self::ChoiceUnknown { .. } => "print-choice-unknown",
            Self::QrTooLong { .. } => "print-qr-too-long",
            Self::TextTooLong { .. } => "print-text-too-long",
            Self::TooManyPages { .. } => "print-too-many-pages",
            Self::GlyphMissing { .. } => "print-glyph-missing",
            Self::PdfRefused { .. } => "pdf-refused",
            Self::NotArchivable { .. } => "pdf-not-archivable",
        }
    }
}
