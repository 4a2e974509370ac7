"""Tools of the project's own making, run by make."""
