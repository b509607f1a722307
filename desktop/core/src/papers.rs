//! The official paper of a case, made by the archive from the sheet of its pack.

mod given;
mod own_grid;

use std::path::PathBuf;

use archive::print::{Filled, Sheet};
use archive::{Fonts, Meta, Pdf};
use feel::Value;
use form_model::Form;
use jiff::civil::{DateTime, Weekday};
use office::case::{Authority, Case, Closed, Mark, Role, Station};
use office::ids::{PackId, PersonId};
use office::leave::{DAY, HOUR};
use office::org::{Desk, Org};
use office::route::Origin;
use office::world::Reading;
use office::{Pack, Stream, World, civil};

use crate::session::Session;
use crate::texts::{OFFICIAL, Texts};
use crate::world::Staged;
use crate::{Failure, answers, people};

impl From<archive::Problem> for Failure {
    fn from(problem: archive::Problem) -> Self {
        Self::new(problem.code()).with("detail", &problem)
    }
}

/// The fonts of this computer for official papers.
///
/// # Errors
/// `print-no-font`.
pub(crate) fn find_fonts(folders: &[PathBuf]) -> Result<Fonts, Failure> {
    Fonts::find(folders).map_err(|e| Failure::new(e.code()))
}

/// Makes the paper of a case. The same state of a case gives the same bytes.
///
/// # Errors
/// `pack-missing`, `print-*`, `pdf-*`.
pub(crate) fn make(
    session: &Session,
    world: &Staged<'_>,
    case: &Case,
    fonts: &Fonts,
) -> Result<Pdf, Failure> {
    let pack = world
        .pack(&case.pack)?
        .ok_or_else(|| Failure::new("pack-missing").with("version", case.pack.version))?;
    let texts = session.known.texts(&case.pack)?;
    let org = session.org()?;
    let head = world.head(&Stream::Case(case.id.clone()));
    let writer = Writer {
        world,
        pack: &pack,
        case,
        org: &org,
        texts: &texts,
    };
    let filled = writer.filled(&digest(&head.hash), pack.manifest.filing.keep_years)?;
    let title = texts.get(OFFICIAL, "pack-name").unwrap_or_default();
    let number = case.number.clone().unwrap_or_default();
    let meta = Meta {
        title: format!("{title}（{number}）"),
        language: OFFICIAL.to_owned(),
        created_ms: case.updated,
        document_id: format!("{}/{}", case.id, head.seq),
    };
    let (sheet, filled) = match &pack.print {
        Some(print) => (Sheet::read(print)?, filled),
        None => {
            let own = own_grid::of_case(&pack, case, &org, &texts, filled)?;
            (own.sheet, own.filled)
        }
    };
    Ok(archive::make(&sheet, &filled, fonts, &meta)?)
}

/// Makes the blank form of a service, to be filled in by hand.
///
/// # Errors
/// `service-unknown`, `pack-missing`, `print-*`, `pdf-*`.
pub(crate) fn blank(session: &Session, service: &PackId, fonts: &Fonts) -> Result<Pdf, Failure> {
    let world = session.world();
    let current = world.packs()?.unwrap_or_default();
    let missing = || Failure::new("service-unknown").with("service", service);
    let pack_ref = current.current.get(service).ok_or_else(missing)?;
    let pack = world
        .pack(pack_ref)?
        .ok_or_else(|| Failure::new("pack-missing").with("version", pack_ref.version))?;
    let (texts, org) = (session.known.texts(pack_ref)?, session.org()?);
    let own = own_grid::blank(&pack, pack_ref, &org, &texts, session.now())?;
    let title = texts.get(OFFICIAL, "pack-name").unwrap_or_default();
    let meta = Meta {
        title: title.to_owned(),
        language: OFFICIAL.to_owned(),
        created_ms: 0,
        document_id: format!("blank/{service}/{}", pack_ref.version),
    };
    Ok(archive::make(&own.sheet, &own.filled, fonts, &meta)?)
}

