notes-title = Internal notes
notes-one = Internal note
notes-new = Write a note
notes-hint = For the team: the client does not see it.
notes-none = No notes.
notes-add = Add the note
