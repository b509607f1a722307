//! Keys and ids that stand once.

use std::collections::BTreeSet;

/// Names that mean something else to an expression of a form.
const TAKEN: &[&str] = &["i", "this", "parent", "today"];

/// Names that are given out.
#[derive(Debug, Default)]
pub(crate) struct Keys {
    given: BTreeSet<String>,
}

impl Keys {
    /// A name that was not given yet: the one wished for, or that with a number behind it. Where
    /// none is wished for it is `field_1` and so on.
    pub fn next(&mut self, wished: Option<&str>, otherwise: &str) -> String {
        let free = |keys: &Self, name: &str| !keys.given.contains(name) && !TAKEN.contains(&name);
        let bare = wished.filter(|name| free(self, name)).map(str::to_owned);
        let (stem, first) = match wished {
            Some(name) => (name, 2_usize),
            None => (otherwise, 1),
        };
        let mut numbers = first..;
        let name = bare.or_else(|| {
            let mut numbered = numbers.by_ref().map(|number| format!("{stem}_{number}"));
            numbered.find(|name| free(self, name))
        });
        let name = name.unwrap_or_default();
        self.given.insert(name.clone());
        name
    }
}

#[cfg(test)]
mod tests {
    use super::Keys;

    #[test]
    fn every_name_once() {
        let mut keys = Keys::default();
        let mut check = |wished: Option<&str>, expected: &str| {
            assert_eq!(keys.next(wished, "field"), expected, "{wished:?}");
        };
        check(Some("name"), "name");
        check(Some("name"), "name_2");
        check(Some("name"), "name_3");
        check(None, "field_1");
        check(None, "field_2");
        check(Some("field"), "field");
        check(Some("today"), "today_2");
    }
}
