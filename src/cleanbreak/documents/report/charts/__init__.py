"""The pictures of the report, as accessible SVG; every picture comes with the table of its figures."""
