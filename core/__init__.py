"""What is true: data, models, runs, predictions and the mathematics. Knows nothing of any screen."""

__version__ = "0.1.0.dev0"
