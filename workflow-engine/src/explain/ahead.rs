//! What would come if something happened.

use super::story::Story;
use super::{Here, Wait};
use crate::run::{How, Input, OpenService, Refused, TokenId, decide_with};
use feel::Context;
use std::collections::BTreeSet;

/// Most inputs that are supposed, one after the other.
pub const MAX_AHEAD: usize = 200;

/// What a service would set, or the code of the error that it would throw; none where that cannot
/// be said, and the flow is followed no further there.
pub type Suppose<'s> = &'s dyn Fn(&OpenService<'_>, &Context) -> Option<Result<Context, String>>;

/// What would come.
#[derive(Clone, Debug, PartialEq)]
pub struct Ahead {
    /// Where tokens would newly stand and wait, the oldest first, each with its way.
    pub here: Vec<Here>,
    /// How the instance would end.
    pub ended: Option<How>,
    /// Whether it goes on beyond what was looked at: [`MAX_AHEAD`] was met.
    pub cut: bool,
}

impl Story<'_> {
    /// What would come if `input` happened at `now` (ms since 1970 UTC) with the variables as they
    /// are: until people, times, messages, services of which nothing can be said, or the end.
    ///
    /// # Errors
    /// [`Refused`] when it cannot happen.
    pub fn ahead(&self, input: Input, now: i64, suppose: Suppose<'_>) -> Result<Ahead, Refused> {
        let mut story = self.clone();
        let mut open: BTreeSet<TokenId> = self.instance.services.keys().copied().collect();
        let mut next = Some(input);
        let mut taken = 0;
        while let Some(input) = next.take().filter(|_| taken < MAX_AHEAD) {
            taken += 1;
            let events = decide_with(story.plan, story.host, &story.instance, input, now)?;
            events.iter().for_each(|event| story.take(event));
            next = story.supposed(&mut open, suppose);
            if taken == MAX_AHEAD && next.is_some() {
                return Ok(story.ahead_of(self, true));
            }
        }
        Ok(story.ahead_of(self, false))
    }

    /// The next thing that a service would do; `open` are those that were asked.
    fn supposed(&self, open: &mut BTreeSet<TokenId>, suppose: Suppose<'_>) -> Option<Input> {
        let services = self.instance.open_services_with(self.plan, self.host.plans);
        for service in services {
            if !open.insert(service.token) {
                continue;
            }
            let token = service.token;
            match suppose(&service, &self.instance.variables_at(token)) {
                Some(Ok(variables)) => return Some(Input::ServiceDone { token, variables }),
                Some(Err(error_code)) => return Some(Input::ServiceFailed { token, error_code }),
                None => {}
            }
        }
        None
    }

    fn ahead_of(&self, before: &Self, cut: bool) -> Ahead {
        let new = |here: &Here| {
            here.token.0 >= before.instance.next_token && !here.waits.contains(&Wait::Inside)
        };
        Ahead {
            here: self.here().into_iter().filter(new).collect(),
            ended: self.instance.ended.clone(),
            cut,
        }
    }
}
