"""In which order classes stand in a confusion matrix, and which of very many are shown."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from core.i18n import N_

MOST_SHOWN = 60  # classes; of more only the most confused ones are shown, as many as have room for their numbers
SHOWN_OF_MANY = 30
ORDERS = {"dataset": N_("By name"), "mistakes": N_("Most mistakes first"), "alike": N_("Confused ones together")}

Places = npt.NDArray[np.intp]
Matrix = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Mistake:
    """A cell off the diagonal: `count` pictures of class `true` that were taken for `predicted`."""

    true: int
    predicted: int
    count: int


def order_classes(confusion: Matrix, order: str, chosen: tuple[int, int]) -> Places:
    """The classes to show, in one of `ORDERS`; of very many those with the most mistakes, and the chosen ones."""
    by_mistakes = np.argsort(-_count_mistakes(confusion).sum(axis=1), kind="stable")
    if len(confusion) > MOST_SHOWN:
        others = by_mistakes[~np.isin(by_mistakes, chosen)]
        kept = np.unique(chosen)
        shown = by_mistakes[np.isin(by_mistakes, [*kept, *others[: SHOWN_OF_MANY - len(kept)]])]
    else:
        shown = by_mistakes
    if order == "mistakes":
        return shown
    return _chain(confusion, shown) if order == "alike" else np.sort(shown)


def list_mistakes(confusion: Matrix, most: int) -> list[Mistake]:
    """The cells off the diagonal with the most pictures, at most so many."""
    wrong = confusion - np.diag(np.diag(confusion))
    cells = np.argwhere(wrong)
    counts = wrong[tuple(cells.T)]
    first = np.argsort(-counts, kind="stable")[:most]
    return [Mistake(int(cells[k, 0]), int(cells[k, 1]), int(counts[k])) for k in first]


def _count_mistakes(confusion: Matrix) -> Matrix:
    """How often each two classes are taken for one another (classes, classes)."""
    both: Matrix = confusion + confusion.T
    return both - np.diag(np.diag(both))


def _chain(confusion: Matrix, shown: Places) -> Places:
    """From the class with the most mistakes on, each beside the one it is most often confused with."""
    mistakes, left = _count_mistakes(confusion), shown.tolist()
    chain = [left.pop(0)]
    while left:
        chain.append(left.pop(int(mistakes[chain[-1], left].argmax())))
    return np.array(chain, np.intp)
