//! What a rule is, and how a table of rules is applied. A rule with no source is not a rule.

use alloc::string::String;
use alloc::vec::Vec;

use crate::json::Value;
use crate::model::schema::Place;
use crate::text::{concat, owned, repeated};

use super::fields::{Fields, Target};
use super::issue::{IssueCode, Report, Severity};
use super::messages::one_of;
use super::path::Path;
use super::strings::Problem;

/// One rule: what it finds, how bad that is, who says so, and how it is found.
#[derive(Clone, Copy, Debug)]
pub struct Rule {
    /// The code of the issues it reports.
    pub code: IssueCode,
    /// Whether a call is refused for it.
    pub severity: Severity,
    /// Who says so.
    pub source: Source,
    check: Check,
}

/// Who says so.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Source {
    /// A section of a standard; the message ends with it.
    Standard(&'static str),
    /// Descope's reference or guide, its SDKs, or what its server was seen to do.
    Descope(&'static str),
    /// Neither: a mistake that people make. Never more than a warning.
    Experience(&'static str),
}

/// How a rule looks at a request.
#[derive(Clone, Copy, Debug)]
pub(super) enum Check {
    /// The value has to be there.
    Required(&'static [Target]),
    /// Each string alone; the function says what is wrong with it.
    Each(&'static [Target], fn(&str) -> Problem),
    /// The same, where any string of the request holds something of this kind: see `bytes::traits`.
    Where(u8, &'static [Target], fn(&str) -> Problem),
    /// Each value alone, whatever it is.
    Any(&'static [Target], fn(Value<'_>) -> Problem),
    /// Each string should be one of those.
    Known(&'static [Target], &'static [&'static str]),
    /// No string should be one of those, and why.
    Reserved(&'static [Target], &'static [&'static str]),
    /// No string of a list should stand in it twice.
    Unique(&'static [Target]),
    /// One of the fields has to be there.
    AnyOf(&'static [Place]),
    /// The fields together; the function says which field is at fault and why.
    Together(fn(&Fields<'_>) -> Option<(Place, String)>),
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
    /// Without the words that no message shows: they are for whoever reads the tables, and would be paid for by everyone
    /// who loads the wasm.
    const fn as_shipped(self) -> Self {
        match self {
            _ if cfg!(feature = "std") => self,
            Source::Standard(section) => Source::Standard(section),
            Source::Descope(_) => Source::Descope(""),
            Source::Experience(_) => Source::Experience(""),
        }
    }
}

/// Reports what each rule finds.
pub(super) fn apply(rules: &'static [Rule], fields: &Fields<'_>, report: &mut Report) {
    for rule in rules {
        rule.apply(fields, report);
    }
}

impl Rule {
    fn apply(&self, fields: &Fields<'_>, report: &mut Report) {
        match self.check {
            Check::Required(targets) => {
                for &target in targets {
                    fields.each(target, |found| {
                        if found.value.is_none() {
                            found.with_path(fields, |path| {
                                self.report(report, path, owned("is required"));
                            });
                        }
                    });
                }
            }
            Check::Where(traits, ..) if !report.has_any(traits) => {}
            Check::Each(targets, problem) | Check::Where(_, targets, problem) => {
                self.each(targets, fields, report, &|value| {
                    value.as_str().and_then(problem).map(owned)
                });
            }
            Check::Any(targets, problem) => {
                self.each(targets, fields, report, &|value| problem(value).map(owned));
            }
            Check::Known(targets, known) => self.each(targets, fields, report, &|value| {
                let text = value.as_str()?;
                (!text.is_empty() && !known.contains(&text)).then(|| {
                    let known = one_of(known);
                    concat(&["is not ", &known, ", the values that are known; the server decides"])
                })
            }),
            Check::Reserved(targets, reserved) => self.each(targets, fields, report, &|value| {
                reserved.contains(&value.as_str()?).then(|| {
                    owned("is a parameter that OAuth itself sets; name it only if the provider needs another value")
                })
            }),
            Check::Unique(targets) => {
                for &target in targets {
                    self.each_repeated(target, fields, report);
                }
            }
            Check::AnyOf(places) => {
                if fields.present(places).is_empty() {
                    let names: Vec<_> = places.iter().map(|place| fields.name(*place)).collect();
                    self.report(report, fields.base, concat(&["needs ", &one_of(&names)]));
                }
            }
            Check::Together(problem) => {
                if let Some((field, message)) = problem(fields) {
                    self.report(report, &Path::Field(fields.base, fields.name(field)), message);
                }
            }
        }
    }

    /// The rule without one of its targets, for each of them; and not at all.
    #[cfg(test)]
    pub(super) fn weakened(&self) -> Vec<Option<Rule>> {
        let without = |lost: usize, targets: &[Target]| -> &'static [Target] {
            let kept = targets.iter().enumerate().filter(|(index, _)| *index != lost);
            Box::leak(kept.map(|(_, target)| *target).collect())
        };
        let (Check::Required(targets)
        | Check::Each(targets, _)
        | Check::Where(_, targets, _)
        | Check::Any(targets, _)
        | Check::Known(targets, _)
        | Check::Reserved(targets, _)
        | Check::Unique(targets)) = self.check
        else {
            return vec![None];
        };
        let weakened = (0..targets.len()).map(|lost| {
            let targets = without(lost, targets);
            let check = match self.check {
                Check::Required(_) => Check::Required(targets),
                Check::Each(_, problem) => Check::Each(targets, problem),
                Check::Where(traits, _, problem) => Check::Where(traits, targets, problem),
                Check::Any(_, problem) => Check::Any(targets, problem),
                Check::Known(_, known) => Check::Known(targets, known),
                Check::Reserved(_, reserved) => Check::Reserved(targets, reserved),
                Check::Unique(_) => Check::Unique(targets),
                Check::AnyOf(_) | Check::Together(_) => self.check,
            };
            Some(Rule { check, ..*self })
        });
        weakened.chain([None]).collect()
    }

    fn each(
        &self,
        targets: &'static [Target],
        fields: &Fields<'_>,
        report: &mut Report,
        problem: &dyn Fn(Value<'_>) -> Option<String>,
    ) {
        for &target in targets {
            fields.each(target, |found| {
                if let Some(message) = found.value.and_then(problem) {
                    found.with_path(fields, |path| self.report(report, path, message));
                }
            });
        }
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

    fn report(&self, report: &mut Report, path: &Path<'_>, mut message: String) {
        if let Source::Standard(section) = self.source {
            for part in [" (", section, ")"] {
                message.push_str(part);
            }
        }
        report.add(path, self.code, self.severity, message);
    }
}

/// A parameter that a request may have several of (RFC 8707 §2).
const REPEATABLE: &str = "resource";

/// In lists of no more than this, it costs less to look for a text in the others than to sort them.
const SHORT_LIST: usize = 8;

/// Whether one of the texts may be there twice.
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
