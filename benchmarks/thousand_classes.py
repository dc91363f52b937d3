"""Claim: with a model of 1,000 classes no screen's script works for more than a second, and a download takes as long.

    python -m benchmarks.thousand_classes [--classes 1000] [--a-class 5] [--only Explain Compare]

Two small networks that nobody trained are evaluated on small pictures of noise: so many test pictures a class, and two
to train on and one to validate. Each screen is opened on the server (Streamlit's AppTest), the first time and again;
printed are seconds by the clock and those of this process's processor time, which is what others wait for: a worker
explains, and a screen only waits for it. Then uploads, what a link shows, and what the screens offer to download.
"""

import argparse
import os
import time
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path

import numpy as np
import pandas as pd
from PIL import Image
from streamlit.testing.v1 import AppTest

from benchmarks.temporary import temporary_folder
from core.cards.run_card import draw_run_card, read_run_card
from core.data.datasets import Dataset
from core.data.intake import adding
from core.evaluation.evaluate import evaluate, load
from core.evaluation.tables import tabulate_figures, tabulate_predictions
from core.export.card.writing import make_markdown, make_page
from core.inference.run_model import RunModel
from core.jobs import control
from core.jobs.events import EventWriter
from core.runs.data_notes import keep_data_state
from core.runs.folder import RunFolder
from core.runs.result import Result, Seconds
from core.tasks.models.explain import ensure_worker
from core.tasks.models.predict import PREDICT
from core.tasks.watching import list_at_work
from tests.hand_made import hand_made_run
from tests.waiting import until

APP, PAGES = Path(__file__).parents[1] / "app.py", "pages/{}/page.py"
BAR, PATIENCE = 1.0, 300  # seconds
SIDE, LEARNED, VALIDATED = 32, 2, 1  # pixels of a picture; pictures a class
UPLOADS = 200
EVALUATE, EXPLAIN, INSIDE = "inference/evaluate", "inference/explain", "inference/inside"
SCREENS: Mapping[str, tuple[str, dict[str, str]]] = {
    "Evaluate, mistakes": (EVALUATE, {"view": "matrix"}),
    "Evaluate, threshold": (EVALUATE, {"view": "threshold"}),
    "Evaluate, calibration": (EVALUATE, {"view": "calibration"}),
    "Evaluate, curves": (EVALUATE, {"view": "curves"}),
    "Evaluate, another model": (EVALUATE, {"view": "beside"}),
    "Predict, test pictures": ("inference/predict", {"source": "samples"}),
    "Explain, integrated gradients": (EXPLAIN, {"method": "integrated_gradients"}),
    "Explain, occlusion": (EXPLAIN, {"method": "occlusion"}),
    "Explain, SmoothGrad": (EXPLAIN, {"method": "smoothgrad"}),
    "Inside, first layer": (INSIDE, {}),
    "Inside, logits": (INSIDE, {"layer": "6"}),
    "Inside, strongest pictures": (INSIDE, {"strongest": "1"}),
    "Export": ("inference/export", {}),
    "Compare": ("training/compare", {}),
    "A run": ("training/train", {}),
    "Runs": ("training/runs", {}),
    "Dataset": ("training/datasets", {"dataset": "noise"}),
    "Home": ("", {}),
    "ImageNet, Predict": ("inference/predict", {"run": "imagenet", "source": "examples", "example": "flower.jpg"}),
    "ImageNet, Explain by Grad-CAM": (EXPLAIN, {"run": "imagenet", "method": "gradcam"}),
    "ImageNet, Inside": (INSIDE, {"run": "imagenet"}),
    "ImageNet, Export": ("inference/export", {"run": "imagenet"}),
}  # fmt: skip


def make_dataset(folder: Path, classes: int, a_class: int) -> Dataset:
    dice = np.random.default_rng(0)
    for split, count in (("train", LEARNED), ("val", VALIDATED), ("test", a_class)):
        for number in range(classes):
            place = folder / split / f"class {number:04}"
            place.mkdir(parents=True, exist_ok=True)
            for each in range(count):
                Image.fromarray(dice.integers(0, 256, (SIDE, SIDE, 3), np.uint8)).save(place / f"{each}.png")
    return adding.add(folder, "noise")


def make_run(dataset: Dataset, seed: int) -> RunFolder:
    """A run as training leaves it, evaluated on validation and test pictures."""
    run = hand_made_run(dataset.name, seed=seed)
    keep_data_state(run, dataset)
    evaluate(RunModel(run), dataset, "val")
    report = evaluate(RunModel(run), dataset, "test")
    epoch = {"loss": 7.0, "accuracy": 0.001, "val_loss": 7.0, "val_accuracy": 0.001}
    with EventWriter(run.events) as events:
        events.write("setup", epochs=1, steps=1, batch_size=32, device="CPU", precision_policy="float32")
        events.write("epoch", epoch=1, **epoch, seconds=1.0, images_per_second=100.0, best=True)
    run.write_result(
        Result(
            metrics=report.summary, best_epoch=1, best_val_accuracy=0.001, epochs=1, parameters=1,
            seconds=Seconds(total=1, decode=0, train=1, evaluate=0), images_per_second=100.0,
            precision_policy="float32", device="CPU",
        )
    )  # fmt: skip
    return run


