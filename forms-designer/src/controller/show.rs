//! What the window shows of what is under edit.

use pack_author::template::Template;
use pack_author::{Did, Step};
use slint::ComponentHandle;

use super::route::line;
use super::{Inner, side, tab};
use crate::arguments::Language;
use crate::drawing::{Drawing, kind_name};
use crate::findings;
use crate::matrix;
use crate::models::follow;
use crate::outline;
use crate::palette;
use crate::problems::{self, called};
use crate::properties::{self, station_name};
use crate::sheet::Sheet;
use crate::templates;
use crate::texts::Say;
use crate::ui;

impl Inner {
    /// Something was changed: it is kept as a draft, shown, and printed anew.
    pub(super) fn changed(&mut self) {
        // What was wrong before this change is told again where it still is.
        if self.get(|designer| designer.get_said_is_bad()) {
            self.tell("", false);
        }
        self.keep_draft();
        self.refresh();
        self.print_soon();
        self.check_soon();
    }

    /// As [`Inner::changed`], and what was told stays.
    pub(super) fn changed_quietly(&mut self) {
        self.keep_draft();
        self.refresh();
    }

    /// Speaks another language.
    pub(super) fn language(&mut self, language: Language) {
        *self.say.borrow_mut() = Say::new(language);
        self.around.clear();
        if let Some(window) = self.window() {
            let number = i32::from(language == Language::English);
            window.global::<ui::T>().set_language(number);
        }
        self.shown = None;
        self.show_kinds();
        self.show_recent();
        self.refresh();
        self.check_soon();
    }

    pub(super) fn show_kinds(&mut self) {
        let search = self.get(|designer| designer.get_kind_search());
        let kinds = palette::kinds(&search, &self.say.borrow());
        follow(&self.models.kinds, kinds, |kind| kind.kind.clone());
    }

    /// Shows the first page and the lists of files.
    pub(super) fn show_recent(&mut self) {
        let known = |name: &str, path: &std::path::Path, about: String| ui::Known {
            name: name.into(),
            path: path.display().to_string().into(),
            about: about.into(),
        };
        let recent = self.memory.recent.iter();
        let recent: Vec<ui::Known> = recent
            .map(|own| {
                let at = self.place_said(&own.path);
                let about = match own.at_ms {
                    0 => at,
                    ms => format!("{}　{at}", moment(ms)),
                };
                known(&own.name, &own.path, about)
            })
            .collect();
        let say = self.say.borrow();
        let drafts = self.drafts.left().into_iter().map(|(path, draft)| {
            let at = draft.path.map(|path| self.place_said(&path));
            let at = at.unwrap_or_else(|| say.say("draft-never-saved"));
            let about = format!("{}　{at}", moment(draft.kept_ms));
            known(&draft.name, &path, about)
        });
        let drafts: Vec<ui::Known> = drafts.collect();
        let mut starts: Vec<ui::Start> = templates::ALL
            .iter()
            .map(|own| start(own.id, &say))
            .collect();
        starts.push(start("paper", &say));
        let services = Template::ALL.iter();
        let services: Vec<ui::Start> = services
            .map(|own| start(&format!("service-{}", own.name()), &say))
            .collect();
        drop(say);
        self.set(|designer| {
            designer.set_recent(slint::ModelRc::new(slint::VecModel::from(recent)));
            designer.set_drafts(slint::ModelRc::new(slint::VecModel::from(drafts)));
            designer.set_starts(slint::ModelRc::new(slint::VecModel::from(starts)));
            designer.set_services(slint::ModelRc::new(slint::VecModel::from(services)));
        });
    }

