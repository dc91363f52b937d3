"""What is true: data, models, runs, predictions and the mathematics. Knows nothing of any screen."""
