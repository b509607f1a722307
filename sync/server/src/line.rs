//! The command line.

use std::net::SocketAddr;

use agency_server::Problem;

/// What the command line says: words, and options with their values.
pub struct Line {
    pub words: Vec<String>,
    options: Vec<(String, String)>,
}

/// Why a command came to nothing.
pub enum Failure {
    Usage(String),
    Problem(Problem),
}

impl From<Problem> for Failure {
    fn from(problem: Problem) -> Self {
        Self::Problem(problem)
    }
}

impl Line {
    pub fn read(arguments: impl Iterator<Item = String>) -> Result<Self, Failure> {
        let (mut words, mut options) = (Vec::new(), Vec::new());
        let mut arguments = arguments;
        while let Some(argument) = arguments.next() {
            match argument.strip_prefix("--") {
                Some(name) => {
                    let value = arguments
                        .next()
                        .ok_or_else(|| Failure::Usage(format!("--{name} needs a value")))?;
                    options.push((name.to_owned(), value));
                }
                None => words.push(argument),
            }
        }
        Ok(Self { words, options })
    }

    pub fn all(&self, name: &str) -> Vec<String> {
        self.options
            .iter()
            .filter(|(known, _)| known == name)
            .map(|(_, value)| value.clone())
            .collect()
    }

    pub fn one(&self, name: &str) -> Option<String> {
        self.all(name).pop()
    }

    pub fn only(&self, allowed: &[&str]) -> Result<(), Failure> {
        match self
            .options
            .iter()
            .find(|(name, _)| !allowed.contains(&name.as_str()))
        {
            Some((name, _)) => Err(Failure::Usage(format!("--{name} is not known here"))),
            None => Ok(()),
        }
    }

    pub fn address(&self) -> Result<Option<SocketAddr>, Failure> {
        let read = |text: String| {
            text.parse()
                .map_err(|_| Failure::Usage(format!("{text} is no address")))
        };
        self.one("listen").map(read).transpose()
    }
}
