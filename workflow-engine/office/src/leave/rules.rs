//! The pack's decision tables behind typed questions. Every question carries
//! the day for which it is asked, because rows have dates of effect.

use feel::dmn::Decisions;
use feel::{Context, Number, Value};
use jiff::civil::Date;

use super::{Kind, PotName};
use crate::Refusal;

/// The rules of leave, as a pack's `rules.dmn` writes them.
#[derive(Debug, Clone)]
pub struct Rules(Decisions);

/// What the rules say of a kind of leave on a day. 假別規定
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KindRule {
    /// The pot from which it is taken.
    pub pot: PotName,
    /// The pot that is taken when the first is empty.
    pub next_pot: Option<PotName>,
    /// Days a year inside of the pot beyond which the kind is refused.
    pub limit_days: Option<i64>,
    /// Beyond the pots pay is cut by the day (true), or it is refused (false).
    pub pay_cut_beyond: bool,
    /// Which proof it asks for.
    pub proof: ProofRule,
    /// The smallest amount, in minutes.
    pub unit_minutes: i64,
}

/// Which proof a kind asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ProofRule {
    /// None.
    None,
    /// None, and nobody may ask for one.
    NotAllowed,
    /// One may be asked for.
    MayBeAsked,
    /// One must be attached from so many days on.
    FromDays(i64),
}

/// What the rules say of a pot that is opened every year. 年度帳
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Yearly {
    /// Days a year; none when they follow from seniority.
    pub days: Option<i64>,
    /// In the year of the first appointment by months in post.
    pub first_year_by_months: bool,
}

impl Rules {
    /// Reads the decision tables.
    ///
    /// # Errors
    /// What [`Decisions::read`] refuses.
    pub fn read(xml: &[u8]) -> Result<Self, feel::Problem> {
        Decisions::read(xml).map(Self)
    }

    /// The decision tables, for a flow that asks them by name.
    #[must_use]
    pub fn decisions(&self) -> &Decisions {
        &self.0
    }

    fn ask(&self, decision: &str, inputs: &[(&str, Value)]) -> Value {
        let inputs: Context = inputs
            .iter()
            .map(|(name, value)| ((*name).to_owned(), value.clone()))
            .collect();
        self.0.decide(decision, &inputs).value
    }

    fn ask_number(
        &self,
        decision: &'static str,
        output: &str,
        inputs: &[(&str, Value)],
    ) -> Result<i64, Refusal> {
        self.ask(decision, inputs)
            .get(output)
            .and_then(Value::as_i64)
            .ok_or_else(|| silent(decision))
    }

    /// The kinds that can be asked for on a day, in the order of the table. 可請假別
    ///
    /// # Errors
    /// `leave-rule-silent` (decision).
    pub fn kinds(&self, on: Date) -> Result<Vec<Kind>, Refusal> {
        let decision = "可請假別";
        let answer = self.ask(decision, &[("日期", on.into())]);
        let kinds = answer.as_list().ok_or_else(|| silent(decision))?;
        kinds
            .iter()
            .map(|kind| {
                kind.as_text()
                    .and_then(|k| Kind::new(k).ok())
                    .ok_or_else(|| silent(decision))
            })
            .collect()
    }

    /// What holds of a kind on a day. 假別規定
    ///
    /// # Errors
    /// `leave-kind-unknown` (kind, day_date) when the rules of the day have no
    /// such kind, `leave-rule-silent` (decision) when they cannot be read.
    pub fn kind(&self, kind: &Kind, on: Date) -> Result<KindRule, Refusal> {
        let decision = "假別規定";
        let rule = self.ask(
            decision,
            &[("日期", on.into()), ("假別", kind.as_str().into())],
        );
        if rule.is_null() {
            return Err(Refusal::new("leave-kind-unknown")
                .with("kind", kind)
                .with("day_date", on));
        }
        let text = |output: &str| rule.get(output).and_then(Value::as_text);
        let number = |output: &str| rule.get(output).and_then(Value::as_i64);
        let read = || {
            Some(KindRule {
                pot: PotName::new(text("帳")?).ok()?,
                next_pot: text("次帳").map(PotName::new).transpose().ok()?,
                limit_days: number("帳內上限日數"),
                pay_cut_beyond: match text("逾額")? {
                    "pay-cut" => true,
                    "refuse" => false,
                    _ => return None,
                },
                proof: match text("證明")? {
                    "none" => ProofRule::None,
                    "not-allowed" => ProofRule::NotAllowed,
                    "may-be-asked" => ProofRule::MayBeAsked,
                    "from-days" => ProofRule::FromDays(number("證明日數")?),
                    _ => return None,
                },
                unit_minutes: number("單位分鐘").filter(|minutes| *minutes > 0)?,
            })
        };
        read().ok_or_else(|| silent(decision))
    }

