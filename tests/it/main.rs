//! The whole application, in process, on both databases. One binary: it is linked once.

mod app;
mod architecture;
mod attachments;
mod clients;
mod notes;
mod pages;
mod payments;
mod users;
mod world_payments;
