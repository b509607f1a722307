//! The route as a list of stations.

use pack_author::route::{self, Desk, Linear, Role, Station, Step};
use pack_author::template::Template;
use pack_author::{Edit, FLOW, RULES, Weight};
use slint::Image;

use super::Inner;
use super::stops::{OFFICES, desk_at, desk_name, detail, frame, stops};
use crate::clauses;
use crate::expression::Reach;
use crate::findings;
use crate::keys::{Stroke, named};
use crate::models::{follow, words};
use crate::problems::{Trouble, sentence};
use crate::stations::{alone, fresh, join, part, places, play, seat, shift, station_mut, take};
use crate::texts::Say;
use crate::ui;

/// The box of a station's condition, by which words are offered.
pub(super) const STATION_WHEN: &str = "stop/when";

impl Inner {
    fn stop_row(&self) -> usize {
        usize::try_from(self.get(|designer| designer.get_stop_row())).unwrap_or(0)
    }

    fn set_stop_row(&self, row: usize) {
        self.set(|designer| designer.set_stop_row(i32::try_from(row).unwrap_or(0)));
    }

    pub(super) fn show_route(&mut self) {
        let Some(open) = &self.open else {
            return;
        };
        let read = open.sheet.service().route();
        let say = self.say.borrow();
        let findings = open.sheet.service().check().into_iter();
        let findings = findings
            .filter(|finding| [FLOW, RULES].contains(&finding.file.as_str()))
            .filter(|finding| finding.weight > Weight::Notice)
            .map(|finding| line(findings::told(&finding, &open.sheet, &say)));
        follow(&self.models.findings, findings.collect(), |line| {
            (line.id.clone(), line.said.clone())
        });
        let (stops, detail, frame) = match &read {
            Ok(linear) => {
                let row = self.stop_row().min(places(linear).len().saturating_sub(1));
                self.set_stop_row(row);
                let mut detail = detail(linear, row);
                let boxes = self.boxes(open, linear, row, &say);
                follow(&self.models.stop_props, boxes, |row| row.id.clone());
                if let Some((_, what, said)) =
                    self.stop_refused.as_ref().filter(|(at, ..)| *at == row)
                {
                    detail.problem_at = what.into();
                    detail.problem = said.into();
                }
                let reach = reach(open, linear);
                (stops(linear, &reach, &say), detail, frame(linear))
            }
            Err(problem) => {
                let why = sentence(&problem.code, &problem.facts, &say);
                let frame = ui::RouteFrame {
                    why: why.into(),
                    missing: problem.code == "pack-file-missing",
                    ..ui::RouteFrame::default()
                };
                (Vec::new(), ui::StopDetail::default(), frame)
            }
        };
        drop(say);
        follow(&self.models.stops, stops, |stop| stop.id.clone());
        let say = self.say.borrow();
        let names = OFFICES
            .iter()
            .map(|name| say.say(&format!("office-{name}")));
        let names = names.chain([say.say("office-other")]).map(Into::into);
        let offices = words(names.collect());
        drop(say);
        self.set(|designer| {
            designer.set_offices(offices);
            designer.set_stop(detail);
            designer.set_route(frame);
        });
        self.show_flow();
    }

    /// The boxes of the condition of a station.
    fn boxes(&self, open: &super::Open, linear: &Linear, row: usize, say: &Say) -> Vec<ui::Prop> {
        let Some(station) = linear.stations().nth(row) else {
            return Vec::new();
        };
        let by_hand = self.is_by_hand(&station.key, STATION_WHEN);
        let label = say.say("stop-when");
        let name = (STATION_WHEN, label.as_str());
        clauses::rows(name, &station.when, &reach(open, linear), by_hand, say)
    }

    /// The key of the station that is looked at.
    pub(super) fn stop_key_now(&self) -> Option<String> {
        let linear = self.open.as_ref()?.sheet.service().route().ok()?;
        let station = linear.stations().nth(self.stop_row())?;
        Some(station.key.clone())
    }

    /// The condition of the station that is looked at.
    pub(super) fn stop_when(&self) -> Option<String> {
        let linear = self.open.as_ref()?.sheet.service().route().ok()?;
        let station = linear.stations().nth(self.stop_row())?;
        Some(station.when.clone())
    }

