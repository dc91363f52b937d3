def predict(model, paths):
    """Probabilities (n, classes) of pictures, by all squares that the view has of each."""
    rows = []
    for path in paths:
        said = np.asarray(model(read_squares(path, SIZE, VIEW).astype(np.float32), training=False))
        said = np.hstack([1 - said, said]) if said.shape[1] == 1 else said
        logits = np.log(np.maximum(said.astype(np.float64), 1e-30)).mean(axis=0)
        powers = np.exp(logits - logits.max())
        rows.append(powers / powers.sum())
    return np.array(rows)
