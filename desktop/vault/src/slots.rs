//! Several ways to one master key, like LUKS: a passphrase, the operating
//! system's key store, a recovery code. `slots.json` holds the master key
//! wrapped once for each; `attempts.json` counts the wrong tries.

use std::fs;
use std::io::ErrorKind;
use std::path::Path;

use argon2::{Algorithm, Argon2, Params, Version};
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

use crate::keys::{MasterKey, Passphrase, RecoveryCode, Secret, derive, from_hex, hex, random};
use crate::{VaultError, disk};

/// Wrong tries before the vault stays shut (附表十: five).
pub const ATTEMPTS_MAX: u32 = 5;
/// How long it then stays shut, ms (附表十: fifteen minutes).
pub const LOCK_MS: i64 = 15 * 60 * 1000;
/// Fewest characters of a passphrase.
pub const PASSPHRASE_CHARS_MIN: usize = 8;

const SLOTS: &str = "slots.json";
const ATTEMPTS: &str = "attempts.json";
const FILE_BYTES_MAX: u64 = 64 * 1024;
const FORMAT: u32 = 1;
const KEY_STORE_SERVICE: &str = "antou";

/// How to open a vault.
#[derive(Debug, Clone)]
pub enum Unlock {
    /// With what the person types.
    Passphrase(Passphrase),
    /// With what the operating system keeps for the person.
    System,
    /// With the code on paper.
    Recovery(RecoveryCode),
}

/// One way in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum SlotKind {
    /// A passphrase.
    Passphrase,
    /// The operating system's key store.
    System,
    /// A code on paper.
    Recovery,
}

impl SlotKind {
    /// Stable name.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Passphrase => "passphrase",
            Self::System => "system",
            Self::Recovery => "recovery",
        }
    }
}

/// What trying a passphrase costs (Argon2id, RFC 9106).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cost {
    /// Memory, KiB.
    pub memory_kib: u32,
    /// Passes over it.
    pub passes: u32,
    /// Lanes.
    pub lanes: u32,
}

impl Default for Cost {
    /// 64 MiB, three passes, one lane: about half a second.
    fn default() -> Self {
        Self {
            memory_kib: 64 * 1024,
            passes: 3,
            lanes: 1,
        }
    }
}

/// Bounds on what a foreign `slots.json` may make us compute.
const COST_MAX: Cost = Cost {
    memory_kib: 512 * 1024,
    passes: 16,
    lanes: 16,
};
/// The same of memory times passes, KiB: some seconds.
const WORK_MAX: u64 = 1024 * 1024;

#[derive(Serialize, Deserialize)]
struct Slots {
    version: u32,
    /// 16 random bytes, hex: binds slots to their vault and names the key
    /// store's entry.
    vault: String,
    slots: Vec<Slot>,
}

#[derive(Clone, Serialize, Deserialize)]
struct Slot {
    kind: SlotKind,
    salt: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    cost: Option<Cost>,
    wrapped: String,
}

#[derive(Default, Serialize, Deserialize)]
struct Attempts {
    failures: u32,
    locked_until: Option<i64>,
}

pub(crate) fn exist(place: &Path) -> bool {
    place.join(SLOTS).exists()
}

pub(crate) fn kinds(place: &Path) -> Result<Vec<SlotKind>, VaultError> {
    Ok(load(place)?.slots.iter().map(|slot| slot.kind).collect())
}

pub(crate) fn create(
    place: &Path,
    master: &MasterKey,
    by: &Unlock,
    cost: Cost,
) -> Result<(), VaultError> {
    let vault = hex(&random::<16>()?);
    let slot = match by {
        Unlock::Passphrase(passphrase) => passphrase_slot(&vault, master, passphrase, cost)?,
        Unlock::System => system_slot(&vault, master)?,
        Unlock::Recovery(_) => return Err(VaultError::RecoveryCode),
    };
    store(
        place,
        &Slots {
            version: FORMAT,
            vault,
            slots: vec![slot],
        },
    )
}

pub(crate) fn unlock(place: &Path, by: &Unlock, now_ms: i64) -> Result<MasterKey, VaultError> {
    let slots = load(place)?;
    match by {
        Unlock::Passphrase(passphrase) => {
            let slot = slots.find(SlotKind::Passphrase)?;
            counted(place, now_ms, || {
                let key = stretch(
                    passphrase,
                    &unhex(&slot.salt)?,
                    slot.cost.unwrap_or_default(),
                )?;
                slots.open(slot, &key)
            })
        }
        Unlock::Recovery(code) => {
            let slot = slots.find(SlotKind::Recovery)?;
            counted(place, now_ms, || {
                let key = derive(code.bytes(), &unhex(&slot.salt)?, b"antou vault 1 recovery")?;
                slots.open(slot, &key)
            })
        }
        Unlock::System => {
            let slot = slots.find(SlotKind::System)?;
            let key = stored_key(&slots.vault)?;
            slots
                .open(slot, &key)?
                .ok_or_else(|| VaultError::NoKeyStore("the key store holds another key".to_owned()))
        }
    }
}

