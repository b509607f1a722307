//! Unary tests (DMN 1.5 grammar rules 7–15).

use super::{Parser, Read};
use crate::lang::expr::{Comparison, Expr, Kind, Test};

impl Parser<'_> {
    pub(super) fn unary_tests(&mut self) -> Read<Expr> {
        let start = self.at;
        let at = self.scope.next();
        self.scope.bind("?");
        let (negated, tests) = if self.rest().trim_end() == "-" {
            self.needs("-")?;
            (false, Vec::new())
        } else if self.sees_word("not") {
            self.negated_or_plain()?
        } else {
            (false, self.positive_tests()?)
        };
        self.scope.unbind(at);
        Ok(self.node(start, Kind::Tests { at, tests, negated }))
    }

    /// `not(…)` around all tests, or an expression that begins with the function `not`.
    fn negated_or_plain(&mut self) -> Read<(bool, Vec<Test>)> {
        let begin = self.at;
        self.needs_word("not")?;
        if self.takes("(")? {
            let tests = self.positive_tests()?;
            self.needs(")")?;
            if self.rest().is_empty() {
                return Ok((true, tests));
            }
        }
        self.at = begin;
        Ok((false, self.positive_tests()?))
    }

    pub(super) fn positive_tests(&mut self) -> Read<Vec<Test>> {
        let mut tests = vec![self.positive_test_or_expression()?];
        let mut links = 0;
        while self.takes(",")? {
            self.link(&mut links)?;
            tests.push(self.positive_test_or_expression()?);
        }
        Ok(tests)
    }

    fn positive_test_or_expression(&mut self) -> Read<Test> {
        match self.sign_test()? {
            Some(test) => Ok(test),
            None => Ok(Test::Value(self.expression()?)),
        }
    }

    /// One test behind `in`, which binds tighter than comparison.
    pub(super) fn positive_test(&mut self) -> Read<Test> {
        match self.sign_test()? {
            Some(test) => Ok(test),
            None => Ok(Test::Value(self.deeper(Self::sum)?)),
        }
    }

    /// `< 5` and its like.
    fn sign_test(&mut self) -> Read<Option<Test>> {
        let start = self.at;
        let Some(sign) = self.comparison_sign()? else {
            return Ok(None);
        };
        let value = self.deeper(Self::sum)?;
        if sign == Comparison::Unequal {
            return Ok(Some(Test::Not(value)));
        }
        let range = half(sign, value);
        Ok(Some(Test::Value(match range {
            Ok(kind) => self.node(start, kind),
            Err(value) => value,
        })))
    }
}

/// The range that a sign and its value stand for; the value itself for `=`.
pub(super) fn half(sign: Comparison, value: Expr) -> Result<Kind, Expr> {
    let value = Box::new(value);
    let (start, end) = match sign {
        Comparison::Less => (None, Some((value, false))),
        Comparison::AtMost => (None, Some((value, true))),
        Comparison::Greater => (Some((value, false)), None),
        Comparison::AtLeast => (Some((value, true)), None),
        Comparison::Equal | Comparison::Unequal => return Err(*value),
    };
    Ok(Kind::Range { start, end })
}
