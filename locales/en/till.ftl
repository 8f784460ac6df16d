till-more-than-due = More than is left to pay. What is paid ahead is a deposit.
till-given = Given by the client
till-given-hint = Not recorded: works out what you give back.
till-to-give = To give back:
