//! Integration tests of the core.

mod corpus;
mod limits;
mod observe;
mod show;
mod walking;
