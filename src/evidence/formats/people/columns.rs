//! The columns of a roster, by the names that personnel systems give them.

use crate::evidence::decode::columns::Columns;

const EMAIL: &[&str] = &[
    "Work Email",
    "Work Email Address",
    "Company Email",
    "Business Email",
    "Primary Email",
    "Primary Work Email",
    "Email",
    "E-mail",
    "Email Address",
    "E-Mail-Adresse",
    "E-Mail",
    "Adresse e-mail",
    "Adresse email",
    "Courriel",
    "Correo electrónico",
];
const OTHER_EMAIL: &[&str] = &[
    "Home Email",
    "Personal Email",
    "Secondary Email",
    "Alternate Email",
    "Username",
    "Login",
];
const NUMBER: &[&str] = &[
    "Employee #",
    "Employee Number",
    "Employee No",
    "Employee No.",
    "Employee ID",
    "EmployeeID",
    "EmpID",
    "Worker ID",
    "Personnel Number",
    "Personalnummer",
    "Matricule",
    "Número de empleado",
];
const NAME: &[&str] = &[
    "Display Name",
    "Full Name",
    "Name",
    "Employee",
    "Employee Name",
    "Employee_Name",
    "Worker",
    "Nom complet",
    "Nombre completo",
];
const FIRST: &[&str] = &[
    "First Name",
    "Given Name",
    "Preferred Name",
    "Vorname",
    "Prénom",
];
const LAST: &[&str] = &[
    "Last Name",
    "Surname",
    "Family Name",
    "Nachname",
    "Nom",
    "Apellidos",
];
/// Names of a first day that no other list has.
const HIRED: &[&str] = &[
    "Hire Date",
    "Date of Hire",
    "DateofHire",
    "Date joined",
    "Joined on",
    "Joining Date",
    "Original Hire Date",
    "Employment Start Date",
    "Eintrittsdatum",
    "Eintritt",
    "Date d'embauche",
    "Date d'entrée",
    "Fecha de contratación",
    "Fecha de alta",
];
const START: &[&str] = &["Start Date", "Start"];
/// Names of a last day that no other list has.
const LEFT: &[&str] = &[
    "Termination Date",
    "Date of Termination",
    "DateofTermination",
    "Last Day of Work",
    "Last day",
    "Last Working Day",
    "Leaving Date",
    "Date left",
    "Dismissal",
    "Dismissal Date",
    "Employment End Date",
    "Separation Date",
    "Austrittsdatum",
    "Austritt",
    "Date de départ",
    "Date de sortie",
    "Fecha de baja",
    "Fecha de terminación",
];
const END: &[&str] = &["End Date", "End"];
const STATUS: &[&str] = &[
    "Status",
    "Employee Status",
    "Worker Status",
    "Active",
    "Estado",
    "Statut",
];
const EMPLOYMENT_STATUS: &[&str] = &["Employment Status", "EmploymentStatus"];
const KIND: &[&str] = &[
    "Employment Type",
    "Worker Type",
    "Contract Type",
    "Employee Type",
    "Type of Employment",
    "Beschäftigungsart",
    "Vertragsart",
    "Type de contrat",
    "Tipo de contrato",
];
const CHANGED: &[&str] = &[
    "Last Updated",
    "Last Changed",
    "Last Modified",
    "lastChanged",
    "Updated At",
];

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
        let email = columns.any(EMAIL);
        Self {
            email,
            aliases: OTHER_EMAIL
                .iter()
                .filter_map(|name| columns.find(name))
                .filter(|place| Some(*place) != email)
                .collect(),
            number: columns.any(NUMBER),
            name: columns.any(NAME),
            names: [columns.any(FIRST), columns.any(LAST)],
            start: columns.any(HIRED).or_else(|| columns.any(START)),
            end: columns.any(LEFT).or_else(|| columns.any(END)),
            status: columns.any(STATUS),
            employment_status: columns.any(EMPLOYMENT_STATUS),
            kind: columns.any(KIND),
            changed: columns.any(CHANGED),
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
    let hired = columns.any(HIRED).is_some();
    let left = columns.any(LEFT).is_some();
    let plain = columns.any(START).is_some() || columns.any(END).is_some();
    let employed = found.kind.is_some() || found.employment_status.is_some();
    found.names_people() && (hired || (left && (plain || employed)) || (plain && employed))
}
