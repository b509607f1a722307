//! What a decision may look at. The agency's server sees every stream; a
//! person's computer sees those that it was sent.

use std::error::Error;
use std::sync::Arc;

use crate::Refusal;
use crate::away::Away;
use crate::calendar::Calendar;
use crate::case::Case;
use crate::ids::{CaseId, PersonId, SeriesId, UnitId};
use crate::leave::Account;
use crate::org::Org;
use crate::pack::{Pack, PackRef, Packs};
use crate::series::Series;
use crate::state::State;
use crate::stream::Stream;

/// The store could not be read: nothing was decided.
pub type Fault = Box<dyn Error + Send + Sync>;

/// Read access to the states of streams and to packs.
pub trait World {
    /// The state of a stream as it stands; the empty state where it has no
    /// event yet; none when this computer may not see the stream.
    ///
    /// # Errors
    /// A [`Fault`] when the store cannot be read.
    fn state(&self, stream: &Stream) -> Result<Option<Arc<State>>, Fault>;

    /// A version of a service pack; none when this computer does not hold it.
    ///
    /// # Errors
    /// A [`Fault`] when the store cannot be read.
    fn pack(&self, pack: &PackRef) -> Result<Option<Arc<Pack>>, Fault>;
}

/// Why there is no decision.
#[derive(Debug)]
pub enum Stop {
    /// It is refused.
    Refused(Refusal),
    /// The store failed.
    Fault(Fault),
}

impl From<Refusal> for Stop {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(refusal)
    }
}

impl From<Fault> for Stop {
    fn from(fault: Fault) -> Self {
        Self::Fault(fault)
    }
}

macro_rules! typed {
    ($($(#[$meta:meta])* $name:ident($($arg:ident: $kind:ty)?) -> $type:ty = $variant:ident, $stream:expr;)*) => {
        /// Typed reading of a [`World`].
        pub trait Reading: World {
            $($(#[$meta])*
            #[doc = "\n\n# Errors\nA [`Fault`] when the store cannot be read."]
            fn $name(&self $(, $arg: &$kind)?) -> Result<Option<$type>, Fault> {
                let stream: Stream = $stream;
                Ok(self.state(&stream)?.and_then(|state| match &*state {
                    State::$variant(inner) => Some(inner.clone()),
                    _ => None,
                }))
            })*
        }
    };
}

typed! {
    /// The agency.
    org() -> Arc<Org> = Org, Stream::Org;
    /// The official calendar.
    calendar() -> Arc<Calendar> = Calendar, Stream::Calendar;
    /// The services on offer.
    packs() -> Arc<Packs> = Packs, Stream::Packs;
    /// A case; the inner none before it is submitted.
    case(case: CaseId) -> Option<Arc<Case>> = Case, Stream::Case(case.clone());
    /// A leave account.
    account(person: PersonId) -> Arc<Account> = Account, Stream::Account(person.clone());
    /// The absences of a unit.
    away(unit: UnitId) -> Arc<Away> = Away, Stream::Away(unit.clone());
    /// A series of numbers.
    series(series: SeriesId) -> Arc<Series> = Series, Stream::Series(series.clone());
}

impl<W: World + ?Sized> Reading for W {}
