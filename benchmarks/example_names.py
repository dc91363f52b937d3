"""Record what the pretrained network says of the examples: `core/content/recorded/features/examples.npz`.

    python -m benchmarks.example_names

Printed are the likeliest names of each.
"""

from pathlib import Path

import numpy as np

from core.content.recorded.features.examples import FILE
from core.data.examples import list_examples
from core.data.pixels.decode import decode_squares
from core.inference.imagenet_model import ImageNetModel

SHOWN = 3


def record() -> None:
    model, examples = ImageNetModel(Path()), list_examples()
    pixels = [decode_squares(one.read(), model.image_size, model.view)[0] for one in examples.values()]
    said = model.compute_probabilities(np.stack(pixels))
    np.savez_compressed(FILE, pictures=np.array(list(examples)), logits=np.log(said).astype(np.float16))
    for name, row in zip(examples, said, strict=True):
        best = np.argsort(-row)[:SHOWN]
        print(name, ", ".join(f"{model.classes[place]} {row[place]:.3f}" for place in best))


if __name__ == "__main__":
    record()
