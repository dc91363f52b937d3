"""A hidden character that the model fills in from both sides, and continues to from one."""