    /// What the condition of a station may read.
    pub(super) fn station_reach(&self) -> Option<Reach> {
        let open = self.open.as_ref()?;
        let linear = open.sheet.service().route().ok()?;
        Some(reach(open, &linear))
    }

    fn show_flow(&mut self) {
        let Some(open) = &self.open else {
            return;
        };
        let flow = open.sheet.files().get(FLOW).cloned().unwrap_or_default();
        if flow == self.pictured {
            return;
        }
        let drawn = route::picture(open.sheet.files()).unwrap_or_default();
        let image = Image::load_from_svg_data(plain(&drawn).as_bytes()).unwrap_or_default();
        self.pictured = flow;
        self.set(|designer| designer.set_flow(image));
    }

    /// Changes the route as a step, of what is typed as one step for a run of typing.
    fn change_route(&mut self, what: &str, typed: bool, act: impl FnOnce(&mut Linear)) {
        let row = self.stop_row();
        let Some(open) = &mut self.open else {
            return;
        };
        let Ok(mut linear) = open.sheet.service().route() else {
            return;
        };
        act(&mut linear);
        if typed {
            open.sheet.begin(&format!("route/{row}"), what);
        } else {
            open.sheet.settle();
        }
        let done = open.sheet.go_on(&Edit::Route(Box::new(linear)));
        self.stop_refused = done.err().map(|problem| {
            let said = self.sentence(&problem);
            (row, what.to_owned(), said)
        });
        self.changed();
        if let Some((.., said)) = &self.stop_refused {
            self.tell(said, true);
        }
    }

    fn change_stop(&mut self, what: &str, typed: bool, act: impl FnOnce(&mut Station)) {
        let row = self.stop_row();
        self.change_route(what, typed, |linear| {
            let place = places(linear).get(row).copied();
            if let Some(station) = place.and_then(|place| station_mut(linear, place)) {
                act(station);
            }
        });
    }

    /// Another station is looked at.
    pub(super) fn stop_select(&mut self, row: i32) {
        self.flush();
        self.stop_refused = None;
        self.models.offers.set_vec(Vec::new());
        self.set(|designer| designer.set_stop_row(row));
        self.show_route();
    }

    /// Something of the station or the route is typed.
    pub(super) fn stop_edit(&mut self, what: &str, text: &str) {
        let text = text.trim().to_owned();
        let row = self.stop_row();
        match what {
            "chinese" => {
                self.note_english();
                self.change_stop(what, true, |own| own.names[0] = text);
            }
            "english" => self.change_stop(what, true, |own| own.names[1] = text),
            "key" => self.change_stop(what, true, |own| own.key = text),
            "when" => {
                let basis = self.basis_after(&text);
                self.change_stop(what, true, |own| {
                    own.when = text;
                    own.basis = basis.unwrap_or_else(|| own.basis.clone());
                });
            }
            "basis" => self.change_stop(what, true, |own| own.basis = text),
            "desk-name" => self.change_stop(what, true, |own| {
                let desk = match own.desk {
                    Desk::Head(_) => Desk::Head(text.parse().unwrap_or(0)),
                    Desk::Office(_) => Desk::Office(text),
                    Desk::Post(_) => Desk::Post(text),
                    Desk::Applicant | Desk::Deputy | Desk::LastSigner => return,
                };
                seat(own, desk);
            }),
            "needs" => self.change_route(what, true, |linear| {
                let place = places(linear).get(row).copied();
                if let Some((step, _)) = place
                    && let Some(Step::Side(side)) = linear.steps.get_mut(step)
                    && let Some(vote) = &mut side.vote
                {
                    vote.needs = text.parse().unwrap_or(0);
                }
            }),
            "urge" => self.change_route(what, true, |linear| {
                linear.urge = (!text.is_empty()).then(|| text.parse().unwrap_or(0));
            }),
            _ => {}
        }
    }

    /// What the English name was when the Chinese one was written anew.
    fn note_english(&mut self) {
        let row = self.stop_row();
        let linear = self.open.as_ref().map(|open| open.sheet.service().route());
        let Some(Ok(linear)) = linear else {
            return;
        };
        if let Some(own) = linear
            .stations()
            .nth(row)
            .filter(|own| !own.names[1].is_empty())
        {
            self.renamed
                .entry(own.key.clone())
                .or_insert_with(|| own.names.clone());
        }
    }