    /// Shows everything.
    pub(super) fn refresh(&mut self) {
        let Some(open) = self.open.take() else {
            self.set(|designer| {
                designer.set_has_form(false);
                designer.set_unsaved(false);
            });
            return;
        };
        self.read_form(&open.sheet);
        self.show_sight(&open.sheet);
        self.show_main(&open.sheet);
        self.show_frame(&open);
        self.show_troubles();
        self.show_side(&open.sheet);
        self.show_wordings(&open.sheet);
        let tab = self.get(|designer| designer.get_tab());
        if tab == tab::CANVAS || tab == tab::PAPER {
            self.show_props(&open.sheet);
        }
        self.open = Some(open);
        match tab {
            tab::RIGHTS => self.show_rights(),
            tab::ROUTE => self.show_route(),
            tab::RULES => self.show_rules(),
            tab::SCENARIOS => self.show_scenarios(),
            tab::PUBLISH => self.show_publication(),
            tab::OFFICIAL => self.show_official(),
            _ => {}
        }
    }

    /// Draws the form and looks for what is wrong with it, where it is not the one that was.
    fn read_form(&mut self, sheet: &Sheet) {
        let now = (sheet.state(), self.say.borrow().language());
        if self.drawn == Some(now) {
            return;
        }
        self.drawn = Some(now);
        self.drawing = Drawing::of(sheet.form(), &|component| {
            !self.hint_of(sheet, component).is_empty()
        });
        let mut troubles = problems::all(sheet.form(), &self.say.borrow());
        self.weights = problems::weights(&troubles);
        // What was found around the form last stands until that is looked at anew.
        troubles.extend(self.around.iter().cloned());
        self.troubles = troubles;
    }

    /// Looks for what is wrong around the form when nothing is changed for a while.
    fn check_soon(&mut self) {
        let is_pack = self.open.as_ref().is_some_and(|open| open.sheet.is_pack());
        if !is_pack {
            self.around.clear();
            return;
        }
        let ui = self.ui.clone();
        self.check.start(
            slint::TimerMode::SingleShot,
            super::CHECK_PAUSE,
            move || {
                if let Some(window) = ui.upgrade() {
                    window.global::<ui::Designer>().invoke_act("check".into());
                }
            },
        );
    }

    /// Looks at the whole service: its flow, rules, texts and scenarios.
    pub(super) fn check(&mut self) {
        let Some(open) = &self.open else {
            return;
        };
        let found = open.sheet.service().check();
        let mut around = findings::around(&found, &open.sheet, &self.say.borrow());
        around.extend(self.official_troubles(open));
        around.extend(self.stale_english(open));
        self.around = around;
        self.drawn = None;
        self.refresh();
    }

    /// The pane at the left.
    fn show_side(&self, sheet: &Sheet) {
        match self.get(|designer| designer.get_side()) {
            side::OUTLINE => {
                let say = self.say.borrow();
                let (form, weights) = (sheet.form(), &self.weights);
                let branches = outline::branches(form, &self.selection, weights, &say);
                follow(&self.models.branches, branches, |branch| branch.id.clone());
            }
            side::HISTORY => self.show_steps(sheet),
            _ => {}
        }
    }

    /// Another pane is at the left.
    pub(super) fn side(&self) {
        if let Some(open) = &self.open {
            self.show_side(&open.sheet);
        }
    }

    fn show_steps(&self, sheet: &Sheet) {
        let (steps, done) = sheet.steps();
        let say = self.say.borrow();
        let mut lines = vec![ui::Step {
            name: say.say("history-begin").into(),
            done: true,
            now: done == 0,
        }];
        lines.extend(steps.iter().enumerate().map(|(place, step)| ui::Step {
            name: step_name(step, &say).into(),
            done: place < done,
            now: place + 1 == done,
        }));
        follow(&self.models.steps, lines, |step| step.name.clone());
    }

    fn show_frame(&self, open: &super::Open) {
        let place = open
            .place
            .as_ref()
            .map(|place| place.path.display().to_string());
        self.set(|designer| {
            designer.set_has_form(true);
            designer.set_name(open.called().into());
            designer.set_place(place.unwrap_or_default().into());
            designer.set_unsaved(open.sheet.is_changed());
            designer.set_can_undo(open.sheet.can_undo());
            designer.set_can_redo(open.sheet.can_redo());
            designer.set_has_texts(open.sheet.is_pack());
        });
    }

