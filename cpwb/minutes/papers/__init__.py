"""The papers of a committee: each described once as plain data, from which a PDF and a Word file are made."""
