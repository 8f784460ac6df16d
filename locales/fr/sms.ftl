sms-settings = Passerelle SMS
sms-gateway = Passerelle
sms-about = Ce qui transporte vos SMS : un téléphone Android de la boutique, un serveur Kannel, un fournisseur. Partez d'un modèle, puis adaptez.
sms-presets = Partir d'un modèle
sms-preset-kannel = Kannel
sms-preset-android = Téléphone Android
sms-preset-twilio = Fournisseur (type Twilio)
sms-on = Envoyer les SMS par cette passerelle
sms-on-hint = Sinon, les clients à prévenir vont dans « À appeler ».
sms-sender = Expéditeur
sms-sender-hint = Nom ou numéro, si la passerelle en veut un.
sms-user = Identifiant
sms-secret = Mot de passe ou clé
sms-secret-kept = Un secret est gardé ; laissez vide pour le garder.
sms-spelling = Orthographe
sms-spelling-exact = Exacte
sms-spelling-plain = Économique
sms-spelling-hint = Économique : « prêt » devient « pret », 160 caractères au lieu de 70. L'arabe n'est jamais changé.
sms-request = Demande
sms-blanks = Mots remplacés :
sms-method = Méthode
sms-method-get = GET
sms-method-post = POST
sms-url = Adresse
sms-headers = En-têtes, un par ligne
sms-body = Corps
sms-answer = Réponse
sms-success = Réponses qui disent « accepté », une par ligne
sms-success-hint = Vide : toute réponse 2xx.
sms-id-at = Où se trouve l'identifiant
sms-id-at-hint = Dans une réponse JSON : /id
sms-test = Essai
sms-test-to = Numéro mobile
sms-test-send = Envoyer un essai
sms-test-text = { $shop } : essai réussi, les SMS fonctionnent.
sms-not-mobile = Donnez un numéro mobile.
sms-url-wrong = Donnez une adresse http:// ou https://
sms-blank-unknown = [{ $word }] n'existe pas.
sms-text-missing = La demande doit contenir [text], et [to] ou [digits].
sms-header-wrong = Écrivez « Nom : valeur ».
sms-pointer-wrong = Commencez par / : /id
sms-parts = { $count ->
    [one] { $count } SMS
    [many] { $count } SMS
   *[other] { $count } SMS
  }
