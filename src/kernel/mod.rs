//! What every noun stands on: ids, time, money, text folding, errors, pages of a list, workflow tables, the database.
//!
//! No rule of any noun and no HTTP lives here.

pub mod actor;
pub mod clock;
pub mod db;
pub mod error;
pub mod filter;
pub mod fold;
pub mod id;
pub mod money;
pub mod moves;
pub mod page;
pub mod phone;
pub mod secret;
pub mod time;
pub mod words;
