//! The known name that was probably meant.

/// Longest names that are compared, in characters.
const MAX: usize = 64;

/// The nearest of these names, when one is near enough to be a slip: the same but for case, or for
/// one of three characters, two at most.
#[must_use]
pub fn nearest<'n>(name: &str, known: impl Iterator<Item = &'n str>) -> Option<&'n str> {
    let wanted: Vec<char> = name.chars().take(MAX + 1).collect();
    if wanted.len() > MAX {
        return None;
    }
    let most = (wanted.len().div_ceil(3)).min(2);
    let far = |known: &str| {
        if known.eq_ignore_ascii_case(name) {
            return Some(0);
        }
        let known: Vec<char> = known.chars().take(MAX + 1).collect();
        let apart = known.len().abs_diff(wanted.len());
        (apart <= most && known.len() <= MAX).then(|| distance(&wanted, &known))
    };
    known
        .filter_map(|known| Some((far(known)?, known)))
        .filter(|(far, known)| *far <= most && *far < known.chars().count())
        .min()
        .map(|(_, known)| known)
}

/// How many characters must be put in, left out, replaced or exchanged with the next one.
fn distance(a: &[char], b: &[char]) -> usize {
    let mut before: Vec<usize> = Vec::new();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.iter().enumerate() {
        let mut next = vec![i + 1];
        for (j, y) in b.iter().enumerate() {
            let at =
                |row: &[usize], place: usize| row.get(place).copied().unwrap_or(usize::MAX - 1);
            let swapped = i > 0 && j > 0 && a.get(i - 1) == Some(y) && b.get(j - 1) == Some(x);
            let mut least = (at(&row, j) + usize::from(x != y))
                .min(at(&row, j + 1) + 1)
                .min(at(&next, j) + 1);
            if swapped {
                least = least.min(at(&before, j - 1) + 1);
            }
            next.push(least);
        }
        before = std::mem::replace(&mut row, next);
    }
    row.last().copied().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn a_slip_finds_what_was_meant() {
        let check = |name: &str, expected: Option<&str>| {
            let known = ["outcome", "days", "grade", "假別", "請假事由"];
            assert_eq!(nearest(name, known.into_iter()), expected, "{name}");
        };
        check("outcom", Some("outcome"));
        check("Outcome", Some("outcome"));
        check("day", Some("days"));
        check("gradee", Some("grade"));
        check("garde", Some("grade"));
        check("請假理由", Some("請假事由"));
        check("假", Some("假別"));
        check("x", None);
        check("amount", None);
        check(&"a".repeat(100), None);
    }
}
