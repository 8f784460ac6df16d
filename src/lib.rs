//! Fixili: the repair shop's memory and voice.
//!
//! The modules stand in the order in which they may use one another: a module uses only what stands above it. The
//! pages and the API of a noun (`web.rs`, `view.rs`, `api.rs`) may also use `web`. `tests/it/architecture.rs` holds
//! the order.

pub mod kernel;
pub mod lang;
pub mod config;
pub mod priority;
pub mod lines;
pub mod events;
pub mod app;
pub mod search;
pub mod amendments;
pub mod users;
pub mod files;
pub mod settings;
pub mod notifications;
pub mod worktime;
pub mod jobs;
pub mod documents;
pub mod printers;
pub mod prints;
pub mod tracking;
pub mod web;
pub mod setup;
pub mod clients;
pub mod equipment;
pub mod intakes;
pub mod payments;
pub mod cash;
pub mod notes;
pub mod attachments;
pub mod interventions;
pub mod timers;
pub mod parts;
pub mod quotes;
pub mod partners;
pub mod shipments;
pub mod drafts;
pub mod deposits;
pub mod dues;
pub mod releases;
pub mod till;
pub mod signatures;
pub mod handoffs;
pub mod tickets;
pub mod doubles;
pub mod repair;
pub mod counter;
pub mod printing;
pub mod imports;
pub mod backup;
pub mod router;
pub mod reactions;
pub mod server;
pub mod demo;
