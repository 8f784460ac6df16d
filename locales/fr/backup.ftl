backup-broken = L'archive est abîmée : { $why }
backup-newer = L'archive vient d'un Fixili plus récent : installez-le d'abord.
backup-occupied = Il y a déjà quelque chose ici : { $what }. Restaurez dans un dossier vide ou une base vide.
