# %% [markdown]
# ## The pictures
# A folder for each split and in it one for each class, as the export of a dataset writes them.


# %%
def list_pictures(split):
    """The files and the number of the class of each, in the order of their paths."""
    folders = {folder: number for number, folder in enumerate(FOLDERS)}
    root = DATA / split
    paths = [path for folder in folders for path in (root / folder).rglob("*") if path.is_file()]
    paths.sort(key=lambda path: path.relative_to(root).as_posix())
    return paths, np.array([folders[path.relative_to(root).parts[0]] for path in paths], np.int32)


def compare_pictures(split, paths, labels):
    """Say whether these are the pictures of the first training: other ones give other figures."""
    known = sorted(f"{label} {hashlib.sha256(path.read_bytes()).hexdigest()}" for path, label in zip(paths, labels))
    same = hashlib.sha256("\n".join(known).encode()).hexdigest()[:12] == PICTURES[split]
    print(f"{split}: {len(paths)} pictures,", "those of the first training" if same else "NOT those of the first one")


def load_split(split):
    """Pictures, uint8 (n, size, size, 3), and the numbers of their classes, (n,)."""
    paths, labels = list_pictures(split)
    compare_pictures(split, paths, labels)
    return np.stack([read_squares(path, SIZE, VIEW)[0] for path in paths]), labels


def encode(labels):
    """As the loss expects them: (n, 1) for two classes, else one-hot (n, classes)."""
    return labels[:, None].astype(np.float32) if len(CLASSES) == 2 else np.eye(len(CLASSES), dtype=np.float32)[labels]
