setup-title = Set up
setup-about = The shop and its first manager; everything else is set later.
setup-code = Set-up code
setup-code-hint = The server's console shows it.
setup-code-wrong = This is not the code that the console shows.
setup-manager = Manager's name
setup-password-again = Password once more
setup-button = Start
