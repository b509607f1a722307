//! What a machine needs to build and test, and getting it.

use std::path::Path;
use std::process::{Command, Stdio};

use crate::page;
use crate::run::{Failure, ask, run};

/// The oldest Node that the page is built with.
const NODE: u32 = 20;

/// A Debian package, and a program that makes it needless when it is found.
struct Package {
    name: &'static str,
    program: Option<&'static str>,
}

const fn package(name: &'static str) -> Package {
    Package {
        name,
        program: None,
    }
}

const fn program(name: &'static str, program: &'static str) -> Package {
    Package {
        name,
        program: Some(program),
    }
}

/// The first six build the programs, the others test them.
const PACKAGES: &[Package] = &[
    package("libwebkit2gtk-4.1-dev"),
    package("build-essential"),
    program("pkg-config", "pkg-config"),
    package("libssl-dev"),
    program("perl", "perl"),
    package("libfontconfig1-dev"),
    program("webkit2gtk-driver", "WebKitWebDriver"),
    program("xvfb", "xvfb-run"),
    program("xauth", "xauth"),
    program("dbus-daemon", "dbus-daemon"),
    package("fonts-noto-cjk"),
    program("chromium", "chromium"),
    program("poppler-utils", "pdftotext"),
    program("qpdf", "qpdf"),
    // Stands in for a person's card.
    program("softhsm2", "softhsm2-util"),
    // Stands in for a time stamp service.
    program("openssl", "openssl"),
    // Tells the programs of a test the day that is written in it.
    program("faketime", "faketime"),
];

/// Makes the machine ready: checks Rust and Node, installs missing system
/// packages when it may, and the npm packages of the tree.
///
/// # Errors
/// When something is missing that cannot be installed from here; the sentence
/// says what to run.
pub fn setup() -> Result<(), Failure> {
    rust()?;
    system()?;
    node()?;
    page::packages(page::UI)?;
    page::packages(page::E2E)
}

fn rust() -> Result<(), Failure> {
    let wanted = env!("CARGO_PKG_RUST_VERSION");
    let found = ask("rustc", &["--version"]).unwrap_or_default();
    if numbers(&found) >= numbers(wanted) {
        Ok(())
    } else {
        Err(Failure::new(format!(
            "Rust {wanted} or newer is needed, and `rustc` is: {}",
            said(&found)
        )))
    }
}

fn node() -> Result<(), Failure> {
    let found = ask("node", &["--version"]).unwrap_or_default();
    if numbers(&found) >= vec![NODE] {
        Ok(())
    } else {
        Err(Failure::new(format!(
            "Node {NODE} or newer is needed, and `node` is: {}",
            said(&found)
        )))
    }
}

fn said(version: &str) -> &str {
    if version.trim().is_empty() {
        "not found"
    } else {
        version.trim()
    }
}

/// The first dotted number of a text: `rustc 1.95.0 (…)` is 1, 95, 0.
fn numbers(text: &str) -> Vec<u32> {
    let number = text
        .split(|c: char| !c.is_ascii_digit() && c != '.')
        .find(|word| word.starts_with(|c: char| c.is_ascii_digit()))
        .unwrap_or("");
    number
        .split('.')
        .filter_map(|part| part.parse().ok())
        .collect()
}

fn system() -> Result<(), Failure> {
    if cfg!(target_os = "linux") {
        if Path::new("/etc/debian_version").exists() {
            debian()
        } else {
            other_linux()
        }
    } else {
        hints()
    }
}

fn debian() -> Result<(), Failure> {
    let missing = missing();
    if missing.is_empty() {
        return Ok(());
    }
    let Some(sudo) = rights() else {
        return Err(Failure::new(format!(
            "these packages are missing; install them and start again:\n  sudo apt-get install --no-install-recommends {}",
            missing.join(" ")
        )));
    };
    println!("installing {}", missing.join(" "));
    if lists_are_empty() {
        run(&mut apt(sudo, &["update"]))?;
        return install(sudo, &missing);
    }
    // The lists may be old; they are fetched again only when that shows.
    install(sudo, &missing).or_else(|_| {
        run(&mut apt(sudo, &["update"]))?;
        install(sudo, &missing)
    })
}

fn install(sudo: bool, packages: &[&str]) -> Result<(), Failure> {
    let mut args = vec!["install", "--yes", "--no-install-recommends"];
    args.extend(packages);
    run(&mut apt(sudo, &args))
}

fn apt(sudo: bool, args: &[&str]) -> Command {
    let mut command = Command::new(if sudo { "sudo" } else { "env" });
    if sudo {
        command.args(["-n", "env"]);
    }
    command
        .args(["DEBIAN_FRONTEND=noninteractive", "apt-get"])
        .args(args)
        .stdin(Stdio::null());
    command
}

