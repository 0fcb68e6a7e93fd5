//! An error, as a response.

use descope_outbound::protocol::Applied;
use descope_outbound::validate::Issue;
use descope_outbound::web::Error;
use serde::Serialize;
use worker::{Response, ResponseBuilder};

/// An error response.
///
/// | status | |
/// |---|---|
/// | 400 | the app cannot be stored as it is: `issues` says what to correct |
/// | 404 | there is no such app |
/// | 409 | another app has the name |
/// | 429 | too many requests; `Retry-After` says when to try again |
/// | 500 | the Worker failed |
/// | 502 | Descope refused, or did not answer, or its answer is unusable: see `applied` |
/// | 503 | Descope may have acted: send the same request again |
#[derive(Serialize)]
pub struct Refusal {
    #[serde(skip)]
    status: u16,
    #[serde(skip)]
    retry_after_s: Option<u32>,
    message: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    issues: Vec<Issue>,
    /// Whether Descope may have acted.
    applied: Applied,
}

impl Refusal {
    pub fn not_found() -> Self {
        Self::new(404, "There is no such app.".to_owned())
    }

    /// The error for a body that is not an app with an id and a name.
    pub fn of_body(error: worker::Error) -> Self {
        Self::new(400, error.to_string())
    }

    pub fn to_response(&self) -> worker::Result<Response> {
        let mut response = ResponseBuilder::new().with_status(self.status);
        if let Some(seconds) = self.retry_after_s {
            response = response.with_header("retry-after", &seconds.to_string())?;
        }
        response.from_json(self)
    }

    fn new(status: u16, message: String) -> Self {
        Self {
            status,
            retry_after_s: None,
            message,
            issues: Vec::new(),
            applied: Applied::No,
        }
    }
}

impl From<Error> for Refusal {
    fn from(error: Error) -> Self {
        let applied = error.applied();
        let mut refusal = Self::new(status(&error), error.to_string());
        refusal.applied = applied;
        match error {
            Error::Validation { issues, .. } | Error::Immutable { issues, .. } => refusal.issues = issues,
            Error::RateLimit(error) => {
                refusal.retry_after_s = error.details.retry_after_ms.map(|ms| ms.div_ceil(1_000));
            }
            _ => {}
        }
        refusal
    }
}

fn status(error: &Error) -> u16 {
    match error {
        Error::Validation { .. } | Error::Immutable { .. } => 400,
        Error::Api(error) if error.details.status == 404 => 404,
        Error::Conflict(_) => 409,
        Error::RateLimit(_) => 429,
        error if error.applied() == Applied::Unknown => 503,
        _ => 502,
    }
}

impl From<worker::Error> for Refusal {
    fn from(error: worker::Error) -> Self {
        Self::new(500, error.to_string())
    }
}
