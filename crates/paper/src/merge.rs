//! Several PDFs one after the other in one file: what a browser prints at once. Each page keeps its own size.

use crate::Error;
use lopdf::{Document, Object, ObjectId, dictionary};

/// All the pages, in order. What only makes sense in the file it came from (tags, outline) is left out; a single file stays as
/// it is.
pub fn merged(files: &[Vec<u8>]) -> Result<Vec<u8>, Error> {
    if let [one] = files {
        return Ok(one.clone());
    }
    let wrong = |e: lopdf::Error| Error::Export(e.to_string());
    let mut out = Document::with_version("1.7");
    let root = out.new_object_id();
    let mut pages = Vec::new();
    for file in files {
        let mut part = Document::load_mem(file).map_err(wrong)?;
        part.renumber_objects_with(out.max_id + 1);
        for id in part.get_pages().into_values().collect::<Vec<ObjectId>>() {
            let page = part.get_object_mut(id).and_then(Object::as_dict_mut).map_err(wrong)?;
            page.set("Parent", root);
            page.remove(b"StructParents");
            page.remove(b"Tabs");
            pages.push(Object::Reference(id));
        }
        out.max_id = part.max_id;
        out.objects.extend(part.objects);
    }
    let count = i64::try_from(pages.len()).unwrap_or(i64::MAX);
    out.objects.insert(root, dictionary! { "Type" => "Pages", "Kids" => pages, "Count" => count }.into());
    let catalog = out.add_object(dictionary! { "Type" => "Catalog", "Pages" => root });
    out.trailer.set("Root", catalog);
    out.prune_objects();
    let mut bytes = Vec::new();
    out.save_to(&mut bytes).map_err(|e| Error::Export(e.to_string()))?;
    Ok(bytes)
}
