"""Plant a classic mistake in a copy of the program and see the tests turn red: `python -m tests.mutants`.

A test that stays green over a wrong line proves nothing. Each mutant is one exact replacement in one file, with the
tests that must notice it. The tests run in a process that is forked from one which has loaded all libraries before.
"""

import multiprocessing
import os
import shutil
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
COPIED = ("core", "pages", "tests")
LEFT_OUT = ("zh", "pages")  # folders below them that no test of a mutant needs
STAGES = "tests/core/training/test_stages.py"
PIXELS = "tests/core/inference/test_same_pixels.py"
JUDGE = "tests/core/training/test_judge.py"
BUDGET = "tests/core/networks/budget"
FIELD = f"{BUDGET}/test_receptive_field.py"
WRITING = "tests/core/concepts/attention/test_completion.py"
OPTIMISM = "tests/core/search/test_optimism.py"
CHECKED = "tests/core/export/test_comparison.py"
GRADIENTS = "tests/core/explain/gradients/test_differentiate.py"
ATTEMPT = "tests/core/data/intake/test_attempt.py"
HEARTBEAT = "tests/core/jobs/worker/test_heartbeat.py"
OTHER_RESIZE = "2 * {size}, {view}, name={name})[..., ::2, ::2, :]"
NETWORK_TESTS = (
    "tests/core/concepts/test_network.py::test_every_gradient_and_delta_is_what_the_loss_does",
    "tests/core/concepts/test_network.py::test_the_learning_rate_moves_the_weights_and_nothing_else",
)
PLAYGROUND = "tests/core/concepts/playground"
SCRIPTS = "tests/browser/scripts"
PLANNING = "tests/core/concepts/reinforcement/test_planning.py"
BACK_THROUGH_TIME = "tests/core/concepts/recurrent/test_unrolled.py::test_every_gradient_is_what_the_loss_does"
GREEN, RED = 0, 1  # pytest's exit codes; any other means that the tests did not run
LIBRARIES = ["keras", "onnxruntime", "PIL.Image", "pydantic", "pytest", "sklearn.metrics"]

_forks = multiprocessing.get_context("forkserver")


@dataclass(frozen=True)
class Mutant:
    name: str
    file: str
    old: str
    new: str
    tests: tuple[str, ...]


MATHEMATICS = (
    Mutant(
        "Adam's correction multiplies instead of dividing",
        "core/concepts/descent/optimizers.py",
        "m_hat = m / (1 - settings.beta_1**t)",
        "m_hat = m * (1 - settings.beta_1**t)",
        ("tests/core/concepts/descent/test_optimizers.py::test_adams_first_step_is_the_learning_rate",),
    ),
    Mutant(
        "a distance that swings shrinks by the momentum in place of its root",
        "core/concepts/descent/pace.py",
        "np.where(square < 0.0, np.sqrt(momenta), creeping)",
        "np.where(square < 0.0, momenta, creeping)",
        ("tests/core/concepts/descent/test_pace.py::test_the_roots_are_the_eigenvalues_of_a_step",),
    ),
    Mutant(
        "f' is dropped",
        "core/concepts/network.py",
        "else on_a * slope",
        "else on_a",
        NETWORK_TESTS,
    ),
    Mutant(
        "a weight matrix is transposed",
        "core/concepts/network.py",
        "delta @ layer.weights.T",
        "delta @ layer.weights.reshape(delta.shape[-1], -1)",
        NETWORK_TESTS,
    ),
    Mutant(
        "hidden deltas use the updated weights",
        "core/concepts/network.py",
        "delta = hidden_delta(delta, layer,",
        "delta = hidden_delta(delta, after,",
        NETWORK_TESTS,
    ),
    Mutant(
        "a penalty falls on the biases too",
        "core/concepts/playground/course.py",
        "(flatten(network)) * mark_weights(network)",
        "(flatten(network))",
        (f"{PLAYGROUND}/test_course.py::test_the_gradient_is_what_loss_and_penalty_do",),
    ),
    Mutant(
        "every epoch comes in the same order",
        "core/concepts/playground/order.py",
        "seed + EPOCH_STRIDE * (epoch + 1)",
        "seed + EPOCH_STRIDE",
        (f"{PLAYGROUND}/test_course.py::test_an_epoch_takes_every_example_once_and_the_last_batch_what_is_left",),
    ),
    Mutant(
        "a random direction keeps its own length",
        "core/concepts/playground/landscape.py",
        "(mine.weights * lengths).ravel()",
        "mine.weights.ravel()",
        (f"{PLAYGROUND}/test_landscape.py::test_the_filters_of_random_directions_are_as_long_as_the_networks",),
    ),
    Mutant(
        "the plane of a path is the one in which it moves least",
        "core/concepts/playground/landscape.py",
        "vectors[:, -k]",
        "vectors[:, k - 1]",
        (f"{PLAYGROUND}/test_landscape.py::test_a_path_in_a_plane_is_projected_without_loss",),
    ),
    Mutant(
        "of a long table the beginning is taken",
        "core/concepts/playground/table.py",
        "lines[place * len(lines) // count]",
        "lines[place]",
        (f"{PLAYGROUND}/test_table.py::test_of_a_long_table_rows_are_taken_evenly",),
    ),
    Mutant(
        "the loss is halved without its gradient",
        "core/concepts/losses.py",
        "return _mean((a - y) ** 2)",
        "return 0.5 * _mean((a - y) ** 2)",
        ("tests/core/concepts/test_losses.py::test_gradient_is_what_the_loss_does", *NETWORK_TESTS),
    ),
)


