"""Record what the miniatures of the home screen play: `pages/home/recorded.js`.

    python -m benchmarks.home_pictures

A small network that learns two moons; a drawn cat on its way through the pretrained network; and drawings that the
instant classifier's head tells apart after it was shown ten of each class. All numbers are computed, none is made up.
"""

import io
import json
from base64 import b64encode
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime
from PIL import Image

from benchmarks.temporary import temporary_folder
from core import workspace
from core.backbone.features import Picture, compute_features, take_picture_from_bytes
from core.backbone.one_thread import one_thread
from core.backbone.onnx_graph import build_onnx
from core.backbone.quick_head import QuickHead, Subspace, fit
from core.backbone.weights.imagenet_weights import build_imagenet_architecture, read_imagenet_weights
from core.concepts.learning import SIDE, Training, train
from core.concepts.points import POINT_SETS
from core.networks.backbones import EMBEDDED
from core.sketches import LABELS, draw

OUT = Path(__file__).parents[1] / "pages" / "home" / "recorded.js"
HEAD = "// Recorded by `python -m benchmarks.home_pictures`: what the miniatures play. Do not edit.\n\n"
EPOCHS = range(0, 61, 3)  # afterwards little changes
SIZE = 224  # pixels that the pretrained network takes
SHOWN = 112  # pixels of a drawing as it is shown
KNOWN, ASKED = range(10, 20), (0, 9, 6)  # numbers of the drawings of each class: to learn from, and to ask about
TRAVELLER = 0  # the drawn cat that goes through the layers
LAYERS = {"stem_relu": 56, "block_3_expand_relu": 56, "block_6_expand_relu": 28, "block_9_expand_relu": 14}
"""Layers, each nearer to the answer, and the pixels of a channel as it is shown."""
INK = np.array([[13, 27, 62], [0, 114, 178], [240, 228, 66]])  # colours of nothing, of half and of most


def record_learning() -> dict[str, Any]:
    """Points, and for some epochs the map of the plane, the weights, and the share of points on the right side."""
    history, plane = train(Training()), POINT_SETS["moons"]
    maps = np.stack([history.maps[epoch] for epoch in EPOCHS])
    return {
        "low": plane.low,
        "high": plane.high,
        "x": history.x.round(2).tolist(),
        "y": history.y[:, 0].astype(int).tolist(),
        "side": SIDE,
        "epochs": list(EPOCHS),
        "maps": b64encode((255 * maps).round().astype(np.uint8).tobytes()).decode(),
        "weights": [
            [w for layer in history.steps[epoch].network.layers for w in layer.weights.ravel().round(2).tolist()]
            for epoch in EPOCHS
        ],
        "accuracies": history.accuracies[list(EPOCHS)].round(3).tolist(),
    }


def record_layers(head: tuple[Subspace, QuickHead]) -> dict[str, Any]:
    """The drawing, four channels of each of some layers, and what the head answers."""
    picture = draw("cat", TRAVELLER, SIZE, 0)
    model = build_onnx(build_imagenet_architecture(EMBEDDED), read_imagenet_weights(EMBEDDED), list(LAYERS))
    session = onnxruntime.InferenceSession(model.SerializeToString(), providers=["CPUExecutionProvider"])
    maps = session.run(list(LAYERS), {session.get_inputs()[0].name: np.asarray(picture, np.float32)[None]})
    tiles = [encode(mosaic(one[0], size)) for one, size in zip(maps, LAYERS.values(), strict=True)]
    return {"picture": encode(picture.resize((SHOWN, SHOWN))), "tiles": tiles, "answer": answer(head, picture)}


def mosaic(maps: np.ndarray, size: int) -> Image.Image:
    """Four channels (channels, height, width) that show much and differ from one another, in a square."""
    flat = maps.reshape(len(maps), -1)
    usable = np.flatnonzero(flat.std(axis=1) > 1e-3)
    likeness, spread = np.corrcoef(flat[usable]), flat[usable].std(axis=1)
    chosen = [int(spread.argmax())]
    while len(chosen) < 4:
        chosen.append(int((spread * (1 - likeness[:, chosen].max(axis=1))).argmax()))
    tiles = [paint(maps[usable[one]], size) for one in chosen]
    square = Image.new("RGB", (2 * size + 2, 2 * size + 2), "white")
    for number, tile in enumerate(tiles):
        square.paste(tile, ((size + 2) * (number % 2), (size + 2) * (number // 2)))
    return square


def paint(channel: np.ndarray, size: int) -> Image.Image:
    share = np.clip(channel / np.quantile(channel, 0.99), 0, 1)
    colours = np.stack([np.interp(share, (0, 0.5, 1), INK[:, part]) for part in range(3)], axis=-1)
    return Image.fromarray(colours.round().astype(np.uint8)).resize((size, size), Image.Resampling.BILINEAR)


def learn_head() -> tuple[Subspace, QuickHead]:
    """The instant classifier's head on a few drawings of each class."""
    rows = compute_features([as_file(draw(label, number, SIZE, 0)) for label in LABELS for number in KNOWN])
    labels = np.repeat(np.arange(len(LABELS)), len(KNOWN))
    with one_thread():
        subspace = Subspace.spanned_by(rows)
        return subspace, fit(subspace.coordinates, labels, len(LABELS))


def answer(head: tuple[Subspace, QuickHead], picture: Image.Image) -> list[float]:
    subspace, layer = head
    (shares,) = layer.compute_probabilities(subspace.project(compute_features([as_file(picture)])))
    return [round(float(share), 3) for share in shares]


def record_instant(head: tuple[Subspace, QuickHead]) -> dict[str, Any]:
    """New drawings with the answers about them."""
    drawings = [draw(label, number, SIZE, 0) for number in ASKED for label in LABELS]
    asked = [{"picture": encode(one.resize((SHOWN, SHOWN))), "answer": answer(head, one)} for one in drawings]
    return {"asked": asked}


def as_file(picture: Image.Image) -> Picture:
    file = io.BytesIO()
    picture.save(file, "PNG")
    return take_picture_from_bytes("drawing.png", file.getvalue())


def encode(picture: Image.Image) -> str:
    file = io.BytesIO()
    picture.save(file, "JPEG", quality=78, optimize=True)
    return f"data:image/jpeg;base64,{b64encode(file.getvalue()).decode()}"


def main() -> None:
    with temporary_folder() as folder, workspace.using(workspace.Workspace(folder, folder)):
        head = learn_head()
        parts = {"LEARNING": record_learning(), "LAYERS": record_layers(head), "INSTANT": record_instant(head)}
    lines = [f"export const {name} = {json.dumps(part, separators=(',', ':'))};\n" for name, part in parts.items()]
    OUT.write_text(HEAD + "".join(lines), encoding="utf-8")
    print(
        OUT,
        f"{OUT.stat().st_size:,} bytes;",
        parts["LAYERS"]["answer"],
        [a["answer"] for a in parts["INSTANT"]["asked"]],
    )


if __name__ == "__main__":
    main()
