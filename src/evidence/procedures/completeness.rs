//! Whether a file is the whole list (TP-24): rows that stop at a round number, repeated rows, numbers that are missing,
//! what the source had forgotten when it was exported.

use super::audit::{Audit, Source};
use crate::date::Date;
use crate::evidence::draft::{Draft, Found};
use crate::evidence::draw::Item;

/// Id of the procedure.
pub(super) const ID: &str = "file-completeness";

/// Row counts at which exports stop (`evidence-formats` §0.5): `gh pr list`, one page of REST, ServiceNow, and round ones.
const PAGES: [u32; 5] = [30, 100, 500, 1_000, 5_000];
/// Days by which a file may begin after the window, or end before the day it shows, without a word (J): quiet weeks are
/// usual.
const QUIET_DAYS: i64 = 14;
/// Days by which an export may be later than the first record that the source still had (J).
const NEAR_DAYS: i64 = 7;

/// One workpaper a file of which something is to be asked.
pub(in crate::evidence) fn run<'a>(audit: &Audit<'a>) -> Vec<Draft<'a>> {
    let drafts = audit.sources().filter_map(|source| {
        let mut draft = Draft::new(
            ID,
            source.file,
            "Whether the file is the whole list: complete, not cut off, and long enough kept.",
            "As many rows as the source shows, none twice, and the whole window as far as it has gone by.",
        );
        draft.observation = true;
        source.system.clone_into(&mut draft.system);
        draft.as_of = source.as_of;
        for (row, question) in questions(audit, source) {
            draft.open(
                Item::named(row, None, question.clone()),
                Found {
                    row,
                    text: question,
                    assumed: false,
                    cites: Vec::new(),
                },
            );
        }
        (!draft.undecided.is_empty()).then_some(draft)
    });
    drafts.collect()
}

/// Questions, each with the row that it is about: the last for what the file as a whole lacks.
fn questions(audit: &Audit<'_>, source: Source<'_>) -> Vec<(u32, String)> {
    let Some(read) = audit.files.get(source.file) else {
        return Vec::new();
    };
    let mut found = Vec::new();
    let all = read.rows.parsed + read.rows.duplicates + read.rows.rejected;
    let last = all.saturating_add(1);
    if PAGES.contains(&all) {
        found.push((
            last,
            format!(
                "The file has exactly {all} rows, at which many exports stop. How many does the source show? A list that \
                 happens to have {all} is complete all the same."
            ),
        ));
    }
    if read.rows.duplicates > 0 {
        found.push((
            last,
            format!(
                "{} of the rows repeat an earlier one, cell by cell, and were counted once. Were two exports put \
                 together?",
                read.rows.duplicates
            ),
        ));
    }
    let saved = read.reading().1.saved;
    if let (Some(saved), Some(day)) = (saved, source.as_of)
        && saved > day
    {
        found.push((
            last,
            format!(
                "The workbook was last saved on {saved}, after {day}, the day that it shows. What was changed in it? \
                 Opening and saving it anew makes it so innocently."
            ),
        ));
    }
    found.extend(missing_numbers(source).map(|text| (last, text)));
    found.extend(coverage(audit, source).map(|text| (last, text)));
    found
}

/// Numbers that are missing in a register whose entries are numbered by hand or by a tool of its own.
fn missing_numbers(source: Source<'_>) -> Option<String> {
    let register = source.records.incidents.iter().filter(|i| i.in_register);
    let mut numbers: Vec<u64> = register
        .filter_map(|i| {
            let digits: String = i.id.chars().filter(char::is_ascii_digit).collect();
            digits.parse().ok()
        })
        .collect();
    numbers.sort_unstable();
    numbers.dedup();
    let (first, last) = (numbers.first()?, numbers.last()?);
    let missing = (last - first + 1).checked_sub(u64::try_from(numbers.len()).ok()?)?;
    // A number that carries a year jumps at its end, and is no series.
    (missing > 0 && missing <= 20).then(|| {
        format!(
            "Between the first and the last number of the register {missing} are missing. What became of them? Entries \
             that were joined with others leave such gaps; a line that says so closes them."
        )
    })
}