CONVOLUTION = (
    Mutant(
        "the odd cell of padding comes first",
        "core/concepts/convolution/sliding.py",
        "return total // 2, total - total // 2",
        "return total - total // 2, total // 2",
        ("tests/core/concepts/convolution/test_sliding.py::test_an_odd_cell_of_padding_comes_at_the_end",),
    ),
    Mutant(
        "the gradient on a picture goes through a flipped kernel",
        "core/concepts/convolution/sliding.py",
        '"rcf,ijkf->rcijk", on_z, kernel)',
        '"rcf,ijkf->rcijk", on_z, kernel[::-1, ::-1])',
        ("tests/core/concepts/convolution/test_sliding.py::test_every_gradient_is_what_the_loss_does",),
    ),
    Mutant(
        "average pooling counts its padding",
        "core/concepts/convolution/pooling.py",
        "total / count_cells(x, window)",
        "total / window.size**2",
        ("tests/core/concepts/convolution/test_pooling.py::test_padding_is_never_the_largest_and_never_counted",),
    ),
    Mutant(
        "the gradient goes to the smallest cell of a window",
        "core/concepts/convolution/pooling.py",
        "flat.argmax(axis=2)",
        "flat.argmin(axis=2)",
        ("tests/core/concepts/convolution/test_pooling.py::test_the_gradient_is_what_the_loss_does",),
    ),
    Mutant(
        "a receptive field forgets the strides below it",
        "core/concepts/convolution/receptive_field.py",
        "size += (window.span - 1) * jump",
        "size += window.span - 1",
        ("tests/core/concepts/convolution/test_receptive_field.py::test_known_sizes",),
    ),
    Mutant(
        "the cells between the taps of a dilated window are read too",
        "core/concepts/convolution/sliding.py",
        ":: window.dilation, :: window.dilation]",
        ": window.size, : window.size]",
        ("tests/core/concepts/convolution/test_sliding.py::test_it_is_the_sum_of_products_at_each_place",),
    ),
)


RECURRENT = (
    Mutant(
        "the way back through time ends after one step",
        "core/concepts/recurrent/cells.py",
        "        later = np.multiply(on_h_now, slope, out=on_z_now)",
        "        np.multiply(on_h_now, slope, out=on_z_now)",
        (BACK_THROUGH_TIME,),
    ),
    Mutant(
        "the gradient on the LSTM's memory goes through the wrong gate",
        "core/concepts/recurrent/cells.py",
        "c_to_ifg, f, on_c,",
        "c_to_ifg, i, on_c,",
        (BACK_THROUGH_TIME,),
    ),
    Mutant(
        "how far the last answer's gradient reaches is told of all answers together",
        "core/concepts/recurrent/unrolled.py",
        "last[-1] = trace.on_logits[-1]",
        "last[:] = trace.on_logits",
        (
            "tests/core/concepts/recurrent/test_unrolled.py"
            "::test_the_size_at_a_step_is_that_of_the_last_answers_gradient_on_its_memory",
        ),
    ),
    Mutant(
        "clipping makes a short gradient longer",
        "core/concepts/recurrent/flat.py",
        "if limit and length > limit else",
        "if limit else",
        ("tests/core/concepts/recurrent/test_unrolled.py::test_a_short_gradient_and_no_limit_are_left_alone",),
    ),
)


ATTENDING = (
    Mutant(
        "the causal mask lets the next place be seen",
        "core/concepts/attention/heads.py",
        "return np.tri(places, dtype=np.bool_)",
        "return np.tri(places, k=1, dtype=np.bool_)",
        ("tests/core/concepts/attention/test_heads.py::test_the_weights_of_a_place_sum_to_one_and_nobody_looks_ahead",),
    ),
    Mutant(
        "softmax passes a gradient back without its mean",
        "core/concepts/attention/heads.py",
        "p * (on_p - (on_p * p).sum(axis=-1, keepdims=True))",
        "p * on_p",
        ("tests/core/concepts/attention/test_heads.py::test_softmax_backward_is_its_jacobian",),
    ),
    Mutant(
        "the embedding learns at the end alone",
        "core/concepts/attention/transformer.py",
        "    np.add.at(embedding,",
        "    np.add.at(embedding.copy(),",
        ("tests/core/concepts/attention/test_transformer.py::test_every_gradient_is_what_the_loss_does",),
    ),
    Mutant(
        "a further character takes the place of the one before",
        "core/concepts/attention/completion.py",
        "first=here)",
        "first=here - 1)",
        (f"{WRITING}::test_sign_by_sign_is_what_one_pass_over_the_whole_text_says",),
    ),
    Mutant(
        "a normalised place forgets that its mean moves too",
        "core/concepts/attention/normalisation.py",
        "(on_normal - mean - traced.normal * along)",
        "(on_normal - traced.normal * along)",
        ("tests/core/concepts/attention/test_transformer.py::test_every_gradient_is_what_the_loss_does",),
    ),
    Mutant(
        "the sine and the cosine of a place have two frequencies",
        "core/concepts/attention/positions.py",
        "pair = np.arange(size) // 2",
        "pair = np.arange(size)",
        ("tests/core/concepts/attention/test_heads.py::test_waves_of_a_distance_are_a_rotation_whatever_the_place",),
    ),
    Mutant(
        "who fills a gap sees what is hidden",
        "core/concepts/attention/gap.py",
        "gapped[place + 1] = known.signs.index(HIDDEN)",
        "gapped[place] = known.signs.index(HIDDEN)",
        (f"{WRITING}::test_the_gap_is_filled_by_what_stands_on_both_sides_and_continued_by_the_left_one_alone",),
    ),
    Mutant(
        "who continues a text sees one character more",
        "core/concepts/attention/gap.py",
        "before = tokens[: place + 1]",
        "before = tokens[: place + 2]",
        (f"{WRITING}::test_the_gap_is_filled_by_what_stands_on_both_sides_and_continued_by_the_left_one_alone",),
    ),
    Mutant(
        "a temperature multiplies the logits",
        "core/concepts/attention/completion.py",
        " / sampling.temperature)",
        " * sampling.temperature)",
        (f"{WRITING}::test_the_temperature_divides_the_logits",),
    ),
    Mutant(
        "top k keeps one sign too many",
        "core/concepts/attention/completion.py",
        "falling[: sampling.top_k]",
        "falling[: sampling.top_k + 1]",
        (f"{WRITING}::test_top_k_leaves_the_rest_no_chance_and_the_kept_their_proportions",),
    ),
    Mutant(
        "a text is rated by the likeliest signs in place of those that came",
        "core/concepts/attention/completion.py",
        "[choice.said for choice in written.choices]",
        "[choice.probabilities[0] for choice in written.choices]",
        (f"{WRITING}::test_a_text_is_as_probable_as_all_its_choices_together",),
    ),
    Mutant(
        "what a part would say is read without the last normalisation",
        "core/concepts/attention/passage.py",
        "normalise(x, known.model.last).out @",
        "x @",
        ("tests/core/concepts/attention/test_passage.py",),
    ),
    Mutant(
        "top p keeps one sign too few",
        "core/concepts/attention/completion.py",
        "sampling.top_p)) + 1",
        "sampling.top_p))",
        (f"{WRITING}::test_top_p_keeps_the_fewest_that_reach_it_and_their_proportions",),
    ),
    Mutant(
        "a score is divided by the size of a head in place of its root",
        "core/concepts/attention/heads.py",
        "float(1.0 / np.sqrt(query.shape[-1]))",
        "float(1.0 / query.shape[-1])",
        ("tests/core/concepts/attention/test_heads.py::test_it_is_multi_head_attention_of_keras",),
    ),
)