    /// What holds of a pot that is opened every year; none for a pot that is not. 年度帳
    ///
    /// # Errors
    /// `leave-rule-silent` (decision).
    pub fn yearly(&self, pot: &PotName, on: Date) -> Result<Option<Yearly>, Refusal> {
        let decision = "年度帳";
        let rule = self.ask(
            decision,
            &[("日期", on.into()), ("帳", pot.as_str().into())],
        );
        if rule.is_null() {
            return Ok(None);
        }
        let first_year_by_months = rule
            .get("首年按月")
            .and_then(Value::as_bool)
            .ok_or_else(|| silent(decision))?;
        Ok(Some(Yearly {
            days: rule.get("日數").and_then(Value::as_i64),
            first_year_by_months,
        }))
    }

    /// Days of annual leave for whole years of seniority. 休假日數
    ///
    /// # Errors
    /// `leave-rule-silent` (decision).
    pub fn ladder(&self, years: i64, on: Date) -> Result<i64, Refusal> {
        self.ask_number(
            "休假日數",
            "",
            &[("日期", on.into()), ("年資", years.into())],
        )
    }

    /// Least days of annual leave. 休假最低日數
    ///
    /// # Errors
    /// `leave-rule-silent` (decision).
    pub fn annual_floor(&self, on: Date) -> Result<i64, Refusal> {
        self.ask_number("休假最低日數", "", &[("日期", on.into())])
    }

    /// For the year after a first appointment in this month: days of a whole
    /// year by which the months count, or none when the ladder holds. 初任次年休假
    ///
    /// # Errors
    /// `leave-rule-silent` (decision).
    pub fn second_year_days(&self, first_month: i8, on: Date) -> Result<Option<i64>, Refusal> {
        let decision = "初任次年休假";
        let month = i64::from(first_month);
        let rule = self.ask(decision, &[("日期", on.into()), ("到職月", month.into())]);
        match rule.get("計算").and_then(Value::as_text) {
            Some("ladder") => Ok(None),
            Some("months") => rule
                .get("基準日數")
                .and_then(Value::as_i64)
                .map(Some)
                .ok_or_else(|| silent(decision)),
            _ => Err(silent(decision)),
        }
    }

    /// Whether a person who comes back with counted seniority gets annual leave
    /// by months in the year of return. 再任當年休假
    ///
    /// # Errors
    /// `leave-rule-silent` (decision).
    pub fn return_year_by_months(&self, on: Date) -> Result<bool, Refusal> {
        let decision = "再任當年休假";
        match self.ask(decision, &[("日期", on.into())]).as_text() {
            Some("months") => Ok(true),
            Some("none") => Ok(false),
            _ => Err(silent(decision)),
        }
    }

    /// Days of annual leave that must be taken within the year, all where the
    /// quota is smaller. 應休日數
    ///
    /// # Errors
    /// `leave-rule-silent` (decision).
    pub fn must_take_days(&self, on: Date) -> Result<i64, Refusal> {
        self.ask_number("休假使用", "應休日數", &[("日期", on.into())])
    }

    /// After how many years the end of the year ends kept annual leave. 保留年數
    ///
    /// # Errors
    /// `leave-rule-silent` (decision).
    pub fn kept_years(&self, on: Date) -> Result<i16, Refusal> {
        let years = self.ask_number("休假使用", "保留年數", &[("日期", on.into())])?;
        i16::try_from(years).map_err(|_| silent("休假使用"))
    }

    /// Hours of compensatory leave for an hour of overtime, and after how many
    /// years they are gone. 補休
    ///
    /// # Errors
    /// `leave-rule-silent` (decision).
    pub fn comp(&self, on: Date) -> Result<(i64, i16), Refusal> {
        let rate = self.ask_number("補休", "每小時", &[("日期", on.into())])?;
        let years = self.ask_number("補休", "保留年數", &[("日期", on.into())])?;
        i16::try_from(years)
            .map(|years| (rate, years))
            .map_err(|_| silent("補休"))
    }

    /// How many heads up a request is decided: 1 is the nearest. 決行層級
    ///
    /// # Errors
    /// `leave-rule-silent` (decision).
    pub fn level(&self, days: Number, grade: u8, on: Date) -> Result<i64, Refusal> {
        let grade = i64::from(grade);
        let inputs = [
            ("日期", on.into()),
            ("days", days.into()),
            ("grade", grade.into()),
        ];
        self.ask_number("決行層級", "", &inputs)
    }
}

