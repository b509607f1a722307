//! The closed list of services, as a flow sees it: what each needs of the form and sets in the flow
//! (`decide::services` does them).

use feel::Type;

/// A service.
pub(super) struct Service {
    /// Its name in `antou:service`.
    pub name: &'static str,
    /// Fields of the form that it reads, with their types.
    pub fields: &'static [(&'static str, Type)],
    /// Variables that it sets, with their types; they have a value afterwards.
    pub sets: &'static [(&'static str, Type)],
}

/// Of the field for a time only that it is a context; its entries are those of its kind of field.
const WHEN: Type = Type::Any;

/// All of them.
pub(super) const SERVICES: [Service; 7] = [
    Service {
        name: "ledger.hold",
        fields: &[("kind", Type::Text), ("when", WHEN)],
        sets: &[
            ("kind", Type::Text),
            ("minutes", Type::Number),
            ("days", Type::Number),
            ("grade", Type::Number),
        ],
    },
    plain("ledger.release"),
    plain("ledger.commit"),
    plain("calendar.add"),
    plain("number.issue"),
    plain("notify"),
    plain("file.archive"),
];

/// Variables of the office that a closed station sets.
pub(super) const OUTCOME: &str = "outcome";

const fn plain(name: &'static str) -> Service {
    Service {
        name,
        fields: &[],
        sets: &[],
    }
}

/// The service of this name.
pub(super) fn service(name: &str) -> Option<&'static Service> {
    SERVICES.iter().find(|service| service.name == name)
}
