"""What a person asks of a training: validated when it comes from a form, an address, a file or a command line.

All that is known of a setting stands on its field: type, limits, default, and what it is called and does. The form, the
address, `core.specs.settings` and the options of the command line read it there.
"""

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, ValidationInfo, field_validator, model_validator
from pydantic_core import PydanticCustomError, PydanticKnownError

from core.data.pixels.view import View
from core.form_field import FormField
from core.i18n import N_
from core.networks.augmentation import Augmentation
from core.networks.backbones import BACKBONES, Backbone, Trainable
from core.networks.catalogue import TITLES
from core.networks.design.blocks import Design, find_backbone
from core.specs.own import READS_NONE, READS_OWN, WRITES_OWN

ArchitectureName = Literal[
    "article",
    "compact",
    "efficientnet_lite0",
    "efficientnet_lite2",
    "mobilenet_v3_large",
    "efficientnet_v2_b0",
    "convnext_tiny",
    "design",
]
DESIGNED: ArchitectureName = "design"  # the spec's own blocks say what the network is
HEAD_FIELDS = ("dataset", "architecture", "trainable", "image_size", "view", "device")  # those that affect a head alone
GENTLY = {  # fine-tuning, where nothing else is asked for
    "epochs": 6,
    "batch_size": 16,
    "learning_rate": 3e-5,
    "schedule": "cosine",
    "label_smoothing": 0.05,
}


