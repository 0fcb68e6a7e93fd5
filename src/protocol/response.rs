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
    /// What keeps a batch from being stored.
    Failures,
    /// No more than that it worked.
    Nothing,
    /// The status says it all: no body is documented.
    Undocumented,
}

/// A row of the table.
struct Row {
    response: Response,
    kind: &'static Kind,
    proof: Proof,
}

/// The proof, beside its shape, that a body is the API's own answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Proof {
    /// The string at this path, which must not be empty.
    Text(&'static [&'static str]),
    /// Nothing: the shape is enough.
    Shape,
    /// More than a string: the whole body has to be read.
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
    /// The response of this number.
    #[must_use]
    pub fn of(number: u32) -> Option<Self> {
        ROWS.get(number as usize).map(|row| row.response)
    }

    /// The shape of the body.
    #[must_use]
    pub fn kind(self) -> &'static Kind {
        self.row().map_or(&Kind::Any, |row| row.kind)
    }

    /// The member that proves it.
    #[must_use]
    pub fn proof(self) -> Proof {
        self.row().map_or(Proof::Body, |row| row.proof)
    }

    /// The kind and the path of the proof, for a driver that checks bodies itself:
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

/// A kind as JSON: `typeof` a scalar, an array of what its items are, or an object of what its members are.
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
