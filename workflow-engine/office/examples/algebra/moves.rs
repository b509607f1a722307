//! What people of the small agency can ask for.

use office::case::Role;
use office::ids::{SlotId, StationId};
use office::operation::{
    AddSign, Approve, Call, Called, Correct, Decide, Oppose, Receive, Return, TakeBack, TakeOff,
    Transfer, Withdraw,
};
use office::org::Desk;
use office::route::{Mode, Place, Siblings};
use office::{Actor, Content, Operation};

use crate::world::{PEOPLE, Small, answers, person, post, the_case};

/// Something to ask for.
#[derive(Debug, Clone)]
pub struct Move {
    /// Who.
    pub who: &'static str,
    /// For whom they say that they stand in.
    pub acting_for: Option<&'static str>,
    /// What.
    pub content: Content,
}

impl Move {
    /// What somebody asks for themselves.
    pub fn by(who: &'static str, content: Content) -> Self {
        Self {
            who,
            acting_for: None,
            content,
        }
    }

    /// The operation that asks for it.
    pub fn operation(self, small: &Small, number: u64) -> Operation {
        small.operation(
            Actor::Person(person(self.who)),
            self.acting_for.map(person),
            self.content,
            number,
        )
    }
}

/// The people at a desk of this agency.
pub fn holder(desk: &Desk) -> Option<&'static str> {
    let found = |name: &str| PEOPLE.into_iter().find(|who| who[1..] == name[1..]);
    match desk {
        Desk::Person(person) => found(person.as_str()),
        Desk::Post(post) => found(post.as_str()),
        Desk::Office(_) => None,
    }
}

/// Approve, 核.
pub fn approve(station: &StationId) -> Content {
    Content::Approve(Approve {
        case: the_case(),
        station: station.clone(),
        opinion: "意見".to_owned(),
        provisional: None,
        filled: None,
    })
}

/// Decide, 決行.
pub fn decided(station: &StationId, grants: bool) -> Content {
    Content::Decide(Decide {
        case: the_case(),
        station: station.clone(),
        grants,
        opinion: "意見".to_owned(),
        provisional: None,
        filled: None,
    })
}

/// Vote against.
pub fn oppose(station: &StationId) -> Content {
    Content::Oppose(Oppose {
        case: the_case(),
        station: station.clone(),
        opinion: "意見".to_owned(),
        provisional: None,
    })
}

/// Correct, 補正, perhaps to a case that asks for another route.
pub fn correct(station: &StationId, shape: usize) -> Content {
    Content::Correct(Correct {
        case: the_case(),
        station: station.clone(),
        answers: answers(shape),
        attachments: Vec::new(),
    })
}

/// Return, 退回.
pub fn back(station: &StationId, to: Option<&SlotId>, mode: Mode, siblings: Siblings) -> Content {
    Content::Return(Return {
        case: the_case(),
        station: station.clone(),
        reason: "原因".to_owned(),
        to: to.cloned(),
        mode: Some(mode),
        siblings: Some(siblings),
    })
}

/// The applicant takes the submission back, 抽回.
pub fn recall() -> Content {
    StationId::new(TakeBack::SUBMISSION).map_or_else(|_| void(), |station| take_back(&station))
}

/// Take back, 抽回.
pub fn take_back(station: &StationId) -> Content {
    Content::TakeBack(TakeBack {
        case: the_case(),
        station: station.clone(),
        reason: String::new(),
    })
}

/// Add signers, 加簽, 加會, 委派.
pub fn add(
    station: &StationId,
    call: Call,
    anchor: Option<SlotId>,
    place: Place,
    called: Vec<Called>,
    together: bool,
) -> Content {
    Content::AddSign(AddSign {
        case: the_case(),
        station: station.clone(),
        call,
        anchor,
        place,
        called,
        together,
        reason: String::new(),
    })
}

/// Somebody to be added.
pub fn called(number: usize, role: Role) -> Called {
    Called {
        role,
        desk: Desk::Post(post(["x0", "x1", "x2", "x3"][number % 4])),
        opinion: false,
    }
}

/// Take off, 減簽.
pub fn take_off(slot: &SlotId) -> Content {
    Content::TakeOff(TakeOff {
        case: the_case(),
        slots: vec![slot.clone()],
        reason: String::new(),
    })
}

/// Transfer, 轉陳.
pub fn transfer(station: &StationId, number: usize) -> Content {
    Content::Transfer(Transfer {
        case: the_case(),
        station: station.clone(),
        desk: Desk::Post(post(["x0", "x1", "x2", "x3"][number % 4])),
        reason: "原因".to_owned(),
    })
}

/// Open, 簽收.
pub fn receive(station: &StationId) -> Content {
    Content::Receive(Receive {
        case: the_case(),
        station: Some(station.clone()),
    })
}

/// Void, 撤案.
pub fn void() -> Content {
    Content::Withdraw(Withdraw {
        case: the_case(),
        reason: String::new(),
    })
}
