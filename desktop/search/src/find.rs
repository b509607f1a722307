//! A query in the engine's terms, and how the matches are counted.

use crate::query::{Asked, Place, Word};
use crate::tokens::{self, Piece};
use std::collections::BTreeMap;
use std::ops::Bound;
use tantivy::collector::{Collector, SegmentCollector};
use tantivy::columnar::StrColumn;
use tantivy::query::{
    AllQuery, BooleanQuery, BoostQuery, ConstScoreQuery, Occur, PhraseQuery, Query, RangeQuery,
    TermQuery,
};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{DocId, Score, SegmentOrdinal, SegmentReader, Term};

/// The fields of the index.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Fields {
    pub(crate) key: Field,
    pub(crate) kind: Field,
    pub(crate) title: Field,
    pub(crate) body: Field,
    pub(crate) names: Field,
    pub(crate) numbers: Field,
    pub(crate) at: Field,
}

const TITLE_BOOST: Score = 3.0;
const NAME_BOOST: Score = 2.0;
const NUMBER_BOOST: Score = 4.0;

type Boxed = Box<dyn Query>;

/// The query of all words and years; kinds are added by [`of_kinds`].
pub(crate) fn all(fields: &Fields, asked: &Asked) -> Boxed {
    let mut parts: Vec<Boxed> = asked.words.iter().map(|w| word(fields, w)).collect();
    if !asked.years.is_empty() {
        let years = asked.years.iter().map(|range| year(fields, *range));
        parts.push(unscored(any(years.collect())));
    }
    match parts.len() {
        0 => Box::new(AllQuery),
        _ => every(parts),
    }
}

/// `query` within `kinds`; all kinds when there are none.
pub(crate) fn of_kinds(fields: &Fields, query: Boxed, kinds: &[String]) -> Boxed {
    if kinds.is_empty() {
        return query;
    }
    let kinds = kinds
        .iter()
        .map(|kind| term(fields.kind, kind, IndexRecordOption::Basic))
        .collect();
    Box::new(BooleanQuery::new(vec![
        (Occur::Must, query),
        (Occur::Must, unscored(any(kinds))),
    ]))
}

fn word(fields: &Fields, word: &Word) -> Boxed {
    let number = || boosted(phrase(fields.numbers, &word.singles), NUMBER_BOOST);
    let running: &[(Field, Score)] = match word.place {
        Place::Number => return number(),
        Place::Title => &[(fields.title, 1.0)],
        Place::Name => &[(fields.names, 1.0)],
        Place::Anywhere => &[
            (fields.title, TITLE_BOOST),
            (fields.names, NAME_BOOST),
            (fields.body, 1.0),
        ],
    };
    let segments = word.segments.iter().map(|segment| {
        let places = running
            .iter()
            .map(|(field, boost)| boosted(phrase(*field, segment), *boost));
        any(places.collect())
    });
    let text = every(segments.collect());
    if word.place == Place::Anywhere {
        any(vec![text, number()])
    } else {
        text
    }
}

/// The pieces in this order, side by side.
fn phrase(field: Field, pieces: &[Piece]) -> Boxed {
    let terms: Vec<(usize, Term)> = tokens::lookup(pieces)
        .into_iter()
        .map(|(at, text)| (at, Term::from_field_text(field, &text)))
        .collect();
    match (terms.as_slice(), pieces) {
        ([_, _, ..], _) => Box::new(PhraseQuery::new_with_offset(terms)),
        ([(_, begun)], [Piece::Run(run)]) => {
            let exact = term(field, &tokens::whole(run), IndexRecordOption::WithFreqs);
            let begun = TermQuery::new(begun.clone(), IndexRecordOption::WithFreqs);
            any(vec![Box::new(begun), exact])
        }
        ([(_, only)], _) => Box::new(TermQuery::new(only.clone(), IndexRecordOption::WithFreqs)),
        ([], _) => Box::new(BooleanQuery::new(Vec::new())),
    }
}

