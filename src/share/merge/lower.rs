//! Of several answers to a question the one that supports least, by the score of the whole.

use super::{Conflict, Merged};
use crate::assessment::assess;
use crate::error::Error;
use crate::input::answers::AssessmentFile;
use crate::input::content::Content;

/// Which of the things said supports least: supported points at worst, then claimed ones, then both at best. Nothing where one of
/// them says that it does not apply, and for what is no question.
pub(super) fn lowest(
    base: &AssessmentFile,
    conflict: Option<&Conflict>,
    content: &Content,
) -> Result<Option<usize>, Error> {
    let Some(conflict) = conflict.filter(|c| c.question.is_some()) else {
        return Ok(None);
    };
    if conflict
        .whole
        .iter()
        .any(|a| a.get("notApplicable").is_some())
    {
        return Ok(None);
    }
    let mut lowest: Option<([f64; 4], usize)> = None;
    for said in 0..conflict.whole.len() {
        let mut merged = Merged {
            file: base.clone(),
            conflicts: vec![conflict.clone()],
            remarks: Vec::new(),
        };
        merged.settle(0, said)?;
        let score = assess(&crate::input::engagement(merged.file, content)?).score;
        let figures = [
            score.supported.low,
            score.claimed.low,
            score.supported.high,
            score.claimed.high,
        ];
        // Of two that support as much the first in the order of their texts stays.
        let less = lowest.as_ref().is_none_or(|(least, _)| {
            let each = figures.iter().zip(least);
            each.map(|(a, b)| a.total_cmp(b))
                .find(|o| o.is_ne())
                .is_some_and(|o| o.is_lt())
        });
        if less {
            lowest = Some((figures, said));
        }
    }
    Ok(lowest.map(|(_, said)| said))
}
