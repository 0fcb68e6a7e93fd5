//! No input takes more than linear time: whatever its shape, a byte of a long one costs what a byte of a short one does.
//!
//! `cargo test --release --test linear -- --nocapture` prints the table, from 1 KB to 10 MB.

#![allow(missing_docs, reason = "a test's name says it")]
#![cfg(not(target_arch = "wasm32"))]
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    clippy::print_stdout,
    clippy::cast_precision_loss,
    reason = "a test fails by panicking, and this one prints a table"
)]

use std::fmt::Write as _;
use std::hint::black_box;
use std::time::Duration;

use cpu_time::ThreadTime;
use descope_outbound::model::Secret;
use descope_outbound::protocol::{
    Answer, Body, CREATE, Call, ClientOptions, Context, Environment, Event, Gate, Redactor, RetryPolicy, TransportError,
};
use descope_outbound::validate::APP;
use descope_outbound::value::{Document, Nulls, to_json};

/// Input sizes in bytes. Debug builds leave out the largest, which would take minutes without optimization.
const SIZES: &[usize] = if cfg!(debug_assertions) {
    &[1_000, 10_000, 100_000, 1_000_000]
} else {
    &[1_000, 10_000, 100_000, 1_000_000, 10_000_000]
};

/// The maximum cost of a byte of the longest input, relative to the cheapest of the shorter inputs. Quadratic work
/// costs thousands of times as much; small caches and fresh pages cost a few times.
const FACTOR: f64 = 10.0;

/// Attempts per shape, since the machine may be busy.
const CHANCES: u32 = 3;

/// An input, repeated up to a size, and the work that is measured on it.
struct Shape {
    name: &'static str,
    before: &'static str,
    /// Repeated; `#` stands for its number.
    item: &'static str,
    after: &'static str,
    work: fn(&str),
}

const fn shape(
    name: &'static str,
    before: &'static str,
    item: &'static str,
    after: &'static str,
    work: fn(&str),
) -> Shape {
    Shape {
        name,
        before,
        item,
        after,
        work,
    }
}

