"""A text that the model goes on with, character by character, and whom each place looked at."""