def measure(what: str, work: Callable[[], object]) -> float:
    """Print how long it takes; returns the processor time."""
    began, worked = time.perf_counter(), time.process_time()
    work()
    taken, used = time.perf_counter() - began, time.process_time() - worked
    print(f"{what:40} {taken:6.2f} s, {used:5.2f} s of processor{'  OVER THE BAR' if used > BAR else ''}", flush=True)
    return used


def open_screens(app: AppTest, runs: list[RunFolder], only: list[str]) -> None:
    for title, (page, query) in SCREENS.items():
        if only and not any(one in title for one in only):
            continue
        app.query_params.clear()
        for name, value in {"run": runs[0].run_id, "runs": ",".join(run.run_id for run in runs), **query}.items():
            app.query_params[name] = value
        for turn in ("first", "again"):
            measure(f"{title}, {turn}", partial(open_page, app, page) if page else app.run)
            if app.exception or app.error:
                raise SystemExit(f"{title}: {[*app.exception, *app.error]}")


def open_page(app: AppTest, page: str) -> AppTest:
    return app.switch_page(PAGES.format(page)).run()


def ask_about_uploads(app: AppTest, run: RunFolder, paths: Sequence[Path]) -> None:
    """Have uploads answered, which a thread of this process does, then draw the page with all answers."""
    app.query_params.clear()
    app.query_params["run"] = run.run_id
    app.switch_page(PAGES.format("inference/predict")).run()
    app.file_uploader[0].set_value([(path.name, path.read_bytes(), "image/png") for path in paths])
    measure(f"Predict, {len(paths)} uploads, first", app.run)
    until(lambda: not list_at_work(PREDICT, lambda request: True), what="the answers")
    measure(f"Predict, {len(paths)} uploads, answered", app.run)
    measure(f"Predict, {len(paths)} uploads, again", app.run)


def open_what_is_shared(run: RunFolder) -> None:
    for title, view, name in (
        ("Shared run", _show_shared_run, run.run_id),
        ("Shared dataset", _show_shared_dataset, "noise"),
        ("Shared model", _show_shared_model, run.run_id),
    ):
        app = AppTest.from_function(view, default_timeout=PATIENCE, args=(name,))
        for turn in ("first", "again"):
            measure(f"{title}, {turn}", app.run)
            if app.exception or app.error:
                raise SystemExit(f"{title}: {[*app.exception, *app.error]}")


def _show_shared_run(name: str) -> None:
    from pages.hosting.shared.views import show_run

    show_run(name)


def _show_shared_dataset(name: str) -> None:
    from pages.hosting.shared.views import show_dataset

    show_dataset(name)


def _show_shared_model(name: str) -> None:
    from core.hosting import shares
    from pages.hosting.shared.trying import try_model

    try_model(shares.give("model", name, days=1))


def make_downloads(run: RunFolder) -> None:
    model, found = RunModel(run), load(run.evaluation, "noise", "test")
    assert found is not None, "it has just been evaluated"
    for title, work in {
        "Model card, Markdown": lambda: make_markdown(model),
        "Model card, page": lambda: make_page(model),
        "Card of the run": lambda: draw_run_card(read_run_card(run)),
        "Figures as CSV": lambda: pd.DataFrame(tabulate_figures(found.get_report())).to_csv(),
        "Predictions as CSV": lambda: pd.DataFrame(tabulate_predictions(found)).to_csv(),
    }.items():
        measure(title, work)


def main(args: argparse.Namespace, folder: Path) -> None:
    dataset = make_dataset(folder / "noise", args.classes, args.a_class)
    runs = [make_run(dataset, seed) for seed in (0, 1)]
    app = AppTest.from_file(str(APP), default_timeout=PATIENCE).run()
    open_screens(app, runs, args.only)
    if not args.only:
        ask_about_uploads(
            app, runs[0], [dataset.find_path(one) for one in dataset.list_pictures(split="test")[:UPLOADS]]
        )
        open_what_is_shared(runs[0])
        make_downloads(runs[0])
    control.cancel(ensure_worker())


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--classes", type=int, default=1000)
    parser.add_argument("--a-class", type=int, default=5)
    parser.add_argument("--only", nargs="+", default=[], help="screens whose titles have one of these words")
    with temporary_folder() as made:
        os.environ["GLASSBOX_HOME"] = str(made / "home")
        main(parser.parse_args(), made)
