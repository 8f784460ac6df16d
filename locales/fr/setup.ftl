setup-title = Mise en route
setup-about = L'atelier et son premier gérant ; tout le reste se règle ensuite.
setup-code = Code de mise en route
setup-code-hint = Il est affiché dans la console du serveur.
setup-code-wrong = Ce n'est pas le code affiché dans la console.
setup-manager = Nom du gérant
setup-password-again = Mot de passe, encore une fois
setup-button = Commencer
