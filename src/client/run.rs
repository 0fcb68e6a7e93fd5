//! Runs a call from start to end: carries out the core's commands. It decides nothing.

use core::future::{Future, poll_fn};
use core::pin::pin;
use core::task::Poll;

use crate::protocol::{Answer, Body, Command, Event, InFlightCall, Outgoing, Success, TransportError};
use crate::value::Document;

use super::host::{Host, HttpRequest, HttpResponse, ResponseHead, SendError};
use super::{Error, Shared};

/// Runs a call to its end. The result is `null` if success is all that it reports.
pub(super) async fn run<H: Host>(client: &Shared<H>, mut in_flight: InFlightCall) -> Result<Document, Error> {
    let mut command = client.step(&mut in_flight, Event::Start);
    let mut body = Body::Blank;
    loop {
        command = match command {
            Command::Wait { wait_ms } => {
                client.host.sleep(wait_ms).await;
                client.step(&mut in_flight, Event::TimerFired)
            }
            Command::Send(outgoing) => {
                let timeout_ms = in_flight.timeout_ms();
                let sent = within(client.send(&outgoing), client.host.sleep(timeout_ms)).await;
                client.ended(&mut in_flight, sent.as_ref(), timeout_ms, &mut body)
            }
            Command::Finish(result) => {
                return match (result?, body) {
                    (Success::Unchanged, Body::Json(answer)) | (Success::Rewritten(answer), _) => Ok(answer),
                    (Success::Unchanged | Success::Nothing, _) => Ok(Document::NULL),
                };
            }
        };
    }
}

impl<H: Host> Shared<H> {
    fn step(&self, in_flight: &mut InFlightCall, event: Event<'_>) -> Command {
        let (now_ms, random) = (self.host.now_ms(), self.host.random());
        self.state().advance(in_flight, event, now_ms, random)
    }

    async fn send(&self, outgoing: &Outgoing) -> Result<HttpResponse, SendError> {
        let (url, headers, max_response_bytes) = {
            let state = self.state();
            let options = state.options();
            let authorization = outgoing.bearer.as_ref().map(|bearer| options.authorization(bearer));
            let headers = self.headers(options, authorization.as_ref());
            (options.url(&outgoing.path), headers, options.max_response_bytes())
        };
        let request = HttpRequest {
            method: outgoing.method,
            url: &url,
            headers: &headers,
            body: outgoing.body.as_ref(),
            max_response_bytes,
        };
        self.host.send(request).await
    }

    /// Tells the core how a request ended.
    fn ended(
        &self,
        in_flight: &mut InFlightCall,
        sent: Option<&Result<HttpResponse, SendError>>,
        timeout_ms: u32,
        body: &mut Body,
    ) -> Command {
        let event = match sent {
            None => Event::TransportFailed(TransportError::TimedOut { timeout_ms }),
            Some(Ok(response)) => {
                *body = Body::read(response.body.expose());
                Event::Answered(answer(&response.head, body))
            }
            Some(Err(SendError::Unreachable(host_says))) => {
                Event::TransportFailed(TransportError::Unreachable(host_says))
            }
            Some(Err(SendError::Broken { head, host_says })) => Event::TransportFailed(TransportError::Broken {
                head: answer(head, &Body::Blank),
                host_says,
            }),
            Some(Err(SendError::TooLarge { head })) => Event::TransportFailed(TransportError::TooLarge {
                head: answer(head, &Body::Blank),
                max_bytes: self.state().options().max_response_bytes(),
            }),
        };
        self.step(in_flight, event)
    }
}

fn answer<'a>(head: &'a ResponseHead, body: &'a Body) -> Answer<'a> {
    Answer {
        status: head.status,
        retry_after: head.retry_after.as_deref(),
        body,
    }
}

/// Waits for the work until the limit is reached, and drops late work.
async fn within<T>(work: impl Future<Output = T>, limit: impl Future<Output = ()>) -> Option<T> {
    let (mut work, mut limit) = (pin!(work), pin!(limit));
    poll_fn(|context| match work.as_mut().poll(context) {
        Poll::Ready(result) => Poll::Ready(Some(result)),
        Poll::Pending => limit.as_mut().poll(context).map(|()| None),
    })
    .await
}
