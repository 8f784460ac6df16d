till-more-than-due = More than is left to pay. What is paid ahead is a deposit.
