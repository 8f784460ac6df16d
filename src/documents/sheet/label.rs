//! Label of what was brought: whose it is, what is wrong, when it is due, where it lies.

use fixili_paper::{Label, Line};

use super::Pen;
use crate::{
    documents::snapshot::{Equipment, Intake},
    lang::say,
};

impl Pen<'_> {
    pub(super) fn label(&self) -> Label {
        let none = Intake::default();
        let intake = self.s.intake.as_ref().unwrap_or(&none);
        let phone = self.s.client.phone.as_deref().map(|phone| self.f.phone(phone)).unwrap_or_default();
        let line = |text: String, strong, tall| Line { text, ltr: false, strong, tall };
        let lines = vec![
            line(self.s.client.name.clone(), true, false),
            Line { text: phone, ltr: true, strong: false, tall: false },
            line(self.s.equipment.as_ref().map(Equipment::title).unwrap_or_default(), false, false),
            line(intake.fault.clone(), false, true),
            line(self.due_and_shelf(intake), true, false),
        ];
        Label {
            lang: self.l.as_str().to_owned(),
            number: intake.number.clone(),
            qr: self.s.tracking_url.clone(),
            lines,
            struck: None,
        }
    }

    fn due_and_shelf(&self, intake: &Intake) -> String {
        let due = intake.promised_at.map(|at| self.l.say(say::DocLabelDue { day: self.f.date(at).into() }));
        let shelf = intake.shelf.as_deref().map(str::trim).filter(|shelf| !shelf.is_empty());
        let shelf = shelf.map(|shelf| self.l.say(say::DocShelf { shelf: shelf.into() }));
        let parts: Vec<String> = [due, shelf].into_iter().flatten().collect();
        parts.join(" · ")
    }
}
