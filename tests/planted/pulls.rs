//! Changes: pull requests that end in order or not, before they are written.

use super::clock::{DAY, HOUR, Seconds, noon};
use super::rng::Rng;

/// Who acts on a pull request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Actor {
    Human(String),
    Bot(&'static str),
    /// The account was deleted.
    Nobody,
}

/// A review.
#[derive(Clone, Debug)]
pub(crate) struct Review {
    pub(crate) by: Actor,
    pub(crate) state: &'static str,
    pub(crate) at: Seconds,
}

/// How a pull request ended, and what has to be found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Story {
    Approved,
    ApprovedTwoSecondsAfter,
    ChangesThenApproved,
    OneDismissedOneApproved,
    BotApprovedByHuman,
    ClosedUnmerged,
    Open,
    // From here on something is found.
    NoApproval,
    OnlySelf,
    OnlyBot,
    ThreeSecondsAfter,
    AfterMerge,
    Dismissed,
    ChangesOutstanding,
    /// Approved by somebody, but the author is unknown.
    NoAuthor,
}

impl Story {
    pub(crate) const FOUND: [(Self, &'static str); 8] = [
        (Self::NoApproval, "merged-without-approval"),
        (Self::OnlySelf, "only-self-approval"),
        (Self::OnlyBot, "only-bot-approval"),
        (Self::ThreeSecondsAfter, "approved-after-merge"),
        (Self::AfterMerge, "approved-after-merge"),
        (Self::Dismissed, "approval-dismissed"),
        (Self::ChangesOutstanding, "changes-requested-outstanding"),
        (Self::NoAuthor, "author-unknown"),
    ];
    const CLEAN: [Self; 7] = [
        Self::Approved,
        Self::ApprovedTwoSecondsAfter,
        Self::ChangesThenApproved,
        Self::OneDismissedOneApproved,
        Self::BotApprovedByHuman,
        Self::ClosedUnmerged,
        Self::Open,
    ];
}

/// What became of the checks of a pull request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Checks {
    /// All well before the merge; one had to run twice.
    Green,
    // From here on something is found.
    Failed,
    StillRunning,
    /// Where checks are listed with their change, none; elsewhere nothing says so.
    NoneRan,
    /// Shown by its last run, which began after the merge.
    RunAgainAfter,
}

impl Checks {
    const FOUND: [(Self, &'static str); 4] = [
        (Self::Failed, "merged-with-failed-check"),
        (Self::StillRunning, "merged-while-check-ran"),
        (Self::NoneRan, "merged-without-checks"),
        (Self::RunAgainAfter, "check-run-again-after"),
    ];

    /// What has to be found.
    pub(crate) fn what(self) -> Option<&'static str> {
        let found = Self::FOUND.iter().find(|(c, _)| *c == self);
        found.map(|(_, what)| *what)
    }

    /// The runs of the check `build`: conclusion, beginning, end.
    pub(crate) fn runs(self, merged: Seconds) -> Vec<(&'static str, Seconds, Seconds)> {
        let hour = |n: i64| merged - n * HOUR;
        match self {
            Self::Green => vec![
                ("failure", hour(3), hour(3) + 300),
                ("success", hour(2), hour(2) + 300),
            ],
            Self::Failed => vec![("failure", hour(2), hour(2) + 300)],
            Self::StillRunning => vec![("success", merged - 60, merged + 240)],
            Self::NoneRan => vec![],
            Self::RunAgainAfter => vec![("success", merged + HOUR, merged + HOUR + 300)],
        }
    }
}

/// A pull request.
#[derive(Clone, Debug)]
pub(crate) struct Pull {
    pub(crate) number: usize,
    pub(crate) story: Story,
    pub(crate) author: Actor,
    pub(crate) created: Seconds,
    pub(crate) merged: Option<Seconds>,
    pub(crate) closed: Option<Seconds>,
    pub(crate) head: String,
    pub(crate) merge: String,
    pub(crate) reviews: Vec<Review>,
    pub(crate) checks: Checks,
    /// Merged outside the window: nothing is found whatever happened.
    pub(crate) outside: bool,
}

impl Pull {
    /// What has to be found.
    pub(crate) fn what(&self) -> Option<&'static str> {
        let found = Story::FOUND.iter().find(|(s, _)| *s == self.story);
        found.filter(|_| !self.outside).map(|(_, what)| *what)
    }
}

