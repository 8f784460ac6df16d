//! The typesetter's whole world: our templates, our fonts, one sheet. No file system, no network, no package.

use std::collections::HashMap;
use std::sync::Arc;
use typst::diag::{FileError, FileResult};
use typst::foundations::{Bytes, Datetime, Dict, Duration, IntoValue};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt, World};

static FONTS: &[&[u8]] = include!(concat!(env!("OUT_DIR"), "/fonts.rs"));
/// File ids are interned for ever: the templates are all there will ever be.
const TEMPLATES: &[(&str, &str)] = &[
    ("/sheet.typ", include_str!("../templates/sheet.typ")),
    ("/roll.typ", include_str!("../templates/roll.typ")),
    ("/label.typ", include_str!("../templates/label.typ")),
    ("/codes.typ", include_str!("../templates/codes.typ")),
    ("/lib.typ", include_str!("../templates/lib.typ")),
    ("/head.typ", include_str!("../templates/head.typ")),
    ("/blocks.typ", include_str!("../templates/blocks.typ")),
    ("/foot.typ", include_str!("../templates/foot.typ")),
];

/// What every document shares.
pub struct Engine {
    book: LazyHash<FontBook>,
    fonts: Vec<Font>,
    files: HashMap<FileId, Source>,
}

impl Engine {
    /// Reads fonts and templates; the error says which is wrong.
    pub fn new() -> Result<Self, String> {
        let mut fonts = Vec::new();
        for (i, data) in FONTS.iter().enumerate() {
            let known = fonts.len();
            fonts.extend(Font::iter(Bytes::new(*data)));
            if fonts.len() == known {
                return Err(format!("font {i} cannot be read"));
            }
        }
        let mut files = HashMap::new();
        for (path, text) in TEMPLATES {
            let id = file_id(path)?;
            files.insert(id, Source::new(id, (*text).to_owned()));
        }
        let book = LazyHash::new(FontBook::from_fonts(&fonts));
        Ok(Self { book, fonts, files })
    }

    /// The families that may be used, each once.
    pub fn families(&self) -> Vec<String> {
        self.book.families().map(|(name, _)| name.to_owned()).collect()
    }
}

fn file_id(path: &str) -> Result<FileId, String> {
    let path = VirtualPath::new(path).map_err(|e| format!("{path}: {e:?}"))?;
    Ok(RootedPath::new(VirtualRoot::Project, path).intern())
}

/// One document's view: the engine and its own data.
pub struct Desk {
    engine: Arc<Engine>,
    library: LazyHash<Library>,
    main: FileId,
    today: Option<Datetime>,
}

impl Desk {
    /// The data comes in as values under `sys.inputs.doc`; nothing of it is ever read as markup. `template` is one of ours.
    pub fn new(engine: &Arc<Engine>, template: &str, data: Dict, today: Option<Datetime>) -> Result<Self, String> {
        let mut inputs = Dict::new();
        inputs.insert("doc".into(), data.into_value());
        let library = LazyHash::new(Library::builder().with_inputs(inputs).build());
        Ok(Self { engine: Arc::clone(engine), library, main: file_id(template)?, today })
    }
}

impl World for Desk {
    fn library(&self) -> &LazyHash<Library> {
        &self.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &self.engine.book
    }

    fn main(&self) -> FileId {
        self.main
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        self.engine.files.get(&id).cloned().ok_or_else(|| absent(id))
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        Err(absent(id))
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.engine.fonts.get(index).cloned()
    }

    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        self.today
    }
}

fn absent(id: FileId) -> FileError {
    FileError::NotFound(id.get().vpath().get_with_slash().into())
}
