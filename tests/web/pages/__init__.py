"""One file for each noun, as in fandom/web/pages."""
