#![allow(clippy::unwrap_used)]
use super::*;
use proptest::prelude::*;

fn n(text: &str) -> Number {
    read(text).unwrap()
}

#[test]
fn text_is_canonical() {
    fn check(input: &str, expected: Option<&str>) {
        let got = input.parse::<Number>().ok().map(|n| n.to_string());
        assert_eq!(got.as_deref(), expected, "{input}");
    }
    check("1.500", Some("1.5"));
    check("-0", Some("0"));
    check("-0.0", Some("0"));
    check("100", Some("100"));
    check("0.1", Some("0.1"));
    check("-0.05", Some("-0.05"));
    check(
        "9999999999999999999999999999999999",
        Some("9999999999999999999999999999999999"),
    );
    check(
        "99999999999999999999999999999999995",
        Some("100000000000000000000000000000000000"),
    );
    check("1e5", None);
    check("1_000", None);
    check("", None);
    check(".", None);
    check("１", None);
    check("1.2.3", None);
}

#[test]
fn arithmetic_keeps_34_digits() {
    fn check(left: &str, sign: char, right: &str, expected: Option<&str>) {
        let (a, b) = (n(left), n(right));
        let got = match sign {
            '+' => a.checked_add(b),
            '-' => a.checked_sub(b),
            '*' => a.checked_mul(b),
            '/' => a.checked_div(b),
            '%' => a.checked_modulo(b),
            _ => a.checked_pow(b),
        };
        assert_eq!(
            got.map(|n| n.to_string()).as_deref(),
            expected,
            "{left} {sign} {right}"
        );
    }
    check("0.1", '+', "0.2", Some("0.3"));
    check("1", '/', "3", Some("0.3333333333333333333333333333333333"));
    check("2", '/', "3", Some("0.6666666666666666666666666666666667"));
    check("1", '/', "0", None);
    check("10", '/', "4", Some("2.5"));
    check("-7", '%', "5", Some("3"));
    check("7", '%', "-5", Some("-3"));
    check("10.1", '%', "4.5", Some("1.1"));
    check("2", '^', "10", Some("1024"));
    check("2", '^', "-2", Some("0.25"));
    check("2", '^', "0.5", Some("1.414213562373095048801688724209698"));
    check("10", '^', "6200", None);
    check("10", '^', "-7000", Some("0"));
    check("-8", '^', "0.5", None);
    check(
        "1e34",
        '+',
        "1",
        Some("10000000000000000000000000000000000"),
    );
    check("1e-40", '+', "1", Some("1"));
    check(
        "1234567890123456789",
        '*',
        "9876543210987654321",
        Some("12193263113702179522374638011112640000"),
    );
    check("9.999999999999999999999999999999999e6144", '*', "10", None);
}

#[test]
fn roots_and_powers_of_e() {
    assert_eq!(n("16").sqrt(), Some(n("4")));
    assert_eq!(
        n("2").sqrt(),
        Some(n("1.414213562373095048801688724209698"))
    );
    assert_eq!(n("-1").sqrt(), None);
    assert_eq!(n("1").exp(), Some(n("2.718281828459045235360287471352662")));
    assert_eq!(n("-1e9").exp(), Some(Number::ZERO));
    assert_eq!(n("1e9").exp(), None);
    assert_eq!(n("10").ln(), Some(n("2.302585092994045684017991454684364")));
    assert_eq!(n("0").ln(), None);
}

#[test]
fn rounding() {
    use Rounding::{Ceiling, Down, Floor, HalfDown, HalfEven, HalfUp, Up};
    fn check(number: &str, expected: [&str; 7]) {
        let kinds = [HalfEven, HalfUp, HalfDown, Up, Down, Floor, Ceiling];
        let got = kinds.map(|kind| n(number).rounded(0, kind).unwrap().to_string());
        assert_eq!(got, expected, "{number}");
    }
    check("2.5", ["2", "3", "2", "3", "2", "2", "3"]);
    check("-2.5", ["-2", "-3", "-2", "-3", "-2", "-3", "-2"]);
    check("3.5", ["4", "4", "3", "4", "3", "3", "4"]);
    check("1.1", ["1", "1", "1", "2", "1", "1", "2"]);
    check("1e-50", ["0", "0", "0", "1", "0", "0", "1"]);
    check("7", ["7"; 7]);
    assert_eq!(n("123.456").rounded(-1, HalfUp), Some(n("120")));
    assert_eq!(n("1").rounded(6177, HalfUp), None);
}

fn any_number() -> impl Strategy<Value = Number> {
    let coefficient = -(10i128.pow(34) - 1)..10i128.pow(34);
    (coefficient, -60i32..60).prop_map(|(c, e)| Number::new(c, e).unwrap())
}

proptest! {
    #[test]
    fn sums_and_differences_come_back(a in -1_000_000_000i64..1_000_000_000, b in -1_000_000_000i64..1_000_000_000, e in -9i32..0) {
        let a = Number::new(a.into(), e).unwrap();
        let b = Number::from(b);
        prop_assert_eq!(a.checked_add(b).unwrap().checked_sub(b), Some(a));
        prop_assert_eq!(a.checked_mul(b), b.checked_mul(a));
    }

    #[test]
    fn order_is_that_of_the_difference(a in any_number(), b in any_number()) {
        let difference = a.checked_sub(b).unwrap();
        prop_assert_eq!(a.cmp(&b), difference.cmp(&Number::ZERO));
        prop_assert_eq!(a == b, a.cmp(&b).is_eq());
    }

    #[test]
    fn text_is_read_back(a in any_number()) {
        prop_assert_eq!(read(&a.to_string()), Some(a));
    }

    #[test]
    fn a_quotient_times_its_divisor_is_near(a in any_number(), b in any_number()) {
        if !b.is_zero() && !a.is_zero() {
            let back = a.checked_div(b).unwrap().checked_mul(b).unwrap();
            let off = back.checked_sub(a).unwrap().abs().checked_div(a.abs()).unwrap();
            prop_assert!(off < n("1e-32"), "{a} {b} {off}");
        }
    }
}
