//! What several requests have in common.

use super::shape::{Field, Kind, Shape};

pub(super) const ID: &[Field] = &[("id", Kind::Text)];
pub(super) const APP_ID: &[Field] = &[("appId", Kind::Text)];
pub(super) const TENANT_ID: &[Field] = &[("tenantId", Kind::Text)];

/// What is known by its id.
pub(in crate::emulator) static BY_ID: Shape = Shape::new(&[ID], &["id"]);
