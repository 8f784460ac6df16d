//! Fixili: the repair shop's memory and voice.
//!
//! The modules stand in the order in which they may use one another: a module uses only what stands above it. The
//! pages and the API of a noun (`web.rs`, `view.rs`, `api.rs`) may also use `web`. `tests/it/architecture.rs` holds
//! the order.

pub mod app;
pub mod clients;
pub mod config;
pub mod demo;
pub mod equipment;
pub mod events;
pub mod files;
pub mod jobs;
pub mod kernel;
pub mod lang;
pub mod priority;
pub mod notifications;
pub mod reactions;
pub mod router;
pub mod server;
pub mod settings;
pub mod tickets;
pub mod users;
pub mod web;
