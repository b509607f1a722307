//! What the language's own functions take and give (DMN 1.5 §10.3.4).

use super::kinds::{self, item, joined, list, plain};
use crate::lang::types::Type;

/// What a parameter takes.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Takes {
    Any,
    /// A text, or a list of one.
    Text,
    /// A number, or a list of one.
    Number,
    Bool,
    /// A day or a moment.
    Day,
    /// Text, day or moment.
    DayOrText,
    /// Text, time, moment or day.
    TimeOrText,
    /// Day, moment or text.
    MomentOrText,
    Time,
    /// A days-and-time duration or the name of a zone.
    Zone,
    DayTime,
    /// A duration or text.
    DurationOrText,
    /// A number or a duration.
    Amount,
    Function,
    /// A number or a function.
    PlaceOrTest,
    /// A text or a list of texts.
    Key,
    Context,
    /// A context or a list of them.
    Contexts,
    /// Numbers, or a list of them.
    Numbers,
    Bools,
    /// A list of texts.
    Texts,
    /// What can be ordered, or a list of it.
    Ordered,
    /// A point or a range.
    Point,
    Range,
}

impl Takes {
    /// The types, and whether a list of what fits also fits.
    fn types(self) -> (&'static [Type], bool) {
        use Type::{Bool, Date, DateTime, DayTime, Months, Number, Text, Time};
        match self {
            Self::Any | Self::Point | Self::Function | Self::Context | Self::Range => (&[], false),
            Self::Contexts | Self::PlaceOrTest => (&[], true),
            Self::Text | Self::Texts | Self::Key => (&[Text], true),
            Self::Number | Self::Numbers => (&[Number], true),
            Self::Bool => (&[Bool], false),
            Self::Bools => (&[Bool], true),
            Self::Day => (&[Date, DateTime], false),
            Self::DayOrText | Self::MomentOrText => (&[Text, Date, DateTime], false),
            Self::TimeOrText => (&[Text, Time, DateTime, Date], false),
            Self::Time => (&[Time], false),
            Self::Zone => (&[DayTime, Text], false),
            Self::DayTime => (&[DayTime], false),
            Self::DurationOrText => (&[Text, DayTime, Months], false),
            Self::Amount => (&[Number, DayTime, Months], false),
            Self::Ordered => (&[Number, Text, Date, Time, DateTime, DayTime, Months], true),
        }
    }

    /// What it takes, in words of the language.
    pub(super) fn wanted(self) -> String {
        let names: Vec<&str> = match self {
            Self::Function => vec!["function"],
            Self::PlaceOrTest => vec!["number", "function"],
            Self::Context | Self::Contexts => vec!["context"],
            Self::Range => vec!["range"],
            other => other.types().0.iter().map(kinds::name).collect(),
        };
        names.join(", ")
    }

    /// Whether a value of the type can be taken.
    pub(super) fn takes(self, of: &Type) -> bool {
        let of = plain(of);
        if kinds::is_open(of) {
            return true;
        }
        match (self, of) {
            (Self::Any, _)
            | (Self::Function | Self::PlaceOrTest, Type::Function(..))
            | (Self::PlaceOrTest, Type::Number)
            | (Self::Context | Self::Contexts, Type::Context(_))
            | (Self::Range, Type::Range(_)) => true,
            (Self::Point, of) => matches!(of, Type::Range(_)) || kinds::can_be_ordered(of, of),
            (takes, Type::List(item)) => takes.types().1 && takes.takes(item),
            (takes, of) => takes.types().0.iter().any(|known| kinds::alike(known, of)),
        }
    }
}

use Takes::{
    Amount, Any, Bool, Bools, Context, Contexts, Day, DayOrText, DayTime, DurationOrText, Function,
    Key, MomentOrText, Number, Numbers, Ordered, PlaceOrTest, Point, Range, Text, Texts, Time,
    TimeOrText, Zone,
};

