//! SQL of what the counter usually writes: only the latest rows are read, however many there are.

use crate::{
    args,
    kernel::{
        db::{Conn, Json},
        error::Result,
    },
};

/// Faults and accessories of the latest files of a category, the latest first.
pub async fn latest(conn: &mut Conn, category: &str) -> Result<Vec<(String, Json<Vec<String>>)>> {
    conn.all(
        "select i.fault, i.accessories from (select equipment_id, fault, accessories, deposited_at, id from intakes where voided_at is null
         order by deposited_at desc, id desc limit 1500) i join equipment e on e.id = i.equipment_id where e.category = $1
         order by i.deposited_at desc, i.id desc",
        args![category],
    )
    .await
}

pub async fn brands(conn: &mut Conn) -> Result<Vec<String>> {
    conn.all(
        "select brand from (select id, brand from equipment where brand is not null order by id desc limit 3000) b
         group by brand order by count(*) desc, max(id) desc limit 60",
        args![],
    )
    .await
}

pub async fn models(conn: &mut Conn, brand: &str) -> Result<Vec<String>> {
    conn.all(
        "select model from (select id, brand, model from equipment where brand is not null and model is not null order by id desc limit 3000) m
         where brand = $1 group by model order by count(*) desc, max(id) desc limit 60",
        args![brand],
    )
    .await
}