    /// Stations that were renamed while their English name stayed.
    pub(super) fn stale_english(&self, open: &super::Open) -> Vec<Trouble> {
        let Ok(linear) = open.sheet.service().route() else {
            return Vec::new();
        };
        let say = self.say.borrow();
        let stale = |own: &&Station| {
            let before = self.renamed.get(&own.key);
            before.is_some_and(|[chinese, english]| {
                *chinese != own.names[0] && *english == own.names[1]
            })
        };
        let told = |own: &Station| Trouble {
            pointer: findings::Spot::Station(own.key.clone()).id(),
            weight: 1,
            said: say.say_with("english-stale", &[("english", &own.names[1])]),
            place: format!("{} · {}", say.say("tab-route"), own.names[0]),
        };
        linear.stations().filter(stale).map(told).collect()
    }

    /// The basis under another condition, where it only said the condition that was; none where
    /// somebody wrote it.
    fn basis_after(&self, when: &str) -> Option<String> {
        let open = self.open.as_ref()?;
        let linear = open.sheet.service().route().ok()?;
        let own = linear.stations().nth(self.stop_row())?;
        let reach = reach(open, &linear);
        let say = self.say.borrow();
        let said = |when: &str| match when {
            "" => String::new(),
            when => clauses::spoken(when, &reach, &say),
        };
        let templates = Template::ALL.into_iter().map(Template::route);
        let of_template = templates.into_iter().any(|route| {
            let mut stations = route.stations();
            stations.any(|other| !other.basis.is_empty() && other.basis == own.basis)
        });
        let generated = of_template || (!own.basis.is_empty() && own.basis == said(&own.when));
        (generated && own.when != when).then(|| said(when))
    }

    pub(super) fn stop_choose(&mut self, what: &str, chosen: i32) {
        let row = self.stop_row();
        match what {
            "desk" => self.change_stop(what, false, |own| {
                let desk = desk_at(chosen, &desk_name(&own.desk));
                seat(own, desk);
            }),
            "office" => self.change_stop(what, false, |own| {
                let place = usize::try_from(chosen).unwrap_or(0);
                // Any other begins with a key of its own, which is written beside.
                let name = OFFICES.get(place).copied().unwrap_or("office");
                seat(own, Desk::Office(name.to_owned()));
            }),
            "role" => {
                let place = usize::try_from(chosen).unwrap_or(0);
                let role = Role::ALL.get(place).copied().unwrap_or(Role::Approve);
                self.change_route(what, false, |linear| {
                    if let Some(place) = places(linear).get(row).copied() {
                        play(linear, place, role);
                    }
                });
            }
            _ => {}
        }
    }

    pub(super) fn stop_tick(&mut self, what: &str, on: bool) {
        match what {
            "opinion" => self.change_stop(what, false, |own| own.opinion = on),
            "ledger" => self.change_route(what, false, |linear| linear.ledger = on),
            "number" => self.change_route(what, false, |linear| linear.number = on),
            "filed" => self.change_route(what, false, |linear| linear.filed = on),
            _ => {}
        }
    }

    /// `begin`, `draw`, `look`, `add`, `remove`, `up`, `down`, `join`, `part`.
    pub(super) fn stop_act(&mut self, act: &str) {
        match act {
            "look" => return self.look_at_flow(),
            "draw" => return self.ask_to_draw(),
            "draw-now" => return self.draw_flow(),
            _ => self.flush(),
        }
        if act == "begin" {
            self.begin_route();
            return;
        }
        let row = self.stop_row();
        let mut key = None;
        self.change_route(act, false, |linear| {
            let place = places(linear).get(row).copied().unwrap_or((0, 0));
            key = linear.stations().nth(row).map(|own| own.key.clone());
            match act {
                "add" => {
                    let station = fresh(linear);
                    key = Some(station.key.clone());
                    let at = (place.0 + 1).min(linear.steps.len());
                    linear.steps.insert(at, Step::Station(station));
                }
                "remove" => {
                    take(linear, place);
                }
                "up" | "down" => {
                    shift(linear, place, act == "down");
                }
                "join" => {
                    join(linear, place.0);
                }
                "part" => part(linear, place.0),
                _ => {}
            }
        });
        self.find_stop(key.as_deref());
    }

