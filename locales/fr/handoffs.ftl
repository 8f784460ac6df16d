handoffs-photos = Photos depuis un téléphone
handoffs-signature = Signature sur un téléphone
handoffs-take = Prendre une photo
handoffs-choose = Choisir des photos
handoffs-send = Envoyer
handoffs-done = J'ai terminé
handoffs-sending = Envoi
handoffs-failed = L'envoi n'est pas passé : la connexion est peut-être coupée.
handoffs-retry = Réessayer
handoffs-none-yet = Rien n'est encore envoyé.
handoffs-until = Cette page fonctionne jusqu'à { $time }.
handoffs-thanks = Merci
handoffs-thanks-photos = C'est bien arrivé au comptoir. Vous pouvez fermer cette page.
handoffs-thanks-signature = Votre signature est bien arrivée au comptoir. Vous pouvez fermer cette page.
handoffs-expired = Cette page n'est plus valable
handoffs-over = Cette page a déjà servi ou son temps est passé. Demandez un nouveau code au comptoir.
handoffs-code = Code QR à scanner avec le téléphone
handoffs-scan = Scannez ce code avec l'appareil photo du téléphone.
handoffs-link = Ouvrir la page ici
handoffs-ended = C'est fait.
handoffs-end = Fermer le code
handoffs-back = Retour au dossier
handoffs-phone = Depuis un téléphone
handoffs-refresh = Actualiser les photos
handoffs-sent = { $count ->
    [one] { $count } photo envoyée
    [many] { $count } de photos envoyées
   *[other] { $count } photos envoyées
  }
handoffs-unreachable = Un téléphone ne peut pas ouvrir cette page : l'adresse publique du serveur est celle de cette machine seule.
