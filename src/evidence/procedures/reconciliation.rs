//! Whether the people of the roster, the accounts of the directory, and the tickets of leavers agree in number (TP-24).
//! Questions about the files as a whole; each person and account is tested by procedures of its own.

use super::audit::{Audit, Source};
use super::humans::Humans;
use super::orphan_accounts::not_a_person;
use crate::evidence::canonical::AccountKind;
use crate::evidence::draft::{Draft, Found};
use crate::evidence::draw::Item;

/// Id of the procedure.
pub(super) const ID: &str = "people-reconciliation";

/// Systems in which everybody has an account, where a company has them.
const DIRECTORIES: [&str; 5] = [
    "okta",
    "google-workspace",
    "entra",
    "microsoft-365",
    "jumpcloud",
];
/// Fewer are what any company has (J): people who work without a computer, accounts for two at a desk.
const FEWEST: usize = 3;
/// One in so many is what any company has (J).
const ONE_IN: usize = 10;

/// One observation a directory in which something is to be asked, beside one for the tickets.
pub(in crate::evidence) fn run<'a>(audit: &Audit<'a>, humans: &Humans<'a>) -> Vec<Draft<'a>> {
    let roster = audit.sources().filter(|s| !s.records.people.is_empty());
    let Some(roster) = roster.min_by_key(|s| audit.name(*s)) else {
        return Vec::new();
    };
    let mut questions = Vec::new();
    let mut systems: Vec<&str> = Vec::new();
    for source in audit.sources() {
        let listed = DIRECTORIES.contains(&source.system) && !source.records.accounts.is_empty();
        if listed && !systems.contains(&source.system) {
            systems.push(source.system);
        }
    }
    systems.sort_unstable();
    for system in systems {
        questions.extend(directory(audit, humans, system));
    }
    questions.extend(tickets(audit, humans));
    if questions.is_empty() {
        return Vec::new();
    }
    let mut draft = Draft::new(
        ID,
        roster.file,
        "Whether the roster, the directory and the tickets of leavers are of the same people.",
        "About as many people as accounts of people, and a ticket for each leaver where tickets are kept.",
    );
    draft.observation = true;
    draft.as_of = roster.as_of;
    for text in questions {
        draft.open(
            Item::named(1, None, text.clone()),
            Found {
                row: 1,
                text,
                assumed: false,
                cites: Vec::new(),
            },
        );
    }
    draft.limit(
        "Who is meant stands in the procedures for leavers and for accounts without a person.",
    );
    vec![draft]
}

fn is_much(part: usize, whole: usize) -> bool {
    part >= FEWEST && part.saturating_mul(ONE_IN) > whole
}

/// People without an account, and accounts without a person, of one directory.
fn directory(audit: &Audit<'_>, humans: &Humans<'_>, system: &str) -> Vec<String> {
    let of = |s: &Source<'_>| s.system == system && !s.records.accounts.is_empty();
    let files: Vec<Source<'_>> = audit.sources().filter(of).collect();
    let Some(day) = files.iter().filter_map(|s| s.as_of).max() else {
        return Vec::new();
    };
    let mut has = vec![false; humans.all.len()];
    let (mut accounts, mut nobody) = (0_usize, 0_usize);
    for account in files.iter().flat_map(|s| &s.records.accounts) {
        let human = humans.of_account(account);
        if let Some(place) = human.and_then(|h| has.get_mut(h)) {
            *place = true;
        }
        let counts = account.state.is_enabled() == Some(true)
            && not_a_person(account).is_none()
            && account.kind != AccountKind::Guest;
        accounts += usize::from(counts);
        nobody += usize::from(counts && human.is_none());
    }
    let here = humans.all.iter().zip(&has);
    let here = here.filter(|(human, _)| human.works_here(audit, day) == Some(true));
    let (mut people, mut without) = (0_usize, 0_usize);
    for (_, has) in here {
        people += 1;
        without += usize::from(!*has);
    }
    let mut found = Vec::new();
    // A directory of which few have an account is not the one in which everybody has.
    if is_much(without, people) && without * 2 < people {
        found.push(format!(
            "Of {people} people who worked here on {day}, {without} have no account in {system}. Is the export of its users the \
             whole list? People who need none, or who have it elsewhere, make it so innocently."
        ));
    }
    if is_much(nobody, accounts) {
        found.push(format!(
            "Of {accounts} accounts of people that can be used in {system}, {nobody} are of nobody on the roster. Does the roster \
             hold everybody? Contractors who stand in a list of their own make it so innocently; that list, dropped too, shows \
             them."
        ));
    }
    found
}

