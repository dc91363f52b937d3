"""How batches reach `fit`: as Keras brings them, but for TensorFlow, where that way stands still between two epochs."""

from typing import Any

import keras

from core.training.feeding import KerasBatches

AHEAD = 4  # batches that are made while the model is at work on another


def stream(feed: KerasBatches) -> Any:
    """What `fit` and `evaluate` take for the feed, as long as it is now; every epoch begins where the feed then stands.

    Keras would make a pipeline of TensorFlow's with automatic tuning. Its tuning thread sleeps about as long as the
    epoch has lasted, and the end of a pipeline waits for it: the notice to end comes before the mark that it looks for
    (`Model::OptimizeLoop` and `CancellationManager::StartCancel` of TensorFlow 2.21). On two processors every third
    epoch took twice its time, with both of them idle.
    """
    if keras.backend.backend() != "tensorflow":
        return feed
    import tensorflow as tf

    signature = tuple(tf.TensorSpec((None, *part.shape[1:]), part.dtype) for part in feed[0])
    batches = tf.data.Dataset.from_generator(lambda: iter(feed), output_signature=signature)
    untuned = tf.data.Options()
    untuned.autotune.enabled = False
    counted = batches.apply(tf.data.experimental.assert_cardinality(len(feed)))
    return counted.prefetch(AHEAD).with_options(untuned)
