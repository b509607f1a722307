//! A person's card, through the module of its maker (PKCS #11). The keys never
//! leave it; one login is good for as many signatures as are asked for, one after
//! the other, and the PIN is forgotten once the card has it.

use std::path::Path;

use cryptoki::context::{CInitializeArgs, CInitializeFlags, Pkcs11};
use cryptoki::error::{Error, RvError};
use cryptoki::mechanism::{Mechanism, MechanismType};
use cryptoki::object::{Attribute, AttributeType, CertificateType, ObjectClass, ObjectHandle};
use cryptoki::session::{Session, UserType};
use cryptoki::slot::Slot;
use cryptoki::types::AuthPin;
use ring::digest::{SHA256, digest};
use sync::Facts;
use sync::certificate::{self, CERTIFICATE_BYTES_MAX, Untrusted};
use sync::envelope::{SignFailed, Signer};
use sync::key::{Algorithm, KeyKind};
use zeroize::Zeroizing;

/// Cards that are looked at.
const SLOTS_MAX: usize = 16;
/// Certificates of one card that are looked at.
const CERTIFICATES_MAX: usize = 16;

/// RFC 8017 §9.2: what stands before a SHA-256 in a PKCS #1 v1.5 signature.
const DIGEST_INFO: [u8; 19] = [
    0x30, 0x31, 0x30, 0x0d, 0x06, 0x09, 0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, 0x01, 0x05,
    0x00, 0x04, 0x20,
];

/// Why a card did not sign.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CardError {
    /// The maker's module could not be loaded.
    #[error("no module: {0}")]
    NoModule(String),
    /// No card with a certificate is in a reader.
    #[error("no card")]
    NoCard,
    /// The card was taken out.
    #[error("the card was taken out")]
    Removed,
    /// The PIN is wrong.
    #[error("wrong PIN")]
    WrongPin {
        /// Tries that are left, where the card tells: it says only "few" or "one".
        left: Tries,
    },
    /// Too many wrong PINs.
    #[error("the PIN is locked")]
    PinLocked,
    /// The card has no PIN yet, or it has to be changed first.
    #[error("the PIN is not set")]
    PinUnset,
    /// The card has no certificate for signatures.
    #[error("no certificate for signatures")]
    NoCertificate,
    /// The certificate's key is not on the card, or is another one.
    #[error("key and certificate do not fit")]
    Mismatch,
    /// The certificate's key does not count.
    #[error(transparent)]
    Certificate(#[from] Untrusted),
    /// Something else.
    #[error("card: {0}")]
    Failed(String),
}

/// How many tries of the PIN are left.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tries {
    /// The card does not tell; enough for now.
    Some,
    /// A wrong one was entered since the last right one.
    Few,
    /// The next wrong one locks the card.
    One,
    /// None.
    Locked,
}

impl Tries {
    /// As a fact for the sentence.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Some => "some",
            Self::Few => "few",
            Self::One => "one",
            Self::Locked => "none",
        }
    }
}

impl CardError {
    /// Stable code of this error.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::NoModule(_) => "card-no-module",
            Self::NoCard => "card-none",
            Self::Removed => "card-removed",
            Self::WrongPin { .. } => "card-wrong-pin",
            Self::PinLocked => "card-pin-locked",
            Self::PinUnset => "card-pin-unset",
            Self::NoCertificate => "card-no-certificate",
            Self::Mismatch => "card-mismatch",
            Self::Certificate(error) => error.code(),
            Self::Failed(_) => "card-failed",
        }
    }

    /// Facts for the sentence.
    #[must_use]
    pub fn facts(&self) -> Facts {
        let one = |name: &str, value: &str| Facts::from([(name.to_owned(), value.to_owned())]);
        match self {
            Self::NoModule(detail) | Self::Failed(detail) => one("detail", detail),
            Self::WrongPin { left } => one("left", left.name()),
            Self::Certificate(error) => error.facts(),
            Self::NoCard
            | Self::Removed
            | Self::PinLocked
            | Self::PinUnset
            | Self::NoCertificate
            | Self::Mismatch => Facts::new(),
        }
    }
}

impl From<Error> for CardError {
    fn from(error: Error) -> Self {
        use RvError as R;
        let Error::Pkcs11(answer, _) = &error else {
            return match &error {
                Error::LibraryLoading(_) | Error::NullFunctionPointer | Error::MissingSymbol(_) => {
                    Self::NoModule(error.to_string())
                }
                _ => Self::Failed(error.to_string()),
            };
        };
        match answer {
            R::DeviceRemoved
            | R::DeviceError
            | R::TokenNotPresent
            | R::TokenNotRecognized
            | R::SlotIdInvalid
            | R::SessionHandleInvalid
            | R::SessionClosed
            | R::KeyHandleInvalid
            | R::ObjectHandleInvalid => Self::Removed,
            R::PinIncorrect | R::PinInvalid | R::PinLenRange => {
                Self::WrongPin { left: Tries::Some }
            }
            R::PinLocked => Self::PinLocked,
            R::PinExpired | R::UserPinNotInitialized | R::NewPinMode => Self::PinUnset,
            _ => Self::Failed(error.to_string()),
        }
    }
}