/// The paper of a form by itself (PDF/A-2b), before it is a service of an agency: with answers, or
/// blank with a code that names the form. `ftl` is the Fluent source of its texts, `now` the day of
/// its expressions (ms since 1970 UTC).
///
/// # Errors
/// `print-*`, `pdf-*`, and as [`form_model::Session::open`].
pub fn of_form(
    form: &Form,
    answers: Option<form_model::Answers>,
    ftl: &str,
    now: i64,
) -> Result<Vec<u8>, Failure> {
    let texts = Texts::of_language(OFFICIAL, ftl);
    let hash = sync::Hash::of(form.write()).to_hex().to_uppercase();
    let code = &hash[..16];
    let own = own_grid::of_form(form, answers, &texts, (code, now))?;
    let meta = Meta {
        title: texts
            .get(OFFICIAL, "pack-name")
            .unwrap_or_default()
            .to_owned(),
        language: OFFICIAL.to_owned(),
        created_ms: 0,
        document_id: format!("form/{code}"),
    };
    let fonts = find_fonts(&[])?;
    Ok(archive::make(&own.sheet, &own.filled, &fonts, &meta)?.bytes)
}

/// The first eight bytes of the last event's hash, as they are compared by eye.
fn digest(hash: &sync::Hash) -> String {
    let hex = hash.to_hex().to_uppercase();
    [0, 4, 8, 12].map(|at| &hex[at..at + 4]).join("-")
}

struct Writer<'a> {
    world: &'a Staged<'a>,
    pack: &'a Pack,
    case: &'a Case,
    org: &'a Org,
    texts: &'a Texts,
}

impl Writer<'_> {
    fn filled(&self, digest: &str, keep_years: u16) -> Result<Filled, Failure> {
        let case = self.case;
        let on = civil::wall(case.submitted).date();
        let applicant = people::brief(self.org, &case.applicant, on);
        let unit = self
            .org
            .units
            .get(&case.unit)
            .map(|unit| unit.name.clone())
            .unwrap_or_default();
        let title = self
            .org
            .posts
            .get(&case.post)
            .map(|post| post.title.clone())
            .unwrap_or_default();
        let mut filled = Filled::default()
            .with("agency.name", &self.org.agency)
            .with(
                "case.number",
                case.number.as_deref().unwrap_or("（未編號）"),
            )
            .with("case.digest", digest)
            .with("print.time", &roc_minute(civil::wall(case.updated)))
            .with("applicant.name", &applicant.name)
            .with("applicant.title", &title)
            .with("applicant.unit", &unit)
            .with("applied.date", &roc_day(civil::wall(case.submitted)))
            .with("attachments", &self.attachments());
        if let Some(number) = &case.file_number {
            filled = filled
                .with("file.number", number)
                .with("file.retention", &format!("{keep_years}年"));
        }
        filled = given::fill(filled, self.pack, self.org, case);
        filled = self.leave(filled)?;
        let submitted = [
            "申請人",
            &title,
            &applicant.name,
            "送出",
            &short_minute(case.submitted),
            "",
        ];
        filled = row(filled, submitted);
        for station in &case.stations {
            if let Some(closed) = station.closed.as_ref().filter(|closed| closed.by.is_some()) {
                filled = self.signer(filled, station, closed);
            }
        }
        Ok(filled)
    }

    fn leave(&self, filled: Filled) -> Result<Filled, Failure> {
        let text = |name: &str| {
            self.case
                .answers
                .get(name)
                .and_then(Value::as_text)
                .unwrap_or_default()
        };
        let filled = filled.with("leave.reason", text("reason"));
        let Some(leave) = &self.case.leave else {
            return Ok(filled);
        };
        let on = civil::wall(self.case.submitted).date();
        let deputy = leave
            .deputy
            .as_ref()
            .map_or_else(people::nobody, |person| people::brief(self.org, person, on));
        let filled = filled
            .with("leave.kind", leave.kind.as_str())
            .with("leave.from", &roc_moment(leave.span.from))
            .with("leave.to", &roc_moment(leave.span.to))
            .with("leave.total", &amount(leave.minutes()))
            .with("deputy.name", &deputy.name)
            .with("deputy.title", &deputy.title);
        let place = text("place");
        let filled = if place.is_empty() {
            filled
        } else {
            filled.with("leave.note", &format!("地點：{place}"))
        };
        Ok(match self.left()? {
            Some(left) => filled.with("leave.left", &left),
            None => filled,
        })
    }

    /// What is left of the pot, when the account may be seen here.
    fn left(&self) -> Result<Option<String>, Failure> {
        let lot = self
            .case
            .leave
            .as_ref()
            .and_then(|leave| Some(leave.cost.as_ref()?.charges.last()?.lot.clone()));
        let (Some(lot), Some(account)) = (lot, self.world.account(&self.case.applicant)?) else {
            return Ok(None);
        };
        let Some(pot) = account.pot(&lot) else {
            return Ok(None);
        };
        let key = format!("pot-{}", pot.pot);
        let name = self.texts.get(OFFICIAL, &key).unwrap_or_default();
        Ok(Some(format!("核准後{name}尚餘 {}", amount(pot.left))))
    }

    fn attachments(&self) -> String {
        let names: Vec<&str> = self
            .case
            .attachments
            .iter()
            .map(|file| file.name.as_str())
            .collect();
        if names.is_empty() {
            "無".to_owned()
        } else {
            names.join("、")
        }
    }

    /// Whether nobody held the post of a station's desk when it was signed.
    fn is_vacant(&self, station: &Station, closed: &Closed) -> bool {
        let on = civil::wall(closed.signed).date();
        match &station.desk {
            Desk::Post(post) => self.org.holders(post, on).is_empty(),
            Desk::Person(_) | Desk::Office(_) => false,
        }
    }

    fn signer(&self, filled: Filled, station: &Station, closed: &Closed) -> Filled {
        let name = |person: &PersonId| {
            self.org
                .people
                .get(person)
                .map_or_else(|| person.to_string(), |p| p.name.clone())
        };
        let signed = closed.by.as_ref().map(name).unwrap_or_default();
        let place = self
            .texts
            .get(
                OFFICIAL,
                &format!("station-{}", place_name(self.case, station)),
            )
            .unwrap_or_else(|| office_name(self.case, station));
        let marks = self.case.marks(self.org, station);
        let mark = written(&marks);
        let unsealed = closed.provisional.as_ref();
        let said = [
            stood_in(
                (&marks, self.is_vacant(station, closed)),
                closed,
                closed.acting_for.as_ref().map(name),
            ),
            unsealed.map(|reason| match reason.as_str() {
                Closed::UNCHECKED => "憑證卡已簽，廢止清冊取不到，待補簽".to_owned(),
                reason => format!("未用憑證卡：{reason}"),
            }),
            Some(closed.opinion.clone()),
        ];
        let said: Vec<String> = said
            .into_iter()
            .flatten()
            .filter(|words| !words.is_empty())
            .collect();
        row(
            filled,
            [
                place,
                &closed.title,
                &signed,
                &mark,
                &short_minute(closed.signed),
                &said.join("；"),
            ],
        )
    }
}

