//! The generated TypeScript is fresh: `UPDATE_TYPES=1` writes it.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::path::Path;

/// The developer command `xtask types` says it by the second name.
const WRITE: [&str; 2] = ["UPDATE_TYPES", "ANTOU_WRITE_TYPES"];

#[test]
fn types_are_fresh() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../ui/src/generated");
    let write = WRITE.iter().any(|name| std::env::var_os(name).is_some());
    let files = [
        ("commands.ts", desktop_core::commands::typescript()),
        ("views.ts", desktop_core::commands::typescript_views()),
    ];
    for (name, wanted) in files {
        let path = folder.join(name);
        if write {
            std::fs::write(&path, &wanted).unwrap();
        }
        let found = std::fs::read_to_string(&path).unwrap_or_default();
        assert!(found == wanted, "{name} is stale: run `cargo xtask types`");
    }
}
