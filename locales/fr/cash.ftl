cash-mine = Ma caisse
cash-mine-about = Ce que vous avez encaissé et rendu depuis votre dernière clôture. Un gérant compte et clôt la caisse.
cash-drawer = Dans la caisse
cash-no-rows = Aucun mouvement depuis la dernière clôture.
cash-to-close = Caisses à clore
cash-none-open = Toutes les caisses sont closes.
cash-whose = Caisse de
cash-since = Depuis
cash-rows = Mouvements
cash-moved = Total
cash-close = Clore la caisse
cash-close-of = Clore la caisse de { $name }
cash-close-about = Comptez, tapez ce que vous avez compté ; tout écart est expliqué et imprimé.
cash-expected = Attendu
cash-expected-hint = Attendu : { $amount }
cash-counted = Compté
cash-difference = Écart
cash-right = Juste
cash-after = Après le comptage
cash-float-before = Fond de caisse au départ
cash-float-after = Reste dans la caisse
cash-float-after-hint = Le fond de caisse de la prochaine fois ; le reste est remis.
cash-handed-over = Espèces remises
cash-reason = Raison de l'écart
cash-reason-hint = Obligatoire s'il y a un écart.
cash-say-why = Le compte diffère de l'attendu : dites pourquoi.
cash-left-too-much = Il ne peut pas rester plus que ce qui a été compté.
cash-nothing = Il n'y a rien à clore dans cette caisse.
cash-moved-meanwhile = La caisse a bougé depuis que la page est ouverte : vérifiez les montants attendus.
cash-closings = Clôtures
cash-closer = Close par
cash-period = Période
cash-print = Imprimer la clôture
cash-void = Annuler la clôture
cash-void-about = Ses mouvements redeviennent à clore ; elle garde son numéro.
cash-is-voided = Clôture annulée
cash-not-last = Seule la dernière clôture d'une caisse peut être annulée.
cash-rows-not-listed = { $count ->
    [one] { $count } ligne de plus est comptée sans être listée ici.
    [many] { $count } lignes de plus sont comptées sans être listées ici.
   *[other] { $count } lignes de plus sont comptées sans être listées ici.
  }
