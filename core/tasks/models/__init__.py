"""Work with a model that stands: evaluating, explaining, exporting, importing it, predicting; its ONNX file."""
