"""Whatever a spec may ask for, the form's address says it, and the form asks for it again."""

from hypothesis import example, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from core.data.intake.options import BUILT_IN
from core.specs.training_spec import TrainingSpec
from pages.training.train.form_state import STATE, build_address, build_spec
from tests.specs import EVERYTHING, valid_specs


def form_of(link):
    """The values of a form that is opened by a link."""
    read = {name: STATE.fields[name].read(text) for name, text in link.items()}
    return STATE.compute_defaults(read) | read


@given(spec=valid_specs(dataset=st.sampled_from(BUILT_IN)))
@example(TrainingSpec(label_smoothing=0.495, learning_rate=5e-9))
@example(TrainingSpec(momentum=0.9999999999999999, weight_decay=0.999, clip_norm=1e300, device="gpu:100"))
@example(TrainingSpec(learning_rate=0.1 + 0.2, dropout=0.0))
@example(TrainingSpec(architecture="efficientnet_lite0", trainable="all", image_size=224))
@example(EVERYTHING)
def test_every_spec_comes_back_from_the_form_that_its_link_opens(spec):
    assert build_spec(form_of(build_address(spec))) == spec


@hypothesis_settings(max_examples=30)
@given(spec=valid_specs(dataset=st.sampled_from(BUILT_IN)))
def test_a_form_says_the_same_in_its_address_as_the_link_that_opened_it(spec):
    assert STATE.to_address(form_of(build_address(spec))) == build_address(spec)


def test_what_is_at_its_default_stays_out_of_the_link_but_for_what_others_have_another_default_of():
    always = {"dataset": "sketches", "architecture": "article"}
    assert build_address(TrainingSpec()) == always | {"image_size": "96", "view": "stretch"}
    gentle = TrainingSpec(architecture="efficientnet_lite0", trainable="top", image_size=224)
    tuned = gentle.model_validate({"architecture": "efficientnet_lite0", "trainable": "top"})
    asked = {"architecture": "efficientnet_lite0", "trainable": "top", "image_size": "224", "view": "stretch"}
    assert build_address(tuned) == always | asked
