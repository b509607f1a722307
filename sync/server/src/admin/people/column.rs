//! The columns of a list, as personnel systems name them.

/// What a column says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Column {
    Person,
    Name,
    FirstPost,
    Credited,
    Unit,
    UnitName,
    Above,
    Post,
    Title,
    Grade,
    Supervisory,
    Heads,
    Kind,
    From,
    Until,
}

/// The names of a column.
struct Names {
    column: Column,
    /// In a CSV file and in facts.
    english: &'static str,
    /// In a CSV file, the one that is written first.
    chinese: &'static [&'static str],
    /// In an LDIF file, in lower case, the one that is written first.
    attributes: &'static [&'static str],
}

const fn names(
    column: Column,
    english: &'static str,
    chinese: &'static [&'static str],
    attributes: &'static [&'static str],
) -> Names {
    Names {
        column,
        english,
        chinese,
        attributes,
    }
}

const NAMES: [Names; 15] = [
    names(
        Column::Person,
        "person_id",
        &["人員代號", "員工代號", "員工編號", "人員編號"],
        &["uid", "employeenumber"],
    ),
    names(Column::Name, "name", &["姓名"], &["displayname", "cn"]),
    names(
        Column::FirstPost,
        "first_post",
        &["初任日", "初任公職日", "初任日期"],
        &["antoufirstpost"],
    ),
    names(
        Column::Credited,
        "credited_months",
        &["併計年資月數", "併計月數"],
        &["antoucreditedmonths"],
    ),
    names(
        Column::Unit,
        "unit_id",
        &["單位代碼", "單位代號"],
        &["departmentnumber", "ou"],
    ),
    names(
        Column::UnitName,
        "unit",
        &["單位", "單位名稱"],
        &["antouunit"],
    ),
    names(
        Column::Above,
        "unit_above",
        &["上級單位代碼", "上級單位"],
        &["antouabove"],
    ),
    names(
        Column::Post,
        "post_id",
        &["職務編號", "職務代碼", "職務代號"],
        &["antoupost"],
    ),
    names(Column::Title, "title", &["職稱"], &["title"]),
    names(Column::Grade, "grade", &["職等", "官職等"], &["antougrade"]),
    names(
        Column::Supervisory,
        "supervisory",
        &["主管職務", "主管別"],
        &["antousupervisory"],
    ),
    names(
        Column::Heads,
        "heads",
        &["主管單位代碼", "主管單位"],
        &["antouheads"],
    ),
    names(
        Column::Kind,
        "kind",
        &["任職類別", "任用類別"],
        &["employeetype"],
    ),
    names(
        Column::From,
        "from",
        &["到職日", "任職日", "到職日期"],
        &["antoufrom"],
    ),
    names(
        Column::Until,
        "until",
        &["離職日", "迄日", "離職日期"],
        &["antouuntil"],
    ),
];

impl Column {
    pub(super) fn all() -> impl Iterator<Item = Self> {
        NAMES.iter().map(|names| names.column)
    }

    fn names(self) -> &'static Names {
        // The table is in the order of the columns; a test holds it so.
        &NAMES[self as usize]
    }

    /// The column that a CSV heading names.
    pub(super) fn of_heading(heading: &str) -> Option<Self> {
        let plain = heading.trim().to_ascii_lowercase();
        let named = |names: &&Names| names.english == plain || names.chinese.contains(&&*plain);
        NAMES.iter().find(named).map(|names| names.column)
    }

    /// The column that an LDAP attribute names, and how much it is preferred: 0 most.
    pub(super) fn of_attribute(attribute: &str) -> Option<(Self, usize)> {
        let plain = attribute.to_ascii_lowercase();
        NAMES.iter().find_map(|names| {
            let at = names.attributes.iter().position(|name| *name == plain)?;
            Some((names.column, at))
        })
    }

    pub(super) fn english(self) -> &'static str {
        self.names().english
    }

    pub(super) fn chinese(self) -> &'static str {
        self.names().chinese[0]
    }

    pub(super) fn attribute(self) -> &'static str {
        self.names().attributes[0]
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn every_name_means_one_column() {
        for (at, names) in NAMES.iter().enumerate() {
            assert_eq!(names.column as usize, at);
            for heading in names.chinese.iter().chain([&names.english]) {
                assert_eq!(Column::of_heading(heading), Some(names.column), "{heading}");
            }
            for attribute in names.attributes {
                let found = Column::of_attribute(attribute).unwrap();
                assert_eq!(found.0, names.column, "{attribute}");
            }
        }
    }
}
