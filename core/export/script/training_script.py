"""The cells of a script that repeats a run: settings, pictures, network, training."""

import hashlib
import re
from dataclasses import dataclass
from importlib.metadata import version

from core.curation.leaving.safe_names import name_distinctly
from core.data import datasets
from core.data.index import Split
from core.errors import InputError
from core.export.script.cells import Cell, split_cells
from core.export.script.layers import write_network
from core.export.script.source import read_part, take
from core.i18n import N_, Message
from core.inference.model import Model
from core.inference.run_model import RunModel
from core.networks.architecture import Architecture
from core.networks.layers import Augment, PretrainedNetwork
from core.runs.data_notes import explain_data
from core.runs.result import Result
from core.runs.trained_head import has_learned_validation
from core.specs.network import describe_network, resolve_recipe
from core.specs.training_spec import TrainingSpec

NOT_TRAINED_HERE = N_("{model} was not trained here, so there is no training to repeat. Choose onnx or bundle.")
NO_SCRIPT = N_("The training of {model} cannot be repeated by a script: its pretrained network is downloaded. "
               "Choose keras to go on with it.")  # fmt: skip
BY_ARGUMENT = 'Path(sys.argv[1] if len(sys.argv) > 1 else "pictures")  # the folder of the exported dataset'
BY_ASSIGNMENT = 'Path("pictures")  # the folder of the exported dataset'
OPTIMIZERS = {"sgd": "SGD", "rmsprop": "RMSprop", "adam": "Adam", "adamw": "AdamW"}
AUGMENTING = (
    "MIDDLE", "WHITE", "LARGEST_ASPECT", "DRAWS", "augment", "compute_seen_side", "transforms", "_window", "_gains",
    "_erase",
)  # fmt: skip
HEAD = (
    "STRENGTHS", "STEPS", "RATE", "MOMENTUM", "MEMORY", "TINY", "BATCH", "FEWEST_EPOCHS", "SHRINKAGE", "count_epochs",
    "train_candidates", "_compute_gradient", "_compute_probabilities", "_Adam", "Scale", "_Judged", "_judge",
    "choose_strongest_within_one_error",
)  # fmt: skip
TENSORS = ("MAGIC", "STORAGES", "_Tensor", "_rebuild_tensor", "_TensorsOnly", "read_tensors", "_read_storages")


@dataclass(frozen=True)
class _Run:
    """What a script must know of a run."""

    model: RunModel
    spec: TrainingSpec
    network: Architecture
    result: Result | None

    @property
    def pretrained(self) -> bool:
        return self.spec.backbone is not None

    @property
    def fits_again(self) -> bool:
        """Whether the head was fitted to the validation pictures too, as earlier versions did not."""
        return has_learned_validation(self.model.run)

    @property
    def augments(self) -> bool:
        return any(isinstance(node.layer, Augment) for node in self.network.nodes)


def find_obstacle(model: Model) -> Message | None:
    """Why no script can repeat the training of the model; None if one can."""
    if not isinstance(model, RunModel):
        return Message(NOT_TRAINED_HERE, {"model": model.id})
    try:
        spec = model.run.read_training_spec()
    except InputError as error:
        return error.message
    if any(isinstance(node.layer, PretrainedNetwork) for node in describe_network(spec, 2).nodes):
        return Message(NO_SCRIPT, {"model": model.id})
    return None


def build_cells(model: RunModel, folder: str) -> list[Cell]:
    """The cells of the script; `folder` is Python for where the pictures are.

    Raises:
        InputError: the run's files are damaged.

    """
    spec = model.run.read_training_spec()
    run = _Run(model, spec, describe_network(spec, len(model.classes)), model.run.read_training_result())
    text = "\n\n".join(_write_parts(run, folder))
    return split_cells(text.replace(IMPORTS, _choose_imports(text)))


def build_notebook_cells(model: RunModel) -> list[Cell]:
    """The same for a notebook: an introduction, the installation, and a chart at the end.

    Raises:
        InputError: the run's files are damaged.

    """
    title, _newline, introduction = describe(model).partition("\n")
    chart = [] if model.run.read_training_spec().head_only else split_cells(read_part("training/chart.py"))
    needed = [*(["matplotlib"] if chart else []), *(f'"{one}"' for one in list_requirements(model))]
    install = Cell("train", f"%pip install -q {' '.join(needed)}")
    head = [Cell("markdown", f"# {title.removesuffix('.')}\n{introduction}"), install]
    return [*head, *build_cells(model, BY_ASSIGNMENT), *chart]


def describe(model: RunModel) -> str:
    """What the script repeats, what it needs, and what it cannot promise."""
    spec = model.run.read_training_spec()
    return f"""Train {spec.architecture} on {spec.dataset} again.

This repeats the run {model.id} of Glassbox, without Glassbox: the same network, the same pictures in the same order,
the same settings.

    pip install {" ".join(list_requirements(model))}
    python train.py pictures

The folder is what the export of the dataset writes: `train/<class>/…`, `val/<class>/…`, `test/<class>/…`.
On a CPU in float32 the figures are nearly those of the run; GPUs, other precisions and other versions round otherwise.
A run that was stopped by hand is not repeated up to there: this trains all epochs. Colours of ink (CMYK) without a
profile come out slightly otherwise."""


