//! The whole application, in process, on both databases. One binary: it is linked once.

mod app;
mod architecture;
mod attachments;
mod clients;
mod notes;
mod documents;
mod interventions;
mod pages;
mod shipments;
mod users;
mod world;
mod payments;
mod world_payments;
mod world_interventions;
mod quotes;
mod world_quotes;
mod invariants;
mod openapi;
mod rights;
mod workflows;
mod world_whole;
