//! The table of targets.

mod desk;
mod flow;
mod forms;
mod office;
mod preview;
mod rules;
mod scenario;
mod server;
mod service;
mod wire;

use crate::{Held, Target};

pub use preview::stored;

const fn target(
    name: &'static str,
    run: fn(&[u8]) -> Held,
    longest: usize,
    mutations: usize,
) -> Target {
    Target {
        name,
        run,
        longest,
        mutations,
    }
}

/// Every parser of foreign bytes.
pub const TARGETS: &[Target] = &[
    target("feel-expression", rules::expression, 1024, 2000),
    target("feel-dmn", rules::decisions, 64 * 1024, 300),
    target("feel-value", rules::value, 4096, 4000),
    target("bpmn", flow::bpmn, 64 * 1024, 600),
    target("timer", flow::timer, 256, 3000),
    target("flow-picture", flow::drawn, 64 * 1024, 200),
    target("flow-command", scenario::command, 512, 4000),
    target("scenario", scenario::file, 8192, 400),
    target("form", forms::form, 16 * 1024, 1000),
    target("form-answers", forms::answers, 4096, 1500),
    target("form-session", forms::session, 512, 1500),
    target("paper-form", service::paper, 16 * 1024, 400),
    target("service-route", service::route, 64 * 1024, 150),
    target("service-table", service::table, 64 * 1024, 150),
    target("service-texts", service::texts, 8192, 800),
    target("pack-file", service::pack_file, 16 * 1024, 1000),
    target("office-content", office::content, 8192, 3000),
    target("office-event", office::event, 8192, 3000),
    target("office-history", office::history, 16 * 1024, 1000),
    target("office-state", office::state, 16 * 1024, 1000),
    target("office-pack", office::pack, 128 * 1024, 100),
    target("office-pack-manifest", office::pack_manifest, 4096, 300),
    target("office-calendar", office::calendar, 8192, 1000),
    target("office-bands", office::bands, 4096, 1500),
    target("office-when", office::when, 512, 4000),
    target("sync-operation", wire::operation, 8192, 3000),
    target("sync-event", wire::event, 4096, 4000),
    target("sync-verdict", wire::verdict, 8192, 3000),
    target("sync-body", wire::body, 8192, 4000),
    target("sync-invitation", wire::invitation, 1024, 4000),
    target("sync-certificate", wire::certificate, 4096, 3000),
    target("sync-crl", wire::crl, 8192, 3000),
    target("sync-stamp", wire::stamp, 8192, 3000),
    target("sync-case-file", wire::case_file, 16 * 1024, 1500),
    target("server-enrol-request", server::enrol_request, 2048, 1500),
    target("server-body", server::body, 2048, 300),
    target("server-plan", server::plan, 8192, 2000),
    target("server-agency-file", server::agency_file_of, 16 * 1024, 60),
    target("server-people-csv", server::people_csv, 8192, 2000),
    target("server-people-ldif", server::people_ldif, 8192, 2000),
    target("vault-slots", desk::slots, 4096, 150),
    target("vault-blob", desk::blob, 8192, 500),
    target("vault-recovery-code", desk::recovery_code, 256, 4000),
    target("search-query", desk::query, 1024, 800),
    target("search-file", desk::index_file, 8192, 60),
    target("print-sheet", desk::sheet, 16 * 1024, 150),
    target("print-text", desk::printed_text, 1024, 150),
    target("print-archive", desk::archive, 32 * 1024, 600),
    target("pack-texts", desk::pack_texts, 8192, 1500),
    target("host-request", desk::host_request, 2048, 150),
    target("preview-office", preview::office, 16 * 1024, 800),
    target("preview-file", preview::file, 16 * 1024, 300),
    target("blob-manifest", preview::manifest, 4096, 3000),
    target("demo-file", desk::demo_file, 4096, 1500),
];