fn term(field: Field, text: &str, option: IndexRecordOption) -> Boxed {
    Box::new(TermQuery::new(Term::from_field_text(field, text), option))
}

fn boosted(query: Boxed, boost: Score) -> Boxed {
    Box::new(BoostQuery::new(query, boost))
}

fn unscored(query: Boxed) -> Boxed {
    Box::new(ConstScoreQuery::new(query, 0.0))
}

fn any(mut queries: Vec<Boxed>) -> Boxed {
    match (queries.len(), queries.pop()) {
        (1, Some(only)) => only,
        (_, Some(last)) => {
            queries.push(last);
            Box::new(BooleanQuery::union(queries))
        }
        (_, None) => Box::new(BooleanQuery::new(Vec::new())),
    }
}

fn every(mut queries: Vec<Boxed>) -> Boxed {
    match (queries.len(), queries.pop()) {
        (1, Some(only)) => only,
        (_, Some(last)) => {
            queries.push(last);
            Box::new(BooleanQuery::intersection(queries))
        }
        (_, None) => Box::new(AllQuery),
    }
}

fn year(fields: &Fields, (from, to): (i32, i32)) -> Boxed {
    let bound = |year| Term::from_field_i64(fields.at, year_start(year));
    Box::new(RangeQuery::new(
        Bound::Included(bound(from)),
        Bound::Excluded(bound(to + 1)),
    ))
}

/// First moment of a year in Taipei (UTC+8), in milliseconds since 1970 UTC.
fn year_start(year: i32) -> i64 {
    const DAY: i64 = 86_400_000;
    const TAIPEI: i64 = 8 * 3_600_000;
    let before = i64::from(year) - 1;
    let leap_days = before / 4 - before / 100 + before / 400;
    // 719_162 days lie between 0001-01-01 and 1970-01-01.
    (before * 365 + leap_days - 719_162) * DAY - TAIPEI
}

/// Counts the matches by kind.
pub(crate) struct ByKind;

pub(crate) struct SegmentByKind {
    column: Option<StrColumn>,
    counts: BTreeMap<u64, usize>,
}

impl Collector for ByKind {
    type Fruit = BTreeMap<String, usize>;
    type Child = SegmentByKind;

    fn for_segment(
        &self,
        _: SegmentOrdinal,
        segment: &SegmentReader,
    ) -> tantivy::Result<SegmentByKind> {
        Ok(SegmentByKind {
            column: segment.fast_fields().str("kind")?,
            counts: BTreeMap::new(),
        })
    }

    fn requires_scoring(&self) -> bool {
        false
    }

    fn merge_fruits(
        &self,
        segments: Vec<tantivy::Result<BTreeMap<String, usize>>>,
    ) -> tantivy::Result<BTreeMap<String, usize>> {
        let mut all = BTreeMap::new();
        for segment in segments {
            for (kind, count) in segment? {
                *all.entry(kind).or_insert(0) += count;
            }
        }
        Ok(all)
    }
}

impl SegmentCollector for SegmentByKind {
    type Fruit = tantivy::Result<BTreeMap<String, usize>>;

    fn collect(&mut self, doc: DocId, _: Score) {
        let kind = self.column.as_ref().and_then(|c| c.ords().first(doc));
        if let Some(kind) = kind {
            *self.counts.entry(kind).or_insert(0) += 1;
        }
    }

    fn harvest(self) -> Self::Fruit {
        let mut named = BTreeMap::new();
        if let Some(column) = self.column {
            for (ord, count) in self.counts {
                let mut kind = String::new();
                column.ord_to_str(ord, &mut kind)?;
                named.insert(kind, count);
            }
        }
        Ok(named)
    }
}

#[cfg(test)]
mod tests {
    use super::year_start;

    #[test]
    fn years_begin_at_midnight_in_taipei() {
        for (year, expected) in [
            (1970, -28_800_000),
            (2000, 946_656_000_000),
            (2025, 1_735_660_800_000),
            (2026, 1_767_196_800_000),
        ] {
            assert_eq!(year_start(year), expected, "{year}");
        }
    }
}
