//! One hash over many, and the short proof that one of them is in it: the tree of
//! RFC 9162 §2.1 (Certificate Transparency), SHA-256.

use crate::Hash;

/// Leaves of one tree.
pub const LEAVES_MAX: usize = 1 << 20;
/// Hashes of one proof.
pub const PROOF_MAX: usize = 20;

/// The hash of a leaf.
#[must_use]
pub fn leaf(content: &[u8]) -> Hash {
    Hash::of(&[&[0], content].concat())
}

fn node(left: Hash, right: Hash) -> Hash {
    Hash::of(&[&[1][..], &left.0, &right.0].concat())
}

/// The root over hashes of leaves; that of no leaf is the hash of nothing.
#[must_use]
pub fn root(leaves: &[Hash]) -> Hash {
    match leaves {
        [] => Hash::of(&[]),
        [one] => *one,
        more => {
            let (left, right) = more.split_at(split(more.len()));
            node(root(left), root(right))
        }
    }
}

/// The largest power of two below `count`, which is at least 2.
fn split(count: usize) -> usize {
    count.next_power_of_two() / 2
}

/// The proof that the leaf at `index` is below [`root`]; none past the end.
#[must_use]
pub fn proof(leaves: &[Hash], index: usize) -> Option<Vec<Hash>> {
    if index >= leaves.len() {
        return None;
    }
    let (mut rest, mut index, mut path) = (leaves, index, Vec::new());
    while rest.len() > 1 {
        let (left, right) = rest.split_at(split(rest.len()));
        if index < left.len() {
            path.push(root(right));
            rest = left;
        } else {
            path.push(root(left));
            index -= left.len();
            rest = right;
        }
    }
    path.reverse();
    Some(path)
}

/// The root of a tree of `size` leaves in which `leaf` stands at `index`, as its
/// proof says; none for a proof of another form (RFC 9162 §2.1.3.2).
#[must_use]
pub fn root_of(leaf: Hash, index: u64, size: u64, proof: &[Hash]) -> Option<Hash> {
    if index >= size || proof.len() > PROOF_MAX {
        return None;
    }
    let (mut place, mut last, mut found) = (index, size - 1, leaf);
    for beside in proof {
        if last == 0 {
            return None;
        }
        if place & 1 == 1 || place == last {
            found = node(*beside, found);
            while place & 1 == 0 && place != 0 {
                place >>= 1;
                last >>= 1;
            }
        } else {
            found = node(found, *beside);
        }
        place >>= 1;
        last >>= 1;
    }
    (last == 0).then_some(found)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
    use super::*;

    #[test]
    fn every_leaf_of_every_small_tree_is_proven_and_no_other() {
        for size in 1usize..=33 {
            let leaves: Vec<_> = (0..size).map(|n| leaf(&[n as u8])).collect();
            let top = root(&leaves);
            for index in 0..size {
                let path = proof(&leaves, index).unwrap();
                let found = |leaf, index| root_of(leaf, index, size as u64, &path);
                assert_eq!(found(leaves[index], index as u64), Some(top));
                assert_ne!(found(leaf(b"another"), index as u64), Some(top));
                if size > 1 {
                    let elsewhere = ((index + 1) % size) as u64;
                    assert_ne!(
                        found(leaves[index], elsewhere),
                        Some(top),
                        "{index} of {size}"
                    );
                }
                if let Some((_, short)) = path.split_last() {
                    assert_ne!(
                        root_of(leaves[index], index as u64, size as u64, short),
                        Some(top)
                    );
                }
            }
            assert_eq!(proof(&leaves, size), None);
        }
    }

    /// RFC 9162 has no vectors; these are those of RFC 6962's implementation.
    #[test]
    fn known_roots() {
        assert_eq!(
            root(&[]).to_hex(),
            "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
        );
        assert_eq!(
            root(&[leaf(b"")]).to_hex(),
            "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d"
        );
    }
}
