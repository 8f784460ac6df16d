//! A first visit: the bytes of a page and of everything that it loads, heads included.

use std::collections::BTreeSet;

use crate::{
    Result,
    drive::{self, Reply, Wire},
    process::Server,
    report::Report,
    requests::Scenes,
    shop::Shop,
};

/// The list page, in the three languages.
pub async fn measure(shop: &Shop, scenes: &Scenes, report: &mut Report) -> Result<()> {
    if shop.url.is_some() {
        return Ok(());
    }
    let server = Server::product(&shop.data, None)?;
    let mut wire = Wire::open(server.address).await?;
    let mut get = async |path: &str, encoding: &str| -> Result<Reply> {
        let reply = wire.ask(&drive::request("GET", path, &scenes.cookie, encoding, "")).await?;
        if reply.status == 200 { Ok(reply) } else { Err(format!("{path}: {}", reply.head).into()) }
    };
    let page = get("/intakes", drive::COMPRESSED).await?;
    let html = String::from_utf8(get("/intakes", "identity").await?.body)?;
    let (mut total, mut said) = (page.bytes, vec![format!("page {}", kilobytes(page.bytes))]);
    for path in loaded(&html) {
        let reply = get(&path, drive::COMPRESSED).await?;
        total += reply.bytes;
        said.push(format!("{} {}", path.trim_start_matches("/a/"), kilobytes(reply.bytes)));
    }
    report.bytes("First visit of the list", total, 200_000, &said.join(", "));
    Ok(())
}

/// Every address of ours that the page makes a browser load.
fn loaded(html: &str) -> BTreeSet<String> {
    let name = |rest: &str| rest.split(['"', '#', '?', ')']).next().unwrap_or_default().to_owned();
    let assets = html.match_indices("\"/a/").map(|(at, _)| name(&html[at + 1..]));
    let icon = html.contains("\"/icon.svg").then(|| "/icon.svg".to_owned());
    assets.chain(icon).collect()
}

fn kilobytes(bytes: usize) -> String {
    format!("{:.1} kB", bytes as f64 / 1_000.0)
}