/// Name and what each parameter takes, in each of its forms.
type Signature = (&'static str, &'static [&'static [Takes]]);

const N: &[&[Takes]] = &[&[Number, Number]];
const ONE: &[&[Takes]] = &[&[Number]];
const TWO: &[&[Takes]] = &[&[Text, Text]];
const LIST: &[&[Takes]] = &[&[Any]];
const RANGES: &[&[Takes]] = &[&[Range, Range]];

/// All of them. The forms stand in the order of the function's own.
const SIGNATURES: &[Signature] = &[
    ("number", &[&[Text, Text, Text]]),
    ("string", LIST),
    ("not", &[&[Bool]]),
    ("is", &[&[Any, Any]]),
    ("substring", &[&[Text, Number, Number]]),
    ("string length", &[&[Text]]),
    ("upper case", &[&[Text]]),
    ("lower case", &[&[Text]]),
    ("substring before", TWO),
    ("substring after", TWO),
    ("replace", &[&[Text, Text, Text, Text]]),
    ("contains", TWO),
    ("starts with", TWO),
    ("ends with", TWO),
    ("matches", &[&[Text, Text, Text]]),
    ("split", TWO),
    ("string join", &[&[Texts, Text]]),
    ("list contains", &[&[Any, Any]]),
    (
        "list replace",
        &[&[Any, PlaceOrTest, Any], &[Any, PlaceOrTest, Any]],
    ),
    ("count", LIST),
    ("min", &[&[Ordered]]),
    ("max", &[&[Ordered]]),
    ("sum", &[&[Numbers]]),
    ("mean", &[&[Numbers]]),
    ("all", &[&[Bools]]),
    ("any", &[&[Bools]]),
    ("sublist", &[&[Any, Number, Number]]),
    ("append", &[&[Any, Any]]),
    ("concatenate", LIST),
    ("insert before", &[&[Any, Number, Any]]),
    ("remove", &[&[Any, Number]]),
    ("reverse", LIST),
    ("index of", &[&[Any, Any]]),
    ("union", LIST),
    ("distinct values", LIST),
    ("flatten", LIST),
    ("product", &[&[Numbers]]),
    ("median", &[&[Numbers]]),
    ("stddev", &[&[Numbers]]),
    ("mode", &[&[Numbers]]),
    ("sort", &[&[Any, Function]]),
    ("decimal", N),
    ("floor", N),
    ("ceiling", N),
    ("round up", N),
    ("round down", N),
    ("round half up", N),
    ("round half down", N),
    ("abs", &[&[Amount]]),
    ("modulo", N),
    ("sqrt", ONE),
    ("log", ONE),
    ("exp", ONE),
    ("odd", ONE),
    ("even", ONE),
    ("date", &[&[DayOrText], &[Number, Number, Number]]),
    (
        "date and time",
        &[
            &[MomentOrText],
            &[Day, Time],
            &[Number, Number, Number, Number, Number, Number, DayTime],
            &[Number, Number, Number, Number, Number, Number, Zone],
        ],
    ),
    ("time", &[&[TimeOrText], &[Number, Number, Number, DayTime]]),
    ("duration", &[&[DurationOrText]]),
    ("years and months duration", &[&[Day, Day]]),
    ("day of year", &[&[Day]]),
    ("day of week", &[&[Day]]),
    ("month of year", &[&[Day]]),
    ("week of year", &[&[Day]]),
    ("now", &[&[]]),
    ("today", &[&[]]),
    ("range", &[&[Text]]),
    (
        "before",
        &[
            &[Point, Point],
            &[Point, Range],
            &[Range, Point],
            &[Range, Range],
        ],
    ),
    (
        "after",
        &[
            &[Point, Point],
            &[Point, Range],
            &[Range, Point],
            &[Range, Range],
        ],
    ),
    ("meets", RANGES),
    ("met by", RANGES),
    ("overlaps", RANGES),
    ("overlaps before", RANGES),
    ("overlaps after", RANGES),
    ("finishes", &[&[Point, Range], &[Range, Range]]),
    ("finished by", &[&[Range, Point], &[Range, Range]]),
    ("includes", &[&[Range, Point], &[Range, Range]]),
    ("during", &[&[Point, Range], &[Range, Range]]),
    ("starts", &[&[Point, Range], &[Range, Range]]),
    ("started by", &[&[Range, Point], &[Range, Range]]),
    ("coincides", &[&[Point, Point], &[Range, Range]]),
    ("get value", &[&[Context, Key]]),
    ("get entries", &[&[Context]]),
    ("context", &[&[Contexts]]),
    ("context put", &[&[Context, Key, Any], &[Context, Key, Any]]),
    ("context merge", &[&[Contexts]]),
];

/// What the parameters of a function take, in each of its forms.
pub(super) fn forms(name: &str) -> &'static [&'static [Takes]] {
    let known = SIGNATURES.iter().find(|(known, _)| *known == name);
    known.map_or(&[], |(_, forms)| forms)
}

/// The type of what a function gives for arguments of these types, in the order of its parameters.
pub(super) fn result(name: &str, arguments: &[Type]) -> Type {
    let first = || arguments.first().cloned().unwrap_or_default();
    let all = || {
        let parts = arguments.iter().map(item);
        list(parts.reduce(|a, b| joined(&a, &b)).unwrap_or_default())
    };
    match name {
        "number" | "string length" | "count" | "sum" | "mean" | "product" | "median" | "stddev"
        | "decimal" | "floor" | "ceiling" | "round up" | "round down" | "round half up"
        | "round half down" | "modulo" | "sqrt" | "log" | "exp" | "day of year"
        | "week of year" => Type::Number,
        "string" | "substring" | "upper case" | "lower case" | "substring before"
        | "substring after" | "replace" | "string join" | "day of week" | "month of year" => {
            Type::Text
        }
        "not" | "is" | "contains" | "starts with" | "ends with" | "matches" | "list contains"
        | "all" | "any" | "odd" | "even" | "before" | "after" | "meets" | "met by" | "overlaps"
        | "overlaps before" | "overlaps after" | "finishes" | "finished by" | "includes"
        | "during" | "starts" | "started by" | "coincides" => Type::Bool,
        "date" | "today" => Type::Date,
        "time" => Type::Time,
        "date and time" | "now" => Type::DateTime,
        "years and months duration" => Type::Months,
        "split" => list(Type::Text),
        "mode" | "index of" => list(Type::Number),
        "range" => Type::Range(std::sync::Arc::new(Type::Any)),
        "context" | "context put" | "context merge" => kinds::context(),
        "get entries" => list(kinds::context()),
        "abs" => first(),
        "min" | "max" => item(&all()),
        "sublist" | "remove" | "reverse" | "distinct values" | "sort" => list(item(&first())),
        "concatenate" | "union" => all(),
        "append" => match arguments.split_first() {
            Some((whole, more)) => {
                let more = more.iter().cloned();
                list(more.fold(item(whole), |a, b| joined(&a, &b)))
            }
            None => Type::Any,
        },
        "insert before" | "list replace" => {
            let new = arguments.get(2).cloned().unwrap_or_default();
            list(joined(&item(&first()), &new))
        }
        "flatten" => list(match item(&first()) {
            Type::List(_) => Type::Any,
            other => other,
        }),
        _ => Type::Any,
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::lang::builtins::{Builtin, names};

    #[test]
    fn each_function_has_a_signature_of_its_own_length() {
        for name in names() {
            let own = Builtin::named(name).unwrap().forms();
            let lengths: Vec<usize> = own.iter().map(|form| form.len()).collect();
            let known: Vec<usize> = forms(name).iter().map(|form| form.len()).collect();
            assert_eq!(known, lengths, "{name}");
        }
        assert_eq!(names().count(), SIGNATURES.len());
    }
}
