//! What the program is started with.

use std::path::PathBuf;

/// The languages of the program.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Language {
    /// 正體中文.
    #[default]
    Chinese,
    /// English.
    English,
}

impl Language {
    /// Its name by BCP 47.
    #[must_use]
    pub fn tag(self) -> &'static str {
        match self {
            Self::Chinese => "zh-TW",
            Self::English => "en",
        }
    }

    /// The language of a name such as `zh_TW.UTF-8` or `en`; none of one that is not spoken here.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        let name = name.to_ascii_lowercase();
        let begins = |word: &str| {
            name == word
                || name.starts_with(&format!("{word}-"))
                || name.starts_with(&format!("{word}_"))
        };
        if begins("zh") {
            Some(Self::Chinese)
        } else if begins("en") {
            Some(Self::English)
        } else {
            None
        }
    }
}

/// `antou-designer [PATH] [--lang en|zh-TW] [--dark|--light]`.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Arguments {
    /// A form or the folder of a pack.
    pub path: Option<PathBuf>,
    /// The language; none for that of the system.
    pub language: Option<Language>,
    /// Dark or light; none for that of the system.
    pub dark: Option<bool>,
    /// Only say how the program is called.
    pub help: bool,
}

/// How the program is called.
pub const USAGE: &str = "antou-designer [PATH] [--lang en|zh-TW] [--dark|--light]";

impl Arguments {
    /// Reads the words after the program's name.
    ///
    /// # Errors
    /// The word that is not understood.
    pub fn read(words: impl IntoIterator<Item = String>) -> Result<Self, String> {
        let mut read = Self::default();
        let mut words = words.into_iter();
        while let Some(word) = words.next() {
            match word.as_str() {
                "--dark" => read.dark = Some(true),
                "--light" => read.dark = Some(false),
                "--help" | "-h" => read.help = true,
                "--lang" => {
                    let name = words.next().unwrap_or_default();
                    read.language = Some(Language::named(&name).ok_or(format!("--lang {name}"))?);
                }
                _ if word.starts_with("--") || read.path.is_some() => return Err(word),
                _ => read.path = Some(word.into()),
            }
        }
        Ok(read)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(words: &str, expected: Result<(&str, Option<Language>, Option<bool>), &str>) {
        let words = words.split_whitespace().map(str::to_owned);
        let read = Arguments::read(words);
        let expected = expected.map(|(path, language, dark)| Arguments {
            path: (!path.is_empty()).then(|| path.into()),
            language,
            dark,
            help: false,
        });
        assert_eq!(read, expected.map_err(str::to_owned));
    }

    #[test]
    fn words_of_the_command_line() {
        check("", Ok(("", None, None)));
        check("a/form.json", Ok(("a/form.json", None, None)));
        check(
            "--lang en pack --dark",
            Ok(("pack", Some(Language::English), Some(true))),
        );
        check(
            "--lang zh-TW --light",
            Ok(("", Some(Language::Chinese), Some(false))),
        );
        check("--lang fr", Err("--lang fr"));
        check("--lang", Err("--lang "));
        check("a b", Err("b"));
        check("--fast", Err("--fast"));
    }
}
