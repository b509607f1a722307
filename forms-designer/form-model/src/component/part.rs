//! What a field means to this office.

/// What a field means to this office: by its own type (`"type": "antou-when"`), or by the
/// custom property `antou` of a form-js type (`"properties": {"antou": "when"}`), which form-js
/// itself can open.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Part {
    /// From when to when, in plain words, with half days and the working hours; the answer is a
    /// context of the date-times `from` and `to`.
    When,
    /// A day, written in years of the Republic. 民國日期
    RocDate,
    /// The kind of leave, by code; one of the component's options.
    LeaveKind,
    /// Who stands in; the answer is the id of a person.
    Deputy,
    /// A person of the agency on a day; the answer is the id.
    Person,
    /// A unit of the agency on a day; the answer is the id.
    Unit,
    /// A post of the agency on a day; the answer is the id.
    Post,
    /// A room that can be booked; the answer is the id.
    Room,
    /// Something that is in stock; the answer is the id.
    StockItem,
    /// The number of a document. 發文字號
    DocumentNumber,
    /// What a document is about. 主旨
    Subject,
    /// An amount of New Taiwan dollars: whole and not negative where the form says nothing else.
    Money,
    /// Whoever submits signs with their card; the answer is yes.
    Signature,
    /// An opinion in words. 意見
    Opinion,
    /// One of a table of codes, each with its days of effect ([`Own::table`](super::Own::table)).
    Code,
    /// What the rows of a list come to; an expression that is drawn below the list.
    Total,
    /// A barcode (QR) of what `antou.value` gives; nothing is asked.
    Barcode,
    /// Another part, which is checked as the component's own type.
    Other(String),
}

/// Our own types, each with the one of form-js as which it is drawn and kept.
pub(crate) const OWN_KINDS: &[(&str, &str)] = &[
    ("antou-barcode", "text"),
    ("antou-code", "select"),
    ("antou-date", "datetime"),
    ("antou-deputy", "textfield"),
    ("antou-document-number", "textfield"),
    ("antou-leave-kind", "select"),
    ("antou-money", "number"),
    ("antou-opinion", "textarea"),
    ("antou-person", "textfield"),
    ("antou-post", "textfield"),
    ("antou-room", "textfield"),
    ("antou-signature", "checkbox"),
    ("antou-stock-item", "textfield"),
    ("antou-subject", "textfield"),
    ("antou-total", "expression"),
    ("antou-unit", "textfield"),
    ("antou-when", "textfield"),
];

impl Part {
    /// The part of this name, without `antou-`.
    #[must_use]
    pub fn named(name: &str) -> Self {
        match name {
            "when" => Self::When,
            "date" => Self::RocDate,
            "leave-kind" => Self::LeaveKind,
            "deputy" => Self::Deputy,
            "person" => Self::Person,
            "unit" => Self::Unit,
            "post" => Self::Post,
            "room" => Self::Room,
            "stock-item" => Self::StockItem,
            "document-number" => Self::DocumentNumber,
            "subject" => Self::Subject,
            "money" => Self::Money,
            "signature" => Self::Signature,
            "opinion" => Self::Opinion,
            "code" => Self::Code,
            "total" => Self::Total,
            "barcode" => Self::Barcode,
            other => Self::Other(other.to_owned()),
        }
    }

    /// Its name, without `antou-`.
    #[must_use]
    pub fn name(&self) -> &str {
        match self {
            Self::When => "when",
            Self::RocDate => "date",
            Self::LeaveKind => "leave-kind",
            Self::Deputy => "deputy",
            Self::Person => "person",
            Self::Unit => "unit",
            Self::Post => "post",
            Self::Room => "room",
            Self::StockItem => "stock-item",
            Self::DocumentNumber => "document-number",
            Self::Subject => "subject",
            Self::Money => "money",
            Self::Signature => "signature",
            Self::Opinion => "opinion",
            Self::Code => "code",
            Self::Total => "total",
            Self::Barcode => "barcode",
            Self::Other(name) => name,
        }
    }

    /// Whether the answer is the id of something that the office knows.
    #[must_use]
    pub fn is_picked(&self) -> bool {
        matches!(
            self,
            Self::Deputy | Self::Person | Self::Unit | Self::Post | Self::Room | Self::StockItem
        )
    }

    /// The name in the context under which the caller gives what may be picked.
    pub(crate) fn options_key(&self) -> Option<&'static str> {
        match self {
            Self::Room => Some("rooms"),
            Self::StockItem => Some("stock"),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_own_type_has_its_part() {
        for (kind, _) in OWN_KINDS {
            let name = kind.strip_prefix("antou-").unwrap_or_default();
            let part = Part::named(name);
            assert_eq!(part.name(), name);
            assert!(!matches!(part, Part::Other(_)), "{kind}");
        }
    }
}
