//! What the shop tells its clients by itself: which messages, in which words, and at which hours. Pure.

use std::collections::BTreeMap;

use super::Settings;
use crate::{
    kernel::{error::Faults, time::At},
    lang::{Key, Lang, say},
    words,
};

words! {
    /// What a message tells.
    pub enum Told {
        /// The equipment was taken in.
        Deposit = "deposit" => told_deposit,
        /// A part was ordered and is waited for.
        PartAwaited = "part_awaited" => told_part_awaited,
        /// It went to an outside repairer.
        SentOut = "sent_out" => told_sent_out,
        /// It came back from there.
        CameBack = "came_back" => told_came_back,
        /// Ready: repaired.
        ReadyRepaired = "ready_repaired" => told_ready_repaired,
        /// Ready: no fault was found.
        ReadyNoFault = "ready_no_fault" => told_ready_no_fault,
        /// Ready: it cannot be repaired.
        ReadyNotRepairable = "ready_not_repairable" => told_ready_not_repairable,
        /// Ready: the quote was refused.
        ReadyQuoteRefused = "ready_quote_refused" => told_ready_quote_refused,
        /// Ready: it was exchanged for another.
        ReadyExchanged = "ready_exchanged" => told_ready_exchanged,
        /// It was given back.
        Released = "released" => told_released,
        /// A test of the gateway.
        Test = "test" => told_test,
    }
}

words! {
    /// What is filled into a message.
    pub enum Blank {
        /// Name of the client.
        Client = "client" => blank_client,
        /// Brand and model.
        Equipment = "equipment" => blank_equipment,
        /// Number of the voucher.
        Number = "number" => blank_number,
        /// What is left to pay.
        Total = "total" => blank_total,
        /// Name of the shop.
        Shop = "shop" => blank_shop,
        /// Phone of the shop.
        Phone = "phone" => blank_phone,
        /// Link to the tracking page.
        Link = "link" => blank_link,
    }
}

/// The longest text, characters: ten parts.
const TEXT: usize = 600;
/// Minutes of a day.
const DAY: i64 = 24 * 60;

/// What is told, in which words, and when not.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize, utoipa::ToSchema)]
#[serde(default)]
pub struct Announcements {
    /// What is told beside that an equipment is ready, which always is.
    pub sent: Vec<Told>,
    /// From this minute of the day nothing is sent by itself…
    pub quiet_from: i64,
    /// …until this one.
    pub quiet_to: i64,
    /// Texts of the shop's own, by language (`fr`, `ar`, `en`) and by what they tell.
    pub texts: BTreeMap<String, BTreeMap<String, String>>,
}

impl Default for Announcements {
    fn default() -> Self {
        Self { sent: Vec::new(), quiet_from: 20 * 60, quiet_to: 8 * 60, texts: BTreeMap::new() }
    }
}

impl Told {
    /// Whether it says that the equipment can be collected.
    pub fn is_ready(self) -> bool {
        use Told::{ReadyExchanged, ReadyNoFault, ReadyNotRepairable, ReadyQuoteRefused, ReadyRepaired};
        matches!(self, ReadyRepaired | ReadyNoFault | ReadyNotRepairable | ReadyQuoteRefused | ReadyExchanged)
    }

    /// What the shop words itself.
    pub fn worded() -> impl Iterator<Item = Self> {
        Self::ALL.iter().copied().filter(|told| *told != Self::Test)
    }

    fn usual(self, l: Lang) -> &'static str {
        match self {
            Self::Deposit => l.told_text_deposit(),
            Self::PartAwaited => l.told_text_part_awaited(),
            Self::SentOut => l.told_text_sent_out(),
            Self::CameBack => l.told_text_came_back(),
            Self::ReadyRepaired => l.told_text_ready_repaired(),
            Self::ReadyNoFault => l.told_text_ready_no_fault(),
            Self::ReadyNotRepairable => l.told_text_ready_not_repairable(),
            Self::ReadyQuoteRefused => l.told_text_ready_quote_refused(),
            Self::ReadyExchanged => l.told_text_ready_exchanged(),
            Self::Released => l.told_text_released(),
            Self::Test => "",
        }
    }
}

/// Fills a text in.
pub fn filled(text: &str, value: impl Fn(Blank) -> String) -> String {
    let mut out = String::new();
    for (n, piece) in text.split('[').enumerate() {
        let blank = piece.split_once(']').and_then(|(word, rest)| Some((Blank::parse(word)?, rest)));
        match blank.filter(|_| n > 0) {
            Some((blank, rest)) => {
                out.push_str(&value(blank));
                out.push_str(rest);
            }
            None => {
                out.push_str(if n > 0 { "[" } else { "" });
                out.push_str(piece);
            }
        }
    }
    out
}

/// The first word in brackets that is none of [`Blank`].
fn misspelt(text: &str) -> Option<&str> {
    let words = text.split('[').skip(1).filter_map(|piece| piece.split_once(']').map(|(word, _)| word));
    words.into_iter().find(|word| Blank::parse(word).is_none())
}

impl Announcements {
    /// Whether something is told.
    pub fn tells(&self, told: Told) -> bool {
        told.is_ready() || told == Told::Test || self.sent.contains(&told)
    }

