//! Computing what depends on a change, each node after those on which it depends.

use std::cell::Cell;
use std::collections::{BTreeMap, BTreeSet};

use feel::Value;

use super::{Asked, Changes, MAX_ITEMS, MAX_PLACES, Rows, Session, values};
use crate::answers::is_empty;
use crate::check;
use crate::component::Kind;
use crate::plan::{Node, PartId, SlotId};
use crate::problem::Problem;
use crate::scope::{MAX_STEPS_ALL, Scope};

const HIDE: &str = "conditional.hide";
const EXPRESSION: &str = "expression";

impl Asked {
    fn is_cut_off(&self, property: &'static str) -> bool {
        self.cut_off.contains(property)
    }

    fn set_cut_off(&mut self, property: &'static str, is: bool) {
        if is {
            self.cut_off.insert(property);
        } else {
            self.cut_off.remove(property);
        }
    }
}

/// What expressions may still take.
pub(super) struct Spent {
    steps: Cell<u64>,
    cut_off: Cell<bool>,
}

impl Spent {
    pub(super) fn new() -> Self {
        Self {
            steps: Cell::new(MAX_STEPS_ALL),
            cut_off: Cell::new(false),
        }
    }
}

/// One settling: what is still to compute, and what came of it.
struct Settling {
    /// By the place in the order, so that a node comes after those on which it depends.
    open: BTreeSet<(usize, Rows)>,
    spent: Spent,
    before: BTreeMap<(PartId, Rows), Option<Asked>>,
    answers: BTreeSet<(SlotId, Rows)>,
}

impl Settling {
    fn new() -> Self {
        Self {
            open: BTreeSet::new(),
            spent: Spent::new(),
            before: BTreeMap::new(),
            answers: BTreeSet::new(),
        }
    }
}

impl Session {
    /// Computes everything.
    pub(super) fn settle_all(&mut self) -> Result<(), Problem> {
        let form = self.form.clone();
        let mut settling = Settling::new();
        for node in &form.plan().order {
            for rows in self.places_of(form.plan().list_of(*node), &[]) {
                self.compute(*node, &rows, &mut settling);
            }
            self.hold_to_limit()?;
        }
        Ok(())
    }

    /// Computes what depends on an answer that was entered. With `renewed` its rows may have moved:
    /// what was known of them is known of others now.
    pub(super) fn settle_from(
        &mut self,
        slot: SlotId,
        rows: &[usize],
        renewed: bool,
    ) -> Result<Changes, Problem> {
        let form = self.form.clone();
        let plan = form.plan();
        let mut settling = Settling::new();
        if renewed {
            values::put(&mut self.counted, plan, slot, rows, None);
            values::put(&mut self.read, plan, slot, rows, None);
            self.forget_rows(slot, rows, 0, &mut settling);
            settling.answers.insert((slot, rows.to_vec()));
        }
        let first = plan.rank(Node::Answer(slot));
        settling.open.insert((first, rows.to_vec()));
        while let Some((rank, rows)) = settling.open.pop_first() {
            let node = plan.order[rank];
            if !self.is_there(node, &rows) {
                continue;
            }
            let differs = self.compute(node, &rows, &mut settling);
            // What is wrong with an answer is told of what was entered, also where that never counted.
            if !(differs || rank == first) {
                continue;
            }
            for edge in plan.dependents(node) {
                let shared = &rows[..edge.shared.min(rows.len())];
                for rows in self.places_of(plan.list_of(edge.to), shared) {
                    settling.open.insert((plan.rank(edge.to), rows));
                }
            }
            self.hold_to_limit()?;
        }
        Ok(self.changes(settling.before, settling.answers))
    }

    fn hold_to_limit(&self) -> Result<(), Problem> {
        if self.asked.len() > MAX_PLACES {
            return Err(Problem::new("", "answer-too-many").with("limit", MAX_PLACES));
        }
        Ok(())
    }

    /// Whether the rows of a node are still there.
    fn is_there(&self, node: Node, rows: &[usize]) -> bool {
        let list = self.form.plan().list_of(node);
        values::item(&self.counted, self.form.plan(), list, rows).is_some()
    }

