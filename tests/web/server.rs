//! Emulators over a socket, one for each test, and the files of the page that the tests run in.
//!
//! | request | answer |
//! |---|---|
//! | `POST /new`, an emulator's options as JSON | the emulator's number |
//! | anything below `/<number>/` | as that emulator answers it, faults included |
//! | anything below `/descope/` | the emulator that was opened last, with its key added, as by a proxy |
//! | `GET /seen/<number>` | how many requests it got, how many were aborted, and how many carried the project's tier |
//! | `POST /say` | prints what is sent: a page's results |
//! | any other `GET` | a file |

use std::collections::HashMap;
use std::fs;
use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::PathBuf;
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use descope_outbound::emulator::{Delivery, Emulator, Options, Reply, Request};

/// One emulator, with counts of its requests.
struct Peer {
    emulator: Emulator,
    sent: u32,
    aborted: u32,
    told: u32,
}

struct Server {
    peers: Mutex<HashMap<String, Peer>>,
    files: PathBuf,
    said: fn(&str),
}

/// A received request.
#[derive(Clone)]
struct Received {
    method: String,
    target: String,
    headers: Vec<(String, String)>,
    body: Vec<u8>,
}

/// Serves until the process ends. Returns the origin.
pub fn serve(files: PathBuf, said: fn(&str)) -> io::Result<String> {
    let listener = TcpListener::bind("127.0.0.1:0")?;
    let origin = format!("http://{}", listener.local_addr()?);
    let server = Arc::new(Server {
        peers: Mutex::default(),
        files,
        said,
    });
    thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            let server = Arc::clone(&server);
            // A broken connection is an error for the client only.
            thread::spawn(move || server.answer(stream).ok());
        }
    });
    Ok(origin)
}

impl Server {
    fn answer(&self, mut stream: TcpStream) -> io::Result<()> {
        let received = receive(&mut stream)?;
        let first = received.target.split('/').nth(1).unwrap_or_default().to_owned();
        match (received.method.as_str(), first.as_str()) {
            ("POST", "new") => write(&mut stream, &text(self.open(&received.body))),
            ("POST", "say") => {
                (self.said)(&String::from_utf8_lossy(&received.body));
                write(&mut stream, &text(String::new()))
            }
            (_, "seen") => write(&mut stream, &text(self.seen(&received.target))),
            (_, "descope") => self.proxy(&received, &mut stream),
            (_, number) if self.peers.lock().unwrap().contains_key(number) => {
                self.emulate(number, &received, &mut stream)
            }
            _ => write(&mut stream, &self.file(&received.target)),
        }
    }

    fn open(&self, options: &[u8]) -> String {
        let options: Options = serde_json::from_slice(options).unwrap();
        let mut peers = self.peers.lock().unwrap();
        let number = format!("e{}", peers.len());
        let peer = Peer {
            emulator: Emulator::new(options),
            sent: 0,
            aborted: 0,
            told: 0,
        };
        peers.insert(number.clone(), peer);
        number
    }

    fn seen(&self, target: &str) -> String {
        let peers = self.peers.lock().unwrap();
        let peer = target.split('/').nth(2).and_then(|number| peers.get(number));
        peer.map_or(String::new(), |peer| {
            format!("{} {} {}", peer.sent, peer.aborted, peer.told)
        })
    }

    fn proxy(&self, received: &Received, stream: &mut TcpStream) -> io::Result<()> {
        let (number, authorization) = {
            let peers = self.peers.lock().unwrap();
            let number = format!("e{}", peers.len() - 1);
            let emulator = &peers[&number].emulator;
            let authorization = format!("Bearer {}:{}", emulator.project_id(), emulator.management_key());
            (number, authorization)
        };
        let mut forwarded = received.clone();
        forwarded.target = received.target.replacen("descope", &number, 1);
        forwarded.headers.push(("authorization".to_owned(), authorization));
        self.emulate(&number, &forwarded, stream)
    }