/// What a person typed. It is overwritten when it is dropped.
pub struct Pin(AuthPin);

impl Pin {
    /// Takes what was typed.
    #[must_use]
    pub fn new(text: Zeroizing<String>) -> Self {
        Self(AuthPin::new(text.as_str().into()))
    }
}

/// The module of a card's maker. One process has it open once.
#[derive(Debug)]
pub struct CardModule(Pkcs11);

/// A card in a reader, before its PIN.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FoundCard {
    slot: Slot,
    /// What the card calls itself.
    pub label: String,
    /// Its maker.
    pub maker: String,
    /// Its number.
    pub number: String,
    /// What it says of tries of the PIN.
    pub tries: Tries,
    /// The reader has keys of its own: no PIN is asked for on the screen.
    pub pin_pad: bool,
    /// Its certificates for signatures.
    pub certificates: Vec<CardCertificate>,
}

/// A certificate on a card.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CardCertificate {
    /// By what it finds its key on the card.
    pub id: Vec<u8>,
    /// DER.
    pub der: Vec<u8>,
}

impl CardModule {
    /// Loads a module from its file.
    ///
    /// # Errors
    /// `card-no-module`.
    pub fn open(module: &Path) -> Result<Self, CardError> {
        let none = |error: Error| CardError::NoModule(error.to_string());
        let context = Pkcs11::new(module).map_err(none)?;
        let ready = context.initialize(CInitializeArgs::new(CInitializeFlags::OS_LOCKING_OK));
        match ready {
            Ok(()) | Err(Error::Pkcs11(RvError::CryptokiAlreadyInitialized, _)) => {
                Ok(Self(context))
            }
            Err(error) => Err(none(error)),
        }
    }

    /// The cards that are in readers, with their certificates for signatures.
    ///
    /// # Errors
    /// `card-failed`; `card-none` when there is none at all.
    pub fn cards(&self) -> Result<Vec<FoundCard>, CardError> {
        let mut found = Vec::new();
        for slot in self.0.get_slots_with_token()?.into_iter().take(SLOTS_MAX) {
            // One that is taken out while we look is as good as none.
            match self.look(slot) {
                Ok(Some(card)) => found.push(card),
                Ok(None) | Err(CardError::Removed) => {}
                Err(error) => return Err(error),
            }
        }
        if found.is_empty() {
            return Err(CardError::NoCard);
        }
        Ok(found)
    }

    fn look(&self, slot: Slot) -> Result<Option<FoundCard>, CardError> {
        let token = self.0.get_token_info(slot)?;
        if !token.token_initialized() {
            return Ok(None);
        }
        let session = self.0.open_ro_session(slot)?;
        Ok(Some(FoundCard {
            slot,
            label: token.label().trim().to_owned(),
            maker: token.manufacturer_id().trim().to_owned(),
            number: token.serial_number().trim().to_owned(),
            tries: self.tries(slot)?,
            pin_pad: token.protected_authentication_path(),
            certificates: certificates(&session)?,
        }))
    }

    fn tries(&self, slot: Slot) -> Result<Tries, CardError> {
        let token = self.0.get_token_info(slot)?;
        Ok(if token.user_pin_locked() {
            Tries::Locked
        } else if token.user_pin_final_try() {
            Tries::One
        } else if token.user_pin_count_low() {
            Tries::Few
        } else {
            Tries::Some
        })
    }

    /// Logs in and finds the key of one of the card's certificates. `above` are the
    /// certificates of its authorities, the root last. Without a PIN the reader's
    /// own keys are used.
    ///
    /// # Errors
    /// `card-wrong-pin`, `card-pin-locked`, `card-pin-unset`, `card-removed`,
    /// `card-no-certificate`, `card-mismatch`, `certificate-key`,
    /// `certificate-weak`, `card-failed`.
    pub fn log_in(
        &self,
        found: &FoundCard,
        certificate: &CardCertificate,
        above: &[Vec<u8>],
        pin: Option<Pin>,
    ) -> Result<Card, CardError> {
        if !found.certificates.contains(certificate) {
            return Err(CardError::NoCertificate);
        }
        let kind = certificate::key_kind(&certificate.der)?;
        let session = self.0.open_ro_session(found.slot)?;
        let logged_in = session.login(UserType::User, pin.as_ref().map(|pin| &pin.0));
        drop(pin);
        match logged_in {
            Ok(()) | Err(Error::Pkcs11(RvError::UserAlreadyLoggedIn, _)) => {}
            Err(error) => {
                return Err(match error.into() {
                    CardError::WrongPin { .. } => match self.tries(found.slot)? {
                        Tries::Locked => CardError::PinLocked,
                        left => CardError::WrongPin { left },
                    },
                    other => other,
                });
            }
        }
        let template = [
            Attribute::Class(ObjectClass::PRIVATE_KEY),
            Attribute::Id(certificate.id.clone()),
        ];
        let keys = session.find_objects(&template)?;
        let [key] = keys.as_slice() else {
            return Err(CardError::Mismatch);
        };
        let mechanisms = self.0.get_mechanism_list(found.slot)?;
        let mut chain = vec![certificate.der.clone()];
        chain.extend_from_slice(above);
        Ok(Card {
            key: *key,
            how: How::of(kind, &mechanisms)?,
            chain,
            session,
        })
    }
}

