//! The counter: the page of a new deposit. One box finds the client, the equipment or an earlier file; what the past knows of them
//! appears at once; what is typed is kept as a draft. The rules are those of `deposits` and `drafts`.

mod box_view;
mod drafts_view;
mod form_view;
mod habits;
mod past;
mod photos_view;
pub mod photos_web;
mod store;
mod view;
pub mod web;
