#![no_main]

libfuzzer_sys::fuzz_target!(|input: &[u8]| descope_outbound_fuzz::file::check(input));
