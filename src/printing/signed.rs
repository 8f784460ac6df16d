//! The next version of signed papers: with the signature on it, or without one that counts no more.

use crate::{
    app::Tx,
    documents::{self, Document, Snapshot, snapshot::Signed},
    kernel::{actor::Actor, error::Result, id::SignatureId},
    signatures::{self, Signature},
    users::rights::Scope,
};

/// Issues them.
///
/// # Errors
/// When the database refuses.
pub async fn follow(tx: &mut Tx, by: Actor, id: SignatureId) -> Result<()> {
    let signature = signatures::find(tx, Scope::Shop, id).await?;
    let own = on_paper(&signature);
    let counts = signature.replaced_at.is_none();
    for signed in &signature.documents.0 {
        let signed = documents::find(tx, Scope::Shop, *signed).await?;
        let Some(last) = documents::latest(tx, signed.kind, signed.subject).await? else { continue };
        let said = documents::said(tx, Scope::Shop, last.id).await?;
        // What was amended since the signature does not bear it, and may bear a later one.
        let bears = said.signature.as_ref().is_some_and(|there| there.at == own.at && there.digest == own.digest);
        let wanted = if counts { last.id == signed.id } else { bears };
        if last.voided_at.is_none() && wanted {
            issue(tx, by, &last, Snapshot { signature: counts.then(|| own.clone()), ..said }).await?;
        }
    }
    Ok(())
}

async fn issue(tx: &mut Tx, by: Actor, last: &Document, said: Snapshot) -> Result<()> {
    let (version, intake) = (last.version + 1, last.intake_id);
    documents::issue(tx, by, last.kind, last.subject, version, intake, &last.number, &said).await.map(|_| ())
}

fn on_paper(signature: &Signature) -> Signed {
    Signed {
        name: signature.signer.clone(),
        way: signature.way.to_string(),
        at: signature.signed_at,
        image: signature.image.clone(),
        digest: signature.digest.clone(),
    }
}
