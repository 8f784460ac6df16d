notes-title = Notes internes
notes-one = Note interne
notes-new = Écrire une note
notes-hint = Pour l'équipe : le client ne la voit pas.
notes-none = Aucune note.
notes-add = Ajouter la note
