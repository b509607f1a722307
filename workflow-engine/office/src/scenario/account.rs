//! A scenario of a leave account: what a pack's rules grant, charge and keep. 請假帳戶案例

use std::collections::BTreeMap;

use feel::Number;
use jiff::civil::{Date, DateTime, Time};
use serde::{Deserialize, Deserializer};
use toml::Spanned;

use super::expect::Unmet;
use super::problem::Problem;
use super::source::Source;
use super::{MAX_STEPS, Miss};
use crate::Refusal;
use crate::calendar::{self, Calendar};
use crate::ids::{CaseId, LotId, OperationId};
use crate::leave::{
    self, Account, AccountEvent, Band, Charge, Committed, Granted, Held, Kept, Kind, PotName,
    Released, Rules, Service, Slice, Span, Why, in_days,
};

/// The tables of days off by which scenarios reckon.
const CALENDARS: [&str; 2] = [
    include_str!("../../data/calendar-2025.toml"),
    include_str!("../../data/calendar-2026.toml"),
];
const BANDS: &str = include_str!("../../data/bands.toml");
/// The working time of scenarios.
const BAND: &str = "flexible-0800";

/// A scenario of a leave account.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AccountScenario {
    #[serde(rename = "kind")]
    _kind: String,
    #[serde(rename = "title")]
    _title: String,
    #[serde(rename = "source")]
    _source: String,
    /// The day of the first post. 初任
    first_post: Date,
    /// Months that count besides. 併計年資
    #[serde(default)]
    credited_months: i64,
    step: Vec<Spanned<Step>>,
    #[serde(skip)]
    lines: Vec<usize>,
}

/// Days, written as `1.5`, in minutes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
struct Days(i64);

impl<'de> Deserialize<'de> for Days {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let written = toml::Value::deserialize(deserializer)?;
        let days: Option<Number> = written.to_string().parse().ok();
        let minutes = days
            .and_then(|days| days.checked_mul(Number::from(leave::DAY)))
            .and_then(Number::to_i64);
        let wrong = || serde::de::Error::custom("days that are whole minutes are expected");
        minutes.map(Self).ok_or_else(wrong)
    }
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(tag = "do", rename_all = "kebab-case", deny_unknown_fields)]
enum Step {
    /// Opens a year; `grants` are the days of all its lots by pot.
    Open {
        year: i16,
        #[serde(default)]
        kept: Vec<KeptDays>,
        #[serde(default)]
        grants: BTreeMap<String, Days>,
        #[serde(default)]
        why: BTreeMap<String, String>,
    },
    /// A lot that comes from elsewhere.
    Bring {
        lot: LotId,
        pot: PotName,
        year: i16,
        days: Days,
        used: Days,
        must_take: Days,
        from: Date,
        until: Date,
    },
    /// Overtime that becomes leave.
    Overtime {
        lot: LotId,
        on: Date,
        hours: i64,
        until: Date,
    },
    /// A request that is held.
    Take(Take),
    /// A request that is refused.
    Refuse {
        kind: Kind,
        from: DateTime,
        to: DateTime,
        code: String,
        facts: BTreeMap<String, String>,
    },
    /// What was held is taken.
    Commit { case: CaseId },
    /// What was held is given back.
    Release { case: CaseId },
    /// What is left in pots on a day.
    Left {
        on: Date,
        pots: BTreeMap<String, Days>,
    },
    /// What is kept of a year's annual leave.
    Close { year: i16, kept: Days, until: Date },
    /// How many hours a late arrival costs.
    Late { arrival: Time, hours: i64 },
    /// How many minutes are missing of an afternoon after a morning's leave.
    LeaveEarlyAfterMorningLeave { departure: Time, short_minutes: i64 },
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
struct Take {
    case: CaseId,
    kind: Kind,
    from: DateTime,
    to: DateTime,
    days: Days,
    #[serde(default)]
    lots: BTreeMap<String, Days>,
    #[serde(default)]
    pay_cut: Days,
    proof: Option<bool>,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
struct KeptDays {
    year: i16,
    days: Days,
}

impl AccountScenario {
    pub(super) fn read(text: &str) -> Result<Self, Problem> {
        let source = Source(text);
        let mut scenario: Self = toml::from_str(text).map_err(|error| {
            let at = error.span().map_or(0, |span| span.start);
            let problem = source.problem("scenario-toml", at);
            problem.with("reason", error.message())
        })?;
        if scenario.step.len() > MAX_STEPS {
            let problem = source.problem("scenario-too-long", 0);
            return Err(problem.with("limit", MAX_STEPS));
        }
        let line = |step: &Spanned<Step>| source.problem("", step.span().start).line;
        scenario.lines = scenario.step.iter().map(line).collect();
        Ok(scenario)
    }

