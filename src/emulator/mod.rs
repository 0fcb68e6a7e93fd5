//! The server side of the API.