PLAYING = (
    Mutant(
        "the generator learns from the discriminator as it was",
        "core/concepts/gan/game.py",
        "improve(game, state.generator, discriminator, noise)",
        "improve(game, state.generator, state.discriminator, noise)",
        (
            "tests/core/concepts/gan/test_game.py"
            "::test_the_generator_learns_from_the_discriminator_as_it_is_after_its_updates",
        ),
    ),
    Mutant(
        "both forms of the generator's loss have one slope",
        "core/concepts/gan/game.py",
        "sign * (sigmoid(z) - target)",
        "(sigmoid(z) - 1.0)",
        ("tests/core/concepts/gan/test_game.py::test_the_generators_gradients_go_through_the_discriminator",),
    ),
    Mutant(
        "an end is worth what would come after it",
        "core/concepts/reinforcement/q_learning.py",
        "0.0 if world.ends[to] else q[to][taken[0]] if taken else max(q[to])",
        "q[to][taken[0]] if taken else max(q[to]) + 0.1",
        ("tests/core/concepts/reinforcement/test_q_learning.py::test_every_step_moves_its_value_by_the_rule",),
    ),
    Mutant(
        "SARSA learns from the best step in place of its own",
        "core/concepts/reinforcement/q_learning.py",
        "q[to][taken[0]] if taken else max(q[to])",
        "max(q[to])",
        ("tests/core/concepts/reinforcement/test_q_learning.py::test_sarsa_moves_towards_the_step_that_it_takes_next",),
    ),
    Mutant(
        "what comes next is not discounted",
        "core/concepts/reinforcement/planning.py",
        "world.reward + discount * values",
        "world.reward + values",
        (f"{PLANNING}::test_a_corridor_has_the_values_of_its_discounts",),
    ),
    Mutant(
        "the policy takes what promises least",
        "core/concepts/reinforcement/planning.py",
        "self.promises[-1].argmax(axis=-1)",
        "self.promises[-1].argmin(axis=-1)",
        (f"{PLANNING}::test_a_corridor_has_the_values_of_its_discounts",),
    ),
    Mutant(
        "the discriminator is told that made points are real",
        "core/concepts/gan/game.py",
        "np.zeros((len(fake), 1))",
        "np.ones((len(fake), 1))",
        ("tests/core/concepts/gan/test_game.py::test_the_discriminators_gradient_is_what_its_loss_does",),
    ),
    Mutant(
        "of a drawing the first place alone is imitated",
        "core/concepts/gan/targets.py",
        "Target(_groups(np.array(drawn)).draw, NOWHERE)",
        "Target(_groups(np.array(drawn[:1])).draw, NOWHERE)",
        (
            "tests/core/concepts/gan/test_game.py"
            "::test_what_was_drawn_is_met_near_its_places_each_as_often_as_any_other",
        ),
    ),
    Mutant(
        "a step goes astray to both sides as often as to one",
        "core/concepts/reinforcement/world.py",
        "(side, self.slip / 2)",
        "(side, self.slip)",
        (f"{PLANNING}::test_the_chances_of_every_action_sum_to_one_and_no_wall_is_entered",),
    ),
)


IN_THE_BROWSER = (
    Mutant(
        "the playground's penalty falls on biases too",
        "pages/concepts/playground/mathematics/training.js",
        "if (isWeight[i]) gradient[i] +=",
        "gradient[i] +=",
        (f"{SCRIPTS}/test_playground.py::test_every_number_of_a_training_is_pythons",),
    ),
    Mutant(
        "the playground's random direction keeps its own length",
        "pages/concepts/playground/mathematics/landscape.js",
        "source * units] *= scale",
        "source * units] *= 1",
        (f"{SCRIPTS}/test_playground.py::test_the_loss_surface_and_the_path_through_it_are_pythons",),
    ),
    Mutant(
        "the played generator learns by one form of its loss",
        "pages/concepts/gan/game.js",
        "settings.saturating ? -a[i] : a[i] - 1",
        "a[i] - 1",
        (f"{SCRIPTS}/test_gan.py::test_its_rounds_are_those_of_python_to_1e_9",),
    ),
    Mutant(
        "a density is mirrored at the diagonal",
        "pages/concepts/gan/pictures.js",
        "[place(points[2 * i]), place(points[2 * i + 1])]",
        "[place(points[2 * i + 1]), place(points[2 * i])]",
        (f"{SCRIPTS}/test_gan.py::test_points_are_counted_in_their_cells_and_groups",),
    ),
    Mutant(
        "the browser's bias learns of the last example alone",
        "pages/shared/mathematics/network.js",
        "gradient[biases + unit] += delta[at + unit]",
        "gradient[biases + unit] = delta[at + unit]",
        (f"{SCRIPTS}/test_playground.py::test_every_number_of_a_training_is_pythons",),
    ),
    Mutant(
        "the browser's Adam forgets that its memory began at zero",
        "pages/shared/mathematics/optimizers.js",
        "(rate * (m[i] / first))",
        "(rate * m[i])",
        (f"{SCRIPTS}/test_playground.py::test_every_number_of_a_training_is_pythons",),
    ),
    Mutant(
        "the browser's rate changes one update late",
        "pages/concepts/playground/mathematics/training.js",
        "if (update >= rates[i][0])",
        "if (update > rates[i][0])",
        (f"{SCRIPTS}/test_playground.py::test_every_number_of_a_training_is_pythons",),
    ),
    Mutant(
        "a window in the browser ignores its dilation",
        "pages/concepts/convolution/picture/taps.js",
        "column * window.stride - window.left + j * window.dilation",
        "column * window.stride - window.left + j",
        (f"{SCRIPTS}/test_convolution.py::test_the_output_is_pythons",),
    ),
    Mutant(
        "what was learned in the browser begins anew at every kept moment",
        "pages/concepts/reinforcement/replay.js",
        "kept.push(worth.slice())",
        "kept.push(new Float64Array(ACTIONS * cells))",
        (f"{SCRIPTS}/test_reinforcement.py::test_after_any_number_of_steps_the_worth_is_the_one_learned",),
    ),
)