def list_requirements(model: RunModel) -> list[str]:
    """What pip has to install, as this machine has it."""
    needed = [f"{name}=={'.'.join(version(name).split('.')[:2])}.*" for name in ("tensorflow", "keras")]
    needed += ["numpy", "pillow", "pillow-heif"]
    backbone = model.run.read_training_spec().backbone
    if backbone is not None and backbone.packaged is not None:
        package = backbone.packaged.package
        needed.append(f"{package}=={version(package)}")
    return needed


def _write_parts(run: _Run, folder: str) -> list[str]:
    return [
        _write_settings(run, folder),
        read_part("training/data.py"),
        read_part("pictures.py"),
        *_write_network_parts(run),
        *(_write_pretrained_parts(run) if run.pretrained else []),
        *([] if run.spec.head_only else _write_fitting_parts(run)),
        "# %%\n" + read_part("training/predicting.py"),
        _write_running(run),
    ]


def _write_settings(run: _Run, folder: str) -> str:
    spec, classes = run.spec, list(run.model.classes)
    metrics = run.result.metrics if run.result else None
    settings = {
        "CLASSES": classes,
        "FOLDERS": list(name_distinctly(classes).values()),
        "SIZE": spec.image_size,
        "VIEW": str(run.model.view),
        "SEED": spec.seed,
        "PICTURES": _fingerprint_splits(run.model),
        "TEST_ACCURACY": f"{metrics.accuracy:.4f}" if metrics else "not been tested",
    }
    if not spec.head_only:
        settings |= {
            "EPOCHS": spec.epochs,
            "BATCH_SIZE": spec.batch_size,
            "POLICY": run.result.precision_policy if run.result else "float32",
            "WEIGHT_DECAY": spec.weight_decay,
            "CLIP_NORM": spec.clip_norm,
            "LABEL_SMOOTHING": spec.label_smoothing,
            "EARLY_STOPPING": spec.early_stopping,
            **({"MIXUP": mixup} if (mixup := resolve_recipe(spec).mixup) else {}),
            "OPTIMIZER_SETTINGS": _describe_optimizer(spec),
        }
    lines = [f"{name} = {value!r}" for name, value in settings.items()]
    if not spec.head_only:
        lines.append(f"OPTIMIZER = keras.optimizers.{OPTIMIZERS[spec.optimizer]}")
    lines += [
        f"# {' '.join(str(note).split())}" for note in explain_data(run.model.run)
    ]  # a class's name may have lines
    head = f"# %%\n{IMPORTS}\n\nDATA = {folder}\n"
    return head + "\n".join(lines) + "\n"


def _choose_imports(text: str) -> str:
    """Of all imports those whose names occur in the script."""
    rest = text.replace(IMPORTS, "os")
    lines = []
    for line in IMPORTS.splitlines():
        start, word, names = line.rpartition("import ")
        used = [name for name in names.split(", ") if word and _has_word(rest, name.split(" as ")[-1])]
        if used or not word:
            lines.append(start + word + ", ".join(used) if word else line)
    return "\n".join(lines)


def _has_word(text: str, word: str) -> bool:
    return re.search(rf"(?<![.\w]){re.escape(word)}\b", text) is not None


IMPORTS = """import hashlib
import importlib.metadata
import os
import pickle
import re
import sys
from collections import OrderedDict
from contextlib import suppress
from dataclasses import dataclass
from io import BytesIO
from math import log, pi, radians
from pathlib import Path
from types import SimpleNamespace

os.environ.setdefault("KERAS_BACKEND", "tensorflow")
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "2")

import keras
import numpy as np
from keras import layers, ops
from PIL import Image, ImageCms, ImageOps"""


def _describe_optimizer(spec: TrainingSpec) -> dict[str, object]:
    match spec.optimizer:
        case "sgd":
            return {"momentum": spec.momentum, "nesterov": spec.nesterov}
        case "rmsprop":
            return {"momentum": spec.momentum}
        case "adamw":
            return {"weight_decay": spec.weight_decay}
        case _:
            return {}


def _fingerprint_splits(model: RunModel) -> dict[str, str]:
    """What tells the pictures and labels of each split from others, whatever their files are called."""
    splits: tuple[Split, ...] = ("train", "val", "test")
    return {split: _fingerprint(model, split) for split in splits}


def _fingerprint(model: RunModel, split: Split) -> str:
    try:
        records = model.training.read_records(datasets.load(model.training.dataset), split)
    except InputError:  # the dataset is gone, and nobody can compare
        return "?"
    numbers = {label: number for number, label in enumerate(model.classes)}
    known = sorted(f"{numbers[str(record.label)]} {record.sha256}" for record in records)
    return hashlib.sha256("\n".join(known).encode()).hexdigest()[:12]


