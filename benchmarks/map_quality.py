"""How well the map of a dataset keeps pictures that look alike together, and how long it takes, beside t-SNE.

    python -m benchmarks.map_quality FOLDER [--many 25000]

FOLDER holds pictures, one folder a class. Printed for the principal components, scikit-learn's t-SNE of them and the
map: seconds, how many of the 15 nearest neighbours among the features are so on the map, and how many pictures have
most of their neighbours of their own class. Then the seconds of the map for `--many` pictures, made by varying these.
"""

import argparse
import os
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np

from benchmarks.temporary import temporary_folder
from core.curation.map import picture_map
from core.curation.map.projection import NEIGHBOURS, compute_components, find_neighbours, project

SEED = 0
VARIATION = 0.05  # standard deviation of what is added to each feature


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--many", type=int, default=25_000)
    asked = parser.parse_args()
    with temporary_folder() as home:
        os.environ["GLASSBOX_HOME"] = str(home)
        rows, labels = _compute_rows(asked.folder)
    components = compute_components(rows)
    ways: dict[str, Callable[[], np.ndarray]] = {
        "two components": lambda: components[:, :2],
        "t-SNE": lambda: _fit_tsne(components),
        "map": lambda: project(rows),
    }
    for name, way in ways.items():
        began = time.perf_counter()
        positions = way()
        seconds = time.perf_counter() - began
        kept, pure = _judge(components, positions, labels)
        print(
            f"{name}, {len(rows):,} pictures: {seconds:.1f} s, neighbours {kept:.1%}, own class {pure:.1%}", flush=True
        )
    _time_many(rows, asked.many)


def _compute_rows(folder: Path) -> tuple[np.ndarray, np.ndarray]:
    from core.data.intake import adding

    dataset = adding.add(folder, "photos")
    return picture_map.compute_rows(dataset), np.array([str(one.label) for one in dataset.found if one.usable])


def _fit_tsne(components: np.ndarray) -> np.ndarray:
    from sklearn.manifold import TSNE

    return np.asarray(TSNE(init="pca", random_state=SEED, max_iter=500, n_jobs=-1).fit_transform(components))


def _judge(components: np.ndarray, positions: np.ndarray, labels: np.ndarray) -> tuple[float, float]:
    """The shares of neighbours that are kept, and of pictures among their own class."""
    near, drawn = find_neighbours(components), find_neighbours(positions)
    kept = np.mean([len(set(one) & set(other)) for one, other in zip(near, drawn, strict=True)]) / NEIGHBOURS
    return float(kept), float(((labels[drawn] == labels[:, None]).mean(axis=1) > 0.5).mean())


def _time_many(rows: np.ndarray, count: int) -> None:
    generator = np.random.default_rng(SEED)
    chosen = rows[generator.integers(0, len(rows), count)]
    varied = chosen + generator.normal(scale=VARIATION, size=chosen.shape).astype(np.float32)
    began = time.perf_counter()
    project(varied)
    print(f"map, {count:,} pictures: {time.perf_counter() - began:.1f} s")


if __name__ == "__main__":
    main()
