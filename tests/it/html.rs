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
    /// Ticked, if it can be.
    pub chosen: bool,
}

/// The value of an attribute of a tag, as the browser reads it.
fn attribute(tag: &str, name: &str) -> Option<String> {
    let (_, rest) = tag.split_once(&format!(" {name}=\""))?;
    rest.split('"').next().map(unescaped)
}

fn unescaped(text: &str) -> String {
    text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&amp;", "&")
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
    let mut all: Vec<Field> = Vec::new();
    for tag in form.split('<').skip(1) {
        let element = tag.split([' ', '>']).next().unwrap_or_default();
        if element == "option"
            && tag.contains(" selected")
            && let (Some(select), Some(value)) = (all.last_mut(), attribute(tag, "value"))
        {
            select.value = value;
        }
        if !matches!(element, "input" | "textarea" | "select" | "button") {
            continue;
        }
        let Some(name) = attribute(tag, "name") else { continue };
        let kind = match element {
            "input" => attribute(tag, "type").unwrap_or_else(|| "text".into()),
            other => other.to_owned(),
        };
        let value = match element {
            "textarea" => unescaped(tag.split_once('>').map_or("", |(_, text)| text)),
            _ => attribute(tag, "value").unwrap_or_default(),
        };
        let chosen = !matches!(kind.as_str(), "checkbox" | "radio") || tag.contains(" checked");
        all.push(Field { name, kind, value, chosen });
    }
    all
}

impl PageForm {
    /// What a browser sends when nothing is touched.
    pub fn untouched(&self) -> Vec<(&str, &str)> {
        let sent = self.fields.iter().filter(|f| f.chosen && !matches!(f.kind.as_str(), "button" | "file"));
        sent.map(|field| (field.name.as_str(), field.value.as_str())).collect()
    }

    pub fn value(&self, name: &str) -> Option<&str> {
        self.fields.iter().find(|field| field.name == name).map(|field| field.value.as_str())
    }
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

/// What stands in the headings of the first rank.
pub fn headings(page: &str) -> Vec<String> {
    let inside = page.split("<h1").skip(1).filter_map(|h| h.split_once('>')?.1.split("</h1>").next());
    inside.map(|h| text_of(h).trim().to_owned()).collect()
}

pub fn is_arabic(text: &str) -> bool {
    text.chars().any(|c| ('\u{600}'..='\u{6ff}').contains(&c))
}
