//! Differences that were looked into, and what decides them.

use serde_json::Value as Json;

/// Two answers to one expression that differ.
pub struct Difference {
    /// The smallest expression.
    pub text: String,
    /// The form of the whole, empty for one of the kit.
    pub form: &'static str,
    /// What this crate says; nothing when it does not read it.
    pub ours: Option<Json>,
    /// What dsntk says; nothing when it does not read it.
    pub theirs: Option<Json>,
}

impl Difference {
    /// The kind of each answer.
    pub fn kinds(&self) -> (&str, &str) {
        (kind(self.ours.as_ref()), kind(self.theirs.as_ref()))
    }

    /// Whether the expression is one of these functions or words.
    fn begins(&self, words: &[&str]) -> bool {
        let of = match self.form {
            "" => self.text.as_str(),
            form => form,
        };
        words.iter().any(|word| of.starts_with(word))
    }

    fn lacks_here(&self) -> bool {
        self.kinds().0 == "null"
    }

    fn lacks_there(&self) -> bool {
        self.kinds().1 == "null"
    }

    fn has_null(&self) -> bool {
        ["null", "空", ".a", ".b"]
            .iter()
            .any(|word| self.text.contains(word))
    }

    /// Whether the first argument is neither written as a list nor read from one.
    fn is_of_single(&self) -> bool {
        let inside = self.text.split_once('(').map_or("", |(_, inside)| inside);
        !inside
            .trim_start_matches('(')
            .starts_with(['[', '列', '申'])
    }

    /// Whether the days differ in how a year before our era is written.
    fn is_of_early_year(&self) -> bool {
        let begins = |value: &Option<Json>| {
            let text = value.as_ref().and_then(|value| value.get(1));
            text.and_then(Json::as_str)
                .is_some_and(|text| text.starts_with('-'))
        };
        begins(&self.ours) && begins(&self.theirs) && self.kinds().0.starts_with("date")
    }

    fn is_of_last_digits(&self) -> bool {
        let digits = |value: &Option<Json>| -> Option<String> {
            let text = value.as_ref()?.get(1)?.as_str()?.to_owned();
            Some(text.chars().take(SAME_DIGITS).collect())
        };
        let both = digits(&self.ours).zip(digits(&self.theirs));
        self.kinds() == ("number", "number")
            && both.is_some_and(|(a, b)| a == b && a.chars().count() == SAME_DIGITS)
    }
}

fn kind(value: Option<&Json>) -> &str {
    value.map_or("not read", |value| value[0].as_str().unwrap_or("nothing"))
}

/// What decides a difference.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum By {
    /// DMN 1.5, chapter 10.
    Standard,
    /// A result of the compatibility kit.
    Kit,
    /// Nothing known to us: the standard has no word on it, or two; the rule is this crate's own.
    Own,
}

/// A difference that was looked into.
pub struct Known {
    /// What dsntk does.
    pub what: &'static str,
    /// What decides.
    pub by: By,
    /// The rule, in words.
    pub rule: &'static str,
    /// Whether the smallest expression that differs is of this kind.
    pub fits: fn(&Difference) -> bool,
}

