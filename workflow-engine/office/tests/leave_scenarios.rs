//! The scenarios of the leave pack: what must come out of its rules.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
#![expect(
    clippy::disallowed_methods,
    reason = "a test reads the pack's scenarios"
)]

use std::collections::BTreeMap;
use std::path::Path;

use feel::Number;
use jiff::civil::{Date, DateTime, Time};
use office::Refusal;
use office::calendar::{self, Calendar};
use office::ids::{CaseId, LotId, OperationId};
use office::leave::{
    self, Account, AccountEvent, Band, Charge, Committed, Granted, Held, Kept, Kind, PotName,
    Released, Rules, Service, Span, Why, in_days,
};
use serde::Deserialize;

/// Days by name, written as `1.5`.
type Days = BTreeMap<String, toml::Value>;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Scenario {
    title: String,
    source: String,
    first_post: Date,
    #[serde(default)]
    credited_months: i64,
    step: Vec<Step>,
}

#[derive(Deserialize)]
#[serde(tag = "do", rename_all = "kebab-case", deny_unknown_fields)]
enum Step {
    /// Opens a year; `grants` are the days of all its lots by pot.
    Open {
        year: i16,
        #[serde(default)]
        kept: Vec<KeptDays>,
        #[serde(default)]
        grants: Days,
        #[serde(default)]
        why: BTreeMap<String, String>,
    },
    /// A lot that comes from elsewhere.
    Bring {
        lot: LotId,
        pot: PotName,
        year: i16,
        days: toml::Value,
        used: toml::Value,
        must_take: toml::Value,
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
    Take {
        case: CaseId,
        kind: Kind,
        from: DateTime,
        to: DateTime,
        days: toml::Value,
        #[serde(default)]
        lots: Days,
        #[serde(default)]
        pay_cut: Option<toml::Value>,
        #[serde(default)]
        proof: Option<bool>,
    },
    /// A request that is refused.
    Refuse {
        kind: Kind,
        from: DateTime,
        to: DateTime,
        code: String,
        facts: BTreeMap<String, String>,
    },
    Commit {
        case: CaseId,
    },
    Release {
        case: CaseId,
    },
    /// What is left in pots on a day.
    Left {
        on: Date,
        pots: Days,
    },
    /// What is kept of a year's annual leave.
    Close {
        year: i16,
        kept: toml::Value,
        until: Date,
    },
    Late {
        arrival: Time,
        hours: i64,
    },
    LeaveEarlyAfterMorningLeave {
        departure: Time,
        short_minutes: i64,
    },
}

#[derive(Deserialize)]
struct KeptDays {
    year: i16,
    days: toml::Value,
}

fn minutes(days: &toml::Value) -> i64 {
    let days: Number = days.to_string().parse().unwrap();
    days.checked_mul(Number::from(leave::DAY))
        .and_then(Number::to_i64)
        .expect("whole minutes")
}

fn shown(minutes: i64) -> String {
    in_days(minutes).to_string()
}

fn shown_days(days: &Days) -> BTreeMap<String, String> {
    days.iter()
        .map(|(name, days)| (name.clone(), shown(minutes(days))))
        .collect()
}

struct Stage {
    calendar: Calendar,
    band: Band,
    rules: Rules,
    service: Service,
    account: Account,
}

impl Stage {
    fn set(scenario: &Scenario) -> Self {
        let mut calendar = Calendar::default();
        for file in [
            include_str!("../data/calendar-2025.toml"),
            include_str!("../data/calendar-2026.toml"),
        ] {
            calendar.apply(&calendar::read(file).unwrap());
        }
        Self {
            calendar,
            band: Band::read(include_str!("../data/bands.toml"))
                .unwrap()
                .remove("flexible-0800")
                .unwrap(),
            rules: Rules::read(include_bytes!("../../packs/leave/rules.dmn")).unwrap(),
            service: Service {
                first_post: scenario.first_post,
                credited_months: scenario.credited_months,
            },
            account: Account::default(),
        }
    }

    fn enter(&mut self, event: AccountEvent) {
        self.account
            .allows(&event)
            .unwrap_or_else(|e| panic!("{e}"));
        let bytes = minicbor::to_vec(&event).unwrap();
        assert_eq!(minicbor::decode::<AccountEvent>(&bytes).unwrap(), event);
        self.account.apply(&event, 1_000, OperationId([1; 32]));
    }

    fn charge(
        &self,
        kind: &Kind,
        span: Span,
        case: Option<&CaseId>,
    ) -> Result<(Vec<leave::Slice>, Charge), Refusal> {
        let slices = leave::slices(&span, &self.calendar, &self.band)?;
        let charge = leave::charge(kind, &slices, &self.account, &self.rules, case)?;
        Ok((slices, charge))
    }

