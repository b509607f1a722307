//! A typhoon day that is announced while a timer runs: the reminder comes on the next working day.
//! 天然災害停止上班

use jiff::civil::{Date, date};
use office::Content;
use office::calendar::{CalendarEvent, NamedDay};
use office::ids::CaseId;
use office::operation::{PublishCalendar, Wake};
use workflow_engine::time;

use crate::agency::{Agency, answers};

fn due(agency: &Agency) -> Option<Date> {
    let due = office::decide::next_wake(&agency.case("c1"))?;
    Some(time::to_civil(due)?.date())
}

fn wake(agency: &mut Agency, day: Date) {
    agency.now = time::to_ms(day.at(16, 0, 0, 0)).unwrap();
    let case = CaseId::new("c1").unwrap();
    agency.ask_agency(Content::Wake(Wake { case })).unwrap();
}

fn reminders(agency: &Agency) -> usize {
    let case = agency.case("c1");
    let lines = case.history.iter();
    lines.filter(|line| line.what == "reminded").count()
}

#[test]
fn a_reminder_waits_for_the_next_working_day() {
    let mut agency = Agency::open();
    let (from, to) = (
        date(2026, 12, 7).at(8, 30, 0, 0),
        date(2026, 12, 7).at(12, 30, 0, 0),
    );
    let request = agency.submit("c1", answers("annual", from, to, "p13"));
    agency.ask("p12", request).unwrap();
    let (typhoon, next) = (date(2026, 11, 25), date(2026, 11, 26));
    assert_eq!(due(&agency), Some(typhoon));
    let year = office::calendar::read(include_str!("../../data/calendar-2026.toml")).unwrap();
    let CalendarEvent::YearPublished(mut year) = year;
    year.off.push(NamedDay {
        date: typhoon,
        name: "天然災害停止上班".to_owned(),
    });
    let year = CalendarEvent::YearPublished(year);
    let published = Content::PublishCalendar(PublishCalendar { year });
    agency.ask_agency(published).unwrap();
    wake(&mut agency, typhoon);
    assert_eq!(reminders(&agency), 0);
    assert_eq!(due(&agency), Some(next));
    wake(&mut agency, next);
    assert_eq!(reminders(&agency), 1);
}