    /// The text in a language: the shop's own, else the usual one.
    pub fn text(&self, lang: Lang, told: Told) -> &str {
        let own = self.texts.get(lang.as_str()).and_then(|texts| texts.get(told.as_str()));
        own.map_or_else(|| told.usual(lang), String::as_str)
    }

    /// Replaces the texts of one language; one that is empty or usual is not the shop's own.
    pub fn set(&mut self, lang: Lang, texts: Vec<(Told, String)>) {
        let own = texts.into_iter().filter(|(told, text)| !text.trim().is_empty() && text.trim() != told.usual(lang));
        let own = own.map(|(told, text)| (told.as_str().to_owned(), text.trim().to_owned()));
        self.texts.insert(lang.as_str().to_owned(), own.collect());
    }

    /// What is wrong; the fields are named after what is told.
    pub fn check(&self) -> Faults {
        let mut faults = Faults::new();
        for (lang, texts) in &self.texts {
            faults.when(Lang::parse(lang).is_none(), "texts", Key::ErrorChoose);
            for (told, text) in texts {
                let known = Told::parse(told).is_some_and(|told| told != Told::Test);
                faults.when(!known, "texts", Key::ErrorChoose);
                faults.when(text.chars().count() > TEXT, told, say::ErrorTooLong { most: TEXT.into() });
                if let Some(word) = misspelt(text) {
                    faults.add(told, say::SmsBlankUnknown { word: word.chars().take(40).collect::<String>().into() });
                }
            }
        }
        for (field, minute) in [("quiet_from", self.quiet_from), ("quiet_to", self.quiet_to)] {
            faults.when(!(0..DAY).contains(&minute), field, Key::SettingsTimeWrong);
        }
        faults
    }
}

impl Settings {
    /// When something that is ready to go now may go: outside the quiet hours.
    pub fn when_to_tell(&self, now: At) -> At {
        let Announcements { quiet_from: from, quiet_to: to, .. } = self.announcements;
        let zone = self.zone();
        let time = now.civil(&zone);
        let minute = i64::from(time.hour()) * 60 + i64::from(time.minute());
        let over_night = from > to;
        let quiet = if over_night { minute >= from || minute < to } else { (from..to).contains(&minute) };
        if !quiet {
            return now;
        }
        let today = now.day(&zone);
        let day = if over_night && minute >= from { today.plus_days(1) } else { today };
        day.start(&zone).plus_ms(to * 60_000)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_in_brackets_are_filled_in_and_others_stay() {
        let value = |blank: Blank| format!("<{blank}>");
        assert_eq!(filled("[shop] : [equipment] [x] [", value), "<shop> : <equipment> [x] [");
        assert_eq!(filled("shop] 1", value), "shop] 1");
        assert_eq!(misspelt("[shop] [clint]"), Some("clint"));
    }

    #[test]
    fn every_usual_text_is_sound_in_every_language() {
        for lang in Lang::ALL {
            for told in Told::worded() {
                let text = Announcements::default().text(*lang, told).to_owned();
                assert!(!text.is_empty() && misspelt(&text).is_none(), "{lang} {told}: {text}");
                assert!(!told.is_ready() || text.contains("[number]"), "{lang} {told}: {text}");
            }
        }
    }

    #[test]
    fn what_the_shop_did_not_change_stays_usual() {
        let mut own = Announcements::default();
        let usual = Told::Deposit.usual(Lang::Fr).to_owned();
        own.set(
            Lang::Fr,
            vec![(Told::Deposit, usual.clone()), (Told::Released, " Merci ! ".into()), (Told::SentOut, " ".into())],
        );
        assert_eq!(own.text(Lang::Fr, Told::Deposit), usual);
        assert_eq!(own.text(Lang::Fr, Told::Released), "Merci !");
        assert_eq!(own.texts["fr"].len(), 1);
        own.set(Lang::En, vec![(Told::Deposit, "[nom]".into())]);
        assert_eq!(own.check().0[0].0, "deposit");
    }

    #[test]
    fn nights_are_quiet() {
        let settings = Settings::default();
        let zone = settings.zone();
        let at = |text: &str| At::parse_local(text, &zone).expect("an instant");
        for (now, then) in [
            ("2026-11-24T10:00", "2026-11-24T10:00"),
            ("2026-11-24T20:00", "2026-11-25T08:00"),
            ("2026-11-24T23:59", "2026-11-25T08:00"),
            ("2026-11-25T03:00", "2026-11-25T08:00"),
            ("2026-11-25T08:00", "2026-11-25T08:00"),
        ] {
            assert_eq!(settings.when_to_tell(at(now)), at(then), "{now}");
        }
        let mut noon = settings.clone();
        (noon.announcements.quiet_from, noon.announcements.quiet_to) = (12 * 60, 14 * 60);
        assert_eq!(noon.when_to_tell(at("2026-11-24T13:00")), at("2026-11-24T14:00"));
        (noon.announcements.quiet_from, noon.announcements.quiet_to) = (0, 0);
        assert_eq!(noon.when_to_tell(at("2026-11-24T03:00")), at("2026-11-24T03:00"), "never quiet");
    }
}
