till-more-than-due = Plus que ce qui reste à payer. Une avance est un acompte.
till-given = Donné par le client
till-given-hint = N'est pas enregistré : calcule ce que vous rendez.
till-to-give = À rendre :
