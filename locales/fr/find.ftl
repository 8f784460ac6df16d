find-title = Rechercher
find-for = Recherche : { $asked }
find-nothing = Rien trouvé.
find-hint = Essayez un morceau du nom, quatre chiffres du téléphone, le n° de série ou le n° du bon.
