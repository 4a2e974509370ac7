"""The texts, whole in each language, and the way facts get into them."""
