//! Fields that several requests share.

use super::shape::{Field, FieldType, Shape};

pub(super) const ID: &[Field] = &[("id", FieldType::Text)];
pub(super) const APP_ID: &[Field] = &[("appId", FieldType::Text)];
pub(super) const TENANT_ID: &[Field] = &[("tenantId", FieldType::Text)];

/// A request that names its subject by id.
pub(in crate::emulator) static BY_ID: Shape = Shape::new(&[ID], &["id"]);
