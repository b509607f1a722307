//! What a person asks for, from the decision to the signature: kept, signed when its time has come,
//! taken back before that.

use office::decide::asks_for_card;
use office::ids::PersonId;
use office::world::Reading;
use office::{Content, Stream};
use sync::outbox::State;

use super::{BesideAct, Session};
use crate::Failure;
use crate::changes::Changed;
use crate::queue::{Queued, new_key, random};
use crate::store::Table;
use crate::views::Signed;

impl Session {
    /// Asks for something: decides it here, and keeps it, all or nothing.
    ///
    /// # Errors
    /// What the decision refuses, with nothing stored.
    pub(crate) fn act(
        &self,
        content: &Content,
        acting_for: Option<PersonId>,
        undo_ms: i64,
        beside: BesideAct<'_>,
    ) -> Result<Signed, Failure> {
        let now = self.now();
        let case = content.case().map(ToString::to_string).unwrap_or_default();
        let seen = self.seen(content, acting_for.as_ref())?;
        let card = self.wants_card(content)? && self.card_holder().is_some();
        // A PIN was entered for it: it is signed at once.
        let undo_ms = if card { 0 } else { undo_ms };
        let mut queued = Queued {
            card,
            key: new_key()?,
            acting_for,
            not_before: self.last_of(&seen)?,
            saw: self.last_of(seen_of(content, &seen))?,
            seen,
            seals_at: now.saturating_add(undo_ms),
            ..Queued::supposed(content, now)
        };
        let signed = Signed {
            operation: queued.key.clone(),
            case,
            seals_at: queued.seals_at,
        };
        self.change(
            &[&Changed::WORK[..], &[Changed::Draft, Changed::Search]].concat(),
            |staged, queue| {
                staged.add(&queued)??;
                if undo_ms == 0 {
                    self.seal(&mut queued)?;
                }
                queue.0.push(queued);
                Ok(())
            },
            &|tx| beside(tx, &signed),
        )?;
        if undo_ms == 0 {
            self.line.push_soon();
        }
        Ok(signed)
    }

    /// Whether the service asks for the card's signature on this.
    fn wants_card(&self, content: &Content) -> Result<bool, Failure> {
        let world = self.world();
        let filled = match content {
            Content::Submit(submit) => Some((submit.pack.clone(), &submit.answers)),
            Content::Correct(correct) => {
                let case = world.case(&correct.case)?.flatten();
                case.map(|case| (case.pack.clone(), &correct.answers))
            }
            _ => None,
        };
        if let Some((pack, answers)) = filled {
            let pack = office::World::pack(&world, &pack)?;
            return Ok(pack.is_some_and(|pack| asks_for_card(&pack, answers)));
        }
        let signs = matches!(
            content,
            Content::Approve(_) | Content::Decide(_) | Content::Oppose(_) | Content::Return(_)
        );
        let (true, Some(case)) = (signs, content.case()) else {
            return Ok(matches!(content, Content::Seal(_)));
        };
        let Some(case) = world.case(case)?.flatten() else {
            return Ok(false);
        };
        let pack = office::World::pack(&world, &case.pack)?;
        Ok(pack.is_some_and(|pack| pack.manifest.route.card))
    }

    /// The heads of what was looked at when this was asked for: the case, and who is away and
    /// stands in where it rests on that.
    fn seen(
        &self,
        content: &Content,
        acting_for: Option<&PersonId>,
    ) -> Result<Vec<(String, u64, String)>, Failure> {
        let world = self.world();
        let case = content.case().map(|case| Stream::Case(case.clone()));
        let (org, today) = (self.org()?, self.today());
        let unit = match content {
            Content::ConsentDeputy(one) => Some(&one.unit),
            Content::DeclineDeputy(one) => Some(&one.unit),
            Content::EndDeputy(one) => Some(&one.unit),
            Content::HandOnDeputy(one) => Some(&one.unit),
            _ => {
                let post = acting_for.and_then(|person| org.main_post(person, today));
                post.map(|post| &post.unit)
            }
        };
        let away = unit.map(|unit| Stream::Away(unit.clone()));
        let always = [Stream::Org, Stream::Packs];
        let streams = case.into_iter().chain(away).chain(always);
        Ok(streams
            .map(|stream| (world.head(&stream), stream))
            .filter(|(head, _)| head.seq > 0)
            .map(|(head, stream)| (stream.to_string(), head.seq, head.hash.to_hex()))
            .collect())
    }

