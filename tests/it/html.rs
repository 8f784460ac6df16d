//! Reads as much of a page as the tests need: its forms and their fields.

/// A form that writes.
#[derive(Clone, Debug)]
pub struct PageForm {
    pub action: String,
    pub fields: Vec<Field>,
}

/// A field of a form.
#[derive(Clone, Debug, PartialEq)]
pub struct Field {
    pub name: String,
    /// `text`, `hidden`, `textarea`, `select`…
    pub kind: String,
    pub value: String,
}

/// The value of an attribute of a tag, as the browser reads it.
fn attribute(tag: &str, name: &str) -> Option<String> {
    let (_, rest) = tag.split_once(&format!(" {name}=\""))?;
    let raw = rest.split('"').next()?;
    Some(raw.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&amp;", "&"))
}

/// Text as it stands in a page.
pub fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

/// The forms of a page that are sent by POST.
pub fn forms(page: &str) -> Vec<PageForm> {
    let mut all = Vec::new();
    for form in page.split("<form").skip(1) {
        let inside = form.split("</form>").next().unwrap_or_default();
        let tag = inside.split('>').next().unwrap_or_default();
        if attribute(tag, "method").as_deref() != Some("post") {
            continue;
        }
        let action = attribute(tag, "action").unwrap_or_else(|| panic!("a form without an action: {tag}"));
        all.push(PageForm { action, fields: fields(inside) });
    }
    all
}

fn fields(form: &str) -> Vec<Field> {
    let mut all = Vec::new();
    for tag in form.split('<').skip(1) {
        let element = tag.split([' ', '>']).next().unwrap_or_default();
        if !matches!(element, "input" | "textarea" | "select" | "button") {
            continue;
        }
        let Some(name) = attribute(tag, "name") else { continue };
        let kind = if element == "input" {
            attribute(tag, "type").unwrap_or_else(|| "text".into())
        } else {
            element.to_owned()
        };
        let value = attribute(tag, "value").unwrap_or_default();
        all.push(Field { name, kind, value });
    }
    all
}

/// The messages of the summary of what is wrong.
pub fn messages(page: &str) -> Vec<String> {
    let Some((_, rest)) = page.split_once("<div class=\"summary\"") else { return Vec::new() };
    let inside = rest.split("</div>").next().unwrap_or_default();
    inside.split("<li>").skip(1).map(|item| text_of(item.split("</li>").next().unwrap_or_default())).collect()
}

/// A piece of a page without its tags.
pub fn text_of(markup: &str) -> String {
    let mut out = String::new();
    let mut inside = false;
    for c in markup.chars() {
        match c {
            '<' => inside = true,
            '>' => {
                inside = false;
                out.push(' ');
            }
            c if !inside => out.push(c),
            _ => {}
        }
    }
    out
}

pub fn is_arabic(text: &str) -> bool {
    text.chars().any(|c| ('\u{600}'..='\u{6ff}').contains(&c))
}