/// The differences. The first that fits counts.
pub const KNOWN: &[Known] = &[
    Known {
        what: "gives a range whose ends are out of order or of different kinds",
        by: By::Own,
        rule: "the ends of a range are of one type and in order",
        fits: |d| {
            let end = d.text.contains("].start") || d.text.contains("].end");
            d.kinds() == ("null", "range") || (end && d.lacks_here())
        },
    },
    Known {
        what: "goes once round a list that is null, and counts one in it",
        by: By::Own,
        rule: "only a value that is of no list type becomes a list of one; null is of every type",
        fits: |d| {
            let of_lists = ["for ", "some ", "every ", "count("];
            let begins = d.begins(&of_lists) || d.text.contains("count(null)");
            begins && d.lacks_here() && d.has_null()
        },
    },
    Known {
        what: "takes a number with a fraction for a whole one",
        by: By::Own,
        rule: "a position, year, month, day, hour and minute is a whole number",
        fits: |d| {
            let whole = [
                "date(",
                "time(",
                "remove(",
                "insert before(",
                "sublist(",
                "list replace(",
            ];
            d.lacks_here() && (d.begins(&whole) || d.form.contains("$i..$i"))
        },
    },
    Known {
        what: "inserts nothing behind the last item",
        by: By::Own,
        rule: "the place behind the last item counts as one of the list",
        fits: |d| d.begins(&["insert before("]) && d.lacks_there() && !d.is_of_single(),
    },
    Known {
        what: "does not take a single value for a list of one",
        by: By::Standard,
        rule: "a value where a list is expected becomes a list of one, in filters too",
        fits: |d| d.lacks_there() && (d.begins(LISTS) || d.form.contains("[item")),
    },
    Known {
        what: "leaves out nulls when it looks for the least or greatest",
        by: By::Own,
        rule: "null is not comparable, so that there is no least or greatest",
        fits: |d| d.begins(&["min(", "max("]) && d.lacks_here() && d.theirs.is_some(),
    },
    Known {
        what: "finds the least or greatest of numbers and texts only",
        by: By::Standard,
        rule: "`min` and `max` take any items that compare",
        fits: |d| d.begins(&["min(", "max("]) && d.lacks_there(),
    },
    Known {
        what: "has no value of `if` when the condition is neither true nor false",
        by: By::Standard,
        rule: "a condition that is not true leads to `else`",
        fits: |d| d.begins(&["if "]) && d.lacks_there(),
    },
    Known {
        what: "writes 1E+2 as 1",
        by: By::Standard,
        rule: "a number is its digits and its scale",
        fits: |d| d.kinds() == ("number", "number") && d.begins(ROUNDS),
    },
    Known {
        what: "rounds a nought of a date or time to nothing, and nothing at a scale of 6176",
        by: By::Kit,
        rule: "1143 and 1144: a scale of 6176 is within the bounds; nought has every scale",
        fits: |d| d.lacks_there() && (d.begins(ROUNDS) || d.text.contains("6176")),
    },
    Known {
        what: "does not say of null whether it is the same, equal, or of a type",
        by: By::Standard,
        rule: "null equals null and nothing else, and is of the type Null only; `is` is always true or false",
        fits: |d| d.kinds() == ("boolean", "null") && d.has_null(),
    },
    Known {
        what: "says that a value is not in what cannot be compared with it",
        by: By::Own,
        rule: "`in` is the equality with each test, which is null of kinds that differ",
        fits: |d| d.form.contains(" in ") && d.kinds() == ("null", "boolean"),
    },
    Known {
        what: "says that a value is null in a range that is null itself",
        by: By::Own,
        rule: "`e in null` is `e = null`",
        fits: |d| d.form.contains(" in ") && d.kinds() == ("boolean", "null"),
    },
    Known {
        what: "has nothing of a text where it begins behind the end, or is asked for more than is there",
        by: By::Standard,
        rule: "`substring` is fn:substring of XPath, which gives what there is",
        fits: |d| d.begins(&["substring("]) && d.lacks_there(),
    },
    Known {
        what: "replaces with a pattern that matches the empty text",
        by: By::Standard,
        rule: "`replace` is fn:replace of XPath, which refuses it (FORX0003)",
        fits: |d| d.begins(&["replace("]) && d.lacks_here(),
    },
    Known {
        what: "joins with a delimiter that is no text",
        by: By::Standard,
        rule: "the delimiter of `string join` is a string",
        fits: |d| d.begins(&["string join("]) && d.lacks_here(),
    },
    Known {
        what: "loses fractions of seconds, and counts a day into the hours of a time",
        by: By::Standard,
        rule: "a time and a duration add up within the day, fractions with them",
        fits: |d| {
            [("time", "time"), ("date", "date")].contains(&d.kinds())
                && ["$c + $y", "$c - $y", "$y + $y", "$d + $y", "$d - $y"].contains(&d.form)
        },
    },
    Known {
        what: "has no fraction in seconds, and no sign in parts of a duration",
        by: By::Standard,
        rule: "parts are those of XPath: fn:seconds-from-time, fn:days-from-duration",
        fits: |d| {
            let parts = [".second", ".seconds", ".days", ".hours"];
            d.kinds() == ("number", "number") && parts.iter().any(|part| d.form.ends_with(part))
        },
    },
    Known {
        what: "compares and subtracts a time, or date and time, of a zone and one of none",
        by: By::Standard,
        rule: "both have an offset, or neither",
        fits: |d| d.lacks_here() && ["$c", "$m"].iter().any(|kind| d.form.contains(kind)),
    },
    Known {
        what: "has no duration beyond 292 years",
        by: By::Standard,
        rule: "a duration has no bound there; its own is 64 bits of nanoseconds",
        fits: |d| d.kinds() == ("days and time duration", "null"),
    },
    Known {
        what: "has no days before the year 1000, or far away, or writes them with fewer digits",
        by: By::Kit,
        rule: "years from -999,999,999 to 999,999,999, in XML Schema written with four digits or more",
        fits: |d| {
            let far = ["\"0001-", "999999999-"];
            let sums = [
                "$d + $z", "$d - $z", "$m + $z", "$m - $z", "$d + $y", "$d - $y",
            ];
            let too_far = d.lacks_there() && sums.contains(&d.form);
            too_far || d.is_of_early_year() || far.iter().any(|far| d.text.contains(far))
        },
    },
    Known {
        what: "does not read a number without separators being given",
        by: By::Own,
        rule: "the separators of `number` may be left out",
        fits: |d| d.form.starts_with("number(") && d.lacks_there(),
    },
    Known {
        what: "keeps entries by their names, without white space around, and writes these bare",
        by: By::Own,
        rule: "entries have no order; here they keep that of the text, and their names as given",
        fits: |d| {
            d.begins(&["string($x", "get entries(", "context put(", "context("]) && !d.lacks_there()
        },
    },
    Known {
        what: "merges what is no context",
        by: By::Own,
        rule: "`context merge` takes a list of contexts, and null is none",
        fits: |d| d.begins(&["context merge("]) && d.lacks_here(),
    },
    Known {
        what: "has no years and months between a date and a date and time, and counts a month too \
               many backwards",
        by: By::Standard,
        rule: "whole months between dates, or dates and times",
        fits: |d| d.text.contains("years and months duration("),
    },
    Known {
        what: "has null of `any` and `all` as soon as an item is neither true nor false",
        by: By::Standard,
        rule: "`any` is true when an item is, `all` false when one is",
        fits: |d| d.begins(&["any(", "all("]) && d.kinds() == ("boolean", "null"),
    },
    Known {
        what: "has null of `every` and `some` as soon as one test is null",
        by: By::Standard,
        rule: "they are `and` and `or` of their tests",
        fits: |d| d.begins(&["every ", "some "]) && d.kinds() == ("boolean", "null"),
    },
    Known {
        what: "compares no range that has no end on one side",
        by: By::Own,
        rule: "a range may have no end on a side, and still be compared",
        fits: |d| d.begins(RANGES) && d.lacks_there(),
    },
    Known {
        what: "does not take a list of one for its item",
        by: By::Standard,
        rule: "a list of one where its item is expected becomes the item",
        fits: |d| {
            let lists = ["replace(", "for i in [1]", "split(", "[2.5]"];
            d.lacks_there() && d.ours.is_some() && lists.iter().any(|list| d.text.contains(list))
        },
    },
    Known {
        what: "filters no single value, and no list by null",
        by: By::Standard,
        rule: "an item stays when the filter is true of it, and only then",
        fits: |d| {
            d.lacks_there()
                && ["$n[$i]", "$l[$b]", "$o[$b]", "$l[$i]", "$s[$i]"].contains(&d.form)
                && d.ours.is_some()
        },
    },
    Known {
        what: "filters no single value, and no list by null, in a list",
        by: By::Standard,
        rule: "an item stays when the filter is true of it, and only then",
        fits: |d| d.form == "for i in [1] return $n[i]",
    },
    Known {
        what: "writes the causes of nulls and the insides of functions into texts",
        by: By::Own,
        rule: "null is written as null; how a function is written is free",
        fits: |d| d.begins(&["string("]) && d.kinds() == ("string", "string"),
    },
    Known {
        what: "computes a remainder from a quotient of 34 digits",
        by: By::Standard,
        rule: "`modulo` is of the numbers themselves; the exact remainder was computed by hand",
        fits: |d| d.begins(&["modulo("]) && d.kinds() == ("number", "number"),
    },
    Known {
        what: "takes a path of a list of lists for one of their first level",
        by: By::Standard,
        rule: "the path of a list is the list of the paths of its items",
        fits: |d| d.kinds() == ("list", "list") && d.text.contains("[[1, 2], [3]]."),
    },
    Known {
        what: "says that an empty list is of no list type",
        by: By::Standard,
        rule: "a list is of a list type when each of its items is of the type",
        fits: |d| d.text.starts_with("[] instance of list<"),
    },
    Known {
        what: "loses the sign of an offset below a minute",
        by: By::Standard,
        rule: "the offset of a time is a duration and has a sign",
        fits: |d| d.form == "time($i, $i, $i, $y)" && d.kinds() == ("time", "time"),
    },
    Known {
        what: "has no date and time of one",
        by: By::Own,
        rule: "a date and time given to `date and time` stays what it is",
        fits: |d| d.begins(&["date and time("]) && d.lacks_there(),
    },
    Known {
        what: "binds `*` closer than `instance of`",
        by: By::Standard,
        rule: "`instance of` binds closer than arithmetic",
        fits: |d| d.text.contains("instance of") && d.text.contains('*'),
    },
    Known {
        what: "compares no date with a date and time",
        by: By::Own,
        rule: "a date is its midnight when it meets a date and time",
        fits: |d| ["$m < $m", "$d < $d"].contains(&d.form) && d.kinds() == ("boolean", "null"),
    },
    Known {
        what: "says that a function without a declared result is of no type that has one",
        by: By::Own,
        rule: "nothing is said against a result that is not declared",
        fits: |d| d.form.contains("instance of function") && d.kinds() == ("boolean", "boolean"),
    },
    Known {
        what: "reads `[` behind `..` as the begin of a list, and `[]` as that of a list with a range",
        by: By::Own,
        rule: "the text has two readings",
        fits: |d| d.ours.is_none() && (d.text.contains("..[]") || d.text.starts_with("[]1")),
    },
    Known {
        what: "has no answer of `is` for a list and another",
        by: By::Standard,
        rule: "`is` is always true or false",
        fits: |d| d.begins(&["is("]) && d.kinds() == ("boolean", "null"),
    },
    Known {
        what: "calls a function with an argument that is not of its parameter's type",
        by: By::Standard,
        rule: "a call whose argument is not of its parameter's type is null",
        fits: |d| {
            ["number", "string"]
                .iter()
                .any(|kind| d.text.contains(&format!("(function(a: {kind})")))
        },
    },
    Known {
        what: "says that a longer range starts or finishes a shorter one, or one that lacks its other end",
        by: By::Standard,
        rule: "the first range lies within the second",
        fits: |d| {
            let of_ends = ["finishes(", "finished by(", "starts(", "started by("];
            d.begins(&of_ends) && d.kinds() == ("boolean", "boolean")
        },
    },
    Known {
        what: "has no duration of a duration",
        by: By::Own,
        rule: "a duration given to `duration` stays what it is",
        fits: |d| d.begins(&["duration("]) && d.lacks_there(),
    },
    Known {
        what: "does not say of null, inside of others, whether it is of a type",
        by: By::Standard,
        rule: "null is of the type Null only",
        fits: |d| d.text.contains("null instance of"),
    },
    Known {
        what: "reads comparisons and more as ends of `between`, what follows a test of `in` as its \
               part, and a path of a type",
        by: By::Own,
        rule: "the text has two readings, or none",
        fits: |d| {
            let words = ["between ", " in (<", " instance of "];
            d.ours.is_none() && words.iter().any(|word| d.text.contains(word))
        },
    },
    Known {
        what: "compares times by their digits when their offsets differ",
        by: By::Standard,
        rule: "times with offsets compare by the moment that they mean",
        fits: |d| d.form == "$c < $c" && d.kinds() == ("boolean", "boolean"),
    },
    Known {
        what: "takes other values for true or false in `and` and `or`",
        by: By::Standard,
        rule: "`and` and `or` of what is neither true nor false are null, unless the other decides",
        fits: |d| [" and $", " or $"].iter().any(|word| d.form.contains(word)) && d.lacks_here(),
    },
    Known {
        what: "reads `a = b in c` from its end",
        by: By::Own,
        rule: "comparisons are read from the left",
        fits: |d| d.text.contains(" = ") && d.text.contains(" in (") && d.lacks_here(),
    },
    Known {
        what: "forgets what follows the path of an empty list",
        by: By::Standard,
        rule: "`instance of` is true or false, `or` never a list",
        fits: |d| d.text.contains("[].a ") && d.kinds().1 == "list",
    },
    Known {
        what: "reads no path of a number in digits",
        by: By::Own,
        rule: "a point that no digit follows begins a path",
        fits: |d| d.theirs.is_none() && d.text.contains("1.length"),
    },
    Known {
        what: "reads `/` and the like on as part of a name, and no comparison of a comparison",
        by: By::Own,
        rule: "a name ends where no known name goes on; comparisons are read from the left",
        fits: |d| {
            let words = [
                " of year(",
                " of week(",
                " < ",
                " > ",
                " = ",
                " != ",
                " instance of ",
            ];
            d.theirs.is_none() && words.iter().any(|word| d.text.contains(word))
        },
    },
    Known {
        what: "reads `[` behind a range as a filter of it; here it begins the next range",
        by: By::Own,
        rule: "the text has two readings: here the next range begins",
        fits: |d| d.ours.is_none() && d.kinds().1 == "null" && d.text.contains(".."),
    },
    Known {
        what: "has no group again in a pattern",
        by: By::Kit,
        rule: "1111: `matches` is fn:matches of XPath, with groups again",
        fits: |d| d.begins(&["matches("]) && d.lacks_there() && d.text.contains("\\1"),
    },
    Known {
        what: "has other last digits of a power",
        by: By::Own,
        rule: "each step is rounded to 34 digits; the last ones are within the kit's tolerance",
        fits: Difference::is_of_last_digits,
    },
];

const LISTS: &[&str] = &[
    "append(",
    "concatenate(",
    "distinct values(",
    "flatten(",
    "index of(",
    "insert before(",
    "list contains(",
    "reverse(",
    "sort(",
    "sublist(",
    "union(",
    "remove(",
    "list replace(",
    "mode(",
];
const RANGES: &[&str] = &[
    "before(",
    "after(",
    "meets(",
    "met by(",
    "overlaps",
    "finishe",
    "includes(",
    "during(",
    "start",
    "coincides(",
];
const ROUNDS: &[&str] = &["round ", "floor(", "ceiling(", "decimal("];
/// Digits of two numbers that must be the same for the rest to be the last ones.
const SAME_DIGITS: usize = 28;
