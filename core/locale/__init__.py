"""Catalogues of the texts on screen: a folder a language, and the reader of their files."""
