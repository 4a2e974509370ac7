"""Client messages: insult, threat, blame, pressure and what else wears a person down, with the words found."""
