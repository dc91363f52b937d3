"""What to try, for a run as it was asked for: nothing that it has already, and nothing that plays no part in it."""

from core.evaluation.evidence.curves import Curves
from core.evaluation.findings.finding import Said
from core.evaluation.findings.measures import has_uneven_training, is_still_learning, is_within_guessing
from core.i18n import N_, Message
from core.specs.network import resolve_recipe

LARGER = 1.25  # times the side that it was trained at: a picture as small as that shows hardly more
WIDE = 0.3  # of accuracy between training and validation: more than learning by heart alone often makes
FEW = 50  # training pictures of a class
SLOW = 3e-4  # of the weights that a step changes; a thousandth is usual

HEAD_FIRST = N_("If these are photos, train the head of a pretrained network first: it learns from few of them.")
HEAD_ALONE = N_("Train the head alone: the rest of the network then cannot learn the pictures by heart.")
MORE_PICTURES = N_("Add more pictures to learn from.")
AUGMENT = N_("Switch augmentation on.")
SMALLER = N_("Use the small residual network (compact), which has far fewer weights.")
OTHER_NETWORK = N_("Use the small residual network (compact), which learns more easily.")
DECAY = N_("Add weight decay.")
STOP_EARLY = N_("Stop early; the weights of the best epoch are kept anyway.")
WAIT_LONGER = N_("Let early stopping wait longer: it ended the training before it had learned.")
MORE_EPOCHS = N_("Train for more epochs.")
TO_ITS_END = N_("Let it train to its end: {epochs} of {asked} epochs are over.")
WEAKER_AUGMENTATION = N_("Weaken the augmentation.")
LESS_DROPOUT = N_("Lower the dropout.")
LARGER_PICTURES = N_("Train at a larger image size: the pictures are larger than that.")
HIGHER_RATE = N_("Raise the learning rate.")
LOWER_RATE = N_("Lower the learning rate.")
CLASS_WEIGHTS = N_("Have all classes weigh the same, so that rare ones count for more.")
CHECK_LABELS = N_("Check the labels: Datasets finds those that the other pictures contradict.")
CHECK_SPLITS = N_("Check that the pictures of the splits look alike.")
LET_MORE_LEARN = N_("Let the top blocks of the network learn too.")
SMOOTH = N_("Add label smoothing.")


def list_against_overfitting(curves: Curves) -> list[str]:
    spec = curves.spec
    doubts = [CHECK_LABELS, CHECK_SPLITS] if is_within_guessing(curves) else []
    if spec.head_only:
        return [*doubts, MORE_PICTURES]
    first = [HEAD_ALONE] if spec.backbone else _suggest_head(curves)
    offered = {
        AUGMENT: resolve_recipe(spec) == type(resolve_recipe(spec))(),
        SMALLER: spec.architecture == "article",
        DECAY: not spec.weight_decay,
        STOP_EARLY: not spec.early_stopping,
        CHECK_SPLITS: not doubts and curves.accuracy[-1] - curves.val_accuracy[-1] > WIDE,
    }
    return [*doubts, *first, MORE_PICTURES, *(text for text, helps in offered.items() if helps)]


def train_longer(curves: Curves) -> Said:
    """More epochs; of a training that goes on, or that somebody stopped, those that were asked for."""
    spec = curves.spec
    if curves.epochs >= spec.epochs:
        return MORE_EPOCHS
    if spec.early_stopping:
        return WAIT_LONGER
    return Message(TO_ITS_END, {"epochs": curves.epochs, "asked": spec.epochs})


def list_against_underfitting(curves: Curves) -> list[Said]:
    spec = curves.spec
    if spec.head_only:
        return [CHECK_LABELS, LET_MORE_LEARN]
    offered = {
        MORE_PICTURES: 0 < sum(curves.training_pictures) < FEW * curves.classes,
        HIGHER_RATE: curves.update_ratio is not None and curves.update_ratio < SLOW,
        OTHER_NETWORK: spec.architecture == "article",
        WEAKER_AUGMENTATION: "augmentation" in curves.hindrances,
        LESS_DROPOUT: "dropout" in curves.hindrances,
        LARGER_PICTURES: curves.picture_side > LARGER * spec.image_size,
    }
    rest = [train_longer(curves), *(text for text, helps in offered.items() if helps)]
    if is_within_guessing(curves):
        return [CHECK_LABELS, *_suggest_head(curves), *rest]
    return [*_suggest_head(curves), *rest, CHECK_LABELS]


def list_against_one_class(curves: Curves) -> list[Said]:
    weights = has_uneven_training(curves) and curves.spec.class_weights == "none" and not curves.spec.head_only
    slower = [] if curves.spec.head_only or has_uneven_training(curves) else [LOWER_RATE]
    rate = [train_longer(curves)] if is_still_learning(curves) else slower
    return [*([CLASS_WEIGHTS] if weights else []), *rate, CHECK_LABELS, *_suggest_head(curves)]


def list_against_missed_class(curves: Curves) -> list[str]:
    """Beside more pictures of the class."""
    weights = has_uneven_training(curves) and curves.spec.class_weights == "none" and not curves.spec.head_only
    return [*([CLASS_WEIGHTS] if weights else []), CHECK_LABELS, *_suggest_head(curves)]


def list_against_hindrance(curves: Curves) -> list[str]:
    offered = {"dropout": LESS_DROPOUT, "augmentation": WEAKER_AUGMENTATION}
    return [text for name, text in offered.items() if name in curves.hindrances]


def list_against_jumps(curves: Curves) -> list[str]:
    spec = curves.spec
    settle = [] if spec.schedule != "constant" else [N_("Take the cosine schedule, which ends in small steps.")]
    batch = [N_("Enlarge the batch.")] if curves.normalised else []
    return [LOWER_RATE, *settle, *batch]


def list_against_certainty(curves: Curves) -> list[str]:
    spec = curves.spec
    return [
        *([STOP_EARLY] if not spec.early_stopping else []),
        *([SMOOTH] if not spec.label_smoothing else []),
        MORE_PICTURES,
    ]


def _suggest_head(curves: Curves) -> list[str]:
    """The first remedy for photos, unless it is used already or the pictures are known to be drawn by a program."""
    return [] if curves.spec.backbone or curves.drawn else [HEAD_FIRST]
