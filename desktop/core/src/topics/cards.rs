//! 憑證卡 of this person in this computer's reader.

use zeroize::Zeroizing;

use crate::asks::{AskModule, AskPin, Nothing};
use crate::views::{CardView, Sentence};
use crate::{Core, Failure};

pub(crate) fn state(core: &Core, _: Nothing) -> Result<CardView, Failure> {
    let session = core.session()?;
    let module = session.card_module()?;
    let closed = CardView {
        module,
        holder: None,
        open: false,
        until: None,
        keys: false,
        problem: None,
    };
    if let Some((holder, until)) = session.card_holder() {
        return Ok(CardView {
            holder: Some(holder),
            open: true,
            until: Some(until),
            ..closed
        });
    }
    Ok(match session.card_found() {
        Ok((holder, keys)) => CardView {
            holder: Some(holder),
            keys,
            ..closed
        },
        Err(Failure { code, facts }) => {
            if code == "card-not-bound" {
                session.ask_for_cards();
            }
            CardView {
                problem: Some(Sentence { code, facts }),
                ..closed
            }
        }
    })
}

pub(crate) fn set_module(core: &Core, ask: AskModule) -> Result<CardView, Failure> {
    core.session()?.set_card_module(&ask.path)?;
    state(core, Nothing {})
}

pub(crate) fn open(core: &Core, ask: AskPin) -> Result<CardView, Failure> {
    core.session()?.card_open(Zeroizing::new(ask.pin))?;
    state(core, Nothing {})
}

pub(crate) fn close(core: &Core, _: Nothing) -> Result<CardView, Failure> {
    core.session()?.card_close();
    state(core, Nothing {})
}
