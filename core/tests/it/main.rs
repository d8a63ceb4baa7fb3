//! Integration tests of the core.

mod cases;
mod corpus;
mod laws;
mod limits;
mod mending;
mod money;
mod observe;
mod progress;
mod reference;
mod show;
mod walking;
