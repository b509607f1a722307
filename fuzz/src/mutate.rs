//! Mutations of an input, the same in every run: a seed and a number make one input. The engine
//! of `cargo xtask fuzz` looks further; this is what each run of the tests does.

use crate::corpus::tokens;

/// Numbers from a seed (SplitMix64, Steele, Lea and Flood 2014).
struct Dice(u64);

impl Dice {
    fn roll(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut x = self.0;
        x = (x ^ (x >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        x = (x ^ (x >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        x ^ (x >> 31)
    }

    /// A number below `end`, zero when there is none.
    fn below(&mut self, end: usize) -> usize {
        let end = u64::try_from(end).unwrap_or(u64::MAX).max(1);
        usize::try_from(self.roll() % end).unwrap_or(0)
    }
}

/// The `number`th mutation of a corpus: one of its inputs with one to four changes, at most
/// `longest` bytes.
#[must_use]
pub fn mutated(corpus: &[Vec<u8>], number: usize, longest: usize) -> Vec<u8> {
    let mut dice = Dice(u64::try_from(number).unwrap_or(0));
    let empty = Vec::new();
    let pick = |dice: &mut Dice| corpus.get(dice.below(corpus.len())).unwrap_or(&empty);
    let mut bytes = pick(&mut dice).clone();
    for _ in 0..=dice.below(4) {
        let other = pick(&mut dice);
        change(&mut bytes, other, &mut dice);
    }
    bytes.truncate(longest);
    bytes
}

fn change(bytes: &mut Vec<u8>, other: &[u8], dice: &mut Dice) {
    let at = dice.below(bytes.len() + 1);
    let end = at + dice.below((bytes.len() - at).min(64) + 1);
    match dice.below(8) {
        0 => flip(bytes, at, 1 << dice.below(8)),
        1 => flip(bytes, at, 1 + dice.below(255)),
        2 => bytes.truncate(at),
        3 => drop(bytes.drain(at..end)),
        4 => {
            let piece = bytes[at..end].repeat(1 + dice.below(8));
            drop(bytes.splice(at..at, piece));
        }
        5 => {
            let from = dice.below(other.len() + 1);
            drop(bytes.splice(at..end, other[from..].iter().take(256).copied()));
        }
        6 => {
            let from = dice.below(other.len() + 1);
            bytes.truncate(at);
            bytes.extend_from_slice(&other[from..]);
        }
        _ => {
            let tokens = tokens();
            let token = tokens
                .get(dice.below(tokens.len()))
                .cloned()
                .unwrap_or_default();
            drop(bytes.splice(at..at, token));
        }
    }
}

fn flip(bytes: &mut [u8], at: usize, mask: usize) {
    if let Some(byte) = bytes.get_mut(at) {
        *byte ^= u8::try_from(mask).unwrap_or(1);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_makes_one_input() {
        let corpus = [b"{\"a\": [1, 2]}".to_vec(), b"when: tomorrow".to_vec()];
        let made: Vec<_> = (0..500).map(|n| mutated(&corpus, n, 100)).collect();
        let again: Vec<_> = (0..500).map(|n| mutated(&corpus, n, 100)).collect();
        assert_eq!(made, again);
        assert!(made.iter().all(|bytes| bytes.len() <= 100));
        let different: std::collections::BTreeSet<_> = made.iter().collect();
        assert!(different.len() > 400, "{}", different.len());
        assert!(mutated(&[], 1, 100).len() <= 100);
    }
}