/// For whom somebody stood in and why; a leave is not told apart from other absences.
fn stood_in(
    (marks, vacant): (&[Mark], bool),
    closed: &Closed,
    principal: Option<String>,
) -> Option<String> {
    let right = closed.right.as_ref();
    let reason = right.map_or("", |right| right.reason.as_str());
    let unless = |otherwise: &str| match reason.is_empty() {
        true => otherwise.to_owned(),
        false => reason.to_owned(),
    };
    if marks.contains(&Mark::Vacant) {
        return Some(match right.map(|right| right.authority) {
            Some(Authority::Vacant) if vacant => format!("代理：{}", unless("出缺")),
            _ => "代理".to_owned(),
        });
    }
    let principal = principal.filter(|_| marks.contains(&Mark::Deputy))?;
    Some(format!("代{principal}：{}", unless("不在")))
}

fn row(filled: Filled, cells: [&str; 6]) -> Filled {
    let [role, title, name, mark, time, opinion] = cells;
    let cells = [
        ("role", role),
        ("title", title),
        ("name", name),
        ("mark", mark),
        ("time", time),
        ("opinion", opinion),
    ];
    filled.with_row("signers", &cells)
}

/// Under which name the texts of a pack call a place of a route.
fn place_name<'c>(case: &'c Case, station: &'c Station) -> &'c str {
    match case.origin(station) {
        Some(Origin::Planned(name)) => name,
        Some(Origin::Added(_)) => "added",
        Some(Origin::Consulted(_)) => "consulted",
        Some(Origin::Delegated(_)) => "delegated",
        None => &station.element,
    }
}

/// What the office itself calls a place that the texts of a pack do not name.
fn office_name(case: &Case, station: &Station) -> &'static str {
    match case.origin(station) {
        Some(Origin::Added(_)) => "加簽",
        Some(Origin::Consulted(_)) => "會辦",
        Some(Origin::Delegated(_)) => "委派",
        Some(Origin::Planned(_)) | None => fallback(station.role),
    }
}

