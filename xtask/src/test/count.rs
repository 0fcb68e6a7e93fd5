//! Counts the results that a suite printed.

use std::ops::AddAssign;

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Count {
    pub passed: u64,
    pub failed: u64,
}

impl AddAssign for Count {
    fn add_assign(&mut self, other: Self) {
        self.passed += other.passed;
        self.failed += other.failed;
    }
}

impl Count {
    pub const FAILURE: Self = Self { passed: 0, failed: 1 };

    pub fn of_check(passed: bool) -> Self {
        if passed {
            Self { passed: 1, failed: 0 }
        } else {
            Self::FAILURE
        }
    }

    /// Counts `test result: ok. 3 passed; 0 failed; …` of each test binary. A binary that ran no test counts as a
    /// failure.
    pub fn of_libtest(output: &str, success: bool) -> Self {
        let mut count = Self::default();
        for line in output.lines().filter(|line| line.starts_with("test result: ")) {
            let words: Vec<&str> = line.split_whitespace().collect();
            let number_before = |word: &str| {
                let numbers = words.windows(2).filter(|pair| pair[1] == word);
                numbers.filter_map(|pair| pair[0].parse::<u64>().ok()).sum::<u64>()
            };
            let (passed, failed) = (number_before("passed;"), number_before("failed;"));
            count += match (passed, failed) {
                (0, 0) => Self::FAILURE,
                _ => Self { passed, failed },
            };
        }
        count.agreeing_with(success)
    }

    /// Counts lines such as `ok - name` and `not ok - name`, one per test.
    pub fn of_lines(output: &str, success: bool) -> Self {
        let lines = |start| output.lines().filter(|line| line.starts_with(start)).count() as u64;
        Self {
            passed: lines("ok "),
            failed: lines("not ok "),
        }
        .agreeing_with(success)
    }

    /// Counts a failure if a program failed without naming a test: it did not compile, or crashed.
    fn agreeing_with(mut self, success: bool) -> Self {
        if !success && self.failed == 0 {
            self.failed = 1;
        }
        self
    }
}

#[cfg(test)]
mod tests {
    use super::Count;

    #[test]
    fn the_result_of_each_test_binary_counts() {
        let output = "\ntest result: ok. 12 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.00s\n\
                      test result: FAILED. 3 passed; 2 failed; 0 ignored\n";
        assert_eq!(Count::of_libtest(output, false), Count { passed: 15, failed: 2 });
    }

    #[test]
    fn a_test_binary_without_a_test_has_failed() {
        let output = "test result: ok. 3 passed; 0 failed; 0 ignored\ntest result: ok. 0 passed; 0 failed; 0 ignored\n";
        assert_eq!(Count::of_libtest(output, true), Count { passed: 3, failed: 1 });
    }

    #[test]
    fn a_line_counts_by_how_it_starts() {
        let output = "ok - a\nnot ok - b\n    ok - only a diagnostic\nok - c\n";
        assert_eq!(Count::of_lines(output, false), Count { passed: 2, failed: 1 });
    }

    #[test]
    fn what_dies_without_a_word_has_failed() {
        assert_eq!(Count::of_libtest("error: could not compile", false), Count::FAILURE);
        assert_eq!(Count::of_lines("ok - a\n", false), Count { passed: 1, failed: 1 });
    }
}