    fn emulate(&self, number: &str, received: &Received, stream: &mut TcpStream) -> io::Result<()> {
        let headers: Vec<_> = received
            .headers
            .iter()
            .map(|(name, value)| (name.as_str(), value.as_str()))
            .collect();
        let request = Request {
            method: &received.method,
            target: received.target.strip_prefix(&format!("/{number}")).unwrap_or_default(),
            headers: &headers,
            body: &received.body,
        };
        let answer = {
            let mut peers = self.peers.lock().unwrap();
            let peer = peers.get_mut(number).unwrap();
            peer.sent += 1;
            let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap();
            let answer = peer.emulator.handle(&request, u64::try_from(now.as_millis()).unwrap());
            peer.told += u32::from(answer.logged.license.is_some());
            answer
        };
        if is_aborted_within(answer.delay_ms, stream)? {
            self.peers.lock().unwrap().get_mut(number).unwrap().aborted += 1;
            return Ok(());
        }
        match &answer.delivery {
            Delivery::Whole(reply) => write(stream, reply),
            Delivery::Half(reply) => {
                let response = response(reply);
                stream.write_all(&response[..response.len() - reply.body.len() / 2])
            }
            Delivery::Cut => Ok(()),
        }
    }

    fn file(&self, target: &str) -> Reply {
        let name = target.split('?').next().unwrap_or_default().trim_start_matches('/');
        let kind = match name.rsplit('.').next() {
            Some("html") => "text/html",
            Some("js") => "text/javascript",
            Some("wasm") => "application/wasm",
            _ => "application/octet-stream",
        };
        // Bytes as Latin-1, since a reply's body is a text.
        match fs::read(self.files.join(name)) {
            Ok(bytes) if !name.contains("..") => reply(200, kind, bytes.into_iter().map(char::from).collect()),
            _ => reply(404, "text/plain", String::new()),
        }
    }
}

/// Waits for the delay; returns whether the client closed the connection meanwhile.
fn is_aborted_within(delay_ms: u32, stream: &TcpStream) -> io::Result<bool> {
    if delay_ms == 0 {
        return Ok(false);
    }
    stream.set_read_timeout(Some(Duration::from_millis(delay_ms.into())))?;
    let is_aborted = !matches!(
        stream.peek(&mut [0]),
        Err(error) if matches!(error.kind(), io::ErrorKind::WouldBlock | io::ErrorKind::TimedOut)
    );
    stream.set_read_timeout(None)?;
    Ok(is_aborted)
}

fn receive(stream: &mut TcpStream) -> io::Result<Received> {
    let mut reader = BufReader::new(stream);
    let mut line = String::new();
    reader.read_line(&mut line)?;
    let mut words = line.split(' ').map(str::to_owned);
    let (method, target) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
    let mut headers = Vec::new();
    loop {
        let mut line = String::new();
        reader.read_line(&mut line)?;
        match line.trim_end().split_once(": ") {
            Some((name, value)) => headers.push((name.to_owned(), value.to_owned())),
            None => break,
        }
    }
    let is_length = |(name, _): &&(String, String)| name.eq_ignore_ascii_case("content-length");
    let length = headers.iter().find(is_length).and_then(|(_, value)| value.parse().ok());
    let mut body = vec![0; length.unwrap_or(0)];
    reader.read_exact(&mut body)?;
    Ok(Received {
        method,
        target,
        headers,
        body,
    })
}

fn text(body: String) -> Reply {
    reply(200, "text/plain", body)
}

fn reply(status: u16, kind: &str, body: String) -> Reply {
    Reply {
        status,
        headers: vec![("content-type".to_owned(), kind.to_owned())],
        body,
    }
}

fn write(stream: &mut TcpStream, reply: &Reply) -> io::Result<()> {
    stream.write_all(&response(reply))
}

fn response(reply: &Reply) -> Vec<u8> {
    let is_file = reply
        .headers
        .iter()
        .any(|(_, value)| value == "application/wasm" || value == "text/javascript");
    let body: Vec<u8> = if is_file {
        reply.body.chars().map(|character| character as u8).collect()
    } else {
        reply.body.clone().into_bytes()
    };
    let mut head = format!(
        "HTTP/1.1 {} Any\r\nconnection: close\r\ncontent-length: {}\r\n",
        reply.status,
        body.len()
    );
    for (name, value) in &reply.headers {
        for part in [name, ": ", value, "\r\n"] {
            head += part;
        }
    }
    let mut bytes = (head + "\r\n").into_bytes();
    bytes.extend(body);
    bytes
}
