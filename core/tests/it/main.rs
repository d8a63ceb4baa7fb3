//! Integration tests of the core.

mod corpus;
