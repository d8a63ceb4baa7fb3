//! Integration tests of the core.

mod corpus;
mod show;
mod walking;
