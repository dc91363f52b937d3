"""What is true: data, models, runs, predictions and the mathematics. Knows nothing of any screen."""

import os

__version__ = "0.1.0.dev0"

# ONNX Runtime sends usage data to its maker unless it is told not to before it is first imported.
os.environ.setdefault("ORT_DISABLE_TELEMETRY", "1")