fn silent(decision: &str) -> Refusal {
    Refusal::new("leave-rule-silent").with("decision", decision)
}

/// Minutes of leave as days with their fraction, exact to a minute's share.
#[must_use]
pub fn in_days(minutes: i64) -> Number {
    Number::from(minutes)
        .checked_div(Number::from(super::DAY))
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use jiff::civil::date;

    fn rules() -> Rules {
        Rules::read(include_bytes!("../../../packs/leave/rules.dmn")).unwrap()
    }

    #[test]
    fn the_ladder_of_annual_leave() {
        let days = |years| rules().ladder(years, date(2026, 1, 1)).unwrap();
        let of: Vec<i64> = [0, 1, 2, 3, 5, 6, 8, 9, 13, 14, 40]
            .into_iter()
            .map(days)
            .collect();
        assert_eq!(of, [0, 7, 7, 14, 14, 21, 21, 28, 28, 30, 30]);
    }

    #[test]
    fn rows_have_dates_of_effect() {
        let codes = |on| {
            rules()
                .kinds(on)
                .unwrap()
                .iter()
                .map(ToString::to_string)
                .collect::<Vec<_>>()
        };
        let before = ["annual", "personal", "family_care", "sick", "comp"];
        let since = [
            "annual",
            "personal",
            "family_care",
            "wellness",
            "sick",
            "comp",
        ];
        assert_eq!(codes(date(2025, 10, 9)), before);
        assert_eq!(codes(date(2025, 10, 10)), since);
        let floor = |on| rules().annual_floor(on).unwrap();
        assert_eq!((floor(date(2025, 12, 31)), floor(date(2026, 1, 1))), (0, 3));
        let wellness = Kind::new("wellness").unwrap();
        assert_eq!(
            rules().kind(&wellness, date(2025, 10, 9)).unwrap_err().code,
            "leave-kind-unknown"
        );
        assert_eq!(
            rules()
                .kind(&wellness, date(2025, 10, 10))
                .unwrap()
                .limit_days,
            Some(3)
        );
    }

    #[test]
    fn kinds_of_this_pack() {
        let kind = |code: &str| {
            rules()
                .kind(&Kind::new(code).unwrap(), date(2026, 12, 3))
                .unwrap()
        };
        let pot = |code: &str| PotName::new(code).unwrap();
        assert_eq!(
            kind("sick"),
            KindRule {
                pot: pot("sick"),
                next_pot: Some(pot("personal")),
                limit_days: None,
                pay_cut_beyond: true,
                proof: ProofRule::FromDays(2),
                unit_minutes: 60,
            }
        );
        assert_eq!(kind("family_care").limit_days, Some(7));
        assert_eq!(kind("wellness").proof, ProofRule::NotAllowed);
        assert!(!kind("annual").pay_cut_beyond && !kind("comp").pay_cut_beyond);
        let yearly = |code: &str| rules().yearly(&pot(code), date(2026, 1, 1)).unwrap();
        assert_eq!(
            yearly("sick"),
            Some(Yearly {
                days: Some(28),
                first_year_by_months: false
            })
        );
        assert_eq!(
            yearly("personal"),
            Some(Yearly {
                days: Some(7),
                first_year_by_months: true
            })
        );
        assert_eq!(
            yearly("annual"),
            Some(Yearly {
                days: None,
                first_year_by_months: false
            })
        );
        assert_eq!(yearly("comp"), None);
    }

    #[test]
    fn levels_of_decision() {
        let check = |minutes: i64, grade: u8, level: i64| {
            assert_eq!(
                rules()
                    .level(in_days(minutes), grade, date(2026, 12, 3))
                    .unwrap(),
                level,
                "{minutes} {grade}"
            );
        };
        check(240, 5, 1);
        check(3 * 480, 5, 1);
        check(3 * 480 + 60, 5, 2);
        check(10 * 480, 9, 2);
        check(10 * 480 + 60, 9, 3);
        check(60, 10, 3);
    }

    #[test]
    fn a_model_that_is_silent_is_a_refusal() {
        let empty = include_str!("../../../packs/leave/rules.dmn")
            .replace("name=\"休假日數\"", "name=\"別的\"");
        let rules = Rules::read(empty.as_bytes()).unwrap();
        assert_eq!(
            rules.ladder(3, date(2026, 1, 1)).unwrap_err().code,
            "leave-rule-silent"
        );
    }
}