pub(crate) fn add_passphrase(
    place: &Path,
    master: &MasterKey,
    passphrase: &Passphrase,
    cost: Cost,
) -> Result<(), VaultError> {
    let slots = load(place)?;
    let slot = passphrase_slot(&slots.vault, master, passphrase, cost)?;
    store(place, &slots.with(slot))
}

pub(crate) fn add_system(place: &Path, master: &MasterKey) -> Result<(), VaultError> {
    let slots = load(place)?;
    let slot = system_slot(&slots.vault, master)?;
    store(place, &slots.with(slot))
}

pub(crate) fn add_recovery(place: &Path, master: &MasterKey) -> Result<RecoveryCode, VaultError> {
    let slots = load(place)?;
    let code = RecoveryCode::random()?;
    let salt = random::<32>()?;
    let key = derive(code.bytes(), &salt, b"antou vault 1 recovery")?;
    let slot = wrap(&slots.vault, master, SlotKind::Recovery, &salt, None, &key)?;
    store(place, &slots.with(slot))?;
    Ok(code)
}

pub(crate) fn remove(place: &Path, kind: SlotKind) -> Result<(), VaultError> {
    let mut slots = load(place)?;
    slots.find(kind)?;
    if slots.slots.len() == 1 {
        return Err(VaultError::LastSlot);
    }
    slots.slots.retain(|slot| slot.kind != kind);
    store(place, &slots)?;
    if kind == SlotKind::System {
        // The slot is gone: a key that stays behind in the store opens nothing.
        let _ = key_entry(&slots.vault).map(|entry| entry.delete_credential());
    }
    Ok(())
}

impl Slots {
    fn find(&self, kind: SlotKind) -> Result<&Slot, VaultError> {
        let found = self.slots.iter().find(|slot| slot.kind == kind);
        found.ok_or(VaultError::NoSlot(kind.name()))
    }

    fn open(&self, slot: &Slot, key: &Secret) -> Result<Option<MasterKey>, VaultError> {
        let bound = bound(&self.vault, slot.kind);
        MasterKey::unwrap(key, &bound, &unhex(&slot.wrapped)?)
    }

    fn with(mut self, slot: Slot) -> Self {
        self.slots.retain(|old| old.kind != slot.kind);
        self.slots.push(slot);
        self
    }
}

/// Runs one try. It is counted on disk before it is made: who ends the program
/// in the middle has used it up.
fn counted(
    place: &Path,
    now_ms: i64,
    attempt: impl FnOnce() -> Result<Option<MasterKey>, VaultError>,
) -> Result<MasterKey, VaultError> {
    let mut attempts = load_attempts(place);
    if let Some(until) = attempts.locked_until {
        // A clock that was set back must not lock for longer than was said.
        let until = until.min(now_ms.saturating_add(LOCK_MS));
        if now_ms < until {
            return Err(VaultError::Locked { again_at: until });
        }
        attempts = Attempts::default();
    }
    attempts.failures = attempts.failures.saturating_add(1);
    if attempts.failures >= ATTEMPTS_MAX {
        attempts.locked_until = Some(now_ms.saturating_add(LOCK_MS));
    }
    store_attempts(place, &attempts)?;
    if let Some(master) = attempt()? {
        store_attempts(place, &Attempts::default())?;
        return Ok(master);
    }
    Err(VaultError::WrongPassphrase {
        left: ATTEMPTS_MAX.saturating_sub(attempts.failures),
        again_at: attempts.locked_until,
    })
}

fn passphrase_slot(
    vault: &str,
    master: &MasterKey,
    passphrase: &Passphrase,
    cost: Cost,
) -> Result<Slot, VaultError> {
    if passphrase.text().chars().count() < PASSPHRASE_CHARS_MIN {
        return Err(VaultError::PassphraseShort {
            min: PASSPHRASE_CHARS_MIN,
        });
    }
    let salt = random::<32>()?;
    let key = stretch(passphrase, &salt, cost)?;
    wrap(vault, master, SlotKind::Passphrase, &salt, Some(cost), &key)
}