    /// The rows of a list's items, all that begin with these; without a list the one place.
    pub(super) fn places_of(&self, list: Option<SlotId>, begin: &[usize]) -> Vec<Rows> {
        let mut places: Vec<Rows> = vec![Vec::new()];
        for (level, list) in self.form.plan().lists(list).into_iter().enumerate() {
            let mut inner = Vec::new();
            for rows in places {
                match begin.get(level) {
                    Some(row) => inner.push([rows.as_slice(), &[*row]].concat()),
                    None => inner.extend(self.rows_of(list, &rows)),
                }
            }
            places = inner;
        }
        places
    }

    fn rows_of(&self, list: SlotId, rows: &[usize]) -> impl Iterator<Item = Rows> {
        let items = self.counted_at(list, rows).and_then(Value::as_list);
        let rows = rows.to_vec();
        (0..items.map_or(0, <[Value]>::len)).map(move |row| [rows.as_slice(), &[row]].concat())
    }

    /// Computes a node; whether it became another one.
    fn compute(&mut self, node: Node, rows: &[usize], settling: &mut Settling) -> bool {
        match node {
            Node::Shown(part) => self.compute_shown(part, rows, settling),
            Node::Answer(slot) if self.form.plan().slots[slot].is_list => {
                self.compute_rows(slot, rows, settling)
            }
            Node::Answer(slot) => self.compute_answer(slot, rows, settling),
            Node::Rules(part) => self.compute_rules(part, rows, settling),
        }
    }

    fn compute_shown(&mut self, part: PartId, rows: &[usize], settling: &mut Settling) -> bool {
        let plan = self.form.plan();
        let around = plan.parts[part].parent;
        let depth = around.map_or(0, |around| plan.parts[around].depth);
        let around = around.and_then(|around| self.asked(around, &rows[..depth]));
        let mut shown = around.is_none_or(|around| around.shown);
        let mut cut_off = false;
        let hide = &self.component(part).hide;
        if shown && hide.is_set() && !plan.parts[part].circular {
            let scope = self.scope(part, rows, &settling.spent);
            let hidden = hide.holds(&scope);
            cut_off = scope.cut_off.get();
            shown = cut_off || !hidden;
        }
        let key = (part, rows.to_vec());
        let known = self.asked.get(&key);
        if known.is_some_and(|known| known.shown == shown && known.is_cut_off(HIDE) == cut_off) {
            return false;
        }
        let before = settling.before.entry(key.clone());
        before.or_insert_with(|| known.cloned());
        let asked = self.asked.entry(key).or_default();
        asked.shown = shown;
        asked.set_cut_off(HIDE, cut_off);
        true
    }

    /// The component that answers at a place: the first that is shown.
    fn answering(&self, slot: SlotId, rows: &[usize]) -> Option<PartId> {
        let parts = self.form.plan().slots[slot].parts.iter().copied();
        parts
            .into_iter()
            .find(|part| self.asked(*part, rows).is_some_and(|asked| asked.shown))
    }

    fn compute_answer(&mut self, slot: SlotId, rows: &[usize], settling: &mut Settling) -> bool {
        let part = self.answering(slot, rows);
        let value = match part.map(|part| (part, self.component(part).kind == Kind::Expression)) {
            None => None,
            Some((_, false)) => values::at(&self.entered, self.form.plan(), slot, rows).cloned(),
            Some((part, true)) => self.computed(part, rows, settling),
        };
        let value = value.filter(|value| !is_empty(value));
        let empty = part.and_then(|part| self.component(part).empty());
        let read = value.clone().or(empty);
        let plan = self.form.plan();
        let same = values::at(&self.read, plan, slot, rows) == read.as_ref()
            && self.counted_at(slot, rows) == value.as_ref();
        if same {
            return false;
        }
        values::put(&mut self.counted, plan, slot, rows, value);
        values::put(&mut self.read, plan, slot, rows, read);
        settling.answers.insert((slot, rows.to_vec()));
        true
    }

