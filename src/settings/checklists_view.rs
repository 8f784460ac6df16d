//! The form of the checks: a text for everything, one for each category, a check a line.

use maud::{Markup, html};

use super::{Checklists, Settings, typed::read_lines};
use crate::{
    kernel::fold::fold,
    web::{Cx, Form, ui::field},
};

/// The categories of the form, in the order of their names as the model keeps them: the shop's, and those of lists it once had.
fn categories(settings: &Settings) -> Vec<String> {
    let mut all = settings.lists.categories.clone();
    for known in settings.checklists.by_category.keys() {
        if !all.iter().any(|category| fold(category) == fold(known)) {
            all.push(known.clone());
        }
    }
    all.sort_unstable();
    all
}

/// Fills the form with what is saved.
pub fn fill(form: &mut Form, settings: &Settings) {
    form.set("list_0", settings.checklists.every.join("\n"));
    for (n, category) in categories(settings).into_iter().enumerate() {
        form.set(&format!("list_{}", n + 1), settings.checklists.of(&category).join("\n"));
        form.set(&format!("category_{}", n + 1), category);
    }
}

/// Reads what was typed. Every category keeps its place, so that a fault finds its field; what is saved has no empty list.
pub fn read(form: &mut Form) -> Checklists {
    let mut by_category = std::collections::BTreeMap::new();
    for n in 1.. {
        let category = form.text(&format!("category_{n}"));
        if category.is_empty() {
            break;
        }
        by_category.insert(category, read_lines(&form.text(&format!("list_{n}"))));
    }
    Checklists { every: read_lines(&form.text("list_0")), by_category }
}

/// The fields.
pub fn fields(cx: &Cx, form: &Form) -> Markup {
    let l = cx.l;
    let named =
        (1..).map(|n| (n, form.value(&format!("category_{n}")))).take_while(|(_, category)| !category.is_empty());
    html! {
        fieldset {
            legend { (l.settings_checklists()) }
            p.hint.full { (l.settings_checklists_about()) }
            (field(cx, form, "list_0", l.settings_checklists_every()).optional().full().textarea(3))
            @for (n, category) in named {
                input type="hidden" name={ "category_" (n) } value=(category);
                (field(cx, form, &format!("list_{n}"), category).optional().textarea(4))
            }
        }
    }
}
