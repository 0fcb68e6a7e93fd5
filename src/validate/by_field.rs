//! The rules, sorted by field at compile time. The walk applies the rules of a field as it visits the value, and then
//! the rules about several values.

use super::bytes::UNUSUAL_URL;
use super::fields::Target;
use super::rules::Rule;
use crate::model::schema::MOST_FIELDS;

/// A rule and the values of its field that it is about, packed into a number because the tables are large. From the
/// lowest bit: the index of the rule in its list (6 bits), the list (3), the part (2), the gate (2).
#[derive(Clone, Copy, Debug)]
pub(super) struct Step(u16);

/// The values of a field that a step is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u16)]
pub(super) enum Part {
    /// The field's own.
    Field,
    /// Every item.
    Items,
    /// The `key` of every item.
    Keys,
    /// The `value` of every item.
    Values,
}

/// The strings that a step has to see. Sorts the steps of a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u16)]
pub(super) enum Gate {
    /// All.
    Open,
    /// Those with [`UNUSUAL_URL`].
    UnusualUrl,
    /// Those with one of the other traits.
    Traits,
}

/// The start of each field's steps, then the start and the end of the rules about several values.
pub(super) type Bounds = [u8; MOST_FIELDS + 2];

/// All steps: those of each field, by gate and then in the order of the rules, and those about several values.
#[derive(Clone, Copy, Debug)]
pub(super) struct ByField {
    pub(super) steps: &'static [Step],
    pub(super) bounds: &'static Bounds,
}

impl ByField {
    /// Returns the steps of the field with this index.
    #[inline(always)]
    pub(super) fn of(&self, field: usize) -> &'static [Step] {
        let bound = |field: usize| self.bounds.get(field).map_or(0, |at| usize::from(*at));
        let (start, end) = (bound(field), bound(field.wrapping_add(1)));
        self.steps.get(start..end).unwrap_or_default()
    }

    /// Returns the rules about several values.
    pub(super) fn together(&self) -> impl Iterator<Item = Step> {
        self.of(MOST_FIELDS).iter().copied()
    }
}

impl Step {
    /// The placeholder of a table until it is filled.
    pub(super) const NONE: Self = Self(0);

    const fn new(part: Part, gate: Gate, list: u16, rule: u16) -> Self {
        Self(rule | list << 6 | (part as u16) << 9 | (gate as u16) << 11)
    }

    #[inline(always)]
    pub(super) fn gate(self) -> Gate {
        match self.0 >> 11 {
            0 => Gate::Open,
            1 => Gate::UnusualUrl,
            _ => Gate::Traits,
        }
    }

    #[inline(always)]
    pub(super) fn is_about(self, part: Part) -> bool {
        self.0 >> 9 & 3 == part as u16
    }

    #[inline(always)]
    pub(super) fn rule(self, rules: &'static [&'static [Rule]]) -> Option<&'static Rule> {
        rules.get(usize::from(self.0 >> 6 & 7))?.get(usize::from(self.0 & 63))
    }
}

/// Returns the number of steps of these rules.
pub(super) const fn count(rules: &[&[Rule]]) -> usize {
    let (mut lists, mut count) = (rules, 0_usize);
    while let [list, rest @ ..] = lists {
        let mut rules = *list;
        while let [rule, rest @ ..] = rules {
            let steps = match rule.values() {
                Some(targets) => targets.len(),
                None => 1,
            };
            count = count.saturating_add(steps);
            rules = rest;
        }
        lists = rest;
    }
    count
}

/// Fills in the steps and their bounds.
pub(super) const fn sort(rules: &[&[Rule]], steps: &mut [Step], bounds: &mut Bounds) {
    let (mut field, mut at) = (0_usize, 0_usize);
    let mut bounds: &mut [u8] = bounds;
    while let Some((bound, rest)) = bounds.split_first_mut() {
        #[allow(clippy::cast_possible_truncation, reason = "a request has less than 256 steps")]
        {
            *bound = at as u8;
        }
        at = push_steps_of(field, Gate::Open, rules, steps, at);
        at = push_steps_of(field, Gate::UnusualUrl, rules, steps, at);
        at = push_steps_of(field, Gate::Traits, rules, steps, at);
        field = field.saturating_add(1);
        bounds = rest;
    }
}

/// Fills in the steps of one field, starting at `at`, and returns their end.
const fn push_steps_of(field: usize, gate: Gate, rules: &[&[Rule]], steps: &mut [Step], mut at: usize) -> usize {
    let (mut lists, mut list) = (rules, 0_u16);
    while let [first, rest @ ..] = lists {
        let (mut left, mut rule) = (*first, 0_u16);
        while let [first, rest @ ..] = left {
            match first.values() {
                None if field == MOST_FIELDS && gate as u16 == Gate::Open as u16 => {
                    at = push(Step::new(Part::Field, gate, list, rule), steps, at);
                }
                None => {}
                Some(mut targets) => {
                    while let [target, rest @ ..] = targets {
                        if target.place().index() == field && gate_of(first) as u16 == gate as u16 {
                            at = push(Step::new(target.part(), gate, list, rule), steps, at);
                        }
                        targets = rest;
                    }
                }
            }
            (left, rule) = (rest, rule.saturating_add(1));
        }
        (lists, list) = (rest, list.saturating_add(1));
    }
    at
}

const fn gate_of(rule: &Rule) -> Gate {
    match rule.needs() {
        0 => Gate::Open,
        UNUSUAL_URL => Gate::UnusualUrl,
        _ => Gate::Traits,
    }
}

const fn push(step: Step, steps: &mut [Step], at: usize) -> usize {
    if let Some((_, rest)) = steps.split_at_mut_checked(at)
        && let Some(place) = rest.first_mut()
    {
        *place = step;
    }
    at.saturating_add(1)
}

/// Sorts rules into a [`ByField`].
macro_rules! by_field {
    ($rules:expr) => {
        const {
            use $crate::model::schema::MOST_FIELDS;
            use $crate::validate::by_field::{Bounds, ByField, Step, count, sort};
            const COUNT: usize = count($rules);
            const SORTED: ([Step; COUNT], Bounds) = {
                let (mut steps, mut bounds) = ([Step::NONE; COUNT], [0; MOST_FIELDS + 2]);
                sort($rules, &mut steps, &mut bounds);
                (steps, bounds)
            };
            static STEPS: [Step; COUNT] = SORTED.0;
            static BOUNDS: Bounds = SORTED.1;
            ByField {
                steps: &STEPS,
                bounds: &BOUNDS,
            }
        }
    };
}

pub(super) use by_field;

impl Target {
    const fn part(self) -> Part {
        match self {
            Target::Field(_) => Part::Field,
            Target::Items(_) => Part::Items,
            Target::Keys(_) => Part::Keys,
            Target::Values(_) => Part::Values,
        }
    }
}
