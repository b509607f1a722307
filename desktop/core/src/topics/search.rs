//! 搜尋: cases, files and people, grouped, marked where they were found.

use office::ids::{CaseId, PersonId};
use office::world::Reading;
use search::{Query, highlight};

use crate::finder::case_document;
use crate::rows::leave_brief;
use crate::session::Session;
use crate::views::{HitGroup, HitKind, HitView, Piece, SearchPage, SearchQuery};
use crate::world::Staged;
use crate::{Core, Failure, people};

/// The most hits of one page.
const MAX_HITS: u32 = 200;
/// Characters of a snippet before the first find, and in all.
const SNIPPET: (usize, usize) = (20, 90);

pub(crate) fn page(core: &Core, ask: SearchQuery) -> Result<SearchPage, Failure> {
    let session = core.session()?;
    let limit = ask.limit.min(MAX_HITS) as usize;
    let query = Query {
        text: ask.text.clone(),
        kinds: Vec::new(),
        limit,
        newest_first: false,
    };
    let found = session.finder.find(&session, &query)?;
    let world = session.world();
    let mut groups: Vec<HitGroup> = Vec::new();
    for hit in &found.hits {
        let Some(view) = shown(&session, &world, hit, &ask.text)? else {
            continue;
        };
        match groups.iter_mut().find(|group| group.kind == view.kind) {
            Some(group) => group.hits.push(view),
            None => groups.push(HitGroup {
                kind: view.kind,
                total: count(found.by_kind.get(&hit.kind).copied().unwrap_or(1)),
                hits: vec![view],
            }),
        }
    }
    Ok(SearchPage {
        groups,
        total: count(found.total),
    })
}

fn count(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

/// A hit as it is shown; none when it is no longer here: the index may be behind.
fn shown(
    session: &Session,
    world: &Staged<'_>,
    hit: &search::Hit,
    query: &str,
) -> Result<Option<HitView>, Failure> {
    let (org, today) = (session.org()?, session.today());
    match hit.key.split_once('/') {
        Some(("case", id)) => {
            let Ok(id) = CaseId::new(id) else {
                return Ok(None);
            };
            let Some(case) = world.case(&id)?.flatten() else {
                return Ok(None);
            };
            let (document, words) = case_document(session, world, &hit.key, &case)?;
            Ok(Some(HitView {
                kind: if case.paper.is_some() {
                    HitKind::File
                } else {
                    HitKind::Case
                },
                key: id.to_string(),
                title: pieces(&document.title, query),
                snippet: snippet(&words, query),
                number: case.number.clone().or_else(|| case.file_number.clone()),
                date: case.submitted,
                who: Some(people::brief(&org, &case.applicant, today)),
                leave: case.leave.as_ref().map(leave_brief),
            }))
        }
        Some(("person", id)) => {
            let Ok(id) = PersonId::new(id) else {
                return Ok(None);
            };
            let brief = people::brief(&org, &id, today);
            let place = format!("{} {}", brief.unit, brief.title);
            Ok(Some(HitView {
                kind: HitKind::Person,
                key: id.to_string(),
                title: pieces(&brief.name, query),
                snippet: pieces(place.trim(), query),
                number: None,
                date: 0,
                who: Some(brief),
                leave: None,
            }))
        }
        _ => Ok(None),
    }
}

/// A text in pieces, found and not found.
fn pieces(text: &str, query: &str) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut at = 0;
    for range in highlight(text, query) {
        if range.start > at {
            pieces.push(Piece {
                text: text[at..range.start].to_owned(),
                hit: false,
            });
        }
        pieces.push(Piece {
            text: text[range.clone()].to_owned(),
            hit: true,
        });
        at = range.end;
    }
    if at < text.len() {
        pieces.push(Piece {
            text: text[at..].to_owned(),
            hit: false,
        });
    }
    pieces
}

/// The line in which something was found, around the first find; else the first line.
fn snippet(lines: &[String], query: &str) -> Vec<Piece> {
    let found = lines
        .iter()
        .find_map(|line| Some((line, highlight(line, query).first()?.start)));
    let Some((line, start)) = found.or_else(|| lines.first().map(|line| (line, 0))) else {
        return Vec::new();
    };
    let before = line[..start].chars().count();
    let skip = before.saturating_sub(SNIPPET.0);
    let cut: String = line.chars().skip(skip).take(SNIPPET.1).collect();
    let open = if skip > 0 { "…" } else { "" };
    let close = if line.chars().count() > skip + SNIPPET.1 {
        "…"
    } else {
        ""
    };
    pieces(&format!("{open}{cut}{close}"), query)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn marked(pieces: &[Piece]) -> String {
        pieces
            .iter()
            .map(|piece| {
                if piece.hit {
                    format!("[{}]", piece.text)
                } else {
                    piece.text.clone()
                }
            })
            .collect()
    }

    #[test]
    fn finds_are_marked() {
        let check = |text: &str, query: &str, expected: &str| {
            assert_eq!(marked(&pieces(text, query)), expected)
        };
        check("返鄉探親", "探親", "返鄉[探親]");
        check("返鄉探親", "出國", "返鄉探親");
        check("", "探親", "");
    }

    #[test]
    fn a_snippet_shows_where_it_was_found() {
        let long = format!("{}探親{}", "前".repeat(50), "後".repeat(100));
        let cut = marked(&snippet(&["別的".to_owned(), long], "探親"));
        assert!(
            cut.starts_with('…') && cut.ends_with('…') && cut.contains("[探親]"),
            "{cut}"
        );
        assert_eq!(marked(&snippet(&["只有一行".to_owned()], "無")), "只有一行");
        assert!(snippet(&[], "無").is_empty());
    }
}
