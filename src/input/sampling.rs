//! The auditor's own sampling: sizes as entered, over the named policy that holds wherever nothing was entered.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use super::answers::Profile;
use super::catalogue::Catalogue;
use super::control::Cadence;
use super::locale::{Say, filled};
use super::policy::{SamplingPolicy, Tier};

/// The id of the policy that is made of what was entered.
pub const ENTERED: &str = "entered";

/// How many items the auditor of this examination has said to test. What is left out is taken from the
/// sampling policy that the profile names.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct AuditorSampling {
    /// Where the sizes come from, such as the planning letter and its day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
    /// Items of a periodic control, by how often it is due.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub periodic: Vec<StatedSize>,
    /// Items by population, for controls with an occurrence per event.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub occurrence: Vec<Tier>,
    /// Items by population, for documents.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub document: Vec<Tier>,
    /// Items by population, for configuration.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub configuration: Vec<Tier>,
}

/// How many items are tested of a control that is due so often.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct StatedSize {
    /// How often it is due.
    pub cadence: Cadence,
    /// That many items.
    pub size: u32,
}

/// The sampling policy of an examination: one of the catalogue's, or one made of what was entered.
pub type InForce<'c> = Cow<'c, SamplingPolicy>;

/// Whose sizes an examination assumes: those of the policy that its profile names, and what was entered over it.
#[derive(Clone, Debug, PartialEq)]
pub struct Sizes {
    /// The id of the policy.
    pub named: String,
    /// What was entered.
    pub stated: Option<AuditorSampling>,
}

impl Sizes {
    /// What a profile says of them.
    #[must_use]
    pub fn of(profile: &Profile) -> Self {
        Self {
            named: profile.sampling_policy.clone(),
            stated: profile.auditor_sampling.clone(),
        }
    }

    /// Whose they are, as [`in_words`] says it, in the language of `say` and of the catalogue; `None` where that has no
    /// policy of this name.
    #[must_use]
    pub fn in_words(&self, catalogue: &Catalogue, say: Say<'_>) -> Option<String> {
        let base = catalogue.sampling_policy(&self.named)?;
        let examiner = &catalogue.framework.words.examiner;
        Some(match &self.stated {
            Some(stated) => stated.in_words(base, examiner, say),
            None => base.name.to_lowercase(),
        })
    }
}

/// Whose sizes these are, in a few words: "customary", "the auditor's own (as entered: weekly 8)".
#[must_use]
pub fn in_words(policy: &SamplingPolicy) -> String {
    let name = policy.name.to_lowercase();
    match policy.id == ENTERED {
        true => format!("{name} ({})", policy.source),
        false => name,
    }
}

/// The policy that a profile names, with the auditor's own sizes in it where they are stated; `None` where the
/// catalogue has no policy of that name.
pub(super) fn in_force<'c>(profile: &Profile, catalogue: &'c Catalogue) -> Option<InForce<'c>> {
    let named = catalogue.sampling_policy(&profile.sampling_policy)?;
    let examiner = &catalogue.framework.words.examiner;
    Some(match &profile.auditor_sampling {
        Some(stated) => Cow::Owned(stated.over(named, examiner)),
        None => Cow::Borrowed(named),
    })
}

impl AuditorSampling {
    /// Whether it states any size.
    #[must_use]
    pub fn is_stated(&self) -> bool {
        !self.periodic.is_empty() || self.tables().iter().any(|(_, tiers)| !tiers.is_empty())
    }