class TrainingSpec(BaseModel):
    """The whole of one request; two runs of one spec on one machine differ in nothing but time.

    The form asks in the order of the fields. A head alone takes note of the dataset, the architecture and the device;
    it is trained until it has converged.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    version: Literal[2] = 2
    dataset: Annotated[str, FormField(N_("Dataset"))] = "sketches"
    architecture: Annotated[ArchitectureName, FormField(N_("Architecture"), names=TITLES)] = "article"
    share: Annotated[float, Field(gt=0, le=1)] = 1.0  # of the training pictures of each class; of a head all are used
    trial_of: str = ""  # the search that it is a trial of; a trial is never judged on test pictures
    design: Annotated[Design | None, Field(validate_default=True)] = None
    trainable: Annotated[
        Trainable,
        FormField(
            N_("What learns"),
            N_("How much of it your pictures may change."),
            see=N_("[See it](transfer)"),
            names={"head": N_("Head only"), "top": N_("Top blocks too"), "all": N_("All of it")},
            only_with={"architecture": tuple(BACKBONES)},
        ),
    ] = "head"

    epochs: Annotated[
        int,
        Field(ge=1, le=1000),
        FormField(
            N_("Epochs"),
            N_("How often the network sees every training picture."),
            section="learning",
            see=N_("[Watch one learn](learning?epoch=100)"),
        ),
    ] = 10
    image_size: Annotated[
        int,
        Field(ge=32, le=512),
        FormField(
            N_("Image size (px)"),
            N_("Every picture becomes a square of this side. Twice the side takes about four times as long."),
            section="learning",
            step=16,
        ),
    ] = 96
    view: Annotated[
        View,
        FormField(
            N_("How a picture becomes a square"),
            N_(
                "In training, prediction and explanation alike. A crop keeps proportions and shows things larger, but"
                " loses what stands at the edge. Where a prediction averages over mirror images, left and right are the"
                " same."
            ),
            names={
                View.STRETCH: N_("Stretch"),
                View.CROP: N_("Crop"),
                View.LETTERBOX: N_("Letterbox"),
                View.MIRRORED: N_("Stretch and mirror"),
                View.VIEWS: N_("Several views"),
            },
        ),
    ] = View.STRETCH
    batch_size: Annotated[
        int,
        Field(ge=1, le=1024),
        FormField(
            N_("Batch size"),
            N_("How many pictures go into one step of the optimiser; the gradient of a few is noisy."),
            section="learning",
            see=N_("[See the noise](optimizers?closely=gradient_descent&noise=2)"),
        ),
    ] = 32
    learning_rate: Annotated[
        float,
        Field(gt=0, le=10),
        FormField(
            N_("Learning rate"),
            N_("How far one step goes. Too high and the loss jumps; too low and it hardly moves."),
            section="learning",
            see=N_("[See it jump](learning?rate=60&epoch=100&stage=update)"),
            step=1e-4,
        ),
    ] = 1e-3

    optimizer: Annotated[
        Literal["sgd", "rmsprop", "adam", "adamw"],
        FormField(
            N_("Optimiser"),
            N_(
                "The rule that turns gradients into steps. Weight decay is apart from the gradients here, so Adam with"
                " it is AdamW."
            ),
            section="optimiser",
            see=N_("[Watch them race](optimizers)"),
            names={"sgd": "SGD", "rmsprop": "RMSprop", "adam": "Adam", "adamw": "AdamW"},
        ),
    ] = "adam"
    schedule: Annotated[
        Literal["constant", "cosine", "one_cycle"],
        FormField(
            N_("Schedule"),
            N_("Cosine climbs to the rate and falls smoothly to a hundredth; one-cycle falls to nearly nothing."),
            section="optimiser",
            see=N_("[See why: a constant rate never settles](optimizers?closely=gradient_descent&noise=2)"),
            names={"constant": N_("constant"), "cosine": N_("cosine"), "one_cycle": N_("one-cycle")},
        ),
    ] = "constant"
    momentum: Annotated[
        float,
        Field(ge=0, lt=1),
        FormField(
            N_("Momentum (share kept)"),
            N_("How much of its last step the next one keeps; of SGD and RMSprop."),
            section="optimiser",
            see=N_("[See it](optimizers?closely=momentum)"),
            step=0.05,
            only_with={"optimizer": ("sgd", "rmsprop")},
        ),
    ] = 0.9
    warm_up: Annotated[
        float,
        Field(ge=0, le=0.9),
        FormField(
            N_("Warm-up (share)"),
            N_("The share of all steps in which a schedule climbs to the learning rate."),
            section="optimiser",
            see=N_("[See first steps that are too long](learning?rate=60&epoch=100&stage=update)"),
            step=0.05,
            only_with={"schedule": ("cosine", "one_cycle")},
        ),
    ] = 0.1
    clip_norm: Annotated[
        float,
        Field(ge=0, allow_inf_nan=False),
        FormField(
            N_("Clip gradients at norm"),
            N_("Shortens all gradients together to this length where they are longer; 0 leaves them alone."),
            section="optimiser",
            see=N_("[See steps that grow](optimizers?closely=gradient_descent&rate=0.21)"),
            step=0.5,
        ),
    ] = 0.0
    nesterov: Annotated[
        bool,
        FormField(
            "Nesterov",
            N_("Takes the gradient where momentum is about to lead, not where it is; of SGD."),
            section="optimiser",
            see=N_("[See it](optimizers?closely=nesterov)"),
            only_with={"optimizer": ("sgd",)},
        ),
    ] = False

    weight_decay: Annotated[
        float,
        Field(ge=0, lt=1),
        FormField(
            N_("Weight decay"),
            N_("Every step draws every weight towards zero by this share of the rate; 0 is off."),
            section="regularisation",
            see=N_("[See it](optimizers?closely=adamw&decay=0.1)"),
            step=0.01,
        ),
    ] = 0.0
    dropout: Annotated[
        Annotated[float, Field(ge=0, le=0.95)] | None,
        READS_OWN,
        WRITES_OWN,
        FormField(
            N_("Dropout"),
            N_(
                "The share of units that each training step leaves out, so that none can rely on another. Left empty,"
                " it is as the architecture has it."
            ),
            section="regularisation",
            see=N_("[See what it is against](article)"),
            step=0.1,
            nothing=N_("its own"),
        ),
    ] = None
    label_smoothing: Annotated[
        float,
        Field(ge=0, lt=0.5),
        FormField(
            N_("Label smoothing"),
            N_("Asks for a little less than certainty, which helps with doubtful labels."),
            section="regularisation",
            see=N_("[See the loss](losses)"),
            step=0.01,
        ),
    ] = 0.0
    early_stopping: Annotated[
        int,
        Field(ge=0, le=1000),
        FormField(
            N_("Early stopping (epochs)"),
            N_("Ends the run after so many epochs without a better one; 0 lets it go on."),
            section="regularisation",
            see=N_("[See epochs that only memorise](article)"),
        ),
    ] = 0
    class_weights: Annotated[
        Literal["none", "balanced"],
        FormField(
            N_("What weighs the same"),
            N_(
                "All classes alike: a picture of a rare class counts for more, so that it is not passed over. "
                "The epoch with the best balanced accuracy is kept then."
            ),
            section="regularisation",
            see=N_("[See the loss that is weighted](losses)"),
            names={"none": N_("all pictures alike"), "balanced": N_("all classes alike")},
            wide=True,
        ),
    ] = "none"
    augmentation: Annotated[
        Augmentation | None,
        READS_NONE,
        READS_OWN,
        WRITES_OWN,
        FormField(
            N_("Recipe"),
            N_("How training pictures are changed by chance, so that they are harder to learn by heart."),
            see=N_("[See one that learned by heart](article)"),
        ),
    ] = None

    device: Annotated[
        str,
        Field(pattern=r"^(auto|cpu|all|gpu:[0-9]{1,3})$"),
        FormField(
            N_("Device"),
            N_("Where the training is computed. Several GPUs share each batch."),
            section="machine",
            names={"auto": N_("auto: a GPU if there is one"), "cpu": "CPU"},
            wide=True,
        ),
    ] = "auto"
    precision: Annotated[
        Literal["auto", "float32", "mixed_bfloat16", "mixed_float16"],
        FormField(
            N_("Precision of the numbers"),
            N_("Mixed precision is faster on hardware that is made for it."),
            section="machine",
            names={"auto": N_("auto: measure, then take the faster")},
            wide=True,
        ),
    ] = "auto"
    seed: Annotated[
        int,
        Field(ge=0, lt=2**31),
        FormField(
            N_("Random seed"),
            N_("The same seed starts from the same weights and the same order of pictures."),
            section="machine",
            see=N_("[See why weights start from chance](learning?start=zeros&epoch=100&stage=backward)"),
            wide=True,
        ),
    ] = 0

    @property
    def backbone(self) -> Backbone | None:
        """The pretrained network; None for one that learns from scratch."""
        return BACKBONES.get(self.architecture)

    @property
    def weights_of(self) -> Backbone | None:
        """The pretrained network whose weights it needs: it is one, or its design begins with one."""
        block = find_backbone(self.design) if self.design else None
        return BACKBONES[block.network] if block else self.backbone

    @property
    def head_only(self) -> bool:
        """Whether everything but the last layer is frozen, so that it can learn from stored features."""
        return self.backbone is not None and self.trainable == "head"

    @model_validator(mode="before")
    @classmethod
    def _default_to_what_suits_a_backbone(cls, values: Any) -> Any:
        """The image size of a pretrained network, and the defaults of fine-tuning, where nothing else is said."""
        if not isinstance(values, dict):
            return values
        if values.get("architecture") not in BACKBONES:
            return _find_size_of_design(values) | values
        gently = GENTLY if values.get("trainable", "head") != "head" else {}
        return {"image_size": BACKBONES[values["architecture"]].image_size, **gently} | values

    @field_validator("design")
    @classmethod
    def _require_a_design_where_one_is_named(cls, design: Design | None, others: ValidationInfo) -> Design | None:
        if (others.data.get("architecture") == DESIGNED) != (design is not None):
            raise PydanticCustomError("design_missing", "")
        return design

    @field_validator("image_size")
    @classmethod
    def _require_the_size_of_a_backbone(cls, size: int, others: ValidationInfo) -> int:
        backbone = BACKBONES.get(str(others.data.get("architecture")))
        if backbone and size != backbone.image_size:
            raise PydanticKnownError("literal_error", {"expected": str(backbone.image_size)})
        return size

    @model_validator(mode="before")
    @classmethod
    def _read_version_1(cls, values: Any) -> Any:
        """The first version had fewer fields, and only AdamW took note of the weight decay."""
        if not isinstance(values, dict) or values.get("version") != 1:
            return values
        decay = values.get("weight_decay", 0.0) if values.get("optimizer") == "adamw" else 0.0
        return values | {"version": 2, "weight_decay": decay}


def _find_size_of_design(values: dict[str, Any]) -> dict[str, int]:
    """The image size of the pretrained network that a design begins with; nothing where it begins with none."""
    try:
        block = find_backbone(Design.model_validate(values["design"])) if values.get("design") else None
    except ValidationError:
        return {}  # the field's own error says what is wrong with it
    return {"image_size": BACKBONES[block.network].image_size} if block else {}
