//! A form while it is filled in: the one place in which conditions, values, options and limits are
//! computed, for the designer, the person's computer and the agency.
//!
//! What was entered is kept also while its field is hidden; what counts are the answers of fields
//! that are shown, and with those everything is computed. A change computes again only what depends
//! on it, and gives the same as opening the form with the answers anew.

mod changes;
mod each;
mod settle;
mod values;

use std::collections::{BTreeMap, BTreeSet};

use feel::{Context, Value};
use jiff::civil::Date;

use crate::answers::{Answers, is_empty};
use crate::component::{APPLICANT, Access, Choice, Component, Kind};
use crate::form::Form;
use crate::path;
use crate::plan::{PartId, SlotId};
use crate::problem::Problem;

pub use changes::{Change, Changes};
pub use each::Seen;
use settle::Spent;

/// Most items of one list.
pub const MAX_ITEMS: usize = 1_000;
/// Most components of one form with all the items of its lists.
pub const MAX_PLACES: usize = 50_000;

/// The rows of the lists around something, outermost first, from 0.
pub(crate) type Rows = Vec<usize>;

/// A form that is being filled in.
#[derive(Debug, Clone)]
pub struct Session {
    form: Form,
    context: Context,
    /// The station at which it is filled in; none where that does not matter.
    station: Option<String>,
    /// What was entered, a context.
    entered: Value,
    /// What counts of it, with what is computed, a context.
    counted: Value,
    /// The same as expressions read it: a field that is shown and has no answer has there the
    /// empty value of its kind.
    read: Value,
    asked: BTreeMap<(PartId, Rows), Asked>,
}

/// What a component asks at one place.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Asked {
    /// Neither its own condition nor one around it hides it.
    pub shown: bool,
    /// There must be an answer.
    pub required: bool,
    /// It takes no answer.
    pub disabled: bool,
    /// Its answer is only shown.
    pub readonly: bool,
    /// What the station may do with it.
    pub access: Access,
    /// The day on which persons, units, posts and codes are looked for; none is today.
    pub on: Option<Date>,
    /// The options; none where it has none, or where they cannot be had.
    pub options: Option<Vec<Choice>>,
    /// Words that hold values, as they read now, by the name of the property: `label`,
    /// `dateLabel`, `timeLabel`, `description`, `text`, `content`, `prefixAdorner`,
    /// `suffixAdorner`; of a barcode also `value`.
    pub words: BTreeMap<&'static str, String>,
    /// What is wrong with its answer.
    pub problems: Vec<Problem>,
    /// Properties that were cut off, because they would have taken too much.
    pub(crate) cut_off: BTreeSet<&'static str>,
}

impl Session {
    /// Opens a form with answers. `context` holds what else conditions, options and limits read,
    /// such as [`TODAY`](crate::TODAY); where a name is both, the context is read and not the
    /// answer.
    ///
    /// # Errors
    /// `answer-too-many` (limit) beyond [`MAX_PLACES`].
    pub fn open(form: &Form, answers: Answers, context: Context) -> Result<Self, Problem> {
        Self::open_at(form, answers, context, None)
    }

    /// As [`Session::open`], at a station of the route, which may see and change what the form
    /// lets it ([`Own::stations`](crate::Own::stations)). [`APPLICANT`] fills in what the form
    /// gives to nobody; any other station only reads it.
    ///
    /// # Errors
    /// As [`Session::open`].
    pub fn open_at(
        form: &Form,
        answers: Answers,
        context: Context,
        station: Option<&str>,
    ) -> Result<Self, Problem> {
        let mut session = Self {
            form: form.clone(),
            context,
            station: station.map(str::to_owned),
            entered: Value::Context(answers),
            counted: Value::Context(Context::new()),
            read: Value::Context(Context::new()),
            asked: BTreeMap::new(),
        };
        session.settle_all()?;
        Ok(session)
    }

    /// The form.
    #[must_use]
    pub fn form(&self) -> &Form {
        &self.form
    }

    /// The answers that count: those of fields that are shown, and what is computed.
    #[must_use]
    pub fn answers(&self) -> &Answers {
        values::entries(&self.counted)
    }

    /// What was entered, also where its field is hidden now.
    #[must_use]
    pub fn entered(&self) -> &Answers {
        values::entries(&self.entered)
    }