    /// The sizes by population, with their keys.
    pub(super) fn tables(&self) -> [(&'static str, &[Tier]); 3] {
        [
            ("occurrence", &self.occurrence),
            ("document", &self.document),
            ("configuration", &self.configuration),
        ]
    }

    /// The whole policy: what was entered, and the rest of `base`.
    ///
    /// * `examiner`: what the framework calls who tests, such as "auditor".
    #[must_use]
    pub fn over(&self, base: &SamplingPolicy, examiner: &str) -> SamplingPolicy {
        let mut whole = base.clone();
        ENTERED.clone_into(&mut whole.id);
        whole.name = format!("The {examiner}'s own");
        for stated in &self.periodic {
            whole.periodic.insert(stated.cadence, stated.size);
        }
        let tables = [
            (&self.occurrence, &mut whole.occurrence),
            (&self.document, &mut whole.document),
            (&self.configuration, &mut whole.configuration),
        ];
        for (stated, table) in tables {
            if !stated.is_empty() {
                table.clone_from(stated);
            }
        }
        whole.source = self.told(base, &filled);
        // Said by whoever entered it, and shown by nothing.
        "stated".clone_into(&mut whole.trust);
        whole
    }

    /// Whose sizes these are, as [`in_words`] says it, in the language of `say`.
    ///
    /// * `base`: the policy that holds wherever nothing was entered.
    /// * `examiner`: what the framework calls who tests.
    fn in_words(&self, base: &SamplingPolicy, examiner: &str, say: Say<'_>) -> String {
        let name = say("the {examiner}'s own", &[("examiner", &examiner)]);
        format!("{name} ({})", self.told(base, say))
    }

    /// The sizes in words, and what is taken from the named policy.
    fn told(&self, base: &SamplingPolicy, say: Say<'_>) -> String {
        let cadence = |c: Cadence| say(c.as_str(), &[]);
        let periodic = self.periodic.iter();
        let mut sizes: Vec<String> = periodic
            .map(|s| format!("{} {}", cadence(s.cadence), s.size))
            .collect();
        let what = [
            say("occurrences", &[]),
            say("documents", &[]),
            say("configurations", &[]),
        ];
        let mut left = Vec::new();
        let open = base.periodic.keys().filter(|c| !self.states(**c));
        left.extend(open.map(|c| cadence(*c)));
        for ((_, tiers), what) in self.tables().into_iter().zip(what) {
            match tiers {
                [] => left.push(what),
                tiers => sizes.push(format!("{what} {}", tiers_told(tiers, say))),
            }
        }
        let mut said = match self.source.as_deref().map(str::trim) {
            None | Some("") => say("as entered", &[]),
            Some(source) => {
                let source = source.trim_end_matches('.');
                say("as entered from {source}", &[("source", &source)])
            }
        };
        if !sizes.is_empty() {
            said = format!("{said}: {}", sizes.join(", "));
        }
        if !left.is_empty() {
            let (name, left) = (base.name.to_lowercase(), left.join(", "));
            let rest = say(
                "; the rest as {name}: {left}",
                &[("name", &name), ("left", &left)],
            );
            said.push_str(&rest);
        }
        said
    }

    fn states(&self, cadence: Cadence) -> bool {
        self.periodic.iter().any(|s| s.cadence == cadence)
    }
}

/// "9 and from 10 on 10 % but at least 5".
fn tiers_told(tiers: &[Tier], say: Say<'_>) -> String {
    let one = |tier: &Tier| {
        let size = match (tier.size, tier.percent) {
            (Some(size), _) => size.to_string(),
            (None, Some(percent)) => format!("{percent} %"),
            (None, None) => say("all", &[]),
        };
        let sized = match tier.from {
            0 | 1 => size,
            from => say("from {from} on {size}", &[("from", &from), ("size", &size)]),
        };
        match tier.at_least {
            None => sized,
            Some(n) => say(
                "{size} but at least {least}",
                &[("size", &sized), ("least", &n)],
            ),
        }
    };
    let mut each = tiers.iter().map(one);
    let first = each.next().unwrap_or_default();
    each.fold(first, |first, then| {
        say("{first} and {then}", &[("first", &first), ("then", &then)])
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::input::control::Kind;

    #[test]
    fn what_is_not_entered_is_taken_from_the_named_policy() {
        let content = crate::input::content().unwrap_or_else(|e| unreachable!("{e}"));
        let base = content.catalogue.sampling_policy("customary");
        let base = base.unwrap_or_else(|| unreachable!("it is among them"));
        let stated = AuditorSampling {
            source: Some("the letter of 2026-10-02.".to_owned()),
            periodic: vec![StatedSize {
                cadence: Cadence::Weekly,
                size: 8,
            }],
            occurrence: vec![
                Tier {
                    from: 1,
                    size: Some(4),
                    percent: None,
                    at_least: None,
                },
                Tier {
                    from: 50,
                    size: None,
                    percent: Some(10),
                    at_least: Some(5),
                },
            ],
            ..AuditorSampling::default()
        };
        let whole = stated.over(base, "auditor");
        assert_eq!(whole.sample(Kind::Periodic, Some(Cadence::Weekly), 52), 8);
        assert_eq!(whole.sample(Kind::Periodic, Some(Cadence::Monthly), 12), 3);
        assert_eq!(whole.sample(Kind::Occurrence, None, 49), 4);
        assert_eq!(whole.sample(Kind::Occurrence, None, 81), 9);
        assert_eq!(whole.sample(Kind::Document, None, 30), 5);
        assert_eq!(whole.name, "The auditor's own");
        assert_eq!(
            whole.source,
            "as entered from the letter of 2026-10-02: weekly 8, occurrences 4 and from 50 on 10 % but at least 5; \
             the rest as customary: daily, monthly, quarterly, semi-annual, annual, documents, configurations"
        );
    }
}