READING = (
    Mutant(
        "validation batches read the test split",
        "core/training/stages.py",
        'return Batches(pictures, "val", spec.batch_size',
        'return Batches(pictures, "test", spec.batch_size',
        (f"{STAGES}::test_an_epoch_is_judged_by_the_validation_pictures_in_the_order_of_the_index",),
    ),
    Mutant(
        "training batches read the validation split",
        "core/training/stages.py",
        'return Batches(pictures, "train", spec.batch_size',
        'return Batches(pictures, "val", spec.batch_size',
        (f"{STAGES}::test_an_epoch_fits_to_every_training_picture_once",),
    ),
    Mutant(
        "a precision is measured on validation pictures",
        "core/training/stages.py",
        "return make_training_batches(spec, pictures)[0]",
        "return make_validation_batches(spec, pictures)[0]",
        (f"{STAGES}::test_a_precision_is_measured_on_training_pictures",),
    ),
    Mutant(
        "classes are weighed by the whole dataset",
        "core/training/stages.py",
        'return pictures.labels[pictures.select("train")]',
        "return pictures.labels",
        (f"{STAGES}::test_classes_are_weighed_by_how_often_they_are_trained_on",),
    ),
    Mutant(
        "test pictures are inspected after each epoch",
        "core/training/stages.py",
        'permutation(pictures.select("val"))',
        'permutation(pictures.select("test"))',
        (f"{STAGES}::test_what_is_inspected_are_validation_pictures_of_all_classes",),
    ),
    Mutant(
        "a head's strength is chosen by test pictures",
        "core/training/stages.py",
        'dataset.list_pictures(split="val")',
        'dataset.list_pictures(split="test")',
        (f"{STAGES}::test_a_head_learns_from_training_pictures_and_is_chosen_by_validation_pictures",),
    ),
    Mutant(
        "a head learns from the pictures that it is chosen by",
        "core/training/stages.py",
        "both.part(slice(count))",
        "both",
        (f"{STAGES}::test_a_head_learns_from_training_pictures_and_is_chosen_by_validation_pictures",),
    ),
    Mutant(
        "the best epoch is the one that fits the training pictures best",
        "core/training/watching/best_epoch.py",
        'score = (metrics[self.by], -metrics["val_loss"])',
        'score = (metrics["accuracy"], -metrics["loss"])',
        ("tests/core/training/watching/test_best_epoch.py::test_the_training_pictures_have_no_say",),
    ),
    Mutant(
        "where classes weigh the same, the epoch that answers the largest is kept",
        "core/training/watching/best_epoch.py",
        'return CLASSES_ALIKE if spec.class_weights == "balanced" else PICTURES_ALIKE',
        "return PICTURES_ALIKE",
        ("tests/core/training/watching/test_best_epoch.py::test_a_training_judges_by_what_it_weighs",),
    ),
    Mutant(
        "the final judgement is of the validation split",
        "core/training/judge.py",
        'split: Split = "val" if is_trial else "test"',
        'split: Split = "val"',
        ("tests/core/training/test_judge.py::test_the_judgement_reads_the_test_split_and_nothing_else",),
    ),
    Mutant(
        "an evaluation reads the training split",
        "core/inference/labelled_pictures.py",
        "decoded.select(self.split)",
        'decoded.select("train")',
        (f"{PIXELS}::test_what_predicts_sees_what_was_trained_on",),
    ),
    Mutant(
        "test pictures set the threshold of what is familiar",
        "core/inference/familiar/neighbours.py",
        'learned, held_out = _sample(training, dataset, "train"), _sample(training, dataset, "val")',
        'learned, held_out = _sample(training, dataset, "train"), _sample(training, dataset, "test")',
        (
            "tests/core/inference/familiar/test_neighbours.py"
            "::test_training_pictures_are_compared_with_and_validation_pictures_set_the_threshold",
        ),
    ),
    Mutant(
        "Keras is given training pictures to validate on",
        "core/training/feeding.py",
        "return cls(make_validation_batches(spec, pictures)",
        "return cls(make_training_batches(spec, pictures)",
        (
            "tests/core/training/test_feeding.py"
            "::test_keras_is_fed_the_training_split_to_fit_and_the_validation_split_to_judge",
        ),
    ),
    Mutant(
        "of classes with few pictures equal scores count as beaten",
        "core/evaluation/report/ranking.py",
        "(theirs >= own).astype(np.float32)",
        "(theirs > own).astype(np.float32)",
        (
            "tests/core/evaluation/report/test_figures.py"
            "::test_areas_of_classes_with_few_pictures_are_those_of_each_sorted_by_itself",
        ),
    ),
    Mutant(
        "a head's strength is chosen by the pictures that it learned from",
        "core/training/head/fit.py",
        "strongest_within_one_error(new.losses)",
        "strongest_within_one_error(seen.losses)",
        ("tests/core/training/head/test_fit.py::test_the_strength_is_chosen_by_the_validation_pictures",),
    ),
    Mutant(
        "a rate test reads the validation split",
        "core/training/sweep.py",
        "KerasBatches.for_training(spec, pictures)",
        "KerasBatches.for_validation(spec, pictures)",
        ("tests/core/training/test_reads.py::test_a_rate_test_looks_at_training_pictures_alone",),
    ),
)

