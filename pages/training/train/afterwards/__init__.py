"""What the screen of a run offers when it has ended: a card of its result, and whether more pictures would help."""
