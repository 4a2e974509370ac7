"""One text, set in print (Typst), for a word processor (docx) or as plain text."""
