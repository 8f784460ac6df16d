till-more-than-due = Plus que ce qui reste à payer. Une avance est un acompte.
