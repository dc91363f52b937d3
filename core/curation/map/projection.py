"""Project features to two dimensions so that pictures that look alike lie close together: Neg-t-SNE.

Each picture is drawn to its nearest neighbours and pushed away from pictures drawn at random. The same features give
the same map: every random number comes from a fixed seed.

Source: Damrich, Böhm, Hamprecht and Kobak, From t-SNE to UMAP with contrastive learning, ICLR 2023, equation 7 with
Z = 1: an edge costs log(2 + d²), and a random pair log(2 + d²) - log(1 + d²), at distance d on the map. Both forces
are bounded, so the steps need no clipping. scikit-learn's t-SNE, with which `benchmarks/map_quality.py` compares it,
takes longer, tells nobody how far it is, and cannot be cancelled.
"""

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt
from scipy import sparse

from core.cancel import NEVER, CancelToken
from core.parallel import Progress, stage, tell

Array = npt.NDArray[np.float32]
Indices = npt.NDArray[np.intp]

COMPONENTS = 50  # of the principal components, which the neighbours are found in
NEIGHBOURS = 15
NEGATIVES = 24  # random pictures that push each picture in one step
REPULSION = 40.0  # of all of them together, in units of one edge
STEPS, LEARNING_RATE = 400, 1.0
ROWS = 1024  # whose distances to all others are in memory at once
SEED = 0


def project(rows: Array, *, progress: Progress | None = None, cancel: CancelToken = NEVER) -> Array:
    """Positions (n, 2) of feature rows (n, width); the mean is at the origin, and the largest coordinate is 1.

    Args:
        rows: one a picture; fewer than two need no map.
        progress: called with (done, total).
        cancel: asked after every step.

    Raises:
        Cancelled: `cancel` asked for it.

    """
    if len(rows) < 2:
        return np.zeros((len(rows), 2), np.float32)
    components = compute_components(rows)
    neighbours = find_neighbours(components, progress=_count_in_steps(progress), cancel=cancel)
    return _scale(_optimize(_place_first(components), neighbours, stage(progress, 1, 2), cancel))


def _count_in_steps(progress: Progress | None) -> Progress | None:
    """The first half of the progress, counted as the second half is."""
    if progress is None:
        return None
    return lambda done, total: progress(STEPS * done // total, 2 * STEPS)


def compute_components(rows: Array) -> Array:
    """The principal components (n, at most `COMPONENTS`) of centred rows, the largest first."""
    centred = rows - rows.mean(axis=0)
    _values, vectors = np.linalg.eigh(centred.T @ centred)
    largest = vectors[:, ::-1][:, :COMPONENTS]
    signs = np.sign(largest[np.abs(largest).argmax(axis=0), np.arange(largest.shape[1])])  # eigh may return either
    return np.asarray(centred @ (largest * signs), np.float32)


def find_neighbours(
    points: Array, count: int = NEIGHBOURS, *, progress: Progress | None = None, cancel: CancelToken = NEVER
) -> Indices:
    """The nearest other points (n, count) of each, at most n - 1, in no order."""
    count = min(count, len(points) - 1)
    found = np.empty((len(points), count), np.intp)
    squares = np.einsum("ij,ij->i", points, points)
    for start in range(0, len(points), ROWS):
        cancel.raise_if_cancelled()
        part = points[start : start + ROWS]
        distances = squares - 2 * (part @ points.T)
        distances[np.arange(len(part)), start + np.arange(len(part))] = np.inf
        found[start : start + ROWS] = np.argpartition(distances, count - 1, axis=1)[:, :count]
        tell(progress, start + len(part), len(points))
    return found


def _place_first(components: Array) -> Array:
    """The two largest components, scaled; pictures that are the same are moved apart a little."""
    first = np.zeros((len(components), 2), np.float32)
    first[:, : components.shape[1]] = components[:, :2]
    jitter = np.random.default_rng(SEED).normal(scale=1e-3, size=first.shape)
    return np.asarray(first / max(float(first.std()), 1e-9) + jitter, np.float32)


def _optimize(places: Array, neighbours: Indices, progress: Progress | None, cancel: CancelToken) -> Array:
    graph = _build_graph(neighbours)
    pushed = _draw_negatives(len(places))
    for step in range(STEPS):
        cancel.raise_if_cancelled()
        move = _compute_attraction(places, graph) + _compute_repulsion(places, next(pushed))
        places = places + LEARNING_RATE * (1 - step / STEPS) * move
        tell(progress, step + 1, STEPS)
    return places


def _build_graph(neighbours: Indices) -> sparse.csr_array:
    """Edges in both directions; each row sums to 1, so that a step never carries a picture past its neighbours."""
    n, count = neighbours.shape
    ones = np.ones(n * count, np.float32)
    directed = sparse.csr_array((ones, (np.repeat(np.arange(n), count), neighbours.ravel())), shape=(n, n))
    both = sparse.csr_array(directed.maximum(directed.T))
    degrees = np.diff(both.indptr)
    both.data = np.repeat(1 / np.maximum(degrees, 1), degrees).astype(np.float32)
    return both


def _compute_attraction(places: Array, graph: sparse.csr_array) -> Array:
    starts = np.repeat(np.arange(len(places)), np.diff(graph.indptr))
    apart = places[graph.indices] - places[starts]
    weights = graph.data * 2 / (2 + np.einsum("ij,ij->i", apart, apart))
    pull = sparse.csr_array((weights, graph.indices, graph.indptr), shape=graph.shape)
    return np.asarray(pull @ places - pull.sum(axis=1)[:, None] * places, np.float32)


def _draw_negatives(n: int) -> Iterator[Indices]:
    """For each step the random pictures (NEGATIVES, n) that push each of the n."""
    generator = np.random.default_rng(SEED)
    while True:
        yield generator.integers(0, n, (NEGATIVES, n))


def _compute_repulsion(places: Array, pushing: Indices) -> Array:
    total = np.zeros_like(places)
    for others in pushing:
        apart = places - places[others]
        squared = np.einsum("ij,ij->i", apart, apart)
        total += apart * (2 / ((1 + squared) * (2 + squared)))[:, None]
    return np.asarray(total * (REPULSION / len(pushing)), np.float32)


def _scale(places: Array) -> Array:
    centred = places - places.mean(axis=0)
    return np.asarray(centred / max(float(np.abs(centred).max()), 1e-9), np.float32)
