//! Lists of rules, and their application to the fields of an object.

use crate::model::schema::Schema;
use crate::value::Value;

use super::by_field::{ByField, Part};
#[cfg(test)]
use super::by_field::{NO_NEEDS, Step, count, sort};
use super::bytes::ANY;
use super::fields::{Fields, Values};
use super::issue::Report;
use super::path::Path;
use super::rule::{Rule, traits};
#[cfg(test)]
use crate::model::schema::MOST_FIELDS;

/// Lists of rules, and the order in which they are applied.
#[derive(Debug)]
pub(super) struct Rules {
    pub(super) lists: &'static [&'static [Rule]],
    pub(super) by_field: ByField,
}

/// Makes [`Rules`] of lists of rules.
macro_rules! rules {
    ($($list:expr),*) => {
        const {
            const LISTS: &[&[Rule]] = &[$($list),*];
            $crate::validate::rules::Rules {
                lists: LISTS,
                by_field: $crate::validate::by_field::by_field!(LISTS),
            }
        }
    };
}

pub(super) use rules;

/// No rules.
static NO_RULES: Rules = rules!();

impl Rules {
    /// Applies the rules about several values.
    pub(super) fn apply_together(
        &self,
        schema: &'static Schema,
        values: &Values<'_>,
        base: &Path<'_>,
        report: &mut Report,
    ) {
        let fields = Fields { schema, base, values };
        for rule in self.by_field.together().filter_map(|step| step.rule(self.lists)) {
            rule.apply_together(&fields, report);
        }
    }

    #[cfg(test)]
    pub(super) fn leak(lists: Vec<&'static [Rule]>) -> Self {
        let lists: &[&[Rule]] = Box::leak(lists.into());
        let mut steps = vec![Step::NONE; count(lists)];
        let (mut bounds, mut needs) = (Box::new([0; MOST_FIELDS + 2]), Box::new(NO_NEEDS));
        sort(lists, &mut steps, &mut bounds, &mut needs);
        Self {
            lists,
            by_field: ByField {
                steps: Box::leak(steps.into()),
                bounds: Box::leak(bounds),
                needs: Box::leak(needs),
            },
        }
    }
}

/// The rules about one part of a field.
#[derive(Clone, Copy)]
pub(super) struct ValueRules {
    pub(super) rules: &'static Rules,
    /// The index of the field in its schema.
    pub(super) field: usize,
    pub(super) part: Part,
}

impl ValueRules {
    pub(super) const NONE: Self = Self::of(&NO_RULES, 0, Part::Field);

    #[inline(always)]
    pub(super) const fn of(rules: &'static Rules, field: usize, part: Part) -> Self {
        Self { rules, field, part }
    }

    /// Reports what the rules find in a value, or in its absence.
    #[inline(never)]
    pub(super) fn apply(self, value: Option<Value<'_>>, path: &Path<'_>, report: &mut Report) {
        let needs = self.rules.by_field.needs(self.field, self.part);
        if needs == 0 {
            return;
        }
        let traits = value.and_then(Value::as_str).map_or(ANY, |text| traits(text, needs));
        if traits & needs != 0 {
            self.apply_each(value, traits, path, report);
        }
    }

    #[inline(never)]
    fn apply_each(self, value: Option<Value<'_>>, traits: u8, path: &Path<'_>, report: &mut Report) {
        let Self { rules, field, part } = self;
        for step in rules.by_field.of(field) {
            if step.is_about(part)
                && let Some(rule) = step.rule(rules.lists)
                && rule.needs() & traits != 0
                && let Some(message) = rule.problem(value)
            {
                rule.report(report, path, message);
            }
        }
    }
}
