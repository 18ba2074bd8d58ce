//! How long a test's own work takes, whatever else the machine does beside it.

use std::time::{Duration, Instant};

/// The time for which the processor has worked on this thread; where the system does not say that, the time of day.
pub(crate) struct Clock {
    begun: Instant,
    worked: Option<Duration>,
}

impl Clock {
    pub(crate) fn start() -> Self {
        Self {
            begun: Instant::now(),
            worked: worked(),
        }
    }

    pub(crate) fn elapsed(&self) -> Duration {
        match (self.worked, worked()) {
            (Some(before), Some(now)) => now.saturating_sub(before),
            _ => self.begun.elapsed(),
        }
    }
}

/// The first figure of Linux's account of a thread: nanoseconds on a processor.
fn worked() -> Option<Duration> {
    let account = std::fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    let nanoseconds = account.split(' ').next()?.parse().ok()?;
    Some(Duration::from_nanos(nanoseconds)).filter(|worked| !worked.is_zero())
}
