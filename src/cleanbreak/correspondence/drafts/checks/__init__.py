"""One module for each thing a parting draft can do wrong."""
