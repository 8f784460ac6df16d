//! The whole application, in process, on both databases. One binary: it is linked once.

mod app;
mod architecture;
mod clients;
mod interventions;
mod pages;
mod users;
mod world_interventions;
