"""The store: Django models on SQLite, behind the protocols of the services."""