    /// Plays it by these rules; answers with the first expectation that is not met.
    ///
    /// # Errors
    /// [`Miss`].
    pub fn play(&self, rules: &Rules) -> Result<(), Miss> {
        let miss = |step: usize, unmet: Unmet| Miss {
            step,
            line: self.lines.get(step.saturating_sub(1)).copied().unwrap_or(1),
            unmet,
        };
        let mut desk = Desk::new(self, rules).map_err(|refusal| miss(0, refusal.into()))?;
        for (number, step) in self.step.iter().enumerate() {
            desk.play(step.get_ref())
                .map_err(|unmet| miss(number + 1, unmet))?;
        }
        Ok(())
    }
}

impl From<Refusal> for Unmet {
    fn from(refusal: Refusal) -> Self {
        Self::new("refused", "", refusal)
    }
}

fn expect<T: PartialEq + std::fmt::Debug>(
    what: impl ToString,
    expected: T,
    actual: T,
) -> Result<(), Unmet> {
    match expected == actual {
        true => Ok(()),
        false => Err(Unmet {
            what: what.to_string(),
            expected: format!("{expected:?}"),
            actual: format!("{actual:?}"),
        }),
    }
}

fn shown(minutes: i64) -> String {
    in_days(minutes).to_string()
}

fn all_shown<'d>(
    days: impl IntoIterator<Item = (&'d String, &'d Days)>,
) -> BTreeMap<String, String> {
    let shown = |(name, days): (&String, &Days)| (name.clone(), shown(days.0));
    days.into_iter().map(shown).collect()
}

struct Desk<'r> {
    calendar: Calendar,
    band: Band,
    rules: &'r Rules,
    service: Service,
    account: Account,
}

impl<'r> Desk<'r> {
    fn new(scenario: &AccountScenario, rules: &'r Rules) -> Result<Self, Refusal> {
        let mut calendar = Calendar::default();
        for year in CALENDARS {
            calendar.apply(&calendar::read(year)?);
        }
        let band = Band::read(BANDS)?.remove(BAND);
        Ok(Self {
            calendar,
            band: band.ok_or_else(|| Refusal::new("band-missing"))?,
            rules,
            service: Service {
                first_post: scenario.first_post,
                credited_months: scenario.credited_months,
            },
            account: Account::default(),
        })
    }

    fn enter(&mut self, event: &AccountEvent) -> Result<(), Unmet> {
        self.account.allows(event)?;
        self.account.apply(event, 1_000, OperationId([1; 32]));
        Ok(())
    }

    fn charge(
        &self,
        kind: &Kind,
        span: Span,
        case: Option<&CaseId>,
    ) -> Result<(Vec<Slice>, Charge), Refusal> {
        let slices = leave::slices(&span, &self.calendar, &self.band)?;
        let charge = leave::charge(kind, &slices, &self.account, self.rules, case)?;
        Ok((slices, charge))
    }

