# %% [markdown]
# Once the validation pictures have chosen the strength, the head is fitted to them too.


# %%
def fit_again(training, validation, strength):
    """Kernel (width, units) and bias (units,) from the features and labels of both, with that strength alone."""
    rows, labels = (np.concatenate(both) for both in zip(training, validation))
    scale = Scale.of(rows)
    *_earlier, (kernel, bias) = train_candidates(scale(rows), encode(labels), [strength])
    head = scale.fold(kernel, bias)
    return head.kernel, head.bias
