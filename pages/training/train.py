"""Choose what to train, press one button, and watch it learn."""
