//! Unary tests, and those behind `in`.

use super::kinds::{self, plain};
use super::{Checker, is_null, type_name};
use crate::lang::expr::{Expr, Kind, Test};
use crate::lang::types::Type;

impl Checker<'_> {
    /// What a value is tested against; `unary` where a test may also be an expression over `?`.
    pub(super) fn tests(&mut self, value: &Type, tests: &[Test], unary: bool) {
        for test in tests {
            match test {
                Test::Not(other) => {
                    let of = self.of(other);
                    if !is_null(other) && !kinds::can_be_equal(value, &of) {
                        self.never(other, value, &of);
                    }
                }
                Test::Value(test) => {
                    let of = self.of(test);
                    let asks = unary && asks_itself(test) && kinds::alike(&of, &Type::Bool);
                    if !asks && !is_null(test) && !passes(value, &of, 0) {
                        self.never(test, value, &of);
                    }
                }
            }
        }
    }

    fn never(&mut self, test: &Expr, value: &Type, of: &Type) {
        let facts = [
            ("left_type", type_name(value)),
            ("right_type", type_name(tested(of))),
        ];
        self.find("feel-never", test.span, &facts);
    }
}

/// Deepest lists of lists of tests.
const DEPTH: usize = 6;

/// Whether a value can pass the test.
fn passes(value: &Type, test: &Type, depth: usize) -> bool {
    if depth > DEPTH || kinds::is_open(value) {
        return true;
    }
    match plain(test) {
        Type::Range(end) if !matches!(plain(value), Type::Range(_)) => {
            kinds::can_be_ordered(value, end)
        }
        Type::List(item) => matches!(plain(value), Type::List(_)) || passes(value, item, depth + 1),
        test => kinds::can_be_equal(value, test),
    }
}

/// The type with which a value is compared.
fn tested(of: &Type) -> &Type {
    match plain(of) {
        Type::Range(of) | Type::List(of) => plain(of),
        other => other,
    }
}

/// Whether an expression reads `?`.
fn asks_itself(expr: &Expr) -> bool {
    let mut asks = false;
    expr.walk(&mut |part| asks |= matches!(&part.kind, Kind::Name(name, _) if &**name == "?"));
    asks
}