SEEING = (
    Mutant(
        "the command line resizes otherwise than training does",
        "core/inference/predict.py",
        "squares = decode_squares(source, model.image_size, model.view, name=name)",
        "squares = decode_squares(source, "
        + OTHER_RESIZE.format(size="model.image_size", view="model.view", name="name"),
        (f"{PIXELS}::test_what_predicts_sees_what_was_trained_on",),
    ),
    Mutant(
        "the page resizes otherwise than training does",
        "core/data/pixels/decode.py",
        "return _stack_squares(squares), shown",
        "return _stack_squares(squares)[:, ::-1], shown",
        (f"{PIXELS}::test_what_predicts_sees_what_was_trained_on",),
    ),
    Mutant(
        "the training cache is resized otherwise",
        "core/data/pixels/cache.py",
        "decode(read_unchanged(dataset, record), size, view, name=record.path)",
        "decode(read_unchanged(dataset, record), " + OTHER_RESIZE.format(size="size", view="view", name="record.path"),
        (f"{PIXELS}::test_what_predicts_sees_what_was_trained_on",),
    ),
    Mutant(
        "the backbone's pictures are resized otherwise",
        "core/backbone/features.py",
        "decode_squares(picture.read(), size, view, name=picture.name)",
        "decode_squares(picture.read(), " + OTHER_RESIZE.format(size="size", view="view", name="picture.name"),
        (f"{PIXELS}::test_the_backbone_sees_what_a_training_of_all_layers_sees",),
    ),
    Mutant(
        "the backbone gets pixels from 0 to 1",
        "core/backbone/features.py",
        "squares.astype(np.float32)",
        "squares.astype(np.float32) / 255",
        (f"{PIXELS}::test_the_backbone_sees_what_a_training_of_all_layers_sees",),
    ),
    Mutant(
        "an evaluation reads blue for red",
        "core/inference/labelled_pictures.py",
        "yield decoded.images[places[start : start + batch]]",
        "yield decoded.images[places[start : start + batch]][..., ::-1]",
        (f"{PIXELS}::test_an_evaluation_and_the_command_line_give_one_file_one_answer",),
    ),
    Mutant(
        "photos are seen as they lie",
        "core/data/pixels/opening/upright.py",
        "yield to_rgb(band.transpose(_TURNS[turned]) if turned in _TURNS else band, colours)",
        "yield to_rgb(band, colours)",
        (f"{PIXELS}::test_every_turn_of_a_photo_is_seen_upright",),
    ),
    Mutant(
        "the one probability of two classes is given to the first",
        "core/networks/outputs.py",
        "np.hstack([1 - outputs, outputs])",
        "np.hstack([outputs, 1 - outputs])",
        ("tests/core/inference/test_session.py::test_one_unit_is_the_probability_of_the_second_class",),
    ),
)

EXPORTING = (
    Mutant(
        "an exported file is checked on pictures that were trained on",
        "core/export/comparison.py",
        'UNSEEN_FIRST: Sequence[Split] = ("test", "val", "train")',
        'UNSEEN_FIRST: Sequence[Split] = ("train", "val", "test")',
        (f"{CHECKED}::test_they_are_those_of_the_test_first_with_the_pixels_of_the_training",),
    ),
    Mutant(
        "an exported file is checked on pixels of another resize",
        "core/export/comparison.py",
        "decode(file, model.image_size, model.view)",
        "decode(file, " + OTHER_RESIZE.format(size="model.image_size", view="model.view", name="file.name"),
        (f"{CHECKED}::test_they_are_those_of_the_test_first_with_the_pixels_of_the_training",),
    ),
    Mutant(
        "a kept threshold keeps its number at another temperature",
        "core/inference/decision.py",
        "times = self.temperature / temperature",
        "times = 1.0",
        ("tests/core/inference/test_decision.py::test_another_temperature_changes_no_answer_of_two_classes",),
    ),
    Mutant(
        "trials of a search are judged on the test pictures",
        "core/training/judge.py",
        'split: Split = "val" if is_trial else "test"',
        'split: Split = "test"',
        (f"{JUDGE}::test_a_trial_of_a_search_reads_the_validation_split_and_tells_nothing_of_the_test",),
    ),
    Mutant(
        "a receptive field begins where there is no padding",
        "core/networks/budget/receptive_field.py",
        "return max(0, (places - 1) * strides + kernel - length) // 2",
        "return 0",
        (f"{FIELD}::test_the_field_is_what_a_computation_of_reach_finds",),
    ),
    Mutant(
        "the best of many trials owes nothing to luck",
        "core/search/optimism.py",
        "correct[winner, chooses].mean() - correct[winner, measures].mean()",
        "correct[winner].mean() - correct[winner].mean()",
        (f"{OPTIMISM}::test_the_best_of_many_equals_is_optimistic_by_what_luck_gives",),
    ),
    Mutant(
        "decisions that changed in an export are not counted",
        "core/export/comparison.py",
        "decide(expected) != decide(found)",
        "decide(expected) != decide(expected)",
        (f"{CHECKED}::test_the_largest_difference_and_the_changed_decisions_are_told",),
    ),
    Mutant(
        "a bundle is as sure with a threshold as without",
        "core/export/standalone/predict.py",
        "certainty = np.float32(odds.max() / odds.sum())",
        "certainty = row.max()",
        ("tests/core/inference/test_one_rule.py::test_every_place_answers_as_the_rule_does",),
    ),
    Mutant(
        "the card of a run counts the most probable classes whatever threshold is kept",
        "core/cards/run_card.py",
        "found = raw.apply(rule)",
        "found = raw",
        ("tests/core/cards/test_run_card.py::test_with_a_kept_threshold_the_answers_are_those_of_the_rule",),
    ),
    Mutant(
        "a 7z is read from where its kind was looked at",
        "core/data/intake/archives/sevens.py",
        "os.lseek(archive.fileno(), 0, os.SEEK_SET)",
        "archive.fileno()",
        ("tests/core/inference/asking/test_questions.py::test_a_7z_stands_for_what_it_holds",),
    ),
)

