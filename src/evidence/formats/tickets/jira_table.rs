//! Jira: the table that Export CSV writes, of the cloud and of servers, in the language of whoever exported.
//!
//! Columns repeat for each of several values. Times are in the user's zone and say none. A ticket may be done without a
//! time of its resolution.

use super::super::registry::{About, ReadRows, Reading, TableFormat, at};
use super::{about_leaving, category};
use crate::error::Problem;
use crate::evidence::canonical::{Show, StatusCategory, Ticket};
use crate::evidence::decode::columns::Columns;
use crate::evidence::decode::rows::Row;
use crate::evidence::decode::times::Dialect;
use crate::evidence::inspection::Trust;
use crate::evidence::kind::EvidenceKind;

const KEY: &[&str] = &[
    "Issue key",
    "Clave de incidencia",
    "Vorgangsschlüssel",
    "Clé de ticket",
    "Chave da item",
    "问题关键字",
];
const CREATED: &[&str] = &[
    "Created",
    "Creada",
    "Creado",
    "Erstellt",
    "Création",
    "Criado",
    "已创建",
    "创建日期",
];
const SUMMARY: &[&str] = &[
    "Summary",
    "Resumen",
    "Zusammenfassung",
    "Résumé",
    "Resumo",
    "主题",
    "概要",
];
const KIND: &[&str] = &[
    "Issue Type",
    "Tipo de Incidencia",
    "Tipo de incidencia",
    "Vorgangstyp",
    "Type de ticket",
    "问题类型",
];
const STATUS: &[&str] = &["Status", "Estado", "État", "状态"];
const CATEGORY: &[&str] = &[
    "Status Category",
    "Categoría de estado",
    "Statuskategorie",
    "Catégorie d'état",
    "状态类别",
];
const RESOLVED: &[&str] = &[
    "Resolved",
    "Resuelta",
    "Resuelto",
    "Erledigt",
    "Résolu",
    "已解决",
];
const UPDATED: &[&str] = &[
    "Updated",
    "Actualizada",
    "Actualizado",
    "Aktualisiert",
    "Mise à jour",
    "已更新",
];

/// Fields of a time that plugins of Jira keep.
const RESPONDED: &[&str] = &[
    "Custom field ([CHART] Date of First Response)",
    "Date of First Response",
    "First response",
];
const DESCRIPTION: &[&str] = &["Description", "Descripción", "Beschreibung"];

/// Jira's table.
pub(in crate::evidence::formats) const FORMAT: TableFormat = TableFormat {
    about: &About {
        id: "jira-table",
        name: "Jira issues (CSV)",
        trust: Trust::Seen,
        kind: EvidenceKind::Ticket,
        system: "jira",
        shows_a_day: false,
        retention_days: None,
        procedures: super::PROCEDURES,
    },
    recognise: |columns| {
        columns.any(KEY).is_some()
            && (columns.any(CREATED).is_some() || columns.any(SUMMARY).is_some())
    },
    open,
};

struct Reader {
    key: Option<usize>,
    created: Option<usize>,
    summary: Option<usize>,
    kind: Option<usize>,
    status: Option<usize>,
    category: Option<usize>,
    resolved: Option<usize>,
    updated: Option<usize>,
    responded: Option<usize>,
    description: Option<usize>,
    rows: u32,
}

fn open(columns: &Columns) -> Result<Box<dyn ReadRows>, Problem> {
    if columns.any(CREATED).is_none() {
        return Err(super::super::incomplete(
            "Jira issues",
            &["`Created`".to_owned()],
        ));
    }
    Ok(Box::new(Reader {
        key: columns.any(KEY),
        created: columns.any(CREATED),
        summary: columns.any(SUMMARY),
        kind: columns.any(KIND),
        status: columns.any(STATUS),
        category: columns.any(CATEGORY),
        resolved: columns.any(RESOLVED),
        updated: columns.any(UPDATED),
        responded: columns.any(RESPONDED),
        description: columns.any(DESCRIPTION),
        rows: 0,
    }))
}

impl ReadRows for Reader {
    fn row(&mut self, row: &Row<'_>, reading: &mut Reading) -> bool {
        let cell = |column: Option<usize>| column.map_or("", |place| row.cell(place)).trim();
        let key = cell(self.key);
        if key.is_empty() {
            return false;
        }
        self.rows += 1;
        let created = reading.stamp_of(row, self.created, &Dialect::PLAIN);
        reading.happened(created);
        let of_status = match category(cell(self.category)) {
            StatusCategory::Unknown => category(cell(self.status)),
            known => known,
        };
        let resolved = reading.stamp_of(row, self.resolved, &Dialect::PLAIN);
        let updated = reading.stamp_of(row, self.updated, &Dialect::PLAIN);
        let responded = reading.stamp_of(row, self.responded, &Dialect::PLAIN);
        reading.records.tickets.push(Ticket {
            at: at(
                row,
                &[
                    (self.key, Show::Text),
                    (self.kind, Show::Text),
                    (self.status, Show::Text),
                    (self.created, Show::Text),
                ],
            ),
            key: key.to_owned(),
            title: cell(self.summary).to_owned(),
            kind: Some(cell(self.kind))
                .filter(|k| !k.is_empty())
                .map(str::to_owned),
            status: cell(self.status).to_owned(),
            category: of_status,
            created,
            resolved,
            updated,
            responded,
            about: about_leaving(cell(self.summary), cell(self.kind), cell(self.description)),
        });
        true
    }

    fn end(&mut self, reading: &mut Reading) {
        reading.limits.push(
            "Jira writes times in the zone of whoever exported and does not name it.".to_owned(),
        );
        if self.rows == 1000 {
            reading.questions.push(
                "The file has exactly 1,000 issues, which is where Jira's export stops. Are there more?".to_owned(),
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::tried::{of, read, records};
    use super::*;

    #[test]
    fn repeated_columns_and_the_users_dates_are_read() {
        let text = "\u{feff}Summary,Issue key,Issue Type,Status,Created,Updated,Resolved,Watchers,Watchers,Comment,Comment,Status Category\r\n\
                    \"A, b\",CHG-1,Task,Closed,22/Sep/25 9:26 AM,22/Sep/25 9:26 AM,,a,b,,\"1\n2\",Done\r\n";
        let read = of("jira-table", text);
        let ticket = &records(&read).tickets[0];
        assert_eq!(
            (ticket.key.as_str(), ticket.category),
            ("CHG-1", StatusCategory::Done)
        );
        assert_eq!(ticket.created.time.words(), "2025-09-22T09:26:00");
        assert_eq!(ticket.at.row, 2);
    }

    #[test]
    fn a_spanish_export_is_read() {
        let text = "Resumen,Clave de incidencia,Tipo de Incidencia,Estado,Creada,Actualizada,Resuelta,Categoría de estado\n\
                    x,ABC-2,Tarea,Finalizada,18/jul/26 9:10 AM,18/jul/26 9:10 AM,,Listo\n";
        let read = of("jira-table", text);
        let ticket = &records(&read).tickets[0];
        assert_eq!(
            (ticket.key.as_str(), ticket.category),
            ("ABC-2", StatusCategory::Done)
        );
        assert_eq!(ticket.created.time.words(), "2026-07-18T09:10:00");
        assert!(read_error("Summary,Issue key,Status\nx,A-1,Done\n").contains("`Created`"));
    }

    fn read_error(text: &str) -> String {
        read(text).unwrap_err().to_string()
    }
}