    /// What an expression gives; none where it takes part in a circle.
    fn computed(&mut self, part: PartId, rows: &[usize], settling: &mut Settling) -> Option<Value> {
        if self.form.plan().parts[part].circular {
            return None;
        }
        let scope = self.scope(part, rows, &settling.spent);
        let value = self.component(part).expression.within(&scope);
        let cut_off = scope.cut_off.get();
        let key = (part, rows.to_vec());
        let known = self.asked.get(&key)?;
        if known.is_cut_off(EXPRESSION) != cut_off {
            let before = settling.before.entry(key.clone());
            before.or_insert_with(|| Some(known.clone()));
            self.asked.get_mut(&key)?.set_cut_off(EXPRESSION, cut_off);
            let rules = self.form.plan().rank(Node::Rules(part));
            settling.open.insert((rules, rows.to_vec()));
        }
        Some(value)
    }

    fn compute_rows(&mut self, list: SlotId, rows: &[usize], settling: &mut Settling) -> bool {
        let shown = self.answering(list, rows).is_some();
        let entered = self.items(list, rows).len().min(MAX_ITEMS);
        let count = if shown { entered } else { 0 };
        let counted = self.counted_at(list, rows).and_then(Value::as_list);
        let before = values::at(&self.read, self.form.plan(), list, rows);
        let before = before.and_then(Value::as_list).map(<[Value]>::len);
        if before == shown.then_some(count) {
            return false;
        }
        let empty = || Value::Context(feel::Context::new());
        let mut items = counted.unwrap_or_default().to_vec();
        items.resize_with(count, empty);
        let items = (count > 0).then_some(Value::List(items));
        let plan = self.form.plan();
        let known = values::at(&self.read, plan, list, rows).and_then(Value::as_list);
        let mut read = known.unwrap_or_default().to_vec();
        read.resize_with(count, empty);
        let read = shown.then_some(Value::List(read));
        values::put(&mut self.counted, plan, list, rows, items);
        values::put(&mut self.read, plan, list, rows, read);
        self.forget_rows(list, rows, count, settling);
        settling.answers.insert((list, rows.to_vec()));
        true
    }

    /// Forgets what was asked in rows that are no more.
    fn forget_rows(&mut self, list: SlotId, rows: &[usize], count: usize, settling: &mut Settling) {
        let plan = self.form.plan();
        let inside: Vec<PartId> = (0..plan.parts.len())
            .filter(|part| plan.lists(plan.parts[*part].list).contains(&list))
            .collect();
        let level = rows.len();
        for part in inside {
            let gone: Vec<(PartId, Rows)> = self
                .asked
                .range((part, rows.to_vec())..)
                .map(|(key, _)| key)
                .take_while(|(id, at)| *id == part && at.starts_with(rows))
                .filter(|(_, at)| at[level] >= count)
                .cloned()
                .collect();
            for key in gone {
                let known = self.asked.remove(&key);
                settling.before.entry(key).or_insert(known);
            }
        }
    }

    fn compute_rules(&mut self, part: PartId, rows: &[usize], settling: &mut Settling) -> bool {
        let key = (part, rows.to_vec());
        let Some(known) = self.asked.get(&key) else {
            return false;
        };
        let scope = self.scope(part, rows, &settling.spent);
        let asked = check::rules(self, part, rows, known, &scope);
        if asked != *known {
            let known = self.asked.insert(key.clone(), asked);
            settling.before.entry(key).or_insert(known);
        }
        false
    }

    /// What expressions of a component may read at one place.
    pub(super) fn scope<'a>(&'a self, part: PartId, rows: &[usize], spent: &'a Spent) -> Scope<'a> {
        spent.cut_off.set(false);
        let plan = self.form.plan();
        let lists = plan.lists(plan.parts[part].list);
        let names = plan.levels(part);
        let around = std::iter::once(None).chain(lists.into_iter().map(Some));
        let levels = around.zip(names).enumerate();
        let levels = levels.filter_map(|(depth, (list, names))| {
            let item = values::item(&self.read, plan, list, rows.get(..depth)?)?;
            Some((item, names))
        });
        Scope {
            context: &self.context,
            levels: levels.collect(),
            place: rows.last().copied().unwrap_or_default(),
            items: Vec::new(),
            steps: &spent.steps,
            cut_off: &spent.cut_off,
        }
    }
}
