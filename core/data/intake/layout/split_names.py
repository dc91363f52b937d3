"""What a folder's name says: a split, one of several folds, masks, or something that is no class."""

import re
from collections.abc import Iterable, Mapping, Sequence

from core.data.index import Split

_WORDS: Mapping[str, Split] = {
    **dict.fromkeys(("train", "training", "trn", "trains"), "train"),
    **dict.fromkeys(("val", "valid", "validation", "validate", "eval", "evaluation", "dev"), "val"),
    **dict.fromkeys(("test", "testing", "tests", "tst"), "test"),
}
_EXACT: Mapping[str, Split] = {
    **dict.fromkeys(("训练", "训练集", "訓練", "訓練集"), "train"),
    **dict.fromkeys(("验证", "验证集", "驗證集"), "val"),
    **dict.fromkeys(("测试", "测试集", "測試", "測試集"), "test"),
}
_FILLERS = {
    "set", "sets", "data", "dataset", "datasets", "split", "splits", "subset", "folder", "dir", "image", "images",
    "img", "imgs", "picture", "pictures", "pic", "pics", "photo", "photos", "file", "files", "seg", "cls", "x", "the",
    "my", "new", "final", "raw", "full", "original", "resized", "cropped", "processed", "augmented", "labeled",
    "labelled", "jpg", "jpeg", "png",
}  # fmt: skip
_FOLD_WORDS = {"fold", "folds", "cv", "part", "split", "batch", "chunk", "shard", "subset", "partition"}
_MASK_WORDS = {
    "mask", "masks", "label", "labels", "annotation", "annotations", "segmentation", "segmentations", "gt",
    "groundtruth", "truth", "trimap", "trimaps", "labelmaps",
}  # fmt: skip
_IMAGE_WORDS = {"image", "images", "img", "imgs", "picture", "pictures", "photo", "photos", "rgb", "jpegimages"}
_SIDE_WORDS = {
    "meta", "metadata", "output", "outputs", "result", "results", "code", "src", "source", "script", "scripts",
    "notebook", "notebooks", "doc", "docs", "documentation", "sample", "samples", "example", "examples", "preview",
    "previews", "log", "logs", "model", "models", "checkpoint", "checkpoints", "icon", "icons", "asset", "assets",
    "figure", "figures", "plot", "plots", "screenshot", "screenshots", "readme", "tmp", "temp", "cache", "thumbnails",
    "extra", "extras", "misc", "other", "info",
}  # fmt: skip
_TOKEN = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])|\d+|[^\W\d_A-Za-z]+")
_JOINTS = " _-.,+"  # between a class and a split in one name
_NUMBER = re.compile(r"[\d\W_]+")


def find_split(name: str) -> Split | None:
    """The split that a folder's name means: `train`, `Training Data`, `seg_train`, `01_val_images`, `test2017`."""
    tokens = _split_words(name)
    splits = {_find_word(token) for token in tokens} - {None}
    rest = [token for token in tokens if _find_word(token) is None]
    if len(splits) == 1 and all(token in _FILLERS or token.isdigit() for token in rest):
        return splits.pop()
    return None


def find_splits(names: Iterable[str]) -> dict[str, Split]:
    """The names among siblings that mean splits; `pets_train` and `pets_test` explain each other."""
    found = {name: split for name in names if (split := find_split(name)) is not None}
    groups: dict[tuple[str, ...], dict[str, Split]] = {}
    for name in names:
        tokens = _split_words(name)
        words = [split for token in tokens if (split := _find_word(token)) is not None]
        if len(words) == 1 and name not in found:
            rest = tuple(token for token in tokens if _find_word(token) is None)
            groups.setdefault(rest, {})[name] = words[0]
    for group in groups.values():
        if len(set(group.values())) > 1 or found:
            found |= group
    return found


def take_split(name: str) -> tuple[str, Split | None]:
    """A name without the one word in it that means a split, and that split: `cats` and `train` of `train_cats`."""
    found = [(match, split) for match in _TOKEN.finditer(name) if (split := _find_word(match[0].casefold()))]
    if len(found) != 1:
        return name, None
    ((match, split),) = found
    before, after = name[: match.start()].rstrip(_JOINTS), name[match.end() :].lstrip(_JOINTS)
    joint = "_" if before and after else ""
    return f"{before}{joint}{after}".strip(_JOINTS), split


def read_class_and_split(name: str) -> tuple[str, Split] | None:
    """The class and the split that a folder's name means together; None if it does not."""
    label, split = take_split(name)
    words = _split_words(label)
    if split is None or all(word in _FILLERS or word.isdigit() for word in words):
        return None
    return label, split


def are_folds(names: Sequence[str]) -> bool:
    """Whether the names are those of folds: `fold1` and `fold2`, `cv_0` and `cv_1`."""
    if len(names) < 2:
        return False
    rests = {tuple(token for token in _split_words(name) if not token.isdigit()) for name in names}
    numbered = all(any(token.isdigit() for token in _split_words(name)) for name in names)
    return numbered and len(rests) == 1 and bool(_FOLD_WORDS & set(rests.pop()))


def is_of_masks(name: str) -> bool:
    return any(word in _MASK_WORDS for word in _split_words(name)) or "mask" in name.casefold()


def is_of_images(name: str) -> bool:
    words = _split_words(name)
    return any(word in _IMAGE_WORDS for word in words) and not is_of_masks(name)


def is_beside(name: str) -> bool:
    """Whether folders of this name usually lie beside a dataset: its code, its outputs, samples of it."""
    words = _split_words(name)
    return (
        bool(words)
        and words[0] in _SIDE_WORDS | {"sample"}
        and all(word in _SIDE_WORDS | _IMAGE_WORDS | _FILLERS or word.isdigit() for word in words)
    )


def is_a_number(name: str) -> bool:
    """Whether a name is a number or a date: never a class within a class."""
    return _NUMBER.fullmatch(name) is not None


def _split_words(name: str) -> list[str]:
    return [token.casefold() for token in _TOKEN.findall(name.strip())]


def _find_word(token: str) -> Split | None:
    if token in _EXACT:
        return _EXACT[token]
    for ending in ("", "sets", "set", "data", "dataset", "images", "imgs", "img", "folder"):
        if token.endswith(ending) and (split := _WORDS.get(token[: len(token) - len(ending)])):
            return split
    return None
