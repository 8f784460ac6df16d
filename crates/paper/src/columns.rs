//! Shares the width of a table between its columns from what they hold, so that no column starves another.

use crate::sheet::Column;

/// A column of short cells up to this long takes just the width it needs.
const SHORT: usize = 22;
/// All the short columns together may take this many characters; past that every column is shared out.
const ROOM: usize = 62;

/// The width of each column: none fits its content, a number is a share of what is left.
pub fn widths(columns: &[Column], rows: &[Vec<String>]) -> Vec<Option<f64>> {
    let longest: Vec<usize> = columns.iter().enumerate().map(|(i, column)| longest(column, i, rows)).collect();
    let short = |i: usize| !columns[i].wide && longest[i] <= SHORT;
    let taken: usize = (0..columns.len()).filter(|&i| short(i)).map(|i| longest[i]).sum();
    let mut widths: Vec<Option<f64>> =
        (0..columns.len()).map(|i| (taken > ROOM || !short(i)).then(|| share(&columns[i], longest[i]))).collect();
    if !widths.is_empty() && widths.iter().all(Option::is_none) {
        let spare = columns.iter().position(|c| !c.numeric).unwrap_or(0);
        widths[spare] = Some(1.0);
    }
    widths
}

fn longest(column: &Column, at: usize, rows: &[Vec<String>]) -> usize {
    let cells = rows.iter().filter_map(|row| row.get(at)).flat_map(|cell| cell.lines());
    cells.chain([column.title.as_str()]).map(|line| line.chars().count()).max().unwrap_or(0)
}

fn share(column: &Column, longest: usize) -> f64 {
    let (least, most) = if column.wide { (24, 48) } else { (6, 30) };
    longest.clamp(least, most) as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    fn column(title: &str, numeric: bool, wide: bool) -> Column {
        Column { title: title.into(), numeric, wide }
    }

    #[test]
    fn short_columns_fit_and_the_wide_one_takes_the_rest() {
        let columns = [column("Désignation", false, true), column("Qté", true, false), column("Total", true, false)];
        let rows = vec![vec!["Écran".into(), "1".into(), "42 000,00 DA".into()]];
        assert_eq!(widths(&columns, &rows), [Some(24.0), None, None]);
    }

    #[test]
    fn no_column_is_left_without_room() {
        let columns = [column("A", false, true), column("N° de série", false, false)];
        let rows = vec![vec!["x".into(), "X".repeat(60)]];
        assert_eq!(widths(&columns, &rows), [Some(24.0), Some(30.0)]);
        let many: Vec<Column> = (0..8).map(|_| column("douze lettres", true, false)).collect();
        assert!(widths(&many, &[]).iter().all(Option::is_some));
    }

    #[test]
    fn one_column_always_takes_the_rest() {
        assert_eq!(widths(&[column("1", true, false), column("Nom", false, false)], &[]), [None, Some(1.0)]);
        assert_eq!(widths(&[], &[]), []);
    }
}
