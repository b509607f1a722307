//! Operators, from the loosest to the tightest (DMN 1.5 grammar rules 2–4, 50–53).

use super::{Parser, Read};
use crate::Problem;
use crate::lang::expr::{Arithmetic, Comparison, Expr, Kind, Test};

const COMPARISONS: [(&str, Comparison); 6] = [
    ("!=", Comparison::Unequal),
    ("<=", Comparison::AtMost),
    (">=", Comparison::AtLeast),
    ("=", Comparison::Equal),
    ("<", Comparison::Less),
    (">", Comparison::Greater),
];

impl Parser<'_> {
    pub(super) fn expression(&mut self) -> Read<Expr> {
        self.deeper(Self::disjunction)
    }

    fn disjunction(&mut self) -> Read<Expr> {
        let (start, mut links) = (self.at, 0);
        let mut left = self.conjunction()?;
        while self.takes_word("or")? {
            self.link(&mut links)?;
            let right = self.conjunction()?;
            left = self.node(start, Kind::Or(Box::new(left), Box::new(right)));
        }
        Ok(left)
    }

    fn conjunction(&mut self) -> Read<Expr> {
        let (start, mut links) = (self.at, 0);
        let mut left = self.comparison()?;
        while self.takes_word("and")? {
            self.link(&mut links)?;
            let right = self.comparison()?;
            left = self.node(start, Kind::And(Box::new(left), Box::new(right)));
        }
        Ok(left)
    }

    /// The comparison sign that stands here.
    pub(super) fn comparison_sign(&mut self) -> Read<Option<Comparison>> {
        for (sign, comparison) in COMPARISONS {
            if self.takes(sign)? {
                return Ok(Some(comparison));
            }
        }
        Ok(None)
    }

    fn comparison(&mut self) -> Read<Expr> {
        let (start, mut links) = (self.at, 0);
        let mut left = self.sum()?;
        loop {
            self.link(&mut links)?;
            if let Some(sign) = self.comparison_sign()? {
                let right = self.sum()?;
                left = self.node(
                    start,
                    Kind::Comparison(sign, Box::new(left), Box::new(right)),
                );
            } else if self.takes_word("between")? {
                let low = self.sum()?;
                self.needs_word("and")?;
                let high = self.sum()?;
                let parts = (Box::new(left), Box::new(low), Box::new(high));
                left = self.node(start, Kind::Between(parts.0, parts.1, parts.2));
            } else if self.sees_word("in") {
                self.needs_word("in")?;
                let tests = self.tests_of_in()?;
                left = self.node(start, Kind::In(Box::new(left), tests));
            } else {
                return Ok(left);
            }
        }
    }

    /// What stands behind `in`: one test, or several in brackets.
    fn tests_of_in(&mut self) -> Read<Vec<Test>> {
        if self.sees("(") {
            let begin = self.at;
            let listed = self.deeper(|parser| {
                parser.needs("(")?;
                let tests = parser.positive_tests()?;
                parser.needs(")")?;
                Ok(tests)
            });
            match listed {
                Ok(tests) => return Ok(tests),
                Err(problem @ (Problem::TooDeep { .. } | Problem::TooLong { .. })) => {
                    return Err(problem);
                }
                // It was a range or a bracket of a larger expression.
                Err(_) => self.at = begin,
            }
        }
        Ok(vec![self.positive_test()?])
    }

    pub(super) fn sum(&mut self) -> Read<Expr> {
        let (start, mut links) = (self.at, 0);
        let mut left = self.product()?;
        loop {
            let operator = if self.takes("+")? {
                Arithmetic::Add
            } else if self.takes("-")? {
                Arithmetic::Subtract
            } else {
                return Ok(left);
            };
            self.link(&mut links)?;
            let right = self.product()?;
            left = self.node(
                start,
                Kind::Arithmetic(operator, Box::new(left), Box::new(right)),
            );
        }
    }

    fn product(&mut self) -> Read<Expr> {
        let (start, mut links) = (self.at, 0);
        let mut left = self.power()?;
        loop {
            let operator = if self.sees("*") && !self.sees("**") {
                self.needs("*")?;
                Arithmetic::Multiply
            } else if self.takes("/")? {
                Arithmetic::Divide
            } else {
                return Ok(left);
            };
            self.link(&mut links)?;
            let right = self.power()?;
            left = self.node(
                start,
                Kind::Arithmetic(operator, Box::new(left), Box::new(right)),
            );
        }
    }

    fn power(&mut self) -> Read<Expr> {
        let (start, mut links) = (self.at, 0);
        let mut left = self.negation()?;
        while self.takes("**")? {
            self.link(&mut links)?;
            let right = self.negation()?;
            let parts = (Box::new(left), Box::new(right));
            left = self.node(start, Kind::Arithmetic(Arithmetic::Power, parts.0, parts.1));
        }
        Ok(left)
    }

    fn negation(&mut self) -> Read<Expr> {
        let start = self.at;
        if !self.takes("-")? {
            return self.instance_of();
        }
        let of = self.deeper(Self::negation)?;
        Ok(self.node(start, Kind::Negation(Box::new(of))))
    }

    fn instance_of(&mut self) -> Read<Expr> {
        let (start, mut links) = (self.at, 0);
        let mut value = self.postfix()?;
        while self.takes_word("instance")? {
            self.link(&mut links)?;
            self.needs_word("of")?;
            let of = self.type_name()?;
            value = self.node(start, Kind::InstanceOf(Box::new(value), of));
        }
        Ok(value)
    }
}
