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
    let count = people / 2 + 20 + plants * Story::FOUND.len();
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
    // Opened before the window and after it, without approval: not what is tested.
    let step = (noon("2026-10-28") - noon("2026-05-02")) / i64::try_from(count).unwrap();
    let mut pulls = Vec::new();
    for k in 0..4 {
        let created = noon("2026-04-01") + k * 3 * DAY;
        pulls.push(pull(rng, pulls.len() + 1, created, Story::NoApproval, true));
    }
    for (i, story) in stories.into_iter().enumerate() {
        let created = noon("2026-05-02") + i64::try_from(i).unwrap() * step;
        pulls.push(pull(rng, pulls.len() + 1, created, story, false));
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
        outside,
    }
}
