"""Reading what programs export: one module per format, streaming, under limits."""