EXPLAINING = (
    Mutant(
        "a mean at the edge of a map is divided by the whole window",
        "core/explain/gradients/rules/windows.py",
        'prod(window.sides) if attributes.get("count_include_pad") else counted',
        "prod(window.sides)",
        (f"{GRADIENTS}::test_every_other_operator",),
    ),
    Mutant(
        "each of several largest values gets the whole gradient",
        "core/explain/gradients/rules/reductions.py",
        'tape.write("Div", gradient, count)',
        "gradient",
        (f"{GRADIENTS}::test_of_equal_values_the_first_of_a_window_counts_and_all_of_a_map",),
    ),
    Mutant(
        "a window that reads channels first is taken for one that has them last",
        "core/explain/gradients/axes.py",
        "node.op_type not in CHANNELS_FIRST and found",
        "found",
        ("tests/core/explain/gradients/test_axes.py",),
    ),
)

RECORDING = (
    Mutant(
        "what was lost of the events is forgotten when more are written",
        "core/jobs/worker/heartbeat.py",
        '"recorded": size + self._lost',
        '"recorded": size',
        (f"{HEARTBEAT}::test_what_was_lost_stays_lost_however_much_is_recorded_after_it",),
    ),
    Mutant(
        "a file of events is whole if it is there",
        "core/jobs/folder.py",
        "measure_size(self.events) < recorded",
        "not self.events.exists()",
        (f"{HEARTBEAT}::test_what_was_lost_stays_lost_however_much_is_recorded_after_it",),
    ),
    Mutant(
        "a worker whose record is gone is gone too",
        "core/jobs/launchers/process.py",
        'return job.read_state().state == "running" and has_recent_heartbeat(job)',
        "return False",
        ("tests/core/runs/test_life.py::test_a_worker_whose_record_is_gone_is_judged_by_its_heartbeat",),
    ),
)

GOING_ON = (
    Mutant(
        "a picture that has changed is taken for what it was read as",
        "core/data/intake/read_files.py",
        "NO_STAMP in (stamp, earlier) or stamp != earlier:",
        "NO_STAMP in (stamp, earlier):",
        ("tests/core/data/intake/test_read_files.py::test_a_file_that_is_as_it_was_is_not_opened",),
    ),
    Mutant(
        "what was unpacked of one archive is believed of another",
        "core/data/intake/archives/journal.py",
        " and self._lines[0] == {_ARCHIVE: archive}:",
        ":",
        (f"{ATTEMPT}::test_another_archive_under_the_same_name_is_unpacked_from_its_beginning",),
    ),
    Mutant(
        "a member that was written and not told is called a duplicate",
        "core/data/intake/archives/members.py",
        "            path.unlink()\n\n\ndef _try",
        "            pass\n\n\ndef _try",
        (f"{ATTEMPT}::test_a_journal_that_was_cut_is_believed_up_to_there",),
    ),
)

BRINGING = (
    Mutant(
        "what is left out makes the rest weigh more",
        "core/curation/health.py",
        "found = dataset.manifest.images + dataset.manifest.refused",
        "found = dataset.manifest.images",
        ("tests/core/curation/test_health.py::test_what_is_left_out_does_not_make_the_rest_weigh_more",),
    ),
    Mutant(
        "one press takes most of what a class is learned from",
        "core/curation/deciding/mend.py",
        "surplus | leaking - too_many",
        "surplus | leaking",
        ("tests/core/curation/deciding/test_mend.py::test_a_class_does_not_lose_most_of_what_it_is_learned_from",),
    ),
    Mutant(
        "the last part of a split zip is taken for the whole",
        "core/data/intake/archives/zips.py",
        "if _count_parts(archive) > 1:",
        "if _count_parts(archive) > 2:",
        ("tests/core/data/intake/archives/test_no_archives.py::test_no_part_of_a_split_zip_is_taken_for_the_whole",),
    ),
    Mutant(
        "a row of two classes is of the first",
        "core/data/intake/labels/one_hot.py",
        'columns[0] if len(columns) == 1 else ""',
        'columns[0] if columns else ""',
        (
            "tests/core/data/intake/test_labels.py"
            "::test_tables_that_belong_together_are_one_and_the_likeliest_is_offered",
        ),
    ),
)

