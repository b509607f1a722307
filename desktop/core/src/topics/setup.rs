//! 首次設定 and 解鎖: from an invitation to an open vault.

use std::sync::PoisonError;
use std::sync::atomic::Ordering;

use sync::invitation::Invitation;
use vault::{SlotKind, Unlock, Vault};

use crate::asks::{AskEnrol, AskPassphrase, AskText, Nothing};
use crate::sync_loop::enrol;
use crate::views::{InvitationView, Sentence, SetupView, Stage};
use crate::{Core, Failure, people};

/// Fewest different characters of a passphrase.
const MIN_DIFFERENT: usize = 5;

pub(crate) fn state(core: &Core, _: Nothing) -> Result<SetupView, Failure> {
    let place = core.vault_place();
    let exists = Vault::exists(&place);
    let stage = match (core.is_open(), exists) {
        (true, _) => Stage::Open,
        (false, true) if core.is_unenrolled.load(Ordering::SeqCst) => Stage::Fresh,
        (false, true) => Stage::Locked,
        (false, false) => Stage::Fresh,
    };
    let (agency, person) = match core.session() {
        Ok(session) => {
            let mut person = people::brief(&*session.org()?, session.me(), session.today());
            if person.name == person.id {
                person.name.clone_from(&session.identity.person_name);
            }
            (Some(session.identity.agency_name.clone()), Some(person))
        }
        Err(_) => (None, None),
    };
    let now = core.options.clock.now();
    let until = *core
        .locked_until
        .lock()
        .unwrap_or_else(PoisonError::into_inner);
    let locked_out = until
        .filter(|until| *until > now && stage == Stage::Locked)
        .map(|until| Sentence {
            code: "vault-locked".to_owned(),
            facts: [("again-at".to_owned(), until.to_string())].into(),
        });
    let system_key = exists && Vault::ways(&place)?.contains(&SlotKind::System);
    Ok(SetupView {
        stage,
        agency,
        person,
        system_key,
        locked_out,
    })
}

pub(crate) fn read(_: &Core, ask: AskText) -> Result<InvitationView, Failure> {
    let invitation = invitation(&ask.text)?;
    Ok(InvitationView {
        agency: invitation.agency,
        person: invitation.person,
        server: invitation.servers.join(" "),
        fingerprint: fingerprint(&invitation.root),
    })
}

fn invitation(text: &str) -> Result<Invitation, Failure> {
    Invitation::from_text(text).map_err(|e| Failure::of(e.code(), e.facts()))
}

/// A fingerprint in groups of four, as it is compared by eye.
pub(crate) fn fingerprint(hash: &sync::Hash) -> String {
    let hex = hash.to_hex().to_uppercase();
    let groups: Vec<&str> = (0..hex.len())
        .step_by(4)
        .map(|at| &hex[at..at + 4])
        .collect();
    groups.join(" ")
}

/// Enrols this computer: the one command that must reach the agency, because
/// there is nothing to work with before.
pub(crate) fn enrol(core: &Core, ask: AskEnrol) -> Result<SetupView, Failure> {
    if core.is_open() {
        return Err(Failure::new("vault-exists"));
    }
    let invitation = invitation(&ask.text)?;
    check_passphrase(&ask.passphrase)?;
    let place = core.vault_place();
    let by = Core::passphrase(ask.passphrase);
    let now = core.options.clock.now();
    let fresh = !Vault::exists(&place);
    let vault = if fresh {
        Vault::create(&place, &by, core.options.cost)?
    } else {
        open_unenrolled(&place, &by, now)?
    };
    match enrol::enrol(&vault, &invitation, &core.options.computer, now) {
        Ok(()) => {}
        Err(failure) => {
            drop(vault);
            if fresh {
                std::fs::remove_dir_all(&place).map_err(|e| crate::core::disk(&e))?;
            }
            return Err(failure);
        }
    }
    if ask.remember
        && let Err(error) = vault.add_system()
    {
        tracing::info!(code = error.code(), "the system's key store was not used");
    }
    core.begin(vault)?;
    state(core, Nothing {})
}

/// A vault whose enrolment was cut off, or whose database was lost, is used again.
fn open_unenrolled(place: &std::path::Path, by: &Unlock, now: i64) -> Result<Vault, Failure> {
    let vault = Vault::open(place, by, now)?;
    if vault.read(|view| view.enrolment())?.is_some() {
        return Err(Failure::new("vault-exists"));
    }
    Ok(vault)
}

/// A passphrase must not be guessed at once: enough characters (the vault
/// counts them), and not the same few again and again.
fn check_passphrase(text: &str) -> Result<(), Failure> {
    let mut different: Vec<char> = text.chars().collect();
    different.sort_unstable();
    different.dedup();
    let long_enough = text.chars().count() >= vault::PASSPHRASE_CHARS_MIN;
    if !long_enough {
        return Err(Failure::new("vault-passphrase-short").with("min", vault::PASSPHRASE_CHARS_MIN));
    }
    if different.len() < MIN_DIFFERENT {
        return Err(Failure::new("passphrase-simple").with("min", MIN_DIFFERENT));
    }
    Ok(())
}

pub(crate) fn unlock(core: &Core, ask: AskPassphrase) -> Result<SetupView, Failure> {
    open_by(core, &Core::passphrase(ask.passphrase))
}

pub(crate) fn unlock_system(core: &Core, _: Nothing) -> Result<SetupView, Failure> {
    open_by(core, &Unlock::System)
}

fn open_by(core: &Core, by: &Unlock) -> Result<SetupView, Failure> {
    let done = core.unlock(by);
    let again_at = match &done {
        Err(failure) => failure.facts.get("again-at").and_then(|at| at.parse().ok()),
        Ok(()) => None,
    };
    *core
        .locked_until
        .lock()
        .unwrap_or_else(PoisonError::into_inner) = again_at;
    done?;
    state(core, Nothing {})
}

pub(crate) fn lock(core: &Core, _: Nothing) -> Result<SetupView, Failure> {
    core.lock()?;
    state(core, Nothing {})
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn passphrases() {
        let check = |text: &str, code: Option<&str>| {
            let found = check_passphrase(text).err().map(|failure| failure.code);
            assert_eq!(found.as_deref(), code, "{text}");
        };
        check("correct horse", None);
        check("案頭上的一杯熱茶", None);
        check("short", Some("vault-passphrase-short"));
        check("aaaaaaaaaaaa", Some("passphrase-simple"));
        check("12121212", Some("passphrase-simple"));
    }

    #[test]
    fn a_fingerprint_is_read_in_groups() {
        let shown = fingerprint(&sync::Hash([0xab; 32]));
        assert_eq!(shown.split(' ').count(), 16);
        assert!(shown.starts_with("ABAB ABAB"));
    }
}
