//! The whole application, in process, on both databases. One binary: it is linked once.

mod app;
mod architecture;
mod clients;
mod pages;
mod shipments;
mod users;
mod world;