SHARING = (
    Mutant(
        "a worker that was replaced goes on writing",
        "core/jobs/launchers/ray.py",
        "        elif recorded != mine:\n            raise Superseded",
        "        elif recorded != mine:\n            pass",
        ("tests/core/jobs/worker/test_place.py::test_a_worker_whose_job_has_another_one_writes_nothing_more",),
    ),
    Mutant(
        "the slot of a job that has ended elsewhere stays taken",
        "core/jobs/queue.py",
        "return launchers.find_for(job).remote and not _is_active(job)",
        "return False",
        (
            "tests/core/jobs/worker/test_place.py"
            "::test_a_worker_elsewhere_ends_its_job_without_a_lock_and_the_queue_starts_the_next",
        ),
    ),
    Mutant(
        "who stays away saves up turns",
        "core/jobs/line/order.py",
        "return max([now, *",
        "return max([0, *",
        ("tests/core/jobs/line/test_order.py::test_who_comes_late_is_next_and_saves_up_no_turns",),
    ),
    Mutant(
        "a link shows its thing for ever",
        "core/hosting/shares.py",
        "share.token != token or share.ends <= time.time()",
        "share.token != token",
        ("tests/core/hosting/test_shares.py::test_it_ends",),
    ),
    Mutant(
        "whoever has a link takes it back",
        "core/hosting/shares.py",
        "if share is not None and share.owner == workspace.current().owner:",
        "if share is not None:",
        ("tests/core/hosting/test_shares.py::test_only_its_owner_takes_it_back",),
    ),
    Mutant(
        "a worker for answers stays while others wait for its slot",
        "core/explain/serving/serve.py",
        "> TURN_SECONDS and queue.is_awaited(lanes.ANSWERS)",
        "> TURN_SECONDS and queue.is_awaited(lanes.TRAINING)",
        (
            "tests/core/tasks/models/test_explain.py::test_a_worker_makes_way_for_one_that_waits_once_it_has_had_its_turn",
        ),
    ),
    Mutant(
        "a name on the board is a formula",
        "core/hosting/classes.py",
        ".lstrip(FORMULA_SIGNS)",
        "",
        ("tests/core/hosting/test_classes.py::test_no_name_on_the_board_is_a_formula_where_its_file_is_opened",),
    ),
    Mutant(
        "two dots lead out of a workspace",
        "core/quota.py",
        "path.resolve().is_relative_to",
        "path.is_relative_to",
        ("tests/core/test_quota.py::test_on_somebody_elses_machine_only_ones_own_workspace_is_read",),
    ),
    Mutant(
        "guests of one address keep as much as each may",
        "core/quota.py",
        "        if not self.shared:\n            return mine\n",
        "        return mine\n",
        ("tests/core/test_quota.py::test_what_guests_of_one_address_keep_counts_together",),
    ),
    Mutant(
        "what is half written in the ledger counts",
        "core/ledger.py",
        ' if not path.name.startswith(".")',
        "",
        ("tests/core/test_quota.py::test_a_file_that_a_crash_has_left_half_written_counts_nothing",),
    ),
    Mutant(
        "waiting costs minutes of training",
        "core/jobs/worker/meter.py",
        'state != "running" or not self._quota.accounts',
        "not self._quota.accounts",
        ("tests/core/jobs/worker/test_meter.py::test_work_is_counted_and_waiting_is_not",),
    ),
)

USING = (
    Mutant(
        "of windows that overlap the least sure one stays",
        "core/concepts/uses/windows.py",
        "left = np.argsort(-scores",
        "left = np.argsort(scores",
        ("tests/core/concepts/uses/test_windows.py::test_what_stays_overlaps_little_and_what_goes_has_a_better_one",),
    ),
    Mutant(
        "two boxes count what they share twice",
        "core/concepts/uses/windows.py",
        ".prod() - shared)",
        ".prod())",
        ("tests/core/concepts/uses/test_windows.py::test_the_overlap_is_that_of_the_pixels",),
    ),
    Mutant(
        "a pixel takes the sum of the windows over it",
        "core/concepts/uses/windows.py",
        "covered[top:bottom, left:right] += 1",
        "covered[top:bottom, left:right] = 1",
        ("tests/core/concepts/uses/test_windows.py::test_a_pixel_takes_the_mean_of_the_windows_over_it",),
    ),
    Mutant(
        "a word is found by its logit, which grows with those of all other words",
        "core/concepts/uses/words.py",
        "softmax(logits)[:, word]",
        "logits[:, word]",
        ("tests/core/concepts/uses/test_words.py",),
    ),
    Mutant(
        "a spectrogram has no window",
        "core/concepts/uses/spectrogram.py",
        "np.arange(window)] * weights",
        "np.arange(window)]",
        ("tests/core/concepts/uses/test_spectrogram.py::test_the_values_are_those_of_scipy",),
    ),
    Mutant(
        "a loss at the threshold is a member's",
        "core/concepts/limits/membership.py",
        "(losses < threshold)",
        "(losses <= threshold)",
        ("tests/core/concepts/limits/test_membership.py::test_who_has_a_loss_below_the_threshold_is_called_a_member",),
    ),
    Mutant(
        "equal losses count for the attack",
        "core/concepts/limits/membership.py",
        "(higher + equal / 2)",
        "(higher + equal)",
        ("tests/core/concepts/limits/test_membership.py::test_the_area_is_that_of_scikit_learn",),
    ),
    Mutant(
        "sizes of networks grow by so much, in place of so many times",
        "core/concepts/doubling.py",
        "logs = np.log2(sizes)",
        "logs = sizes",
        ("tests/core/concepts/test_doubling.py",),
    ),
    Mutant(
        "attention has one product with n²",
        "core/concepts/families.py",
        "2 * n * n * d, reach",
        "n * n * d, reach",
        ("tests/core/concepts/test_families.py::test_the_products_of_attention_are_those_of_its_matrices",),
    ),
    Mutant(
        "a test collected like the training has no snow",
        "core/concepts/limits/groups.py",
        "is_right[..., 1], is_right[..., 0])",
        "is_right[..., 0], is_right[..., 0])",
        ("tests/core/concepts/limits/test_groups.py::test_every_answer_is_counted_once",),
    ),
    Mutant(
        "each group of a convolution sees all channels",
        "core/networks/layers.py",
        "self.kernel**2 * (inputs[0][-1] // self.groups) * self.filters",
        "self.kernel**2 * inputs[0][-1] * self.filters",
        ("tests/core/networks/design/test_published.py::test_parameters_and_operations_are_those_of_the_paper",),
    ),
    Mutant(
        "each group of a convolution multiplies with all channels",
        "core/networks/budget/operations.py",
        "kernel**2 * (into[-1] // groups) * prod(out)",
        "kernel**2 * into[-1] * prod(out)",
        ("tests/core/networks/design/test_published.py::test_parameters_and_operations_are_those_of_the_paper",),
    ),
    Mutant(
        "a block of a Transformer has one normalisation",
        "core/networks/budget/transformers.py",
        "+ 2 * 2 * d",
        "+ 2 * d",
        (f"{BUDGET}/test_transformers.py::test_the_parameters_are_the_published_ones",),
    ),
    Mutant(
        "the way back costs as much as the way forward",
        "core/networks/budget/bill.py",
        "BACKWARD = 2",
        "BACKWARD = 1",
        (f"{BUDGET}/test_transformers.py::test_gpt_3_has_its_175_billion_and_took_its_operations",),
    ),
    Mutant(
        "outputs are kept for training without their gradients",
        "core/networks/budget/budget.py",
        "weights + 2 * self.activations",
        "weights + self.activations",
        (f"{FIELD}::test_the_most_numbers_alive_are_those_of_a_branch_and_its_shortcut",),
    ),
    Mutant(
        "a data centre takes no energy beside its machines",
        "core/networks/budget/bill.py",
        "hours * power * OVERHEAD / 1000",
        "hours * power / 1000",
        (f"{BUDGET}/test_transformers.py::test_a_bill_is_time_energy_and_money",),
    ),
    Mutant(
        "a frozen layer costs a way back",
        "core/networks/budget/budget.py",
        "for row in self.rows[first:])",
        "for row in self.rows)",
        ("tests/core/runs/foretold/test_work.py::test_the_gradient_of_a_head_goes_back_through_the_head_alone",),
    ),
    Mutant(
        "the threshold with the least advantage is called the best",
        "core/concepts/limits/membership.py",
        "return max(attacks,",
        "return min(attacks,",
        ("tests/core/concepts/limits/test_membership.py::test_no_threshold_beats_the_best_one",),
    ),
    Mutant(
        "both classes were mostly met in snow",
        "core/concepts/limits/groups.py",
        "round((1 - share) * drawings)",
        "round(share * drawings)",
        (
            "tests/core/concepts/limits/test_groups.py::test_the_first_class_has_the_share_in_snow_and_the_second_the_rest",
        ),
    ),
)