#[rustfmt::skip]
static SHAPES: &[Shape] = &[
    // Requests.
    shape("a long string", r#"{"name":""#, "x", r#""}"#, check),
    shape("escapes", r#"{"name":""#, r"\n\u0041", r#""}"#, check),
    shape("half surrogate pairs", r#"{"name":""#, r"\ud800", r#""}"#, check),
    shape("surrogate pairs", r#"{"name":""#, r"\ud83d\ude00", r#""}"#, check),
    shape("white space", r#"{"name":"n""#, " \n\t", "}", check),
    shape("a blank name", r#"{"name":""#, "\u{a0}", r#""}"#, check),
    shape("a long number", r#"{"name":"#, "1", "}", check),
    shape("nested without end", r#"{"name":"#, "[", "", check),
    shape("nested often", r#"{"name":[[]"#, ",[[[[[[[[]]]]]]]]", "]}", check),
    shape("a long name of a member", r#"{""#, "clientId", r#"":1}"#, check),
    shape("an unknown field", r#"{"name":"n""#, r#","clientID":1"#, "}", check),
    shape("unknown fields", r#"{"name":"n""#, r#","clientId#":1"#, "}", check),
    shape("unknown fields, 40 bytes long", r#"{"name":"n""#, r#","authorization_Url_Params_Authorizatio#":1"#, "}", check),
    shape("a field many times", r#"{"name":"n""#, r#","name":"n""#, "}", check),
    shape("a field many times, wrongly", r#"{"name":"n""#, r#","name":1"#, "}", check),
    shape("scopes", r#"{"name":"n","defaultScopes":["s""#, r#","s#""#, "]}", check),
    shape("scopes that begin alike", r#"{"name":"n","defaultScopes":["s""#, r#","ssssssssssssssssssssssssssssssssssssssssssssssssssssssss#""#, "]}", check),
    shape("a scope many times", r#"{"name":"n","defaultScopes":["s""#, r#","s""#, "]}", check),
    shape("empty scopes", r#"{"name":"n","defaultScopes":["s""#, r#","""#, "]}", check),
    shape("prompts", r#"{"name":"n","prompt":["none""#, r#","p#""#, "]}", check),
    shape("parameters", r#"{"name":"n","tokenUrlParams":[{"key":"k"}"#, r#",{"key":"k#","value":"v"}"#, "]}", check),
    shape("parameters without a key", r#"{"name":"n","tokenUrlParams":[{"key":"k"}"#, ",{}", "]}", check),
    shape("a parameter's members", r#"{"name":"n","tokenUrlParams":[{"key":"k""#, r#","key":"k""#, "}]}", check),
    shape("a URL with a long path", r#"{"name":"n","tokenUrl":"https://a/"#, "x/", r#""}"#, check),
    shape("a URL of %", r#"{"name":"n","tokenUrl":"https://a/"#, "%", r#""}"#, check),
    shape("a URL of %20", r#"{"name":"n","tokenUrl":"http://a/"#, "%20", r#""}"#, check),
    shape("a URL of @", r#"{"name":"n","tokenUrl":"https://"#, "@", r#""}"#, check),
    shape("a URL of :", r#"{"name":"n","tokenUrl":"https://"#, ":", r#""}"#, check),
    shape("a URL of [", r#"{"name":"n","tokenUrl":"https://"#, "[", r#""}"#, check),
    shape("a URL of [::]", r#"{"name":"n","tokenUrl":"https://"#, "[::]", r#""}"#, check),
    shape("a URL of /", r#"{"name":"n","tokenUrl":"https:"#, "/", r#""}"#, check),
    shape("a URL of .", r#"{"name":"n","tokenUrl":"http://a"#, ".", r#""}"#, check),
    shape("a URL of labels", r#"{"name":"n","tokenUrl":"http://a"#, ".a", r#""}"#, check),
    shape("a URL of numbers", r#"{"name":"n","tokenUrl":"http://1"#, ".1", r#""}"#, check),
    shape("a URL with a long port", r#"{"name":"n","tokenUrl":"https://a:"#, "0", r#""}"#, check),
    shape("a URL beyond ASCII", r#"{"name":"n","tokenUrl":"https://"#, "ü", r#""}"#, check),
    shape("a domain", r#"{"name":"n","callbackDomain":""#, "a.", r#""}"#, check),
    shape("a logo", r#"{"name":"n","logo":"data:image/png;base64,"#, "AAAA", r#""}"#, check),
    // Output.
    shape("writing a string", "[", "\"xxxxxxxxxxxxxxx\",", "1]", write),
    shape("writing escapes", r#"[""#, r#"\u0001\n\""#, r#""]"#, write),
    shape("writing members", r#"{"a":1"#, r#","b#":[{}]"#, "}", write),
    // Answers of a server.
    shape("a long answer", r#"{"app":{"name":""#, "x", r#""}}"#, succeed),
    shape("null in an answer", r#"{"app":{"name":"n""#, r#","logo":null"#, "}}", succeed),
    shape("unknown fields in an answer", r#"{"app":{"name":"n""#, r#","x#":1"#, "}}", succeed),
    shape("a list in an answer", r#"{"app":{"defaultScopes":["s""#, r#","s#""#, "]}}", succeed),
    shape("a wrong shape at its end", r#"{"app":{"defaultScopes":["s""#, r#","s""#, ",1]}}", succeed),
    shape("HTML", "", "<p>", "", succeed),
    shape("HTML with an error", "", "<p>", "", fail),
    shape("a long error", r#"{"errorMessage":""#, "x", r#""}"#, fail),
    shape("an error that echoes secrets", r#"{"errorMessage":""#, "S-canary", r#""}"#, fail),
    shape("an error that nearly echoes them", r#"{"errorMessage":""#, "S-canar", r#""}"#, fail),
    shape("an error with many fields", r#"{"errorMessage":"e""#, r#","e#":1"#, "}", fail),
    shape("a Retry-After of digits", "", "9", "", hold_back),
    shape("a Retry-After of zeros", "", "0", "", hold_back),
    shape("a Retry-After of spaces", "", " ", "x", hold_back),
    shape("a Retry-After like a date", "Sun, ", "06 ", "GMT", hold_back),
    shape("a long year", "Sun, 06 Nov ", "1", " 08:49:37 GMT", hold_back),
    // Secrets collected from a request when its call fails, and searched for.
    shape("a long secret", r#"{"clientSecret":""#, "x", r#""}"#, learn),
    shape("a secret with many forms", r#"{"clientSecret":""#, r#"\""#, r#""}"#, learn),
    shape("secrets", r#"{"clientSecret":["S""#, r#","S-secret-#""#, "]}", learn),
    shape("a secret many times", r#"{"clientSecret":["S""#, r#","S-secret""#, "]}", learn),
    shape("secrets, each longer", r#"{"clientSecret":["S""#, r#","aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa#""#, "]}", learn),
    shape("secret parameters", r#"{"tokenUrlParams":[{}"#, r#",{"key":"password","value":"secret-#"}"#, "]}", learn),
    shape("near names of secrets", r#"{"name":"n""#, r#","client_Secre#":"secret""#, "}", learn),
    shape("what a host says", "", "S-canary ", "", lose),
    shape("a secret, and what is nearly one", "", "a", "", nearly_echo),
    // Lookups after an answer was lost.
    shape("a list without the app", r#"{"apps":[{}"#, r#",{"id":"a#","name":"m#"}"#, "]}", look_up),
    shape("a list of one long app", r#"{"apps":[{"name":"m""#, r#","x#":1"#, "}]}", look_up),
    shape("scopes, compared", r#"{"name":"n","defaultScopes":["s""#, r#","s#""#, "]}", compare),
    shape("parameters, compared", r#"{"name":"n","tokenUrlParams":[{"key":"k"}"#, r#",{"key":"k#","value":"v"}"#, "]}", compare),
    shape("unknown fields, compared", r#"{"name":"n""#, r#","x#":1"#, "}", compare),
    // Options of a client.
    shape("headers", r#"{"projectId":"P","managementKey":"K","headers":{"a":"b""#, r#","h#":"v""#, "}}", configure),
    shape("headers with values", r#"{"projectId":"P","managementKey":"K","headers":{"a":"b""#, r#","h#":"value-#""#, "}}", configure),
    shape("a header many times", r#"{"projectId":"P","managementKey":"K","headers":{"a":"b""#, r#","a":"b""#, "}}", configure),
    shape("a base URL", r#"{"projectId":"P","managementKey":"K","baseUrl":"https://a"#, "/", r#""}"#, configure),
    shape("a management key", r#"{"projectId":"P","managementKey":""#, "K", r#""}"#, configure),
    shape("unknown options", r#"{"projectId":"P","managementKey":"K""#, r#","x#":1"#, "}", configure),
];

fn check(request: &str) {
    black_box(APP.check_text(request));
}

fn write(text: &str) {
    black_box(to_json(Document::parse(text).unwrap().root(), Nulls::LeftOut));
}

fn configure(options: &str) {
    let _ = black_box(ClientOptions::read(
        Document::parse(options).unwrap().root(),
        &Environment::default(),
    ));
}

fn succeed(body: &str) {
    run("{}", "K", &[answered(200, &Body::read(body))]);
}

fn fail(body: &str) {
    run(
        r#"{"clientSecret":"S-canary"}"#,
        "K",
        &[answered(400, &Body::read(body))],
    );
}

fn hold_back(retry_after: &str) {
    let retry_after = Some(retry_after);
    run(
        "{}",
        "K",
        &[Event::Answered(Answer {
            status: 429,
            retry_after,
            body: &Body::Blank,
        })],
    );
}

fn learn(request: &str) {
    let said = ["a".repeat(1_000), "S-secret".repeat(100), "x".repeat(2_000)].concat();
    run(
        request,
        "K",
        &[answered(400, &Body::read(&format!(r#"{{"errorMessage":"{said}"}}"#)))],
    );
}

fn lose(host_says: &str) {
    run(
        r#"{"clientSecret":"S-canary"}"#,
        "K",
        &[Event::TransportFailed(TransportError::Unreachable(host_says))],
    );
}

fn nearly_echo(text: &str) {
    let (key, said) = text.split_at(text.len() / 2);
    run(
        "{}",
        &[key, "!"].concat(),
        &[Event::TransportFailed(TransportError::Unreachable(said))],
    );
}

fn look_up(list: &str) {
    run(
        r#"{"name":"n"}"#,
        "K",
        &[LOST, Event::TimerFired, answered(200, &Body::read(list))],
    );
}

fn compare(app: &str) {
    let list = [r#"{"apps":["#, app, "]}"].concat();
    run(app, "K", &[LOST, Event::TimerFired, answered(200, &Body::read(&list))]);
}

const LOST: Event<'_> = Event::TransportFailed(TransportError::Unreachable(""));

fn answered(status: u16, body: &Body) -> Event<'_> {
    let retry_after = None;
    Event::Answered(Answer {
        status,
        retry_after,
        body,
    })
}

/// Runs a create of this app, by a client with this key, through these events.
fn run(app: &str, key: &str, events: &[Event<'_>]) {
    let policy = RetryPolicy {
        max_retries: 1,
        max_wait_ms: 0,
    };
    let mut call = Call::new(&CREATE, Document::parse(app).unwrap(), false, policy).unwrap();
    let redactor = Redactor::new([Secret::from(key)]);
    for event in [Event::Start].iter().chain(events) {
        let command = call.step(
            *event,
            &mut Context {
                server: "https://server.test",
                redactor: &redactor,
                gate: &mut Gate::default(),
                host_resends: false,
                now_ms: 0,
                random: 0,
            },
        );
        assert!(!format!("{command:.0?}").contains("out of order"));
    }
}

impl Shape {
    fn input(&self, bytes: usize) -> String {
        let mut text = String::from(self.before);
        for nth in 0_usize.. {
            if text.len() >= bytes {
                break;
            }
            match self.item.split_once('#') {
                Some((left, right)) => write!(text, "{left}{nth}{right}").unwrap(),
                None => text.push_str(self.item),
            }
        }
        text.push_str(self.after);
        text
    }

    /// Returns the cost of a byte of this input, in nanoseconds.
    fn cost(&self, input: &str) -> f64 {
        // Repeats short runs: the clock is too coarse below a millisecond.
        let mut runs = 0;
        let start = ThreadTime::now();
        while runs == 0 || start.elapsed() < Duration::from_millis(1) {
            (self.work)(black_box(input));
            runs += 1;
        }
        start.elapsed().as_secs_f64() * 1e9 / (f64::from(runs) * input.len() as f64)
    }

    /// Returns a table row with the cost of a byte at each size, and whether the cost is within `FACTOR`.
    fn measure(&self) -> (String, bool) {
        let inputs: Vec<_> = SIZES.iter().map(|&bytes| self.input(bytes)).collect();
        let mut costs = vec![f64::INFINITY; inputs.len()];
        let mut is_linear = false;
        for _ in 0..CHANCES {
            for (cost, input) in costs.iter_mut().zip(&inputs) {
                *cost = cost.min(self.cost(input));
            }
            let (longest, shorter) = costs.split_last().unwrap();
            let cheapest = shorter.iter().copied().fold(f64::INFINITY, f64::min);
            is_linear = *longest <= FACTOR * cheapest;
            if is_linear {
                break;
            }
        }
        let mut row = format!("{:<36}", self.name);
        for cost in costs {
            write!(row, "{cost:>9.2}").unwrap();
        }
        (row, is_linear)
    }
}

#[test]
fn no_input_takes_more_than_linear_time() {
    let mut header = format!("{:<36}", "ns a byte, at so many KB");
    for bytes in SIZES {
        write!(header, "{:>9}", bytes / 1_000).unwrap();
    }
    println!("{header}");
    let mut failed = Vec::new();
    for shape in SHAPES {
        let (row, is_linear) = shape.measure();
        println!("{row}{}", if is_linear { "" } else { "   more than linear" });
        if !is_linear {
            failed.push(shape.name);
        }
    }
    assert!(failed.is_empty(), "{failed:?}");
}
