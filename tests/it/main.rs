//! The whole application, in process, on both databases. One binary: it is linked once.

mod app;
mod architecture;
mod clients;
mod pages;
mod quotes;
mod users;
mod world_quotes;