    /// The answer that counts under a path (`trip.days[0].place`); none where there is none.
    #[must_use]
    pub fn value(&self, path: &str) -> Option<&Value> {
        let (slot, rows) = self.form.plan().find(path)?;
        self.counted_at(slot, &rows)
    }

    /// What was entered under a path, whether it counts or not.
    pub(crate) fn entered_under(&self, path: &str) -> Option<&Value> {
        let (slot, rows) = self.form.plan().find(path)?;
        values::at(&self.entered, self.form.plan(), slot, &rows)
    }

    /// Changes an answer; null takes it away.
    ///
    /// # Errors
    /// `answer-unknown` where the form asks for nothing under the path, or has no such row;
    /// `answer-computed` where the form computes it; `answer-not-asked` where it cannot be changed
    /// here; `answer-too-many` (limit).
    pub fn change(&mut self, path: &str, value: Value) -> Result<Changes, Problem> {
        let (slot, rows) = self.place(path)?;
        let computed = |part: &PartId| self.form.part(*part).kind == Kind::Expression;
        if self.form.plan().slots[slot].parts.iter().all(computed) {
            return Err(Problem::new(path, "answer-computed"));
        }
        self.may_change(slot, &rows)?;
        let value = (!value.is_null()).then_some(value);
        values::put(&mut self.entered, self.form.plan(), slot, &rows, value);
        self.settle_from(slot, &rows, false)
    }

    /// Adds a row at the end of a list, with what the form starts with.
    ///
    /// # Errors
    /// `answer-unknown` where there is no such list; `answer-too-many` (limit).
    pub fn add_row(&mut self, list: &str) -> Result<Changes, Problem> {
        let (slot, rows) = self.list(list)?;
        let count = self.items(slot, &rows).len();
        if count >= MAX_ITEMS {
            return Err(Problem::new(list, "answer-too-many").with("limit", MAX_ITEMS));
        }
        let row = self.form.row_start(slot);
        let mut items = self.items(slot, &rows).to_vec();
        items.push(row);
        self.set_items(slot, &rows, items)
    }

    /// Takes a row out of a list; those after it move up.
    ///
    /// # Errors
    /// `answer-unknown` where there is no such list or row.
    pub fn remove_row(&mut self, list: &str, at: usize) -> Result<Changes, Problem> {
        let (slot, rows) = self.list(list)?;
        let mut items = self.items(slot, &rows).to_vec();
        if at >= items.len() {
            return Err(Problem::new(path::item(list, at), "answer-unknown"));
        }
        items.remove(at);
        self.set_items(slot, &rows, items)
    }

    /// Puts a row of a list at another place; those between move.
    ///
    /// # Errors
    /// `answer-unknown` where there is no such list or row.
    pub fn move_row(&mut self, list: &str, from: usize, to: usize) -> Result<Changes, Problem> {
        let (slot, rows) = self.list(list)?;
        let mut items = self.items(slot, &rows).to_vec();
        if from.max(to) >= items.len() {
            let place = path::item(list, from.max(to));
            return Err(Problem::new(place, "answer-unknown"));
        }
        let row = items.remove(from);
        items.insert(to, row);
        self.set_items(slot, &rows, items)
    }

    fn set_items(
        &mut self,
        slot: SlotId,
        rows: &[usize],
        items: Vec<Value>,
    ) -> Result<Changes, Problem> {
        self.may_change(slot, rows)?;
        let items = (!items.is_empty()).then_some(Value::List(items));
        values::put(&mut self.entered, self.form.plan(), slot, rows, items);
        self.settle_from(slot, rows, true)
    }

    /// Fills in what a new draft begins with, where nothing was entered: `antou.prefill`, in the
    /// order of the form.
    ///
    /// # Errors
    /// As [`Session::open`].
    pub fn prefill(&mut self) -> Result<(), Problem> {
        let form = self.form.clone();
        let plan = form.plan();
        for part in 0..plan.parts.len() {
            let (Some(slot), true) = (
                plan.parts[part].slot,
                self.component(part).own.prefill.is_set(),
            ) else {
                continue;
            };
            for rows in self.places_of(plan.parts[part].list, &[]) {
                if !is_empty(self.entered_at(part, &rows)) {
                    continue;
                }
                let spent = Spent::new();
                let scope = self.scope(part, &rows, &spent);
                let value = self.component(part).own.prefill.within(&scope);
                if !is_empty(&value) {
                    values::put(&mut self.entered, plan, slot, &rows, Some(value));
                    self.settle_from(slot, &rows, false)?;
                }
            }
        }
        Ok(())
    }