    fn play(&mut self, step: &Step) -> Result<(), Unmet> {
        match step {
            Step::Open { .. } => self.open(step),
            Step::Bring { .. } => self.bring(step),
            Step::Overtime {
                lot,
                on,
                hours,
                until,
            } => {
                let granted = leave::comp(lot.clone(), *on, hours * 60, self.rules)?;
                expect("hours", hours * 60, granted.minutes)?;
                expect("until", *until, granted.until)?;
                self.enter(&AccountEvent::Granted(granted))
            }
            Step::Take(take) => self.take(take),
            Step::Refuse { .. } => self.refuse(step),
            Step::Commit { case } => {
                let case = case.clone();
                self.enter(&AccountEvent::Committed(Committed { case }))
            }
            Step::Release { case } => self.enter(&AccountEvent::Released(Released {
                case: case.clone(),
                why: Why::new("withdrawn"),
            })),
            Step::Left { on, pots } => pots.iter().try_for_each(|(pot, days)| {
                let name = PotName::new(pot.as_str());
                let name = name.map_err(|_| Unmet::new("pots", pot, ""))?;
                let left = self.account.balance(&name, *on);
                expect(format!("pots.{pot}"), shown(days.0), shown(left))
            }),
            Step::Close { year, kept, until } => {
                let granted = leave::kept_at_year_end(&self.account, *year, self.rules)?;
                let none = || Unmet::new("kept", shown(kept.0), "");
                let granted = granted.ok_or_else(none)?;
                expect("kept", shown(kept.0), shown(granted.minutes))?;
                expect("until", *until, granted.until)?;
                self.enter(&AccountEvent::Granted(granted))
            }
            Step::Late { arrival, hours } => {
                expect("hours", hours * 60, self.band.late_minutes(*arrival))
            }
            Step::LeaveEarlyAfterMorningLeave {
                departure,
                short_minutes,
            } => {
                let short = self.band.short_after_morning_leave(*departure);
                expect("short_minutes", *short_minutes, short)
            }
        }
    }

    fn open(&mut self, step: &Step) -> Result<(), Unmet> {
        let Step::Open {
            year,
            kept,
            grants,
            why,
        } = step
        else {
            return Ok(());
        };
        let kept = kept.iter().map(|kept| Kept {
            year: kept.year,
            minutes: kept.days.0,
        });
        let kept: Vec<Kept> = kept.collect();
        let mut of_pots: BTreeMap<String, Days> = BTreeMap::new();
        for event in leave::grants(&self.service, *year, &kept, self.rules)? {
            if let AccountEvent::Granted(granted) = &event {
                of_pots.entry(granted.pot.to_string()).or_default().0 += granted.minutes;
                if let Some(why) = why.get(granted.pot.as_str()) {
                    let what = format!("why.{}", granted.pot);
                    expect(what, why.clone(), granted.why.code.clone())?;
                }
            }
            self.enter(&event)?;
        }
        let granted = of_pots.iter().filter(|(pot, _)| grants.contains_key(*pot));
        expect("grants", all_shown(grants), all_shown(granted))
    }

    fn bring(&mut self, step: &Step) -> Result<(), Unmet> {
        let Step::Bring {
            lot,
            pot,
            year,
            days,
            used,
            must_take,
            from,
            until,
        } = step
        else {
            return Ok(());
        };
        self.enter(&AccountEvent::Granted(Granted {
            lot: lot.clone(),
            pot: pot.clone(),
            year: *year,
            minutes: days.0,
            used: used.0,
            must_take: must_take.0,
            from: *from,
            until: *until,
            why: Why::new("granted-brought"),
        }))
    }

    fn refuse(&self, step: &Step) -> Result<(), Unmet> {
        let Step::Refuse {
            kind,
            from,
            to,
            code,
            facts,
        } = step
        else {
            return Ok(());
        };
        let span = Span {
            from: *from,
            to: *to,
        };
        let Err(refusal) = self.charge(kind, span, None) else {
            return Err(Unmet::new("refused", code, ""));
        };
        expect("code", code, &refusal.code)?;
        facts.iter().try_for_each(|(name, value)| {
            let what = format!("facts.{name}");
            expect(what, Some(value), refusal.facts.get(name))
        })
    }

    fn take(&mut self, take: &Take) -> Result<(), Unmet> {
        let span = Span {
            from: take.from,
            to: take.to,
        };
        let (slices, charge) = self.charge(&take.kind, span, Some(&take.case))?;
        expect("days", shown(take.days.0), shown(charge.minutes()))?;
        let taken = charge
            .lots
            .iter()
            .map(|lot| (lot.lot.to_string(), shown(lot.minutes)));
        expect("lots", all_shown(&take.lots), taken.collect())?;
        expect("pay_cut", shown(take.pay_cut.0), shown(charge.pay_cut))?;
        if let Some(needed) = take.proof {
            expect("proof", needed, charge.proof.needed)?;
        }
        self.enter(&AccountEvent::Held(Held {
            case: take.case.clone(),
            kind: take.kind.clone(),
            slices,
            cost: charge.cost(),
        }))?;
        charge.lots.iter().try_for_each(|lot| {
            let left = self.account.pot(&lot.lot).map(|pot| pot.left);
            expect(format!("left.{}", lot.lot), Some(lot.after), left)
        })
    }
}
