"""The plan of the example practice: what happens, before anything is written."""
