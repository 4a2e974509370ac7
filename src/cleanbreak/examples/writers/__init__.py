"""Writers of the export formats: from plan to bytes, the same on every machine."""
