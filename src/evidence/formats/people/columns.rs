//! The columns of a roster, by the names that personnel systems give them.

use super::table::ROSTER;
use super::words::{employment, works_here};
use crate::evidence::canonical::Employment;
use crate::evidence::decode::columns::Columns;
use crate::evidence::decode::values::{Flag, tri};
use crate::evidence::formats::kinds::{Field, Kind, Look};

const EMAIL: &str = "Work Email|Work Email Address|Company Email|Business Email|Primary Email|Primary Work Email|\
    Email|E-mail|Email Address|E-Mail-Adresse|E-Mail|Adresse e-mail|Adresse email|Courriel|\
    Correo electrónico";
const OTHER_EMAIL: &str =
    "Home Email|Personal Email|Secondary Email|Alternate Email|Username|Login";
const NUMBER: &str = "Employee #|Employee Number|Employee No|Employee No.|Employee ID|EmployeeID|EmpID|Worker ID|\
    Personnel Number|Personalnummer|Matricule|Número de empleado";
const NAME: &str = "Display Name|Full Name|Name|Employee|Employee Name|Employee_Name|Worker|Nom complet|\
    Nombre completo";
const FIRST: &str = "First Name|Given Name|Preferred Name|Vorname|Prénom";
const LAST: &str = "Last Name|Surname|Family Name|Nachname|Nom|Apellidos";
/// Names of a first day that no other list has.
const HIRED: &str = "Hire Date|Date of Hire|DateofHire|Date joined|Joined on|Joining Date|Original Hire Date|\
    Employment Start Date|Eintrittsdatum|Eintritt|Date d'embauche|Date d'entrée|\
    Fecha de contratación|Fecha de alta";
const START: &str = "Start Date|Start";
/// Names of a last day that no other list has.
const LEFT: &str = "Termination Date|Date of Termination|DateofTermination|Last Day of Work|Last day|\
    Last Working Day|Leaving Date|Date left|Dismissal|Dismissal Date|Employment End Date|\
    Separation Date|Austrittsdatum|Austritt|Date de départ|Date de sortie|Fecha de baja|\
    Fecha de terminación";
const END: &str = "End Date|End";
const STATUS: &str = "Status|Employee Status|Worker Status|Active|Estado|Statut";
const EMPLOYMENT_STATUS: &str = "Employment Status|EmploymentStatus";
const EMPLOYMENT: &str = "Employment Type|Worker Type|Contract Type|Employee Type|Type of Employment|Beschäftigungsart|\
    Vertragsart|Type de contrat|Tipo de contrato";
const CHANGED: &str = "Last Updated|Last Changed|Last Modified|lastChanged|Updated At";

/// The fields of a roster.
const FIELDS: &[Field] = &[
    Field::new("email", "Work email", &[EMAIL], Look::Person),
    Field::new("number", "Employee number", &[NUMBER], Look::Text),
    Field::new("name", "Full name", &[NAME], Look::Text),
    Field::new("first-name", "First name", &[FIRST], Look::Text),
    Field::new("last-name", "Last name", &[LAST], Look::Text),
    Field::new("start", "First day", &[HIRED, START], Look::Time),
    Field::new("end", "Last day", &[LEFT, END], Look::Time),
    Field::new("status", "Status", &[STATUS], Look::Word(is_status)),
    Field::new(
        "employment-status",
        "Employment status",
        &[EMPLOYMENT_STATUS],
        Look::Word(|word| is_status(word) || is_employment(word)),
    ),
    Field::new(
        "employment",
        "Employment type",
        &[EMPLOYMENT],
        Look::Word(is_employment),
    ),
    Field::new("changed", "Last updated", &[CHANGED], Look::Time),
    Field::new("other-email", "Other address", &[OTHER_EMAIL], Look::Person),
];

/// People, and when they came and left.
pub(in crate::evidence::formats) const KIND: Kind = Kind {
    id: "roster",
    name: "People",
    fields: FIELDS,
    needed: &[&["email", "number", "name", "last-name"]],
    format: &ROSTER,
    loose: false,
};

fn is_status(word: &str) -> bool {
    works_here(word) != Flag::Unknown || tri(word) != Flag::Unknown
}

fn is_employment(word: &str) -> bool {
    employment(word) != Employment::Unknown
}

/// The column of a field.
fn place(columns: &Columns, id: &str) -> Option<usize> {
    KIND.field(id)?.place(columns)
}

fn any(columns: &Columns, names: &str) -> Option<usize> {
    names.split('|').find_map(|name| columns.find(name))
}

/// Where what is read of a roster stands.
pub(super) struct Found {
    pub(super) email: Option<usize>,
    pub(super) aliases: Vec<usize>,
    pub(super) number: Option<usize>,
    pub(super) name: Option<usize>,
    pub(super) names: [Option<usize>; 2],
    pub(super) start: Option<usize>,
    pub(super) end: Option<usize>,
    pub(super) status: Option<usize>,
    /// A status of employment, which in some systems is the kind of it.
    pub(super) employment_status: Option<usize>,
    pub(super) kind: Option<usize>,
    pub(super) changed: Option<usize>,
}

impl Found {
    pub(super) fn new(columns: &Columns) -> Self {
        let place = |id| place(columns, id);
        let email = place("email");
        Self {
            email,
            aliases: KIND
                .field("other-email")
                .into_iter()
                .flat_map(Field::names)
                .filter_map(|name| columns.find(name))
                .filter(|place| Some(*place) != email)
                .collect(),
            number: place("number"),
            name: place("name"),
            names: [place("first-name"), place("last-name")],
            start: place("start"),
            end: place("end"),
            status: place("status"),
            employment_status: place("employment-status"),
            kind: place("employment"),
            changed: place("changed"),
        }
    }

    /// Whether anything tells people apart.
    fn names_people(&self) -> bool {
        self.email.is_some()
            || self.number.is_some()
            || self.name.is_some()
            || self.names.iter().all(Option::is_some)
    }
}

/// Whether these are the columns of a roster: people, and a first or last day of employment.
pub(super) fn is_roster(columns: &Columns) -> bool {
    let found = Found::new(columns);
    let hired = any(columns, HIRED).is_some();
    let left = any(columns, LEFT).is_some();
    let plain = any(columns, START).is_some() || any(columns, END).is_some();
    let employed = found.kind.is_some() || found.employment_status.is_some();
    found.names_people() && (hired || (left && (plain || employed)) || (plain && employed))
}