SMALL_NUMBERS = (
    Mutant(
        "all of three pictures is better than nearly all of two thousand",
        "core/inference/models.py",
        "model.accuracy_interval[0] if model.accuracy_interval else model.accuracy",
        "model.accuracy",
        ("tests/core/inference/test_run_model.py::test_the_best_model_is_good_on_many_pictures_not_on_three",),
    ),
    Mutant(
        "pictures that are drawn and read count twice",
        "core/parallel.py",
        "(number * total + done) // of, total",
        "number * total + done, of * total",
        ("tests/core/test_parallel.py::test_stages_over_the_same_things_count_each_once",),
    ),
    Mutant(
        "an answer in large about a picture that is like none",
        "core/inference/verdicts.py",
        "self.doubts[0].reason <= Reason.NOT_SURE",
        "self.doubts[0].reason == Reason.NOT_SURE",
        ("tests/core/inference/test_verdicts.py::test_a_doubt_that_takes_the_answers_place_is_told_first",),
    ),
)

MUTANTS = (
    *SMALL_NUMBERS,
    *MATHEMATICS,
    *CONVOLUTION,
    *RECURRENT,
    *ATTENDING,
    *PLAYING,
    *IN_THE_BROWSER,
    *USING,
    *READING,
    *SEEING,
    *EXPORTING,
    *EXPLAINING,
    *RECORDING,
    *GOING_ON,
    *BRINGING,
    *SHARING,
)


def copied(folder: Path) -> Path:
    """The program and its tests, alone in `folder`; with what Python has compiled, which it need not do again then."""
    for name in COPIED:
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns(*LEFT_OUT))
    return folder


def plant(mutant: Mutant, folder: Path) -> None:
    """Put the mistake into the copy; raises LookupError unless its place is found exactly once."""
    path = folder / mutant.file
    source = path.read_text(encoding="utf-8")
    if source.count(mutant.old) != 1:
        raise LookupError(f"{mutant.name}: “{mutant.old}” stands {source.count(mutant.old)} times in {mutant.file}")
    path.write_text(source.replace(mutant.old, mutant.new), encoding="utf-8")


def outcome(folder: Path, tests: tuple[str, ...]) -> int | None:
    """The exit code of pytest over `tests` in `folder`."""
    process = _forks.Process(target=_run, args=(str(folder), tests))
    process.start()
    process.join()
    return process.exitcode


def _run(folder: str, tests: tuple[str, ...]) -> None:
    """Have pytest import the copy, whatever of the program this process has imported before."""
    for name in [name for name in sys.modules if name.partition(".")[0] in COPIED]:
        del sys.modules[name]
    sys.path[:] = [folder, *(entry for entry in sys.path if Path(entry).resolve() != ROOT)]
    sys.dont_write_bytecode = True
    os.environ.update({"PYTHONPATH": folder, "PYTHONDONTWRITEBYTECODE": "1", "HYPOTHESIS_STORAGE_DIRECTORY": folder})
    os.chdir(folder)
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for stream in (1, 2):
        os.dup2(nowhere, stream)
    sys.exit(pytest.main(["-x", "-q", "-p", "no:cacheprovider", "--rootdir", folder, *tests]))


def all_tests(mutants: Sequence[Mutant]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(test for mutant in mutants for test in mutant.tests))


def trial(mutants: Sequence[Mutant], *, planted: bool) -> int:
    """What the tests of these mutants say of a fresh copy: with the mutants in it, or as it is."""
    with tempfile.TemporaryDirectory() as name:
        folder = copied(Path(name))
        for mutant in mutants if planted else ():
            plant(mutant, folder)
        return outcome(folder, all_tests(mutants))


def main() -> int:
    """Print what became of each mutant; 0 when all of them died."""
    _forks.set_forkserver_preload(LIBRARIES)
    if trial(MUTANTS, planted=False) != GREEN:
        sys.stdout.write("The tests are not green without a mutant, so they can show nothing.\n")
        return 1
    survivors = 0
    for mutant in MUTANTS:
        died = trial([mutant], planted=True) == RED
        survivors += not died
        sys.stdout.write(f"{'died    ' if died else 'SURVIVED'}  {mutant.name}\n")
    return int(survivors > 0)


if __name__ == "__main__":
    sys.exit(main())
