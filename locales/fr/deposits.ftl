deposits-one = Dépôt enregistré
deposits-new = Nouveau dépôt
deposits-new-about = Nom, téléphone, catégorie et panne suffisent ; le reste peut attendre.
deposits-software = Problème logiciel ?
deposits-client = Nom du client
deposits-depositor = Déposant
deposits-depositor-hint = Qui l'apporte, si ce n'est pas le client lui-même ; il n'est pas prévenu.
deposits-depositor-phone = Téléphone du déposant
deposits-at = Déposé le
deposits-at-hint = Vide : maintenant. À remplir pour une fiche papier ou après une coupure.
deposits-known = Équipement connu
deposits-frequent-faults = Pannes fréquentes (à cocher ou à écrire au-dessus)
deposits-more-accessories = Autres accessoires
deposits-by-commas = Séparés par des virgules.
deposits-terms = Délai, garantie, accès
deposits-add-item = Un équipement de plus
deposits-remove-item = Retirer cet équipement
deposits-save = Enregistrer le dépôt
deposits-item = Équipement { $n } sur { $of }
deposits-nothing = Aucun équipement
deposits-too-many = { $most } équipements au plus par dépôt
deposits-no-client = Ce client n'existe plus : choisissez-le à nouveau
deposits-not-theirs = Cet équipement appartient à un autre client.
deposits-no-repair-warranty = Aucune garantie de réparation ne court pour cet équipement
deposits-print = Imprimer le bon
deposits-print-summary = Imprimer le récapitulatif
deposits-advance = Acompte versé
deposits-advance-means = Moyen de paiement
deposits-advance-reference = N° du chèque ou du virement
deposits-box = Déjà venu ? Nom, téléphone, n° de série ou n° de bon
deposits-box-hint = Un morceau suffit ; un code scanné aussi. Client nouveau : tapez son nom ou son numéro ici, puis Entrée ou Tab.
deposits-else = Autre déposant, autre date
deposits-other-client = Changer de client
deposits-owes = Ce client doit encore
deposits-open-files = Pas encore rendus
deposits-another = Un autre équipement
deposits-under-warranty = Sous garantie réparation jusqu'au
deposits-times = { $times ->
    [one] venu une fois
    [many] venu { $times } fois
   *[other] venu { $times } fois
  }
deposits-too-old = Plus d’un an en arrière : vérifiez la date
deposits-phone-known = Ce numéro est celui de { $name }
deposits-that-is-them = C’est cette personne
deposits-another-client = Non, un autre client avec le même numéro
deposits-here-already = Déjà à l'atelier :
