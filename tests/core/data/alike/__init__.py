"""Copies of pictures are found, and look-alikes are not."""
