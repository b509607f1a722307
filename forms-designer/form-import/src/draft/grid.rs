//! Widths of the paper in the 16 columns of a form.

use form_model::COLUMNS;

/// Fewest columns of a component, as form-js has it.
pub(crate) const LEAST: u8 = 2;
/// Most components side by side.
const MOST: usize = (COLUMNS / LEAST) as usize;

/// For each place between two ends how many columns it takes, in as many rows as it needs; a row
/// never has more than 16.
pub(crate) fn columns(places: &[(u64, u64)], left: u64, right: u64) -> Vec<Vec<u8>> {
    let rows = places.len().div_ceil(MOST).max(1);
    let each = places.len().div_ceil(rows).max(1);
    places
        .chunks(each)
        .map(|chunk| match rows {
            1 => row(chunk, left, right),
            _ => {
                let first = chunk.first().map_or(left, |(left, _)| *left);
                let last = chunk.last().map_or(right, |(_, right)| *right);
                row(chunk, first, last)
            }
        })
        .collect()
}

fn row(places: &[(u64, u64)], left: u64, right: u64) -> Vec<u8> {
    let whole = u128::from(right.saturating_sub(left).max(1));
    let all = u128::from(COLUMNS);
    let at = |edge: u64| {
        let edge = u128::from(edge.clamp(left, right.max(left)) - left);
        u8::try_from((edge * all * 2 + whole) / (whole * 2)).unwrap_or(COLUMNS)
    };
    let width = |(from, to): &(u64, u64)| at(*to).saturating_sub(at(*from)).max(LEAST);
    let mut widths: Vec<u8> = places.iter().map(width).collect();
    let sum = |widths: &[u8]| widths.iter().map(|width| u16::from(*width)).sum::<u16>();
    while sum(&widths) > u16::from(COLUMNS) {
        match widths.iter_mut().max() {
            Some(widest) if *widest > LEAST => *widest -= 1,
            _ => break,
        }
    }
    widths
}

#[cfg(test)]
mod tests {
    use super::columns;

    #[test]
    fn widths() {
        let check = |places: &[(u64, u64)], left: u64, right: u64, expected: &[&[u8]]| {
            assert_eq!(columns(places, left, right), expected, "{places:?}");
        };
        check(&[(0, 100)], 0, 100, &[&[16]]);
        check(&[(0, 50), (50, 100)], 0, 100, &[&[8, 8]]);
        check(&[(0, 1), (1, 100)], 0, 100, &[&[2, 14]]);
        check(&[(0, 33), (33, 66), (66, 100)], 0, 100, &[&[5, 6, 5]]);
        check(&[(20, 60)], 20, 100, &[&[8]]);
        let nine: Vec<(u64, u64)> = (0..9).map(|at| (at, at + 1)).collect();
        check(&nine, 0, 9, &[&[3, 3, 4, 3, 3], &[4, 4, 4, 4]]);
        check(&[], 0, 0, &[]);
        check(&[(0, 0), (0, 0)], 0, 0, &[&[2, 2]]);
        check(&[(u64::MAX, u64::MAX)], 0, u64::MAX, &[&[2]]);
    }
}
