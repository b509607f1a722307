//! What the office reads: operations, events, states, packs, tables, and times in words.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use jiff::civil::date;
use office::calendar::{self, Calendar};
use office::ids::OperationId;
use office::leave::{Band, when};
use office::{Content, Event, Pack, State, Stream};

use crate::seeds::{BANDS, CALENDAR, leave_files, unhex};
use crate::{Held, must, same};

/// 24 November 2026, 09:00 in Taipei, ms.
const MORNING: i64 = 1_795_482_000_000;

/// What an operation asks for: what reads is written to what reads the same.
pub fn content(bytes: &[u8]) -> Held {
    let Ok(content) = Content::from_bytes(bytes) else {
        return Ok(());
    };
    must(
        bytes.len() <= office::operation::MAX_CONTENT,
        "content beyond its limit",
    )?;
    let back = Content::from_bytes(&content.to_bytes());
    same(&back.ok().as_ref(), &Some(&content), "content that changes")?;
    let _ = (content.case(), content.needs().count());
    Ok(())
}

/// What became true: the same, and applied to an empty state of each kind of stream.
pub fn event(bytes: &[u8]) -> Held {
    let Some(event) = Event::from_bytes(bytes) else {
        return Ok(());
    };
    let back = Event::from_bytes(&event.to_bytes());
    same(&back.as_ref(), &Some(&event), "an event that changes")?;
    for stream in [
        "org",
        "calendar",
        "packs",
        "case/c1",
        "account/p12",
        "away/u-plan",
        "series/case-hr-115",
    ] {
        let stream: Stream = stream.parse().map_err(|_| "no stream")?;
        let mut state = State::empty(&stream);
        state.apply(&event, MORNING, OperationId([1; 32]));
        state.apply(&event, MORNING, OperationId([2; 32]));
    }
    Ok(())
}

/// A history, as `workflow-engine/histories` keeps them: applied line after line, and asked.
pub fn history(bytes: &[u8]) -> Held {
    let text = String::from_utf8_lossy(bytes);
    let mut states = BTreeMap::new();
    for line in text.lines() {
        let [stream, at, operation, body] = line.split(' ').collect::<Vec<_>>()[..] else {
            continue;
        };
        let (Ok(stream), Ok(at)) = (stream.parse::<Stream>(), at.parse()) else {
            continue;
        };
        let Ok(operation) = <[u8; 32]>::try_from(unhex(operation)) else {
            continue;
        };
        if let Some(event) = Event::from_bytes(&unhex(body)) {
            states
                .entry(stream.clone())
                .or_insert_with(|| State::empty(&stream))
                .apply(&event, at, OperationId(operation));
        }
    }
    states.values().try_for_each(asked)
}

/// What screens ask of a state, and its cached form.
fn asked(state: &State) -> Held {
    let on = date(2026, 12, 31);
    let _ = match state {
        State::Account(account) => account.pots(on).len(),
        State::Case(Some(case)) => case.open_stations().count(),
        State::Calendar(calendar) => {
            let _ = calendar.next_working(on);
            calendar.working_days(date(2026, 1, 1), on).count()
        }
        State::Series(series) => usize::try_from(series.next()).unwrap_or(0),
        _ => 0,
    };
    let back = State::from_cache(&state.to_cache());
    same(
        &back.as_ref(),
        &Some(state),
        "a state that changes in its cache",
    )
}

/// A cached state.
pub fn state(bytes: &[u8]) -> Held {
    State::from_cache(bytes).as_ref().map_or(Ok(()), asked)
}

/// A pack as it is published.
pub fn pack(bytes: &[u8]) -> Held {
    let Ok(files) = office::pack::unbundle(bytes) else {
        return Ok(());
    };
    must(files.len() <= office::pack::MAX_FILES, "too many files")?;
    let again = office::pack::unbundle(&office::pack::bundle(&files));
    same(&again.ok().as_ref(), &Some(&files), "files that change")?;
    let _ = Pack::read(bytes);
    Ok(())
}

/// `pack.toml` in the leave pack.
pub fn pack_manifest(bytes: &[u8]) -> Held {
    let mut files = leave_files();
    files.insert("pack.toml".to_owned(), bytes.to_vec());
    let _ = Pack::read(&office::pack::bundle(&files));
    Ok(())
}

/// The table of a year's days off.
pub fn calendar(bytes: &[u8]) -> Held {
    let Ok(event) = calendar::read(&String::from_utf8_lossy(bytes)) else {
        return Ok(());
    };
    let mut calendar = Calendar::default();
    let _ = calendar.allows(&event);
    calendar.apply(&event);
    let back = Event::from_bytes(&Event::Calendar(event.clone()).to_bytes());
    same(
        &back,
        &Some(Event::Calendar(event)),
        "a calendar that changes",
    )?;
    asked(&State::Calendar(calendar.into()))
}

/// Working times.
pub fn bands(bytes: &[u8]) -> Held {
    if let Ok(bands) = Band::read(&String::from_utf8_lossy(bytes)) {
        let now = date(2026, 11, 24).at(9, 0, 0, 0);
        for band in bands.values() {
            let _ = when::read("明天下午到週五", now, &Calendar::default(), band);
        }
    }
    Ok(())
}

/// When, in the words of a person: what is understood lies within the limit.
pub fn when(bytes: &[u8]) -> Held {
    static TABLES: LazyLock<Option<(Calendar, Band)>> = LazyLock::new(|| {
        let mut calendar = Calendar::default();
        calendar.apply(&calendar::read(CALENDAR).ok()?);
        let band = Band::read(BANDS).ok()?.into_values().next()?;
        Some((calendar, band))
    });
    let (calendar, band) = TABLES.as_ref().ok_or("the tables are none")?;
    let text = String::from_utf8_lossy(bytes);
    for now in [
        date(2026, 11, 24).at(9, 0, 0, 0),
        date(2028, 2, 29).at(23, 59, 59, 0),
    ] {
        if let Ok(span) = when::read(&text, now, calendar, band) {
            must(
                text.chars().count() <= when::MAX_TEXT,
                "a text beyond its limit",
            )?;
            must(span.from <= span.to, "a span that ends before it begins")?;
        }
    }
    Ok(())
}