/// Leavers without a ticket, where tickets about leaving are kept.
fn tickets(audit: &Audit<'_>, humans: &Humans<'_>) -> Option<String> {
    let all = audit.sources().flat_map(|s| &s.records.tickets);
    let about = all.flat_map(|t| &t.about);
    let mut known: Vec<usize> = about.filter_map(|who| humans.of_login(who)).collect();
    known.sort_unstable();
    known.dedup();
    if known.is_empty() {
        return None;
    }
    let window = audit.window();
    let left = |human: &super::humans::Human<'_>| {
        let mut rows = human.rows.iter();
        rows.any(|(_, p)| {
            let end = audit.day(p.end);
            end.is_some_and(|end| window.start <= end && end <= window.end.min(audit.terms.as_of))
        })
    };
    let leavers = humans.all.iter().enumerate().filter(|(_, h)| left(h));
    let (mut all, mut without) = (0_usize, 0_usize);
    for (place, _) in leavers {
        all += 1;
        without += usize::from(!known.contains(&place));
    }
    (without > 0).then(|| {
        format!(
            "Of {all} people who left from {} to {}, {without} are named by no offboarding ticket. Is the export of the tickets \
             the whole list? Tickets that name people and not their addresses make it so innocently.",
            window.start, window.end
        )
    })
}

#[cfg(test)]
mod tests {
    use crate::evidence::procedures::tried::{papers, terms};

    fn asked(people: u32, accounts: u32, strangers: u32, tickets: &str) -> Vec<String> {
        let row = |n: u32| format!("p{n}@x.example,2020-01-01,,Active\n");
        let left = "left@x.example,2020-01-01,2026-06-30,Terminated\ngone@x.example,2020-01-01,2026-06-30,Terminated\n";
        let rows: String = (0..people).map(row).collect();
        let roster = format!("Email,Hire Date,Termination Date,Status\n{rows}{left}");
        let account = |login: String| {
            format!(
                r#"{{"id":"{login}","status":"ACTIVE","created":null,"statusChanged":null,"profile":{{"login":"{login}"}}}}"#
            )
        };
        let own = (0..accounts).map(|n| account(format!("p{n}@x.example")));
        let others = (0..strangers).map(|n| account(format!("s{n}@x.example")));
        let okta = format!("[{}]", own.chain(others).collect::<Vec<_>>().join(","));
        let mut files = vec![
            ("2026-11-10", roster.as_str()),
            ("2026-11-10", okta.as_str()),
        ];
        if !tickets.is_empty() {
            files.push(("", tickets));
        }
        let found = papers(super::ID, &terms(), &files);
        let open = found.into_iter().flat_map(|p| p.undecided);
        open.map(|u| u.reason).collect()
    }

    #[test]
    fn numbers_that_are_far_apart_are_asked_about() {
        assert!(asked(20, 20, 0, "").is_empty());
        assert!(asked(20, 18, 2, "").is_empty(), "as any company");
        let few = asked(20, 17, 0, "");
        assert!(
            few.len() == 1
                && few[0].starts_with("Of 20 people")
                && few[0].contains("3 have no account"),
            "{few:?}"
        );
        assert!(
            asked(20, 5, 0, "").is_empty(),
            "not a directory of everybody"
        );
        let strangers = asked(20, 20, 3, "");
        assert!(
            strangers.len() == 1 && strangers[0].contains("3 are of nobody"),
            "{strangers:?}"
        );
        assert!(asked(100, 97, 0, "").is_empty());
    }

    #[test]
    fn leavers_have_tickets_where_tickets_are_kept() {
        let tickets = |who: &str| {
            format!(
                "Summary,Issue key,Issue Type,Status,Created,Updated,Resolved\nOffboarding {who},IT-1,Task,Done,20/Jun/26 9:00 AM,30/Jun/26 9:00 AM,30/Jun/26 9:00 AM\n"
            )
        };
        let one = asked(20, 20, 0, &tickets("left@x.example"));
        assert!(
            one.len() == 1 && one[0].starts_with("Of 2 people who left"),
            "{one:?}"
        );
        assert!(asked(20, 20, 0, &tickets("left@x.example gone@x.example")).is_empty());
        assert!(
            asked(20, 20, 0, &tickets("somebody")).is_empty(),
            "no ticket names anybody"
        );
    }
}
