//! 設定: look and habits of this person on this computer.

use crate::store::Table;
use crate::views::Settings;
use crate::{Changed, Core, Failure};

/// How it looks before anything was chosen.
pub(crate) fn first() -> Settings {
    Settings {
        theme: "system".to_owned(),
        size: 100,
        language: "zh-TW".to_owned(),
        calendar: "roc".to_owned(),
        density: "comfortable".to_owned(),
        undo_seconds: 10,
    }
}

pub(crate) fn set(core: &Core, settings: Settings) -> Result<Settings, Failure> {
    let session = core.session()?;
    let one_of = |value: &str, allowed: &[&str]| allowed.contains(&value);
    let fields = [
        (
            "theme",
            one_of(&settings.theme, &["system", "light", "dark"]),
        ),
        ("size", (90..=200).contains(&settings.size)),
        ("language", one_of(&settings.language, &["zh-TW", "en"])),
        (
            "calendar",
            one_of(&settings.calendar, &["roc", "gregorian"]),
        ),
        (
            "density",
            one_of(&settings.density, &["compact", "comfortable"]),
        ),
        ("undo_seconds", settings.undo_seconds <= 30),
    ];
    if let Some((field, _)) = fields.iter().find(|(_, fits)| !fits) {
        return Err(Failure::new("settings-value").with("field", field));
    }
    session
        .store()
        .write(|tx| tx.put(Table::Setting, "look", 0, &settings))?;
    core.tell(&[Changed::Settings, Changed::Frame]);
    Ok(settings)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_settings_are_allowed_ones() {
        let first = first();
        assert_eq!((first.size, first.undo_seconds), (100, 10));
        assert_eq!(
            (first.language.as_str(), first.calendar.as_str()),
            ("zh-TW", "roc")
        );
    }
}