/// `Some(false)` as root, `Some(true)` with sudo that asks nothing, else `None`.
fn rights() -> Option<bool> {
    if ask("id", &["-u"]).is_some_and(|id| id.trim() == "0") {
        return Some(false);
    }
    ask("sudo", &["-n", "true"]).map(|_| true)
}

fn lists_are_empty() -> bool {
    let Ok(folder) = std::fs::read_dir("/var/lib/apt/lists") else {
        return true;
    };
    !folder
        .flatten()
        .any(|entry| entry.file_name().to_string_lossy().contains("_Packages"))
}

fn missing() -> Vec<&'static str> {
    let mut args = vec!["-W", "-f=${Package} ${db:Status-Status}\n"];
    args.extend(PACKAGES.iter().map(|package| package.name));
    // dpkg-query ends badly as soon as one is unknown, and still lists the others.
    let list = Command::new("dpkg-query")
        .args(args)
        .output()
        .map(|o| String::from_utf8_lossy(&o.stdout).into_owned());
    absent(&list.unwrap_or_default(), &on_path)
}

fn absent(installed: &str, found: &dyn Fn(&str) -> bool) -> Vec<&'static str> {
    let installed: Vec<&str> = installed
        .lines()
        .filter_map(|line| line.strip_suffix(" installed"))
        .collect();
    let needed = |package: &&Package| {
        !installed.contains(&package.name) && !package.program.is_some_and(found)
    };
    PACKAGES
        .iter()
        .filter(needed)
        .map(|package| package.name)
        .collect()
}

/// Whether a program of this name is found.
pub fn on_path(program: &str) -> bool {
    let Some(path) = std::env::var_os("PATH") else {
        return false;
    };
    std::env::split_paths(&path).any(|folder| {
        folder
            .join(format!("{program}{}", std::env::consts::EXE_SUFFIX))
            .is_file()
    })
}

fn other_linux() -> Result<(), Failure> {
    if ask("pkg-config", &["--exists", "webkit2gtk-4.1", "openssl"]).is_some() {
        return Ok(());
    }
    let names: Vec<&str> = PACKAGES.iter().map(|package| package.name).collect();
    Err(Failure::new(format!(
        "WebKitGTK 4.1 or OpenSSL cannot be found by pkg-config. On Debian the packages are called: {}",
        names.join(" ")
    )))
}

/// Windows and macOS: nothing is installed from here, only named.
fn hints() -> Result<(), Failure> {
    let mut lacks = Vec::new();
    if cfg!(windows) {
        if std::env::var_os("OPENSSL_DIR").is_none() {
            lacks.push("OPENSSL_DIR must name a folder with OpenSSL 3 (built with perl and NASM, or from vcpkg)");
        }
        let webview = ["ProgramFiles(x86)", "ProgramFiles"]
            .iter()
            .filter_map(std::env::var_os)
            .any(|folder| {
                Path::new(&folder)
                    .join("Microsoft")
                    .join("EdgeWebView")
                    .join("Application")
                    .exists()
            });
        if !webview {
            lacks.push("the WebView2 runtime (part of Windows 11; an installer from Microsoft for Windows 10)");
        }
    } else {
        if ask("xcode-select", &["-p"]).is_none() {
            lacks.push("the Xcode command line tools (`xcode-select --install`)");
        }
        if ask("pkg-config", &["--exists", "openssl"]).is_none()
            && std::env::var_os("OPENSSL_DIR").is_none()
        {
            lacks.push("OpenSSL 3 (`brew install openssl@3 pkg-config`, then set OPENSSL_DIR)");
        }
    }
    if lacks.is_empty() {
        Ok(())
    } else {
        Err(Failure::new(format!("missing: {}", lacks.join("; "))))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_compare_by_numbers() {
        for (text, expected) in [
            ("rustc 1.95.0 (59807616e 2026-04-14)", vec![1, 95, 0]),
            ("v20.20.2\n", vec![20, 20, 2]),
            ("1.95", vec![1, 95]),
            ("", vec![]),
            ("not found", vec![]),
        ] {
            assert_eq!(numbers(text), expected, "{text}");
        }
        assert!(numbers("rustc 1.100.0") >= numbers("1.95"));
        assert!(numbers("v18.19.0") < vec![NODE]);
    }

    #[test]
    fn a_package_is_missing_unless_installed_or_its_program_is_there() {
        let all: Vec<&str> = PACKAGES.iter().map(|package| package.name).collect();
        let listed = |names: &[&str]| {
            names
                .iter()
                .map(|name| format!("{name} installed\n"))
                .collect::<String>()
        };
        assert_eq!(absent("", &|_| false), all);
        assert_eq!(absent(&listed(&all), &|_| false), Vec::<&str>::new());
        assert_eq!(
            absent("perl config-files\n", &|program| program == "perl").len(),
            all.len() - 1
        );
        assert!(absent("libssl-dev not-installed\n", &|_| true).contains(&"libssl-dev"));
    }
}