def _write_network_parts(run: _Run) -> list[str]:
    parts = ["# %% [markdown]\n# ## The network\n"]
    if run.augments:
        recipe = resolve_recipe(run.spec)
        parts += [
            "# %%\n" + take("networks/augmentation.py", *AUGMENTING),
            _write_recipe(recipe.model_dump(), moves=recipe.moves, tones=recipe.tones),
            read_part("training/augmenting.py"),
        ]
    return [*parts, "# %%\n" + write_network(run.network)]


def _write_recipe(recipe: dict[str, object], **properties: bool) -> str:
    values = ", ".join(f"{name}={value!r}" for name, value in {**recipe, **properties}.items())
    return f"RECIPE = SimpleNamespace({values})\n"


def _write_pretrained_parts(run: _Run) -> list[str]:
    backbone = run.spec.backbone
    assert backbone is not None, "it is pretrained"
    assert backbone.packaged is not None, "see `find_obstacle`"
    return [
        read_part("training/pretrained.py"),
        f'WEIGHTS_PACKAGE = "{backbone.packaged.package}"\n',
        take("backbone/weights/imagenet_weights.py", "_OUTSIDE", "_INSIDE", "_translate_name"),
        take("backbone/weights/torch_file.py", *TENSORS),
        read_part("training/head.py"),
        "@dataclass\nclass Head:\n    kernel: object\n    bias: object\n",
        take("training/head/fit.py", *HEAD),
        *([read_part("training/fitting_again.py")] if run.fits_again else []),
    ]


def _write_fitting_parts(run: _Run) -> list[str]:
    fitting = read_part("training/fitting.py")
    if not run.pretrained:
        fitting = fitting.replace(PRETRAINED_START, "").replace(", head=None)", ")")
    more = [_write_schedule(run.spec)]
    if resolve_recipe(run.spec).mixup:
        more.append(take("networks/mixing.py", "mix"))
    else:
        fitting = fitting.replace(MIXING, "")
    if run.spec.class_weights == "balanced":
        more.append(take("training/feeding.py", "balance_classes", "compute_weights"))
        more.append(take("training/watching/confusion.py", "Accuracy", "read_confusion"))
        more.append(take("evaluation/shares.py", "compute_recalls", "compute_balanced"))
        for plain, balanced in JUDGED_BY_CLASSES.items():
            fitting = fitting.replace(plain, balanced)
    else:
        fitting = fitting.replace(WEIGHING, "")
    return [fitting, *more]


MIXING = """        if self.training:
            random = np.random.default_rng([SEED, self.epoch, step + 1])
            images, targets = mix(images, targets, MIXUP, random)
"""
WEIGHING = """        if self.training:
            return images, targets, compute_weights(targets, balance_classes(self.labels, len(CLASSES)))
"""
JUDGED_BY_CLASSES = {
    "the highest validation accuracy,": "the highest balanced accuracy in validation,",
    'logs["val_accuracy"],': "round(compute_balanced(read_confusion(self.model)), 5),",
    'metrics=["accuracy"]': "metrics=[Accuracy(len(CLASSES))]",
}
FITTING_AGAIN = "kernel, bias = fit_again(training, validation, strength)\n"
PRETRAINED_START = """    put_imagenet_weights(model)
    model.get_layer("probability").set_weights(head)
"""


def _write_schedule(spec: TrainingSpec) -> str:
    """The function `build_schedule(total_steps)`, with this run's schedule alone."""
    if spec.schedule == "constant":
        return f"def build_schedule(total_steps):\n    return {spec.learning_rate!r}\n"
    warm_up = f"round({spec.warm_up!r} * total_steps)"
    if spec.schedule == "cosine":
        helpers = take("training/keras/schedules.py", "FINAL_RATE", "_cosine")
        call = f"_cosine({spec.learning_rate!r}, {warm_up}, total_steps)"
    else:
        helpers = take("training/keras/schedules.py", "FIRST_OF_CYCLE", "OneCycle", "_between")
        call = f"OneCycle({spec.learning_rate!r}, {warm_up}, total_steps)"
    return f"def build_schedule(total_steps):\n    return {call}\n\n\n{helpers}"


def _write_running(run: _Run) -> str:
    if run.spec.head_only:
        running = read_part("training/running_head.py")
        return running if run.fits_again else running.replace(FITTING_AGAIN, "")
    running = read_part("training/running.py")
    if not run.pretrained:
        return running
    fitted = (
        "backbone = build_backbone()\n"
        'head = fit_head(compute_features(backbone, "train"), compute_features(backbone, "val"))[:2]\n'
        "model, epoch, history = train(training, validation, head)"
    )
    return running.replace("model, epoch, history = train(training, validation)", fitted)