fn system_slot(vault: &str, master: &MasterKey) -> Result<Slot, VaultError> {
    let key = Secret::random()?;
    key_entry(vault)?
        .set_secret(key.bytes())
        .map_err(no_key_store)?;
    wrap(vault, master, SlotKind::System, &[], None, &key)
}

fn stored_key(vault: &str) -> Result<Secret, VaultError> {
    let secret = Zeroizing::new(key_entry(vault)?.get_secret().map_err(no_key_store)?);
    let bytes = <[u8; 32]>::try_from(secret.as_slice());
    bytes
        .map(Secret::new)
        .map_err(|_| VaultError::NoKeyStore("the key has no 32 bytes".to_owned()))
}

fn key_entry(vault: &str) -> Result<keyring_core::Entry, VaultError> {
    keyring_core::Entry::new(KEY_STORE_SERVICE, vault).map_err(no_key_store)
}

#[expect(clippy::needless_pass_by_value, reason = "for map_err")]
fn no_key_store(error: keyring_core::Error) -> VaultError {
    VaultError::NoKeyStore(error.to_string())
}

fn wrap(
    vault: &str,
    master: &MasterKey,
    kind: SlotKind,
    salt: &[u8],
    cost: Option<Cost>,
    key: &Secret,
) -> Result<Slot, VaultError> {
    let wrapped = master.wrap(key, &bound(vault, kind))?;
    Ok(Slot {
        kind,
        salt: hex(salt),
        cost,
        wrapped: hex(&wrapped),
    })
}

fn bound(vault: &str, kind: SlotKind) -> Vec<u8> {
    format!("antou vault 1 slot {} {vault}", kind.name()).into_bytes()
}

fn stretch(passphrase: &Passphrase, salt: &[u8], cost: Cost) -> Result<Secret, VaultError> {
    if cost.memory_kib > COST_MAX.memory_kib
        || cost.passes > COST_MAX.passes
        || cost.lanes > COST_MAX.lanes
        || u64::from(cost.memory_kib) * u64::from(cost.passes) > WORK_MAX
    {
        return Err(VaultError::SlotsDamaged("cost over the limit".to_owned()));
    }
    let params = Params::new(cost.memory_kib, cost.passes, cost.lanes, Some(32))
        .map_err(|error| VaultError::SlotsDamaged(error.to_string()))?;
    let mut out = Zeroizing::new([0; 32]);
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
        .hash_password_into(passphrase.text().as_bytes(), salt, &mut *out)
        .map_err(|error| VaultError::SlotsDamaged(error.to_string()))?;
    Ok(Secret::new(*out))
}

fn unhex(text: &str) -> Result<Vec<u8>, VaultError> {
    from_hex(text).ok_or_else(|| VaultError::SlotsDamaged("not hexadecimal".to_owned()))
}

fn load(place: &Path) -> Result<Slots, VaultError> {
    let path = place.join(SLOTS);
    let damaged = |detail: String| VaultError::SlotsDamaged(detail);
    let size = match fs::metadata(&path) {
        Ok(metadata) => metadata.len(),
        Err(error) if error.kind() == ErrorKind::NotFound => return Err(VaultError::Missing),
        Err(error) => return Err(error.into()),
    };
    if size > FILE_BYTES_MAX {
        return Err(damaged(format!("{size} bytes")));
    }
    let slots: Slots =
        serde_json::from_slice(&fs::read(path)?).map_err(|error| damaged(error.to_string()))?;
    if slots.version != FORMAT {
        return Err(VaultError::Newer {
            found: slots.version.into(),
            known: FORMAT.into(),
        });
    }
    Ok(slots)
}

fn store(place: &Path, slots: &Slots) -> Result<(), VaultError> {
    let text = serde_json::to_vec_pretty(slots).map_err(|_| VaultError::Unreadable("slots"))?;
    Ok(disk::replace(place, SLOTS, &text)?)
}

/// A missing count is no count. A damaged one counts as the last try but one:
/// damaging the file must not give a guesser more tries.
fn load_attempts(place: &Path) -> Attempts {
    match fs::read(place.join(ATTEMPTS)) {
        Ok(bytes) => serde_json::from_slice(&bytes).unwrap_or(Attempts {
            failures: ATTEMPTS_MAX - 2,
            locked_until: None,
        }),
        Err(_) => Attempts::default(),
    }
}

fn store_attempts(place: &Path, attempts: &Attempts) -> Result<(), VaultError> {
    let text = serde_json::to_vec(attempts).map_err(|_| VaultError::Unreadable("attempts"))?;
    Ok(disk::replace(place, ATTEMPTS, &text)?)
}