/// Whether the file holds the window as far as it has gone by.
fn coverage(audit: &Audit<'_>, source: Source<'_>) -> Option<String> {
    let (about, reading) = audit.files.get(source.file)?.reading();
    let (first, last) = reading.span.filter(|_| !about.shows_a_day)?;
    let day = |ms: i64| Date::EPOCH.plus_days(ms.div_euclid(86_400_000));
    let (first, last) = (day(first), day(last));
    let start = audit.terms.window_start;
    let end = audit.terms.window_end.min(audit.terms.as_of);
    if first.days_after(start) > QUIET_DAYS {
        let kept = about.retention_days.map(i64::from);
        let forgotten = kept.is_some_and(|kept| (last.days_after(first) - kept).abs() <= NEAR_DAYS);
        return Some(match (forgotten, kept) {
            (true, Some(kept)) => format!(
                "The file begins on {first}, after the start of the window, and its source keeps about {kept} days: what \
                 came before is gone from it. Was it exported earlier as well? If not, export it at least every {kept} \
                 days from now on."
            ),
            _ => format!(
                "The file begins on {first}, {} days after the start of the window. Was it filtered? If nothing happened \
                 before, it is complete.",
                first.days_after(start)
            ),
        });
    }
    (end.days_after(last) > QUIET_DAYS).then(|| {
        format!(
            "The file ends on {last}, {} days before {end}. Is there a later export? If nothing happened since, it is \
             complete.",
            end.days_after(last)
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::evidence::formats::registry::{self, About};
    use crate::evidence::procedures::tried::{results, terms};

    /// A file of one event on each of these days, of every format that forgets.
    fn forgetting(id: &str, days: [Date; 2]) -> String {
        let table = |header: &str, row: &dyn Fn(Date) -> String| {
            let rows = days.map(|on| row(on) + "\n").concat();
            format!("{header}\n{rows}")
        };
        let ms = |on: Date| on.days_after(Date::EPOCH) * 86_400_000 + 43_200_000;
        match id {
            "okta-system-log" => days
                .map(|on| {
                    format!(
                        "{{\"uuid\":\"{on}\",\"published\":\"{on}T12:00:00.000Z\",\"eventType\":\"user.session.start\",\
                         \"outcome\":{{\"result\":\"SUCCESS\"}},\"actor\":{{\"type\":\"User\",\"alternateId\":\"a@x.example\"}}}}\n"
                    )
                })
                .concat(),
            "okta-system-log-csv" => table(
                "timestamp,event_type,actor.id,actor.type,actor.alternate_id,legacy_event_type,target0.type,target0.alternate_id",
                &|on| format!("{on}T12:00:00.000Z,user.session.start,1,User,a@x.example,x,,"),
            ),
            "github-audit-log" => days
                .map(|on| {
                    let at = ms(on);
                    format!("{{\"@timestamp\":{at},\"_document_id\":\"{at}\",\"action\":\"repo.access\",\"actor\":\"a\"}}\n")
                })
                .concat(),
            "github-rule-suites" => format!(
                "[{}]",
                days.map(|on| {
                    format!(
                        "{{\"id\":{},\"actor_name\":\"a\",\"before_sha\":\"a\",\"after_sha\":\"b\",\"ref\":\"refs/heads/main\",\
                         \"pushed_at\":\"{on}T12:00:00Z\",\"result\":\"pass\"}}",
                        ms(on)
                    )
                })
                .join(",")
            ),
            "entra-sign-ins" => table(
                "Date (UTC),Request ID,Correlation ID,User,Username,Status,Sign-in error code,Authentication requirement",
                &|on| {
                    format!(
                        "{on}T12:00:00Z,{on},c,A,a@x.example,Success,0,Multifactor authentication"
                    )
                },
            ),
            "entra-audit-logs" => table(
                "ActivityDateTime [UTC],OperationName,InitiatedBy,TargetResources,Result",
                &|on| format!("{on}T12:00:00Z,Update group,{{}},[],success"),
            ),
            "entra-portal-audit-log" => table(
                "Date (UTC),Activity,Result,ActorUserPrincipalName,Target1UserPrincipalName",
                &|on| format!("{on}T12:00:00Z,Update group,success,a@x.example,"),
            ),
            other => panic!("no file of {other}"),
        }
    }

    fn asked(terms: &crate::evidence::terms::Terms, text: &str) -> (String, String) {
        let mut seen = results(terms, &[("", text)]);
        let papers = seen[0].workpapers.drain(..);
        let papers = papers.filter(|p| p.procedure == ID);
        let open = papers.flat_map(|p| p.undecided);
        let texts: Vec<String> = open.map(|u| u.reason).collect();
        (seen.remove(0).format, texts.join("\n"))
    }

    /// Every format, once: a table and lines may share what they are.
    fn every_format() -> Vec<&'static About> {
        let tables = registry::TABLES.iter().map(|f| f.about);
        let mut all: Vec<_> = tables
            .chain(registry::JSON.iter().map(|f| f.about))
            .collect();
        all.dedup_by_key(|about| about.id);
        all
    }

    #[test]
    fn an_export_that_begins_where_its_source_forgets_is_asked_about() {
        let mut terms = terms();
        // So long that no source keeps all of it.
        terms.window_start = "2026-01-01".parse().unwrap();
        let last: Date = "2026-11-10".parse().unwrap();
        let forgets: Vec<_> = every_format()
            .into_iter()
            .filter_map(|about| Some((about, i64::from(about.retention_days?))))
            .collect();
        assert_eq!(forgets.len(), 7);
        for (about, kept) in forgets {
            for (days, is_asked) in [
                (kept, true),
                // Quiet days, and a source that keeps a little more.
                (kept - NEAR_DAYS, true),
                (kept + NEAR_DAYS, true),
                // One day inside: the source would still have had what came before.
                (kept - NEAR_DAYS - 1, false),
                (kept + NEAR_DAYS + 1, false),
            ] {
                let text = forgetting(about.id, [last.plus_days(-days), last]);
                let (id, asked) = asked(&terms, &text);
                assert_eq!(id, about.id);
                let told = asked.contains(&format!("keeps about {kept} days"));
                assert_eq!(told, is_asked, "{id}, {days} days: {asked}");
                let begins = asked.contains("The file begins on");
                assert!(begins, "{id}: that it begins late is asked in any case");
            }
        }
        // An export from the start of the window on lacks nothing that was forgotten.
        terms.window_start = last.plus_days(-30);
        let text = forgetting("entra-sign-ins", [last.plus_days(-30), last]);
        assert!(!asked(&terms, &text).1.contains("keeps about"));
    }

    #[test]
    fn a_source_that_forgets_nothing_is_never_said_to() {
        let last: Date = "2026-11-10".parse().unwrap();
        for days in 0..=190 {
            let on = last.plus_days(-days);
            let pulls = |(number, at): (u32, Date)| {
                format!(
                    "{{\"url\":\"https://api.github.com/repos/x/a/pulls/{number}\",\"number\":{number},\"state\":\"closed\",\
                     \"title\":\"x\",\"user\":null,\"created_at\":\"{at}T09:00:00Z\",\"merged_at\":\"{at}T10:00:00Z\",\
                     \"base\":{{\"ref\":\"main\"}},\"head\":{{\"ref\":\"b\",\"sha\":\"h\"}}}}"
                )
            };
            let pulls = format!("[{}]", [(1, on), (2, last)].map(pulls).join(","));
            let jira = format!(
                "Summary,Issue key,Issue Type,Status,Created,Resolved\nx,A-1,Task,Done,{on} 09:00,\ny,A-2,Task,Done,{last} 09:00,\n"
            );
            for text in [pulls, jira] {
                let (id, asked) = asked(&terms(), &text);
                assert!(!asked.contains("keeps about"), "{id}, {days} days");
            }
        }
        let kept = every_format();
        let kept = kept.iter().filter(|about| about.retention_days.is_some());
        assert!(kept.clone().all(|about| !about.shows_a_day));
    }
}