    fn show_troubles(&self) {
        let troubles = self.troubles.iter().cloned().map(line);
        follow(&self.models.troubles, troubles.collect(), |trouble| {
            (trouble.id.clone(), trouble.said.clone())
        });
        let count = |weight: i32| {
            let some = self
                .troubles
                .iter()
                .filter(|trouble| trouble.weight == weight);
            i32::try_from(some.count()).unwrap_or(i32::MAX)
        };
        self.set(|designer| {
            designer.set_errors(count(3));
            designer.set_warnings(count(2) + count(1));
        });
    }

    fn show_props(&mut self, sheet: &Sheet) {
        let main = self.selection.main().unwrap_or_default().to_owned();
        let say = self.say.borrow();
        let by_hand = |name: &str| self.is_by_hand(&main, name);
        let mut rows = properties::rows(sheet, &main, &by_hand, &say);
        let (name, place) = self.get(|designer| (designer.get_name(), designer.get_place()));
        // A form by itself is called as its file is, once it has one.
        if main.is_empty() && !sheet.is_pack() && place.is_empty() {
            rows.insert(0, properties::name_row(&name, &say));
        }
        if let Some((id, said)) = &self.refused {
            for row in rows.iter_mut().filter(|row| row.id == id.as_str()) {
                row.problem = said.as_str().into();
                row.broken = true;
            }
        }
        let component = sheet.component(&main);
        let title = component.map_or_else(
            || say.say("whole-form"),
            |component| called(component, &say),
        );
        let kind = component.map_or_else(String::new, |component| {
            palette::name(kind_name(component), &say)
        });
        drop(say);
        if self.shown.as_deref() == Some(main.as_str()) {
            follow(&self.models.props, rows, |row| row.id.clone());
        } else {
            // Boxes of another component begin anew.
            self.models.props.set_vec(rows);
            self.models.offers.set_vec(Vec::new());
            self.shown = Some(main);
        }
        self.set(|designer| {
            designer.set_props_title(title.into());
            designer.set_props_kind(kind.into());
        });
    }

    fn show_rights(&self) {
        let stations = self.all_stations();
        let Some(open) = &self.open else {
            return;
        };
        let say = self.say.borrow();
        let heads = stations.iter().map(|station| ui::Head {
            id: station.id.as_str().into(),
            name: station_name(&station.id, &station.name, &say).into(),
        });
        follow(&self.models.heads, heads.collect(), |head| head.id.clone());
        let rights = matrix::rights(open.sheet.form(), &stations, &say);
        follow(&self.models.rights, rights, |line| line.id.clone());
    }
}

fn start(id: &str, say: &Say) -> ui::Start {
    ui::Start {
        id: id.into(),
        name: say.say(&format!("template-{id}")).into(),
        about: say.say(&format!("template-{id}-about")).into(),
    }
}

fn moment(ms: i64) -> String {
    let moment = jiff::Timestamp::from_millisecond(ms).unwrap_or_default();
    let moment = jiff::tz::Offset::constant(8).to_datetime(moment);
    let year = i32::from(moment.year()) - 1911;
    let (month, day) = (moment.month(), moment.day());
    format!(
        "{year}年{month}月{day}日 {:02}:{:02}",
        moment.hour(),
        moment.minute()
    )
}

fn step_name(step: &Step, say: &Say) -> String {
    let Did::Form(did) = step.did else {
        let key = format!("did-{}", format!("{:?}", step.did).to_lowercase());
        let kind = if step.did == Did::Route {
            "route"
        } else {
            "table"
        };
        let name = format!("did-{kind}-{}", step.property);
        let what = say.known(&name, &[]).unwrap_or_default();
        return say.say_with(&key, &[("about", &step.about), ("what", &what)]);
    };
    let key = format!("did-{}", format!("{did:?}").to_lowercase());
    let property = step.property.replace(['/', '.'], "-").to_lowercase();
    let property = say.known(&format!("property-{property}"), &[]);
    let property = property.unwrap_or_else(|| step.property.clone());
    let whole = say.say("whole-form");
    let about = match step.about.as_str() {
        "" => whole.as_str(),
        about => about,
    };
    say.say_with(&key, &[("about", about), ("property", &property)])
}
