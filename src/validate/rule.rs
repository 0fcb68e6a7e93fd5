//! The type of a rule, and what it finds. Every rule has a source.

use alloc::string::String;
use alloc::vec::Vec;

use crate::model::schema::FieldIndex;
use crate::text::{concat, owned, repeated};
use crate::value::Value;

use super::bytes::{ANY, LONG, UNUSUAL_URL, traits_of};
use super::fields::{Fields, Target};
use super::issue::{IssueCode, Report, Severity};
use super::messages::one_of;
use super::path::Path;
use super::strings::{Problem, StringCheck};
use super::url::is_plain_url;

/// A rule: the issue, its severity, the source, and the check.
#[derive(Clone, Copy, Debug)]
pub struct Rule {
    /// The code of the issues it reports.
    pub code: IssueCode,
    /// Whether the client refuses a call because of it.
    pub severity: Severity,
    /// Its source.
    pub source: Source,
    check: Check,
}

/// The source of a rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Source {
    /// A section of a standard; the message ends with it.
    Standard(&'static str),
    /// Descope's reference or guide, its SDKs, or the observed behaviour of its server.
    Descope(&'static str),
    /// Neither: a common mistake. Never more than a warning.
    Experience(&'static str),
}

/// The check of a rule.
#[derive(Clone, Copy, Debug)]
pub(super) enum Check {
    /// Each of the fields is required.
    Required(&'static [FieldIndex]),
    /// The member is required in each object of the list.
    InEach(&'static [Target]),
    /// Each string alone.
    Each(&'static [Target], StringCheck),
    /// Each value alone, of any type.
    Any(&'static [Target], fn(Value<'_>) -> Problem),
    /// Each string should be one of these.
    Known(&'static [Target], &'static [&'static str]),
    /// No string should be one of these parameters, which OAuth itself sets.
    Reserved(&'static [Target], &'static [&'static str]),
    /// No string should be in its list twice.
    Unique(&'static [Target]),
    /// One of the fields is required.
    AnyOf(&'static [FieldIndex]),
    /// The fields together; the function returns the field at fault and the message.
    Together(fn(&Fields<'_>) -> Option<(FieldIndex, String)>),
}

pub(super) const fn rule(code: IssueCode, severity: Severity, source: Source, check: Check) -> Rule {
    Rule {
        code,
        severity,
        source: source.as_shipped(),
        check,
    }
}

impl Source {
    /// Removes the texts that no message shows: they document the tables, and would only make the wasm larger.
    const fn as_shipped(self) -> Self {
        match self {
            _ if cfg!(feature = "std") => self,
            Source::Standard(section) => Source::Standard(section),
            Source::Descope(_) => Source::Descope(""),
            Source::Experience(_) => Source::Experience(""),
        }
    }
}

/// Returns the traits of a text, as far as rules that need one of `needs` look at them.
pub(super) fn traits(text: &str, needs: u8) -> u8 {
    let traits = ANY | traits_of(text);
    let is_usual = needs & UNUSUAL_URL == 0 || traits & !LONG == ANY && is_plain_url(text);
    if is_usual { traits } else { traits | UNUSUAL_URL }
}

impl Rule {
    /// Returns the values that the rule checks one by one; `None` if it is about several.
    pub(super) const fn values(&self) -> Option<&'static [Target]> {
        match self.check {
            Check::Each(targets, _)
            | Check::Any(targets, _)
            | Check::Known(targets, _)
            | Check::Reserved(targets, _)
            | Check::InEach(targets) => Some(targets),
            Check::Required(_) | Check::Unique(_) | Check::AnyOf(_) | Check::Together(_) => None,
        }
    }

    /// Returns the traits of which a value needs one for the rule to find anything.
    pub(super) const fn needs(&self) -> u8 {
        match self.check {
            Check::Each(_, check) => check.needs,
            _ => ANY,
        }
    }

    /// Returns the problem with a value. An absent value is a problem only for [`Check::InEach`].
    pub(super) fn problem(&self, value: Option<Value<'_>>) -> Option<String> {
        let Some(value) = value else {
            return matches!(self.check, Check::InEach(_)).then(required);
        };
        match self.check {
            Check::Each(_, check) => value.as_str().and_then(check.problem).map(owned),
            Check::Any(_, problem) => problem(value).map(owned),
            Check::Known(_, known) => {
                let text = value.as_str()?;
                (!text.is_empty() && !known.contains(&text)).then(|| {
                    let known = one_of(known);
                    concat(&["is not ", &known, ", the values that are known; the server decides"])
                })
            }
            Check::Reserved(_, reserved) => reserved
                .contains(&value.as_str()?)
                .then(|| owned("is set by OAuth itself; give it only if the provider needs another value")),
            _ => None,
        }
    }

    /// Reports what a rule about several values finds.
    pub(super) fn apply_together(&self, fields: &Fields<'_>, report: &mut Report) {
        match self.check {
            Check::Required(places) => {
                for &place in places {
                    if fields.value(place).is_none() {
                        self.report(report, &Path::Field(fields.base, fields.name(place)), required());
                    }
                }
            }
            Check::Unique(targets) => {
                for &target in targets {
                    self.each_repeated(target, fields, report);
                }
            }
            Check::AnyOf(places) if fields.present(places).is_empty() => {
                let names: Vec<_> = places.iter().map(|place| fields.name(*place)).collect();
                self.report(report, fields.base, concat(&["needs ", &one_of(&names)]));
            }
            Check::Together(problem) => {
                if let Some((field, message)) = problem(fields) {
                    self.report(report, &Path::Field(fields.base, fields.name(field)), message);
                }
            }
            _ => {}
        }
    }

    /// Returns variants of the rule: without each of its targets in turn, and `None`, which removes it.
    #[cfg(test)]
    pub(super) fn weakened(&self) -> Vec<Option<Rule>> {
        fn shortened<T: Copy>(targets: &[T]) -> Vec<&'static [T]> {
            let without = |lost: usize| {
                let kept = targets.iter().enumerate().filter(|(index, _)| *index != lost);
                Box::leak(kept.map(|(_, target)| *target).collect()) as &[T]
            };
            (0..targets.len()).map(without).collect()
        }
        let of_values = |make: &dyn Fn(&'static [Target]) -> Check, targets| {
            shortened(targets).into_iter().map(make).collect::<Vec<_>>()
        };
        let checks = match self.check {
            Check::Required(places) => shortened(places).into_iter().map(Check::Required).collect(),
            Check::InEach(targets) => of_values(&Check::InEach, targets),
            Check::Each(targets, check) => of_values(&|targets| Check::Each(targets, check), targets),
            Check::Any(targets, problem) => of_values(&|targets| Check::Any(targets, problem), targets),
            Check::Known(targets, known) => of_values(&|targets| Check::Known(targets, known), targets),
            Check::Reserved(targets, names) => of_values(&|targets| Check::Reserved(targets, names), targets),
            Check::Unique(targets) => of_values(&Check::Unique, targets),
            Check::AnyOf(_) | Check::Together(_) => Vec::new(),
        };
        let weakened = checks.into_iter().map(|check| Some(Rule { check, ..*self }));
        weakened.chain([None]).collect()
    }

    /// Whether the rule finds something in a string, and whether its traits let it look at the string.
    #[cfg(test)]
    pub(super) fn finds_and_looks(&self, text: &str) -> (bool, bool) {
        let Check::Each(_, check) = self.check else {
            return (false, true);
        };
        let needs = self.needs();
        ((check.problem)(text).is_some(), needs & traits(text, needs) != 0)
    }

    fn each_repeated(&self, target: Target, fields: &Fields<'_>, report: &mut Report) {
        let mut texts = Vec::new();
        fields.each(target, |found| texts.extend(found.text()));
        if !may_repeat(&texts) {
            return;
        }
        let mut is_repeated = repeated(&texts).into_iter();
        fields.each(target, |found| {
            let text = found.text();
            if text.is_some() && is_repeated.next() == Some(true) && text != Some(REPEATABLE) {
                found.with_path(fields, |path| {
                    self.report(report, path, owned("stands in the list twice"));
                });
            }
        });
    }

    pub(super) fn report(&self, report: &mut Report, path: &Path<'_>, mut message: String) {
        if let Source::Standard(section) = self.source {
            for part in [" (", section, ")"] {
                message.push_str(part);
            }
        }
        report.add(path, self.code, self.severity, message);
    }
}

fn required() -> String {
    owned("is required")
}

/// A parameter that a request may repeat (RFC 8707 §2).
const REPEATABLE: &str = "resource";

/// In lists up to this length, comparing all pairs costs less than sorting.
const SHORT_LIST: usize = 8;

/// Whether one of the texts may occur twice.
fn may_repeat(texts: &[&str]) -> bool {
    let mut rest = texts;
    while let [text, others @ ..] = rest {
        if texts.len() > SHORT_LIST || others.contains(text) {
            return true;
        }
        rest = others;
    }
    false
}
