//! The rules, sorted by field at compile time. The walk applies the rules of a field as it visits the value, and then
//! the rules about several values.

use super::fields::Target;
use super::rule::Rule;
use crate::model::schema::MOST_FIELDS;

/// A rule and the values of its field that it is about, packed into a number because the tables are large. From the
/// lowest bit: the index of the rule in its list (6 bits), the list (3), the part (2).
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

/// For each part of each field, the traits of which a value needs one for any rule to find anything.
pub(super) type Needs = [[u8; PARTS]; MOST_FIELDS];

const PARTS: usize = 4;

pub(super) const NO_NEEDS: Needs = [[0; PARTS]; MOST_FIELDS];

/// The start of each field's steps, then the start and the end of the rules about several values.
pub(super) type Bounds = [u8; MOST_FIELDS + 2];

/// All steps: those of each field, in the order of the rules, and those about several values.
#[derive(Clone, Copy, Debug)]
pub(super) struct ByField {
    pub(super) steps: &'static [Step],
    pub(super) bounds: &'static Bounds,
    pub(super) needs: &'static Needs,
}

impl ByField {
    /// Returns the steps of the field with this index.
    #[inline(always)]
    pub(super) fn of(&self, field: usize) -> &'static [Step] {
        let bound = |field: usize| self.bounds.get(field).map_or(0, |at| usize::from(*at));
        let (start, end) = (bound(field), bound(field.wrapping_add(1)));
        self.steps.get(start..end).unwrap_or_default()
    }

    /// Returns the traits of which a value needs one for any rule to find anything.
    #[inline(always)]
    pub(super) fn needs(&self, field: usize, part: Part) -> u8 {
        let of_field = self.needs.get(field);
        of_field
            .and_then(|parts| parts.get(part as usize))
            .copied()
            .unwrap_or_default()
    }

    /// Returns the rules about several values.
    pub(super) fn together(&self) -> impl Iterator<Item = Step> {
        self.of(MOST_FIELDS).iter().copied()
    }
}

impl Step {
    /// The placeholder of a table until it is filled.
    pub(super) const NONE: Self = Self(0);

    const fn new(part: Part, list: u16, rule: u16) -> Self {
        Self(rule | list << 6 | (part as u16) << 9)
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

/// Fills in the steps, their bounds, and the needs of the fields.
pub(super) const fn sort(rules: &[&[Rule]], steps: &mut [Step], bounds: &mut Bounds, needs: &mut Needs) {
    let (mut field, mut at) = (0_usize, 0_usize);
    let mut bounds: &mut [u8] = bounds;
    while let Some((bound, rest)) = bounds.split_first_mut() {
        #[allow(clippy::cast_possible_truncation, reason = "a request has less than 256 steps")]
        {
            *bound = at as u8;
        }
        let mut of_field = [0; PARTS];
        at = push_steps_of(field, rules, steps, &mut of_field, at);
        if let Some((_, rest)) = needs.split_at_mut_checked(field)
            && let Some(place) = rest.first_mut()
        {
            *place = of_field;
        }
        field = field.saturating_add(1);
        bounds = rest;
    }
}

/// Fills in the steps of one field, starting at `at`, and its needs. Returns the end of the steps.
const fn push_steps_of(
    field: usize,
    rules: &[&[Rule]],
    steps: &mut [Step],
    needs: &mut [u8; PARTS],
    mut at: usize,
) -> usize {
    let (mut lists, mut list) = (rules, 0_u16);
    while let [first, rest @ ..] = lists {
        let (mut left, mut rule) = (*first, 0_u16);
        while let [first, rest @ ..] = left {
            match first.values() {
                None if field == MOST_FIELDS => at = push(Step::new(Part::Field, list, rule), steps, at),
                None => {}
                Some(mut targets) => {
                    while let [target, rest @ ..] = targets {
                        if target.place().index() == field {
                            at = push(Step::new(target.part(), list, rule), steps, at);
                            if let Some((_, [needs, ..])) = needs.split_at_mut_checked(target.part() as usize) {
                                *needs |= first.needs();
                            }
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
            use $crate::validate::by_field::{Bounds, ByField, NO_NEEDS, Needs, Step, count, sort};
            const COUNT: usize = count($rules);
            const SORTED: ([Step; COUNT], Bounds, Needs) = {
                let (mut steps, mut bounds) = ([Step::NONE; COUNT], [0; MOST_FIELDS + 2]);
                let mut needs = NO_NEEDS;
                sort($rules, &mut steps, &mut bounds, &mut needs);
                (steps, bounds, needs)
            };
            static STEPS: [Step; COUNT] = SORTED.0;
            static BOUNDS: Bounds = SORTED.1;
            static NEEDS: Needs = SORTED.2;
            ByField {
                steps: &STEPS,
                bounds: &BOUNDS,
                needs: &NEEDS,
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
