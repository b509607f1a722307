//! Writes the seeds that `fuzz/corpus` does not have yet; with `--list`, prints every target with
//! its longest input instead, for `cargo xtask fuzz`.
#![forbid(unsafe_code)]

use std::fs;

fn main() -> std::io::Result<()> {
    if std::env::args().any(|word| word == "--list") {
        for target in fuzz::TARGETS {
            println!("{} {}", target.name, target.longest);
        }
        return Ok(());
    }
    for (target, name, bytes) in fuzz::seeds::all() {
        let folder = fuzz::corpus::folder(target);
        fs::create_dir_all(&folder)?;
        let path = folder.join(format!("{name}.{}", fuzz::corpus::EXTENSION));
        if !path.exists() {
            fs::write(&path, bytes)?;
            println!("{}", path.display());
        }
    }
    Ok(())
}