    /// What the station may do with a component: what the nearest around it says.
    pub(crate) fn access(&self, part: PartId) -> Access {
        let Some(station) = &self.station else {
            return Access::Write;
        };
        let parts = &self.form.plan().parts;
        let around = std::iter::successors(Some(part), |part| parts[*part].parent);
        let said = around.filter_map(|part| {
            let stations = &self.component(part).own.stations;
            stations.get(station).or_else(|| stations.get("*")).copied()
        });
        // Nobody sees more of a field than of what is around it. What nobody said is filled in by
        // the applicant and read by everybody else.
        let unsaid = match station.as_str() {
            APPLICANT => Access::Write,
            _ => Access::Read,
        };
        let mut said = said.peekable();
        let nearest = said.peek().copied().unwrap_or(unsaid);
        if said.any(|access| access == Access::Hidden) {
            return Access::Hidden;
        }
        nearest
    }

    fn may_change(&self, slot: SlotId, rows: &[usize]) -> Result<(), Problem> {
        let mut parts = self.form.plan().slots[slot].parts.iter();
        if parts.all(|part| !self.access(*part).writes()) {
            let path = self.form.plan().path(slot, rows);
            return Err(Problem::new(path, "answer-not-asked"));
        }
        Ok(())
    }

    fn place(&self, path: &str) -> Result<(SlotId, Rows), Problem> {
        let unknown = || Problem::new(path, "answer-unknown");
        let (slot, rows) = self.form.plan().find(path).ok_or_else(unknown)?;
        if !self.has(slot, &rows) {
            return Err(unknown());
        }
        Ok((slot, rows))
    }

    fn list(&self, path: &str) -> Result<(SlotId, Rows), Problem> {
        let (slot, rows) = self.place(path)?;
        if !self.form.plan().slots[slot].is_list {
            return Err(Problem::new(path, "answer-unknown"));
        }
        Ok((slot, rows))
    }

    /// Whether there are such rows among what was entered.
    fn has(&self, slot: SlotId, rows: &[usize]) -> bool {
        let plan = self.form.plan();
        let lists = plan.lists(plan.slots[slot].list);
        lists.len() == rows.len()
            && (lists.iter().enumerate()).all(|(level, list)| {
                rows[level] < self.items(*list, &rows[..level]).len().min(MAX_ITEMS)
            })
    }

    /// The rows of a list as they were entered.
    fn items(&self, list: SlotId, rows: &[usize]) -> &[Value] {
        let value = values::at(&self.entered, self.form.plan(), list, rows);
        value.and_then(Value::as_list).unwrap_or_default()
    }

    fn counted_at(&self, slot: SlotId, rows: &[usize]) -> Option<&Value> {
        values::at(&self.counted, self.form.plan(), slot, rows)
    }

    /// What a component asks at one place.
    pub(crate) fn asked(&self, part: PartId, rows: &[usize]) -> Option<&Asked> {
        self.asked.get(&(part, rows.to_vec()))
    }

    pub(crate) fn component(&self, part: PartId) -> &Component {
        self.form.part(part)
    }

    /// What was entered for a component; null where nothing was.
    pub(crate) fn entered_at(&self, part: PartId, rows: &[usize]) -> &Value {
        const NONE: &Value = &Value::Null;
        let plan = self.form.plan();
        let slot = plan.parts[part].slot;
        let value = slot.and_then(|slot| values::at(&self.entered, plan, slot, rows));
        value.unwrap_or(NONE)
    }

    /// The answer of a component that counts; null where there is none.
    pub(crate) fn counted(&self, part: PartId, rows: &[usize]) -> &Value {
        const NONE: &Value = &Value::Null;
        let slot = self.form.plan().parts[part].slot;
        let value = slot.and_then(|slot| self.counted_at(slot, rows));
        value.unwrap_or(NONE)
    }
}
