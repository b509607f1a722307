//! Rows that came, went or became others.

/// What became of a row; places from 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Edit {
    /// It is new, at this place.
    Came(usize),
    /// It is gone, from this place.
    Went(usize),
    /// The one at the first place is the one at the second, and says something else.
    Became(usize, usize),
}

/// Most pairs of rows that are compared; beyond, everything between what is the same at the
/// beginning and at the end is told as gone and new.
const MAX_PAIRS: usize = 1_000_000;

/// What became of rows, in the order of the new ones: the fewest that came and went. What went
/// right where something came became that.
pub(super) fn edits<T: PartialEq>(old: &[T], new: &[T]) -> Vec<Edit> {
    let head = old.iter().zip(new).take_while(|(a, b)| a == b).count();
    let (a, b) = (&old[head..], &new[head..]);
    let tail = a.iter().rev().zip(b.iter().rev());
    let tail = tail.take_while(|(a, b)| a == b).count();
    let (a, b) = (&a[..a.len() - tail], &b[..b.len() - tail]);
    let mut found = Vec::new();
    let mut gap = Gap::default();
    for (i, j) in common(a, b).into_iter().chain([(a.len(), b.len())]) {
        gap.until((i, j), head, &mut found);
        gap.from = (i + 1, j + 1);
    }
    found
}

/// What lies between two pairs of rows that are the same.
#[derive(Default)]
struct Gap {
    from: (usize, usize),
}

impl Gap {
    fn until(&self, to: (usize, usize), head: usize, found: &mut Vec<Edit>) {
        let (went, came) = (self.from.0..to.0, self.from.1..to.1);
        let both = went.len().min(came.len());
        let pairs = went.clone().zip(came.clone());
        found.extend(pairs.map(|(i, j)| Edit::Became(head + i, head + j)));
        found.extend(went.skip(both).map(|i| Edit::Went(head + i)));
        found.extend(came.skip(both).map(|j| Edit::Came(head + j)));
    }
}

/// The longest row of pairs that are the same and rise on both sides.
fn common<T: PartialEq>(a: &[T], b: &[T]) -> Vec<(usize, usize)> {
    if a.len().saturating_mul(b.len()) > MAX_PAIRS {
        return Vec::new();
    }
    let width = b.len() + 1;
    let mut lengths = vec![0_u32; (a.len() + 1) * width];
    for i in (0..a.len()).rev() {
        for j in (0..b.len()).rev() {
            let at = i * width + j;
            lengths[at] = match a[i] == b[j] {
                true => lengths[at + width + 1] + 1,
                false => lengths[at + 1].max(lengths[at + width]),
            };
        }
    }
    let (mut i, mut j, mut pairs) = (0, 0, Vec::new());
    while i < a.len() && j < b.len() {
        let at = i * width + j;
        if a[i] == b[j] {
            pairs.push((i, j));
            (i, j) = (i + 1, j + 1);
        } else if lengths[at + width] >= lengths[at + 1] {
            i += 1;
        } else {
            j += 1;
        }
    }
    pairs
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(old: &str, new: &str, expected: &str) {
        let (a, b): (Vec<char>, Vec<char>) = (old.chars().collect(), new.chars().collect());
        let told = edits(&a, &b).into_iter().map(|edit| match edit {
            Edit::Came(at) => format!("+{}{at}", b[at]),
            Edit::Went(at) => format!("-{}{at}", a[at]),
            Edit::Became(from, to) => format!("{}{from}{}{to}", a[from], b[to]),
        });
        assert_eq!(told.collect::<Vec<_>>().join(" "), expected, "{old} {new}");
    }

    #[test]
    fn rows_that_came_and_went() {
        check("", "", "");
        check("abc", "abc", "");
        check("abc", "axbc", "+x1");
        check("abc", "ac", "-b1");
        check("abc", "axc", "b1x1");
        check("abcd", "dabc", "+d0 -d3");
        check("ab", "xyz", "a0x0 b1y1 +z2");
        check("", "a", "+a0");
    }
}