/// The marks beside a signature as they are written on paper, such as 代為決行（代）.
fn written(marks: &[Mark]) -> String {
    let word = |mark: &Mark| match mark {
        Mark::Consented => "同意",
        Mark::Approved => "核",
        Mark::Consulted => "會",
        Mark::Noted => "閱",
        Mark::Corrected => "補正",
        Mark::Filed => "歸檔",
        Mark::HeadDecided => "親決",
        Mark::DecidedFor => "代為決行",
        Mark::Assisted => "襄助",
        Mark::Refused => "不准",
        Mark::Against => "不同意",
        Mark::Returned => "退回",
        Mark::Deputy => "代",
        Mark::Vacant => "代理",
        Mark::Added => "加簽",
        Mark::AskedUnit => "加會",
        Mark::Delegated => "委派",
        Mark::Unsealed => "待補簽",
        Mark::Sealed => "補簽",
        Mark::TakenBack => "撤",
    };
    let Some((first, others)) = marks.split_first() else {
        return String::new();
    };
    let others: Vec<&str> = others.iter().map(word).collect();
    match others.is_empty() {
        true => word(first).to_owned(),
        false => format!("{}（{}）", word(first), others.join("、")),
    }
}

fn fallback(role: Role) -> &'static str {
    match role {
        Role::Consent => "代理人",
        Role::Approve => "主管",
        Role::Decide => "決行",
        Role::Vote => "票簽",
        Role::Consult | Role::Note => "會辦",
        Role::Correct => "補正",
        Role::File => "歸檔",
    }
}

/// Minutes of leave as days and hours.
fn amount(minutes: i64) -> String {
    let (days, hours) = (minutes / DAY, minutes % DAY / HOUR);
    match (days, hours) {
        (0, hours) => format!("{hours}時"),
        (days, 0) => format!("{days}日"),
        (days, hours) => format!("{days}日{hours}時"),
    }
}

fn roc_day(wall: DateTime) -> String {
    format!(
        "中華民國{}年{}月{}日",
        civil::roc_year(wall.date()),
        wall.month(),
        wall.day()
    )
}

fn roc_minute(wall: DateTime) -> String {
    format!("{} {}", roc_day(wall), wall.strftime("%H:%M"))
}

fn roc_moment(wall: DateTime) -> String {
    let day = match wall.date().weekday() {
        Weekday::Monday => '一',
        Weekday::Tuesday => '二',
        Weekday::Wednesday => '三',
        Weekday::Thursday => '四',
        Weekday::Friday => '五',
        Weekday::Saturday => '六',
        Weekday::Sunday => '日',
    };
    format!(
        "{}（星期{day}）{}",
        roc_day(wall),
        wall.strftime("%H時%M分")
    )
}

fn short_minute(at: i64) -> String {
    let wall = civil::wall(at);
    format!(
        "{}-{}",
        civil::roc_year(wall.date()),
        wall.strftime("%m-%d %H:%M")
    )
}

/// The words of a case that search can find besides its numbers and names.
pub(crate) fn search_words(
    world: &Staged<'_>,
    case: &Case,
    texts: &Texts,
) -> Result<Vec<String>, Failure> {
    let mut words = match world.pack(&case.pack)? {
        Some(pack) => answers::words(&pack, &case.answers),
        None => Vec::new(),
    };
    words.extend(
        case.history
            .iter()
            .map(|line| line.opinion.clone())
            .filter(|opinion| !opinion.is_empty()),
    );
    words.extend(case.attachments.iter().map(|file| file.name.clone()));
    if let Some(leave) = &case.leave {
        words.extend(
            texts
                .get(OFFICIAL, &format!("kind-{}", leave.kind))
                .map(str::to_owned),
        );
        words.push(roc_day(leave.span.from));
    }
    Ok(words)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn amounts_and_times_as_they_are_printed() {
        let check = |minutes: i64, expected: &str| assert_eq!(amount(minutes), expected);
        check(720, "1日4時");
        check(240, "4時");
        check(960, "2日");
        check(0, "0時");
        let moment: DateTime = "2026-11-26T08:30:00".parse().unwrap();
        assert_eq!(
            roc_moment(moment),
            "中華民國115年11月26日（星期四）08時30分"
        );
        assert_eq!(short_minute(civil::instant(moment)), "115-11-26 08:30");
        assert_eq!(digest(&sync::Hash([0x9f; 32])), "9F9F-9F9F-9F9F-9F9F");
    }
}
