//! Days, times and durations as the language has them: any year of nine digits, any offset, zones
//! by name (DMN 1.5 §10.3.2.3.4–8).

mod date;
mod duration;
mod moment;
mod zone;

pub use date::Date;
pub use duration::{DayTime, read_months, write_months};
pub use moment::{DateTime, Time};
pub use zone::Zone;

/// Nanoseconds in a second.
pub(crate) const SECOND: i128 = 1_000_000_000;
/// Nanoseconds in a day.
pub(crate) const DAY: i128 = 86_400 * SECOND;

/// Splits off so many leading digits, at least `least` and at most `most`.
fn digits(text: &str, least: usize, most: usize) -> Option<(u32, &str)> {
    let count = text
        .bytes()
        .take(most)
        .take_while(u8::is_ascii_digit)
        .count();
    if count < least {
        return None;
    }
    let (number, rest) = text.split_at(count);
    Some((number.parse().ok()?, rest))
}