/// The certificates for signatures that a session sees without a PIN.
fn certificates(session: &Session) -> Result<Vec<CardCertificate>, CardError> {
    let template = [
        Attribute::Class(ObjectClass::CERTIFICATE),
        Attribute::CertificateType(CertificateType::X_509),
    ];
    let mut found = Vec::new();
    let objects = session.find_objects(&template)?;
    for object in objects.into_iter().take(CERTIFICATES_MAX) {
        let wanted = [AttributeType::Value, AttributeType::Id];
        let (mut der, mut id) = (Vec::new(), Vec::new());
        for attribute in session.get_attributes(object, &wanted)? {
            match attribute {
                Attribute::Value(value) => der = value,
                Attribute::Id(value) => id = value,
                _ => {}
            }
        }
        if der.len() <= CERTIFICATE_BYTES_MAX && certificate::is_for_signatures(&der) {
            found.push(CardCertificate { id, der });
        }
    }
    Ok(found)
}

/// By which mechanism the card signs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum How {
    /// The card hashes and pads.
    Sha256Rsa,
    /// We hash, the card pads: older ones.
    Rsa,
    /// We hash, the card signs.
    Ecdsa,
}

impl How {
    fn of(kind: KeyKind, mechanisms: &[MechanismType]) -> Result<Self, CardError> {
        let has = |mechanism| mechanisms.contains(&mechanism);
        let other = |kind: KeyKind| CardError::Failed(format!("no mechanism for {}", kind.name()));
        match kind {
            KeyKind::Rsa { .. } if has(MechanismType::SHA256_RSA_PKCS) => Ok(Self::Sha256Rsa),
            KeyKind::Rsa { .. } if has(MechanismType::RSA_PKCS) => Ok(Self::Rsa),
            KeyKind::P256 if has(MechanismType::ECDSA) => Ok(Self::Ecdsa),
            kind => Err(other(kind)),
        }
    }
}

/// A card that is logged in. Dropping it ends the session, and with the last of
/// them the login.
#[derive(Debug)]
pub struct Card {
    session: Session,
    key: ObjectHandle,
    how: How,
    chain: Vec<Vec<u8>>,
}

impl Card {
    /// Signs, and holds the signature to the certificate before it goes out.
    ///
    /// # Errors
    /// `card-removed`, `card-mismatch`, `card-failed`.
    pub fn signature(&self, bytes: &[u8]) -> Result<Vec<u8>, CardError> {
        let hash = digest(&SHA256, bytes);
        let signature = match self.how {
            How::Sha256Rsa => self
                .session
                .sign(&Mechanism::Sha256RsaPkcs, self.key, bytes),
            How::Rsa => {
                let padded = [&DIGEST_INFO[..], hash.as_ref()].concat();
                self.session.sign(&Mechanism::RsaPkcs, self.key, &padded)
            }
            How::Ecdsa => self
                .session
                .sign(&Mechanism::Ecdsa, self.key, hash.as_ref()),
        };
        let signature = signature?;
        let leaf = self.chain.first().map(Vec::as_slice).unwrap_or_default();
        if certificate::signed_by(leaf, self.algorithm(), bytes, &signature) {
            Ok(signature)
        } else {
            Err(CardError::Mismatch)
        }
    }

    /// Ends the login now.
    ///
    /// # Errors
    /// `card-removed`, `card-failed`.
    pub fn log_out(self) -> Result<(), CardError> {
        Ok(self.session.logout()?)
    }
}

impl Signer for Card {
    fn certificate_chain(&self) -> &[Vec<u8>] {
        &self.chain
    }

    fn algorithm(&self) -> Algorithm {
        match self.how {
            How::Sha256Rsa | How::Rsa => Algorithm::Rs256,
            How::Ecdsa => Algorithm::Es256,
        }
    }

    fn sign(&self, bytes: &[u8]) -> Result<Vec<u8>, SignFailed> {
        self.signature(bytes)
            .map_err(|error| SignFailed::new(error.code(), error.to_string()))
    }
}

/// How a batch of signatures ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Ended<E> {
    /// Each was signed.
    All,
    /// The person stopped it.
    Stopped,
    /// The next one failed.
    Failed(E),
}

/// Signs one after the other for as long as `go_on` says so: asked before each, so
/// that nothing is half signed. Answers what was signed, and why it ended.
pub fn one_by_one<T, U, E>(
    items: impl IntoIterator<Item = T>,
    mut go_on: impl FnMut() -> bool,
    mut sign: impl FnMut(T) -> Result<U, E>,
) -> (Vec<U>, Ended<E>) {
    let mut done = Vec::new();
    for item in items {
        if !go_on() {
            return (done, Ended::Stopped);
        }
        match sign(item) {
            Ok(signed) => done.push(signed),
            Err(error) => return (done, Ended::Failed(error)),
        }
    }
    (done, Ended::All)
}
