"""One ledger out of many records: who is which client, what is the same thing twice, which payment settles which invoice."""
