"""The history of the store's tables; a migration changes data or schema, never both."""
