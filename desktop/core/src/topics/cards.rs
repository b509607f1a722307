//! 憑證卡 of this person in this computer's reader.

use zeroize::Zeroizing;

use crate::asks::{AskModule, AskPin, Nothing};
use crate::views::{CardView, Sentence};
use crate::{Core, Failure};

pub(crate) fn state(core: &Core, _: Nothing) -> Result<CardView, Failure> {
    let session = core.session()?;
    let open = session.card_holder();
    let found = match &open {
        Some(holder) => Ok(holder.clone()),
        None => session.card_found(),
    };
    let (holder, problem) = match found {
        Ok(holder) => (Some(holder), None),
        Err(failure) => (
            None,
            Some(Sentence {
                code: failure.code,
                facts: failure.facts,
            }),
        ),
    };
    Ok(CardView {
        module: session.card_module()?,
        holder,
        open: open.is_some(),
        problem,
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
