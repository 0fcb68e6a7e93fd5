//! The response of a success, for each endpoint.

use crate::model;
use crate::model::Secret;
use crate::model::schema::{self, Kind};
use crate::value::{ArrayWriter, ObjectWriter};

/// The content of a success's body.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum Response {
    /// An app.
    App,
    /// All apps.
    Apps,
    /// The ids of apps.
    AppIds,
    /// A token.
    Token,
    /// The address to send the user to.
    Url,
    /// The project's rate limit tier.
    License,
    /// The reasons why a batch was not stored.
    Failures,
    /// No content.
    Nothing,
    /// No body is documented: the status is enough.
    Undocumented,
}

/// A row of the table.
struct Row {
    response: Response,
    kind: &'static Kind,
    proof: Proof,
}

/// The part of a success's body that proves, in addition to its shape, that the API wrote it: a captive portal or a
/// wrong base URL may answer 200 as well.
///
/// It also decides where a success is checked. JavaScript parses the JSON and keeps it: ten thousand apps need not be
/// copied into wasm. It checks the shape by the core's table ([`Response::to_json`]), removes members that are `null`,
/// and compares the proving string, such as `app.id`, with [`Outgoing::app_id`](super::Outgoing::app_id). If all is as
/// expected, it reports [`Body::Checked`](super::Body::Checked). Otherwise it passes the whole JSON, as
/// [`Body::Json`](super::Body::Json), and the core rewrites it or names the problem. Look-ups and the calls of
/// workflows always pass the whole JSON.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Proof {
    /// The string at this path, which must not be empty.
    Text(&'static [&'static str]),
    /// The shape is enough: the proving string is empty.
    Shape,
    /// No single string: the core reads the whole body.
    Body,
}

static ROWS: &[Row] = &[
    row(
        Response::App,
        &Kind::Object(&model::APP_RESPONSE),
        Proof::Text(&["app", "id"]),
    ),
    row(Response::Apps, &Kind::Object(&model::APPS_RESPONSE), Proof::Shape),
    row(Response::AppIds, &Kind::Object(&model::APP_IDS_RESPONSE), Proof::Shape),
    row(
        Response::Token,
        &Kind::Object(&model::TOKEN_RESPONSE),
        Proof::Text(&["token", "accessToken"]),
    ),
    row(
        Response::Url,
        &Kind::Object(&model::URL_RESPONSE),
        Proof::Text(&["url"]),
    ),
    row(Response::License, &schema::LICENSE_RESPONSE, Proof::Shape),
    row(Response::Failures, &schema::FAILURES_RESPONSE, Proof::Body),
    row(Response::Nothing, &schema::NOTHING_RESPONSE, Proof::Body),
    row(Response::Undocumented, &Kind::Any, Proof::Body),
];

const fn row(response: Response, kind: &'static Kind, proof: Proof) -> Row {
    Row { response, kind, proof }
}

impl Response {
    /// Returns the response of this number.
    #[must_use]
    pub fn of(number: u32) -> Option<Self> {
        ROWS.get(number as usize).map(|row| row.response)
    }

    /// Returns the shape of the body.
    #[must_use]
    pub fn kind(self) -> &'static Kind {
        self.row().map_or(&Kind::Any, |row| row.kind)
    }

    /// Returns the proof that the body is the API's.
    #[must_use]
    pub fn proof(self) -> Proof {
        self.row().map_or(Proof::Body, |row| row.proof)
    }

    /// Returns the shape and the path of the proof, for a driver that checks bodies itself:
    /// `{"shape":{"app":{"id":"string",…}},"proof":["app","id"]}`.
    #[must_use]
    pub fn to_json(self) -> Secret {
        let mut path = ArrayWriter::default();
        if let Proof::Text(names) = self.proof() {
            for name in names {
                path.string(name);
            }
        }
        let mut json = ObjectWriter::default();
        json.json("shape", shape(self.kind()).expose());
        json.json("proof", path.finish().expose());
        json.finish()
    }

    fn row(self) -> Option<&'static Row> {
        ROWS.get(self as usize)
    }
}

/// Returns a kind as JSON: `typeof` of a scalar, an array with the shape of its items, or an object with those of its
/// members.
fn shape(kind: &Kind) -> Secret {
    match kind {
        Kind::Text | Kind::Secret => Secret::from("\"string\""),
        Kind::Bool => Secret::from("\"boolean\""),
        Kind::Number | Kind::Integer => Secret::from("\"number\""),
        Kind::List(item) => {
            let mut list = ArrayWriter::default();
            list.json(shape(item).expose());
            list.finish()
        }
        Kind::Object(schema) => {
            let mut object = ObjectWriter::default();
            for field in schema.fields {
                object.json(field.name, shape(&field.kind).expose());
            }
            object.finish()
        }
        _ => Secret::from("\"any\""),
    }
}

#[cfg(test)]
mod tests {
    use super::{ROWS, Response};

    #[test]
    fn each_response_stands_at_its_own_number() {
        for (number, row) in (0_u32..).zip(ROWS) {
            assert_eq!(row.response as u32, number);
            assert_eq!(Response::of(number), Some(row.response));
        }
    }

    #[test]
    fn a_driver_is_told_the_shape_and_the_proof() {
        assert_eq!(
            Response::Token.to_json().expose(),
            "{\"shape\":{\"token\":{\"id\":\"string\",\"appId\":\"string\",\"userId\":\"string\",\"tokenSub\":\"string\",\
             \"accessToken\":\"string\",\"accessTokenType\":\"string\",\"accessTokenExpiry\":\"number\",\
             \"hasRefreshToken\":\"boolean\",\"refreshToken\":\"string\",\"lastRefreshTime\":\"any\",\
             \"lastRefreshError\":\"string\",\"scopes\":[\"string\"],\"tenantId\":\"string\",\"grantedBy\":\"string\",\
             \"externalIdentifier\":\"string\"}},\"proof\":[\"token\",\"accessToken\"]}"
        );
    }
}
