//! Integration tests of the core.

mod corpus;
mod limits;
mod observe;
mod progress;
mod show;
mod walking;
