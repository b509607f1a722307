//! Who works where, and who stands in for whom.

use super::*;

words! {
    /// How a post is held.
    enum HoldingWord {
        /// 專任
        Regular,
        /// 代理
        Acting,
        /// 兼任
        Concurrent,
        /// 借調、支援
        Seconded,
    }
    /// When a post is held, seen from today.
    enum HoldingTime { Past, Now, Coming }
    /// The rank of a grade. 官等
    enum RankWord {
        /// 委任
        Elementary,
        /// 薦任
        Junior,
        /// 簡任
        Senior,
    }
    /// Where a deputation stands.
    enum DeputationMark {
        /// The deputy has not answered.
        Asked,
        /// Agreed; its time has not come.
        Ahead,
        /// Agreed; its time is now.
        InForce,
        /// Its time has passed.
        Over,
        /// Ended before its time.
        Ended,
        /// The deputy did not agree.
        Declined,
    }
    /// What can be done to a deputation.
    enum DeputyWord { Consent, Decline, HandOn, End }
}

views! {
    /// Part of the directory: what was typed, and the unit in which to look, with those below it.
    struct PeopleQuery { text: String, unit: Option<String>, offset: u32, limit: u32 }
    /// One line of the directory.
    struct PersonRow { person: PersonBrief, unit: String, heads: bool, acting: bool }
    /// A unit of the directory, with how many people are in it and below it.
    struct UnitRow { unit: String, name: String, people: u32 }
    /// Part of the directory.
    struct PeoplePage {
        /// How many fit the question.
        total: u32,
        offset: u32,
        rows: Vec<PersonRow>,
        /// The unit in which was looked, after those above it.
        path: Vec<UnitRow>,
        /// The units directly below it.
        below: Vec<UnitRow>,
    }
    /// A post that a person holds, held or will hold.
    struct PostHeld {
        post: String,
        title: String,
        unit: String,
        unit_name: String,
        lowest: u8,
        highest: u8,
        lowest_rank: RankWord,
        highest_rank: RankWord,
        kind: HoldingWord,
        time: HoldingTime,
        from: String,
        until: Option<String>,
        /// It heads a unit.
        heads: bool,
        /// The post took the place of the one that was held, or was abolished.
        gone: bool,
    }
    /// The nearest head above a person.
    struct HeadView { title: String, unit: String, people: Vec<PersonBrief>, vacant: bool }
    /// That somebody is away now, as far as this person may know.
    struct AwayNow { from_ms: i64, until_ms: i64, deputy: Option<PersonBrief> }
    /// One person of the directory.
    struct PersonView {
        person: PersonBrief,
        me: bool,
        /// The day that is shown, `YYYY-MM-DD`.
        on: String,
        /// That is today.
        today: bool,
        posts: Vec<PostHeld>,
        head: Option<HeadView>,
        /// In their order.
        deputies: Vec<PersonBrief>,
        away: Option<AwayNow>,
        /// Whether this person may know who of that unit is away.
        away_known: bool,
    }

    /// Who stands in for whom.
    struct DeputiesPage {
        /// Those that wait for the answer of this person.
        asked: Vec<DeputationView>,
        /// Who stands in for this person.
        mine: Vec<DeputationView>,
        /// For whom this person stands in, or has handed it on.
        theirs: Vec<DeputationView>,
        /// Others of the unit, now or to come.
        unit: Vec<DeputationView>,
    }
    /// That somebody stands in for somebody.
    struct DeputationView {
        id: String,
        unit: String,
        principal: PersonBrief,
        deputy: PersonBrief,
        /// The deputy who hands it on.
        via: Option<PersonBrief>,
        asked_by: PersonBrief,
        from: String,
        from_time: String,
        to: String,
        to_time: String,
        /// The place among those of the same time, from 1.
        order: u32,
        reason: String,
        /// Only in these services; in all when empty.
        services: Vec<String>,
        /// Approving stays with the principal.
        reserved: bool,
        mark: DeputationMark,
        closed: Option<DeputationEnd>,
        acts: Vec<DeputyWord>,
        provisional: bool,
    }
    /// By whom, when (ms) and why it was ended or declined.
    struct DeputationEnd { by: PersonBrief, at: i64, reason: String }
    /// What somebody is asked: to stand in, or to take on what another does.
    struct DeputyAsk {
        /// For whom; for this person when empty.
        principal: String,
        deputy: String,
        /// From when to when, in plain words.
        when: String,
        services: Vec<String>,
        reserved: bool,
        order: u32,
        reason: String,
        /// The deputation that is handed on, and its unit.
        via: Option<String>,
        unit: String,
    }
    /// Whom and what can be chosen, and what is wrong as it stands.
    struct DeputyCheck {
        people: Vec<OptionView>,
        /// For whom a head may ask.
        principals: Vec<OptionView>,
        services: Vec<OptionView>,
        /// How the time was understood.
        echo: Option<Sentence>,
        /// The next free place.
        order: u32,
        problems: Vec<ProblemView>,
    }
    /// An answer to a deputation, or its end.
    struct DeputyAct { unit: String, deputation: String, what: DeputyWord, reason: String }
}

/// The types of this file: words, then views.
pub(super) const ALL: [&[(&str, Declare)]; 2] = [WORDS, VIEWS];
