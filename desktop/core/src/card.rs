//! 憑證卡: the card of this person in this computer's reader, open from its PIN until it is not used
//! for a while, and what the agency says of it.

use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

use sync::card::Binding;
use sync::certificate::{Roots, Untrusted};
use sync::disclosure::Disclosures;
use sync::envelope::{Operation, Signed, seal_with_card};
use vault::{Card, CardCertificate, CardError, CardModule, FoundCard, Pin};
use zeroize::Zeroizing;

use crate::base64;
use crate::session::Session;
use crate::store::Table;
use crate::{Changed, Failure};

/// A card that is not used for so long is closed, ms: five minutes.
const IDLE_MS: i64 = 5 * 60 * 1000;
/// So long after the agency did not know a card it is asked again, ms: a minute.
const ASK_AGAIN_MS: i64 = 60 * 1000;
/// The name of the setting that says where the maker's module is.
const MODULE: &str = "card-module";
/// The name of the setting that keeps what the agency says of cards.
const KNOWN: &str = "cards";
/// The longest path of a module, in bytes.
const MAX_PATH: usize = 1024;
/// The longest PIN, in bytes.
const MAX_PIN: usize = 64;

/// Where makers put their modules.
#[cfg(windows)]
const PLACES: &[&str] = &[
    "C:\\Windows\\System32\\HiCOSPKCS11.dll",
    "C:\\Program Files\\OpenSC Project\\OpenSC\\pkcs11\\opensc-pkcs11.dll",
];
/// Where makers put their modules.
#[cfg(target_os = "macos")]
const PLACES: &[&str] = &[
    "/usr/local/lib/libHicos_p11v1.dylib",
    "/Library/OpenSC/lib/opensc-pkcs11.so",
];
/// Where makers put their modules.
#[cfg(not(any(windows, target_os = "macos")))]
const PLACES: &[&str] = &[
    "/usr/local/lib/libHicos_p11v1.so",
    "/usr/lib/x86_64-linux-gnu/opensc-pkcs11.so",
    "/usr/lib/opensc-pkcs11.so",
];

/// The card of this computer's reader.
#[derive(Default)]
pub(crate) struct CardDesk(Mutex<Desk>);

#[derive(Default)]
struct Desk {
    module: Option<(PathBuf, CardModule)>,
    open: Option<Opened>,
    /// When the agency was asked for a card that it did not know, ms.
    asked: Option<i64>,
}

/// A card after its PIN.
struct Opened {
    card: Card,
    binding: Vec<u8>,
    holder: String,
    used: i64,
}

/// What the agency says of this person's cards, as it is kept in the vault.
#[derive(PartialEq, serde::Serialize, serde::Deserialize, Default)]
struct Known {
    bindings: Vec<String>,
    authorities: Vec<String>,
}

impl From<CardError> for Failure {
    fn from(error: CardError) -> Self {
        Self::of(error.code(), error.facts())
    }
}

fn held(mutex: &Mutex<Desk>) -> MutexGuard<'_, Desk> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

fn bytes(texts: &[String]) -> Vec<Vec<u8>> {
    let read = |text: &String| base64::decode(text);
    texts.iter().filter_map(read).collect()
}

impl Session {
    /// Keeps what the agency says of this person's cards.
    pub(crate) fn keep_cards(&self, said: &sync::wire::Cards) -> Result<(), Failure> {
        let texts = |list: &[Vec<u8>]| list.iter().map(|one| base64::encode(one)).collect();
        let known = Known {
            bindings: texts(&said.bindings),
            authorities: texts(&said.authorities),
        };
        if self.known_cards()? == known {
            return Ok(());
        }
        self.store()
            .write(|tx| tx.put(Table::Setting, KNOWN, 0, &known))?;
        self.listeners.tell(&[Changed::Frame]);
        Ok(())
    }

    /// The agency may have been told of the card that is in the reader: asks it, now and then.
    pub(crate) fn ask_for_cards(&self) {
        let now = self.now();
        let mut desk = held(&self.card.0);
        if desk.asked.is_none_or(|asked| now - asked > ASK_AGAIN_MS) {
            desk.asked = Some(now);
            self.line.urge();
        }
    }

    fn known_cards(&self) -> Result<Known, Failure> {
        let known = self.store().row(Table::Setting, KNOWN)?;
        Ok(known.unwrap_or_default())
    }

    /// Where the module of the card's maker is, when it is known.
    pub(crate) fn card_module(&self) -> Result<Option<String>, Failure> {
        let said: Option<String> = self.store().row(Table::Setting, MODULE)?;
        let found = PLACES.iter().find(|place| Path::new(place).exists());
        Ok(said.or_else(|| found.map(|place| (*place).to_owned())))
    }

    /// Says where the module is; looks for it by itself when empty.
    pub(crate) fn set_card_module(&self, path: &str) -> Result<(), Failure> {
        if path.len() > MAX_PATH {
            return Err(Failure::new("card-no-module").with("detail", MAX_PATH));
        }
        *held(&self.card.0) = Desk::default();
        self.store().write(|tx| match path.trim() {
            "" => tx.delete(Table::Setting, MODULE),
            path => {
                CardModule::open(Path::new(path))?;
                tx.put(Table::Setting, MODULE, 0, &path)
            }
        })
    }

