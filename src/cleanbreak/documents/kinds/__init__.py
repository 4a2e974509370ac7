"""The documents themselves: what each one needs, whom it is for, how it is laid out."""