    fn play(&mut self, step: &Step) {
        match step {
            Step::Open {
                year,
                kept,
                grants,
                why,
            } => self.open(*year, kept, grants, why),
            Step::Bring {
                lot,
                pot,
                year,
                days,
                used,
                must_take,
                from,
                until,
            } => {
                self.enter(AccountEvent::Granted(Granted {
                    lot: lot.clone(),
                    pot: pot.clone(),
                    year: *year,
                    minutes: minutes(days),
                    used: minutes(used),
                    must_take: minutes(must_take),
                    from: *from,
                    until: *until,
                    why: Why::new("granted-brought"),
                }));
            }
            Step::Overtime {
                lot,
                on,
                hours,
                until,
            } => {
                let granted = leave::comp(lot.clone(), *on, hours * 60, &self.rules).unwrap();
                assert_eq!((granted.minutes, granted.until), (hours * 60, *until));
                self.enter(AccountEvent::Granted(granted));
            }
            Step::Take { .. } => self.take(step),
            Step::Refuse {
                kind,
                from,
                to,
                code,
                facts,
            } => {
                let refusal = self
                    .charge(
                        kind,
                        Span {
                            from: *from,
                            to: *to,
                        },
                        None,
                    )
                    .unwrap_err();
                assert_eq!(refusal.code, *code, "{refusal}");
                for (name, value) in facts {
                    assert_eq!(refusal.facts.get(name), Some(value), "{refusal}: {name}");
                }
            }
            Step::Commit { case } => {
                self.enter(AccountEvent::Committed(Committed { case: case.clone() }))
            }
            Step::Release { case } => {
                self.enter(AccountEvent::Released(Released {
                    case: case.clone(),
                    why: Why::new("withdrawn"),
                }));
            }
            Step::Left { on, pots } => {
                for (pot, days) in pots {
                    let left = self
                        .account
                        .balance(&PotName::new(pot.as_str()).unwrap(), *on);
                    assert_eq!(shown(left), shown(minutes(days)), "{pot} on {on}");
                }
            }
            Step::Close { year, kept, until } => {
                let granted = leave::kept_at_year_end(&self.account, *year, &self.rules)
                    .unwrap()
                    .unwrap();
                assert_eq!(
                    (shown(granted.minutes), granted.until),
                    (shown(minutes(kept)), *until)
                );
                self.enter(AccountEvent::Granted(granted));
            }
            Step::Late { arrival, hours } => {
                assert_eq!(self.band.late_minutes(*arrival), hours * 60)
            }
            Step::LeaveEarlyAfterMorningLeave {
                departure,
                short_minutes,
            } => {
                assert_eq!(
                    self.band.short_after_morning_leave(*departure),
                    *short_minutes
                );
            }
        }
    }

    fn open(
        &mut self,
        year: i16,
        kept: &[KeptDays],
        grants: &Days,
        why: &BTreeMap<String, String>,
    ) {
        let kept: Vec<Kept> = kept
            .iter()
            .map(|k| Kept {
                year: k.year,
                minutes: minutes(&k.days),
            })
            .collect();
        let mut of_pots: BTreeMap<String, i64> = BTreeMap::new();
        for event in leave::grants(&self.service, year, &kept, &self.rules).unwrap() {
            let AccountEvent::Granted(granted) = &event else {
                panic!("only grants open a year")
            };
            *of_pots.entry(granted.pot.to_string()).or_default() += granted.minutes;
            if let Some(why) = why.get(granted.pot.as_str()) {
                assert_eq!(granted.why.code, *why, "{} of {year}", granted.pot);
            }
            self.enter(event);
        }
        for (pot, days) in shown_days(grants) {
            assert_eq!(
                of_pots.get(&pot).copied().map(shown),
                Some(days),
                "{pot} of {year}"
            );
        }
    }

    fn take(&mut self, step: &Step) {
        let Step::Take {
            case,
            kind,
            from,
            to,
            days,
            lots,
            pay_cut,
            proof,
        } = step
        else {
            return;
        };
        let (slices, charge) = self
            .charge(
                kind,
                Span {
                    from: *from,
                    to: *to,
                },
                Some(case),
            )
            .unwrap_or_else(|e| panic!("{e}"));
        assert_eq!(shown(charge.minutes()), shown(minutes(days)));
        let taken: BTreeMap<String, String> = charge
            .lots
            .iter()
            .map(|lot| (lot.lot.to_string(), shown(lot.minutes)))
            .collect();
        assert_eq!(taken, shown_days(lots));
        assert_eq!(
            shown(charge.pay_cut),
            shown(pay_cut.as_ref().map_or(0, minutes))
        );
        if let Some(needed) = proof {
            assert_eq!(charge.proof.needed, *needed);
        }
        let held = Held {
            case: case.clone(),
            kind: kind.clone(),
            slices,
            cost: charge.cost(),
        };
        self.enter(AccountEvent::Held(held));
        for lot in &charge.lots {
            assert_eq!(
                self.account.pot(&lot.lot).unwrap().left,
                lot.after,
                "{}",
                lot.lot
            );
        }
    }
}

#[test]
fn every_scenario_of_the_pack_comes_out_right() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../packs/leave/scenarios");
    let mut played = 0;
    let mut files: Vec<_> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    files.sort();
    for file in files {
        let text = std::fs::read_to_string(&file).unwrap();
        let scenario: Scenario =
            toml::from_str(&text).unwrap_or_else(|e| panic!("{}: {e}", file.display()));
        assert!(!scenario.title.is_empty() && !scenario.source.is_empty());
        let mut stage = Stage::set(&scenario);
        for (place, step) in scenario.step.iter().enumerate() {
            println!("{} step {}", file.display(), place + 1);
            stage.play(step);
        }
        played += 1;
    }
    assert!(played >= 16, "only {played} scenarios");
}
