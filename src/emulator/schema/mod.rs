//! The schemas of requests: the documented fields and their types, additional fields that official SDKs send, and the
//! required fields.

mod app;
mod common;
mod shape;
mod token;

pub(super) use app::{
    CONNECT, CONNECT_TENANT, CREATE, CREATE_BY_DCR_PRESET, CREATE_BY_TEMPLATE, TEMPLATE, UPDATE, UPDATED_APP,
};
pub(super) use common::BY_ID;
pub(super) use shape::Shape;
pub(super) use token::{
    APPS_OF_USER, LATEST_TENANT_TOKEN, LATEST_USER_TOKEN, TENANT_API_KEY, TENANT_BATCH, TENANT_TOKEN,
    TENANT_TOKEN_ITEM, TENANT_TOKEN_UPLOAD, USER_API_KEY, USER_BATCH, USER_TOKEN, USER_TOKEN_ITEM, USER_TOKEN_UPLOAD,
    USER_TOKENS,
};
