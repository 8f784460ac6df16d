//! A page of a long list, by keyset: where the last one ended, never a row count to skip.

/// Rows of one page and where the next one begins.
#[derive(Clone, Debug, serde::Serialize, utoipa::ToSchema)]
pub struct Page<T> {
    /// The rows, in order.
    pub rows: Vec<T>,
    /// Give this back as `after` to read on; absent on the last page.
    pub next: Option<String>,
}

impl<T> Default for Page<T> {
    fn default() -> Self {
        Self { rows: Vec::new(), next: None }
    }
}

/// Rows of a list page on screen and in the API.
pub const PAGE_ROWS: usize = 50;

/// The place in a list after which to read: a sort value and the id that breaks ties.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct After {
    /// The sort value of the last row.
    pub value: i64,
    /// Its id.
    pub id: i64,
}

impl After {
    /// Reads a cursor; a wrong one is no cursor.
    pub fn parse(text: &str) -> Option<Self> {
        let (value, id) = text.split_once('.')?;
        Some(Self { value: value.parse().ok()?, id: super::id::decode(id)? })
    }

    /// The cursor as text.
    pub fn encode(self) -> String {
        format!("{}.{}", self.value, super::id::encode(self.id))
    }
}

impl<T> Page<T> {
    /// Cuts a page out of rows that were asked with one more than [`PAGE_ROWS`].
    pub fn cut(mut rows: Vec<T>, cursor: impl Fn(&T) -> After) -> Self {
        let more = rows.len() > PAGE_ROWS;
        rows.truncate(PAGE_ROWS);
        let next = if more { rows.last().map(|row| cursor(row).encode()) } else { None };
        Self { rows, next }
    }
}