/// All of a repository, in the order in which they were opened.
pub(crate) fn pulls(rng: &mut Rng, people: usize, plants: usize) -> Vec<Pull> {
    let found = plants * (Story::FOUND.len() + 2 * Checks::FOUND.len());
    let count = people / 2 + 20 + found;
    let mut stories: Vec<Story> = (0..count)
        .map(|i| {
            if i % 3 == 0 {
                Story::CLEAN[i / 3 % 7]
            } else {
                Story::Approved
            }
        })
        .collect();
    let order = rng.order(count);
    for (i, at) in order.iter().take(plants * Story::FOUND.len()).enumerate() {
        stories[*at] = Story::FOUND[i % Story::FOUND.len()].0;
    }
    // Faults of checks stand at changes of which nothing else is found.
    let mut faults = vec![Checks::Green; count];
    let approved = order
        .iter()
        .filter(|at| stories[**at] == Story::Approved)
        .take(plants * Checks::FOUND.len());
    for (i, at) in approved.enumerate() {
        faults[*at] = Checks::FOUND[i % Checks::FOUND.len()].0;
    }
    // Opened before the window and after it, without approval: not what is tested.
    let step = (noon("2026-10-28") - noon("2026-05-02")) / i64::try_from(count).unwrap();
    let mut pulls = Vec::new();
    for k in 0..4 {
        let created = noon("2026-04-01") + k * 3 * DAY;
        pulls.push(pull(rng, pulls.len() + 1, created, Story::NoApproval, true));
    }
    for (i, story) in stories.into_iter().enumerate() {
        let created = noon("2026-05-02") + i64::try_from(i).unwrap() * step;
        let mut made = pull(rng, pulls.len() + 1, created, story, false);
        made.checks = faults[i];
        pulls.push(made);
    }
    for k in 0..3 {
        let created = noon("2026-11-02") + k * DAY;
        pulls.push(pull(rng, pulls.len() + 1, created, Story::NoApproval, true));
    }
    pulls
}

fn pull(rng: &mut Rng, number: usize, created: Seconds, story: Story, outside: bool) -> Pull {
    let merged = created + rng.between(3 * HOUR, 40 * HOUR);
    let author = rng.below(40);
    let human = |n: usize| Actor::Human(format!("dev-{:02}", n % 40));
    let other = human(author + 1 + rng.below(30));
    let third = human(author + 33);
    let review = |by: &Actor, state, at| Review {
        by: by.clone(),
        state,
        at,
    };
    let mut author = human(author);
    let (early, before) = (merged - 2 * HOUR, merged - HOUR);
    let reviews = match story {
        Story::NoApproval if number.is_multiple_of(2) => vec![review(&other, "COMMENTED", before)],
        Story::NoApproval | Story::ClosedUnmerged | Story::Open => vec![],
        Story::OnlySelf => {
            let Actor::Human(login) = &author else {
                panic!("a human")
            };
            vec![review(
                &Actor::Human(login.to_uppercase()),
                "APPROVED",
                before,
            )]
        }
        Story::OnlyBot => vec![review(&Actor::Bot("review-helper"), "APPROVED", before)],
        Story::ApprovedTwoSecondsAfter => vec![review(&other, "APPROVED", merged + 2)],
        Story::ThreeSecondsAfter => vec![review(&other, "APPROVED", merged + 3)],
        Story::AfterMerge => vec![
            review(&other, "COMMENTED", before),
            review(&other, "APPROVED", merged + DAY),
        ],
        Story::Dismissed => vec![review(&other, "DISMISSED", before)],
        Story::ChangesOutstanding => vec![
            review(&third, "CHANGES_REQUESTED", early),
            review(&other, "APPROVED", before),
        ],
        Story::ChangesThenApproved => vec![
            review(&other, "CHANGES_REQUESTED", early),
            review(&other, "APPROVED", before),
        ],
        Story::OneDismissedOneApproved => vec![
            review(&third, "DISMISSED", early),
            review(&other, "APPROVED", before),
        ],
        Story::BotApprovedByHuman => {
            author = Actor::Bot("dependabot");
            vec![review(&other, "APPROVED", before)]
        }
        Story::NoAuthor => {
            author = Actor::Nobody;
            vec![review(&other, "APPROVED", before)]
        }
        Story::Approved => vec![
            review(&third, "COMMENTED", early),
            review(&other, "APPROVED", before),
        ],
    };
    let open = story == Story::Open;
    let is_merged = !open && story != Story::ClosedUnmerged;
    Pull {
        number,
        story,
        author,
        created,
        merged: is_merged.then_some(merged),
        closed: (!open).then_some(merged),
        head: rng.hex(40),
        merge: rng.hex(40),
        reviews,
        checks: Checks::Green,
        outside,
    }
}
