"""Predict pictures with the model of this bundle, without the program that trained it.

    pip install -r requirements.txt
    python predict.py photo.jpg folder_of_photos        # a line for each picture
    python predict.py --json photo.jpg                  # the same for programs

Or from Python: `from predict import predict; predict("photo.jpg")`.
"""

import json
import sys
from pathlib import Path

import numpy as np
import onnxruntime
from PIL import Image
import pictures

HERE = Path(__file__).resolve().parent
pictures.INK = (HERE / "ink.icc").read_bytes()
FACTS = json.loads((HERE / "model.json").read_text(encoding="utf-8"))  # classes, size, view, threshold, temperature
CLASSES = FACTS["classes"]
SESSION = onnxruntime.InferenceSession(HERE / "model.onnx", providers=["CPUExecutionProvider"])


def predict(path):
    """The answer (a class, or None for "not sure") and the probability of each class."""
    pixels = pictures.read_squares(path, FACTS["image_size"], FACTS["view"]).astype(np.float32)
    rows = SESSION.run(None, {SESSION.get_inputs()[0].name: pixels})[0]
    rows = np.hstack([1 - rows, rows]) if rows.shape[1] == 1 else rows
    probabilities = calibrate(average(rows))
    return decide(probabilities), dict(zip(CLASSES, map(float, probabilities), strict=True))


def average(rows):
    """One row of probabilities from those of several squares: the softmax of their mean logits."""
    return rows[0] if len(rows) == 1 else softmax(np.log(np.maximum(rows.astype(np.float64), 1e-30)).mean(axis=0))


def calibrate(row):
    """The probabilities at the temperature that was measured after training."""
    if FACTS["temperature"] == 1:
        return row
    least = 2.0**-24 if len(row) == 2 else np.finfo(np.float32).tiny
    return softmax(np.log(np.maximum(row.astype(np.float64), least)) / FACTS["temperature"])


def softmax(logits):
    powers = np.exp(logits - logits.max())
    return (powers / powers.sum()).astype(np.float32)


def decide(row):
    """The class by the threshold, or the most probable one; None where it is less certain than `reject_below`."""
    answer, certainty = int(row.argmax()), row.max()
    if FACTS["threshold"] is not None:
        positive, threshold = CLASSES.index(FACTS["positive"]), FACTS["threshold"]
        answer = positive if row[positive] >= threshold else 1 - positive
        p = float(row[positive])
        odds = np.array([p * (1 - threshold), (1 - p) * threshold])
        certainty = np.float32(odds.max() / odds.sum())
    sure = FACTS["reject_below"] is None or certainty >= FACTS["reject_below"]
    return CLASSES[answer] if sure else None


def find_pictures(arguments):
    for path in map(Path, arguments):
        yield from (sorted(one for one in path.rglob("*") if one.is_file()) if path.is_dir() else [path])


def main(arguments):
    as_json = "--json" in arguments
    told = []
    for path in find_pictures(one for one in arguments if one != "--json"):
        try:
            answer, probabilities = predict(path)
            told.append({"file": str(path), "answer": answer, "probabilities": probabilities})
        except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
            told.append({"file": str(path), "problem": str(error)})
    if as_json:
        print(json.dumps({"predictions": told}, ensure_ascii=False))
        return 0
    for one in told:
        if "problem" in one:
            print(f"{one['file']}: {one['problem']}")
        else:
            print(f"{one['file']}: {tell(one['answer'], one['probabilities'])}")
    return int(bool(told) and all("problem" in one for one in told))


def tell(answer, probabilities):
    """The answer with its own probability, which a threshold may have made the smaller one."""
    named = answer or max(probabilities, key=probabilities.get)
    said = f"{named}, {probabilities[named]:.1%}"
    return said if answer else f"not sure ({said})"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]) if sys.argv[1:] else print(__doc__))
