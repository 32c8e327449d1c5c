"""The sample library: documents, identities and media kits, printed and drawn by a program."""
