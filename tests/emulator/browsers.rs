//! Which pages may call the emulator: preflights and the browser's check of the answer \[Fetch §3.2\].

use super::*;

const LOOPBACK: [&str; 6] = [
    "http://localhost",
    "http://localhost:5173",
    "http://127.0.0.1:8080",
    "http://[::1]",
    "http://[::1]:3000",
    "https://localhost:8443",
];

const ELSEWHERE: [&str; 9] = [
    "null",
    "",
    "https://example.com",
    "http://localhost.example.com",
    "http://localhost:80.example.com",
    "http://example.com:8080",
    "http://evil-localhost",
    "http://127.0.0.2",
    "file://localhost",
];

fn ask(emulator: &mut Emulator, method: &str, headers: &[(&str, &str)]) -> Transmission {
    let bearer = format!("Bearer {PROJECT_ID}:{MANAGEMENT_KEY}");
    let headers = [headers, &[("authorization", bearer.as_str())]].concat();
    let request = Request {
        method,
        target: ALL,
        headers: &headers,
        body: &[],
    };
    emulator.handle(&request, 0)
}

fn preflight(emulator: &mut Emulator, origin: &str) -> Transmission {
    let headers = [
        ("Origin", origin),
        ("Access-Control-Request-Method", "DELETE"),
        ("Access-Control-Request-Headers", "authorization,x-descope-sdk-name"),
    ];
    ask(emulator, "OPTIONS", &headers)
}

fn cors(reply: &Reply) -> Vec<&str> {
    let names = reply.headers.iter().map(|(name, _)| name.as_str());
    names.filter(|name| name.starts_with("access-control-")).collect()
}

#[test]
fn a_page_on_this_machine_may_ask_and_read() {
    for origin in LOOPBACK {
        let asked = reply(preflight(&mut emulator(), origin));
        assert_eq!((asked.status, asked.body.as_str()), (204, ""), "{origin}");
        assert_eq!(header(&asked, "access-control-allow-origin"), Some(origin));
        assert_eq!(header(&asked, "access-control-allow-methods"), Some("DELETE"));
        let allowed = header(&asked, "access-control-allow-headers");
        assert_eq!(allowed, Some("authorization,x-descope-sdk-name"));
        let answered = reply(ask(&mut emulator(), "GET", &[("origin", origin)]));
        assert_eq!(answered.status, 200);
        assert_eq!(header(&answered, "access-control-allow-origin"), Some(origin));
        assert_eq!(header(&answered, "access-control-expose-headers"), Some("retry-after"));
        assert_eq!(header(&answered, "vary"), Some("origin"));
    }
}

#[test]
fn a_page_from_anywhere_else_may_not() {
    for origin in ELSEWHERE {
        let asked = reply(preflight(&mut emulator(), origin));
        assert_eq!((asked.status, cors(&asked)), (405, vec![]), "{origin}");
        let answered = reply(ask(&mut emulator(), "GET", &[("origin", origin)]));
        assert_eq!(cors(&answered), Vec::<&str>::new(), "{origin}");
    }
    assert!(cors(&reply(ask(&mut emulator(), "GET", &[]))).is_empty(), "no page");
}

#[test]
fn a_page_may_read_errors_too() {
    let origin = LOOPBACK[1];
    let mut emulator = with(json!({ "faults": [{ "status": 503 }, { "cut": "within" }] }));
    let scripted = reply(ask(&mut emulator, "GET", &[("origin", origin)]));
    assert_eq!(header(&scripted, "access-control-allow-origin"), Some(origin));
    let Delivery::Half(half) = ask(&mut emulator, "GET", &[("origin", origin)]).delivery else {
        panic!("it is cut within the answer");
    };
    assert_eq!(header(&half, "access-control-allow-origin"), Some(origin));
    let missing = reply(ask(&mut emulator, "PUT", &[("origin", origin)]));
    assert_eq!((missing.status, cors(&missing).len()), (405, 2));
}

#[test]
fn what_a_browser_asks_by_itself_takes_no_fault_and_counts_as_no_request() {
    let mut emulator = with(json!({ "faults": [{ "status": 503 }], "rateLimit": { "requests": 0, "perMs": 1000 } }));
    let answer = preflight(&mut emulator, LOOPBACK[0]);
    assert_eq!(answer.logged.to_string(), format!("OPTIONS {ALL} 204"));
    assert_eq!(reply(answer).status, 204);
    assert_eq!(reply(ask(&mut emulator, "GET", &[])).status, 503);
    assert_eq!(reply(ask(&mut emulator, "GET", &[])).status, 429);
}
