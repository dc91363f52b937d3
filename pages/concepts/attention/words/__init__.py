"""A sentence of the reader's own: whom each word looks at, with every number."""
