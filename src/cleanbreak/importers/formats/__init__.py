"""One module per format; the catalogue names them."""