    /// The latest of the agency's own times among heads, ms.
    fn last_of(&self, seen: &[(String, u64, String)]) -> Result<Option<i64>, Failure> {
        let mut latest = None;
        for (stream, seq, _) in seen {
            latest = latest.max(self.store().time_of(stream, *seq)?);
        }
        Ok(latest)
    }

    /// Signs an operation; from here on it is never edited.
    fn seal(&self, queued: &mut Queued) -> Result<(), Failure> {
        let operation = sync::envelope::Operation {
            agency: self.identity.agency.clone(),
            actor: self.identity.person.clone(),
            device: self.identity.device.clone(),
            acting_for: queued.acting_for.as_ref().map(ToString::to_string),
            at: queued.at,
            seen: queued.seen(),
            content: queued.content.clone(),
            nonce: random()?,
            must_understand: Vec::new(),
        };
        let signed = match queued.card {
            true => self.card_seal(&operation, &queued.disclosures()?)?,
            false => self.store().seal(&operation, &queued.disclosures()?)?,
        };
        queued.id = Some(signed.id.to_hex());
        queued.signed = Some(signed.bytes);
        Ok(())
    }

    /// Signs what can no longer be taken back; answers when to come again, ms.
    pub(crate) fn seal_due(&self, all: bool) -> Result<Option<i64>, Failure> {
        let now = self.now();
        let open = |queued: &&Queued| !queued.is_sealed() && queued.is_effective();
        let queue = self.queue();
        let due = |queued: &Queued| all || queued.seals_at <= now;
        if queue.0.iter().filter(open).any(due) {
            self.change(
                &[Changed::Frame, Changed::Sync, Changed::Inbox],
                |_, queue| {
                    for queued in queue
                        .0
                        .iter_mut()
                        .filter(|q| !q.is_sealed() && q.is_effective() && due(q))
                    {
                        self.seal(queued)?;
                    }
                    Ok(())
                },
                &|_| Ok(()),
            )?;
            self.line.push_soon();
        }
        Ok(self
            .queue()
            .0
            .iter()
            .filter(open)
            .map(|queued| queued.seals_at)
            .min())
    }

    /// Takes something back that has not left.
    pub(crate) fn take_back(&self, key: &str, only_unsealed: bool) -> Result<(), Failure> {
        self.put_away(key, |queued| {
            let left = || Failure::new("operation-left");
            if only_unsealed && queued.is_sealed() || !queued.can_cancel() {
                return Err(left());
            }
            match queued.op_id() {
                Some(id) => self.outbox().withdraw(&id).map(drop).map_err(|_| left()),
                None => Ok(()),
            }
        })
    }

    /// A person has read why something did not become true.
    pub(crate) fn acknowledge(&self, key: &str) -> Result<(), Failure> {
        self.put_away(key, |queued| {
            if queued.state() != State::Refused {
                return Err(Failure::new("operation-open"));
            }
            if let Some(id) = queued.op_id() {
                // A refused one is put aside; an unsigned one never was in the outbox.
                let _ = self.outbox().withdraw(&id);
            }
            Ok(())
        })
    }

    /// Takes something off the queue, when it may be.
    fn put_away(
        &self,
        key: &str,
        may: impl Fn(&Queued) -> Result<(), Failure>,
    ) -> Result<(), Failure> {
        self.change(
            &[&Changed::WORK[..], &[Changed::Search]].concat(),
            |_, queue| {
                let queued = queue.find(key);
                may(queued.ok_or_else(|| Failure::new("operation-gone"))?)?;
                queue.0.retain(|queued| queued.key != key);
                Ok(())
            },
            &|tx| tx.delete(Table::Done, key),
        )
    }
}

/// What was seen of the case that an operation is about.
fn seen_of<'s>(
    content: &Content,
    seen: &'s [(String, u64, String)],
) -> &'s [(String, u64, String)] {
    let case = content
        .case()
        .map(|case| Stream::Case(case.clone()).to_string());
    let at = seen
        .iter()
        .position(|(stream, ..)| Some(stream) == case.as_ref());
    at.and_then(|at| seen.get(at..=at)).unwrap_or_default()
}
