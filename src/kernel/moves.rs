//! Workflows as tables: a table of allowed moves gives the transition, the buttons, the diagram and the test.

/// One allowed move of a workflow.
#[derive(Clone, Copy, Debug)]
pub struct Move<S: 'static, E: 'static> {
    /// The states it may start from.
    pub from: &'static [S],
    /// What happens.
    pub event: E,
    /// The states it may end in.
    pub to: &'static [S],
}

/// Whether `event` may happen in `state`.
pub fn allowed<S: PartialEq + Copy, E: PartialEq + Copy>(moves: &[Move<S, E>], state: S, event: E) -> bool {
    moves.iter().any(|m| m.event == event && m.from.contains(&state))
}

/// Every event that may happen in `state`, in the order of the table: the buttons of a page.
pub fn events<S: PartialEq + Copy, E: PartialEq + Copy>(moves: &[Move<S, E>], state: S) -> Vec<E> {
    let mut out = Vec::new();
    for m in moves.iter().filter(|m| m.from.contains(&state)) {
        if !out.contains(&m.event) {
            out.push(m.event);
        }
    }
    out
}
