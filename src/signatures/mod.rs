//! Signatures: who signed which papers, and how. What is signed is the text of documents as they are stored; the next version of
//! each of them is issued with the signature on it.

mod model;

pub use model::Papers;