    /// The name on the card in a reader that the agency knows as this person's, and whether the
    /// reader has keys of its own.
    pub(crate) fn card_found(&self) -> Result<(String, bool), Failure> {
        let mut desk = held(&self.card.0);
        let found = self.find(&mut desk)?;
        Ok((found.card.label, found.card.pin_pad))
    }

    /// The name on the card that is open now, and when it closes if it is not used, ms.
    pub(crate) fn card_holder(&self) -> Option<(String, i64)> {
        let mut desk = held(&self.card.0);
        let now = self.now();
        if desk
            .open
            .as_ref()
            .is_some_and(|open| now - open.used > IDLE_MS)
        {
            desk.open = None;
        }
        let open = desk.open.as_ref()?;
        Some((open.holder.clone(), open.used + IDLE_MS))
    }

    /// Opens the card with its PIN; the reader's own keys are used when it is empty.
    pub(crate) fn card_open(&self, pin: Zeroizing<String>) -> Result<(), Failure> {
        if pin.len() > MAX_PIN {
            return Err(Failure::new("card-wrong-pin").with("left", "some"));
        }
        let mut desk = held(&self.card.0);
        desk.open = None;
        let Found {
            card,
            certificate,
            binding,
            above,
        } = self.find(&mut desk)?;
        let pin = (!pin.is_empty()).then(|| Pin::new(pin));
        let Some((_, module)) = &desk.module else {
            return Err(CardError::NoCard.into());
        };
        let opened = module.log_in(&card, &certificate, &above, pin)?;
        desk.open = Some(Opened {
            card: opened,
            binding,
            holder: card.label,
            used: self.now(),
        });
        drop(desk);
        self.listeners.tell(&[Changed::Frame]);
        Ok(())
    }

    /// Closes the card.
    pub(crate) fn card_close(&self) {
        let open = held(&self.card.0).open.take();
        if let Some(open) = open
            && let Err(error) = open.card.log_out()
        {
            tracing::warn!(code = error.code(), "closing the card: {error}");
        }
        self.listeners.tell(&[Changed::Frame]);
    }

    /// Signs with the card and with this computer's key.
    pub(crate) fn card_seal(
        &self,
        operation: &Operation,
        disclosures: &Disclosures,
    ) -> Result<Signed, Failure> {
        let mut desk = held(&self.card.0);
        let now = self.now();
        let open = desk
            .open
            .as_mut()
            .ok_or_else(|| Failure::new("card-closed"))?;
        let device = self.store().signer();
        match seal_with_card(operation, disclosures, device, &open.card, &open.binding) {
            Ok(signed) => {
                open.used = now;
                Ok(signed)
            }
            Err(error) => {
                // A card that was taken out does not come back into the same login.
                desk.open = None;
                Err(error.into())
            }
        }
    }

    /// The card in a reader that the agency knows as this person's.
    fn find(&self, desk: &mut Desk) -> Result<Found, Failure> {
        let path = self.card_module()?;
        let path =
            PathBuf::from(path.ok_or_else(|| Failure::new("card-no-module").with("detail", ""))?);
        if desk.module.as_ref().is_none_or(|(known, _)| *known != path) {
            desk.module = None;
            desk.module = Some((path.clone(), CardModule::open(&path)?));
        }
        let Some((_, module)) = &desk.module else {
            return Err(CardError::NoCard.into());
        };
        let known = self.known_cards()?;
        let (bindings, authorities) = (bytes(&known.bindings), bytes(&known.authorities));
        let roots = &self.identity.roots;
        for card in module.cards()? {
            for certificate in card.certificates.clone() {
                let fits = |bytes: &&Vec<u8>| self.fits(bytes, &certificate, roots);
                let Some(binding) = bindings.iter().find(fits) else {
                    continue;
                };
                let above = above(&certificate.der, binding, &authorities, roots, self.now())?;
                return Ok(Found {
                    binding: binding.clone(),
                    card,
                    certificate,
                    above,
                });
            }
        }
        Err(Failure::new("card-not-bound"))
    }

    fn fits(&self, bytes: &[u8], certificate: &CardCertificate, roots: &Roots) -> bool {
        let now = self.now();
        Binding::open(bytes, roots).is_ok_and(|said| {
            let time = said.from <= now && now < said.until;
            time && said.person == self.identity.person
                && said.card == sync::Hash::of(&certificate.der)
        })
    }
}

struct Found {
    card: FoundCard,
    certificate: CardCertificate,
    binding: Vec<u8>,
    above: Vec<Vec<u8>>,
}

/// The certificates between a card and the root that its binding names, the root last.
fn above(
    leaf: &[u8],
    binding: &[u8],
    authorities: &[Vec<u8>],
    roots: &Roots,
    now: i64,
) -> Result<Vec<Vec<u8>>, Failure> {
    let said =
        Binding::open(binding, roots).map_err(|error| Failure::of(error.code(), error.facts()))?;
    let root = authorities
        .iter()
        .find(|der| sync::Hash::of(der) == said.root);
    let missing = || Untrusted::Issuer("not kept here".to_owned());
    let root = root.ok_or_else(missing)?;
    let between = authorities.iter().filter(|der| *der != root).map(Some);
    for one in std::iter::once(None).chain(between) {
        let between: Vec<Vec<u8>> = one.into_iter().cloned().collect();
        let chain = [&[leaf.to_vec()][..], &between].concat();
        if sync::card::verify(&chain, std::slice::from_ref(root), now).is_ok() {
            return Ok([&between[..], std::slice::from_ref(root)].concat());
        }
    }
    Err(missing().into())
}
