//! A page that a member of staff opens on a phone: what for, how long.

use crate::{
    kernel::{
        id::{HandoffId, IntakeId, UserId},
        time::At,
    },
    lang::Lang,
    record,
    signatures::Papers,
    words,
};

/// How long a page may be used, milliseconds.
pub const LASTS_MS: i64 = 15 * 60_000;

words! {
    /// What the page is for.
    pub enum Purpose {
        /// It sends photos.
        Photos = "photos" => handoffs_photos,
        /// It shows papers and takes a signature.
        Signature = "signature" => handoffs_signature,
    }
}

record! {
    /// A page as stored.
    #[derive(Clone, Debug, PartialEq)]
    pub struct Handoff {
        /// Id.
        pub id: HandoffId,
        /// What for.
        pub purpose: Purpose,
        /// The pocket of an open form into which photos go…
        pub pocket: Option<String>,
        /// …or the file; also that of what is signed.
        pub intake_id: Option<IntakeId>,
        /// What is signed.
        pub subject: Option<Papers>,
        /// Its raw id.
        pub subject_id: Option<i64>,
        /// The language it is read in.
        pub lang: Lang,
        /// Who opened it.
        pub made_by: UserId,
        /// When.
        pub made_at: At,
        /// Until when it may be used.
        pub expires_at: At,
        /// When it was used, or ended.
        pub ended_at: Option<At>,
    }
}

impl Handoff {
    /// Whether it may still be used.
    pub fn is_open(&self, now: At) -> bool {
        self.ended_at.is_none() && now < self.expires_at
    }
}

/// What a page is opened for.
#[derive(Clone, Copy, Debug)]
pub enum Target<'a> {
    /// Photos for a form that is being typed.
    Pocket(&'a str),
    /// Photos for a repair file.
    File(IntakeId),
    /// A signature on papers of a file.
    Signature(Papers, i64, IntakeId),
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kernel::id::Id as _;

    #[test]
    fn a_page_lasts_minutes_and_is_used_once() {
        let now = At::from_ms(1_795_510_800_000);
        let page = Handoff {
            id: HandoffId::from_raw(1),
            purpose: Purpose::Photos,
            pocket: None,
            intake_id: None,
            subject: None,
            subject_id: None,
            lang: Lang::Fr,
            made_by: UserId::from_raw(1),
            made_at: now,
            expires_at: now.plus_ms(LASTS_MS),
            ended_at: None,
        };
        assert!(page.is_open(now) && page.is_open(now.plus_ms(LASTS_MS - 1)));
        assert!(!page.is_open(now.plus_ms(LASTS_MS)));
        assert!(!Handoff { ended_at: Some(now), ..page }.is_open(now));
    }
}
