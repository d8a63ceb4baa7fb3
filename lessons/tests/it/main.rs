//! Plays every example and every lesson, and holds them to what they claim.

mod claims;
mod examples;
mod lessons;
mod predictions;