    /// A station was dragged to the place of another.
    pub(super) fn stop_move(&mut self, from: i32, to: i32) {
        self.flush();
        let at = |row: i32| usize::try_from(row).unwrap_or(0);
        let mut key = None;
        self.change_route("move", false, |linear| {
            let all = places(linear);
            let (Some(from), Some(to)) = (all.get(at(from)), all.get(at(to))) else {
                return;
            };
            let before = linear.steps.len();
            let later = from.0 < to.0;
            if let Some(station) = take(linear, *from) {
                key = Some(station.key.clone());
                let gone = usize::from(later && linear.steps.len() < before);
                let to = (to.0 + usize::from(later) - gone).min(linear.steps.len());
                linear.steps.insert(to, alone(station));
            }
        });
        self.find_stop(key.as_deref());
    }

    pub(super) fn find_stop(&mut self, key: Option<&str>) {
        let linear = self.open.as_ref().map(|open| open.sheet.service().route());
        if let Some(Ok(linear)) = linear
            && let Some(row) = linear
                .stations()
                .position(|own| Some(own.key.as_str()) == key)
        {
            self.set_stop_row(row);
        }
        self.show_route();
    }

    /// A route where there is none yet.
    fn begin_route(&mut self) {
        let Some(open) = &mut self.open else {
            return;
        };
        let route = Box::new(Template::Request.route());
        let done = open.sheet.edit(&Edit::Route(route));
        self.changed();
        if let Err(problem) = done {
            self.problem(&problem);
        }
    }

    /// A key of the list of stations.
    pub(super) fn stop_key(&mut self, stroke: &Stroke) -> bool {
        let row = self.get(|designer| designer.get_stop_row());
        match stroke.text.as_str() {
            named::UP if stroke.alt => self.stop_act("up"),
            named::DOWN if stroke.alt => self.stop_act("down"),
            _ if stroke.control || stroke.alt => return false,
            named::UP => self.stop_select((row - 1).max(0)),
            named::DOWN => self.stop_select(row + 1),
            named::DELETE | named::BACKSPACE => self.stop_act("remove"),
            "+" => self.stop_act("add"),
            _ => return false,
        }
        true
    }
}

fn reach(open: &super::Open, linear: &Linear) -> Reach {
    let names = route::readable(open.sheet.files(), linear);
    Reach::of_station(open.sheet.form(), names)
}

/// A picture without custom properties, which this window's drawing of SVG does not know: of two
/// declarations the first one stays.
fn plain(svg: &str) -> String {
    let mut lines: Vec<String> = Vec::new();
    for line in svg.lines().filter(|line| !line.starts_with("@media")) {
        let mut pieces = line.split(";");
        let mut kept = pieces.next().unwrap_or_default().to_owned();
        for piece in pieces {
            match piece.split_once(":var(--") {
                // What ends the rule stays.
                Some((_, rest)) => kept.push_str(rest.split_once(')').map_or("", |(_, rest)| rest)),
                None => {
                    kept.push(';');
                    kept.push_str(piece);
                }
            }
        }
        lines.push(kept);
    }
    lines.join("\n")
}

/// Something wrong as a line.
pub(super) fn line(trouble: Trouble) -> ui::Trouble {
    ui::Trouble {
        id: trouble.pointer.into(),
        weight: trouble.weight,
        said: trouble.said.into(),
        place: trouble.place.into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_picture_needs_no_custom_properties() {
        for (drawn, expected) in [
            (".a{fill:#fff;fill:var(--body)}", ".a{fill:#fff}"),
            (
                ".a{fill:#fff;fill:var(--body);stroke:#000;stroke:var(--ink);stroke-width:2}",
                ".a{fill:#fff;stroke:#000;stroke-width:2}",
            ),
            ("@media (x){svg{--ink:#fff}}", ""),
            ("<text>a &lt; b;</text>", "<text>a &lt; b;</text>"),
        ] {
            assert_eq!(plain(drawn), expected);
        }
        let files = Template::Levels.files().expect("a service");
        let picture = plain(&route::picture(&files).expect("a picture"));
        assert!(picture.contains("<rect") && !picture.contains("var(--"));
    }
}
