"""What people read: sentences, the report, letters; everything here is a view of facts computed elsewhere."""
