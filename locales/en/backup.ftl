backup-broken = The archive is broken: { $why }
backup-newer = The archive comes from a newer Fixili: install that one first.
backup-occupied = Something is here already: { $what }. Restore into an empty folder or database.
