"""Training as a kind of work."""

from dataclasses import replace

from core.i18n import N_
from core.jobs.kind import Kind, Needs
from core.jobs.lanes import TRAINING
from core.networks.backbones import EMBEDDED
from core.specs.training_spec import TrainingSpec

ENVIRONMENT = {
    "TF_CPP_MIN_LOG_LEVEL": "2",
    # TensorFlow turns its oneDNN kernels on for the newest processors alone; without AVX-512 they are faster too.
    "TF_ENABLE_ONEDNN_OPTS": "1",
    # CUDA counts the fastest GPU first; people and nvidia-smi count in the order of the bus.
    "CUDA_DEVICE_ORDER": "PCI_BUS_ID",
    # glibc gives large pieces of memory back at once and asks for them again in the next step. A training does little
    # else, and with what it has kept it was 6 to 9 % faster. Other systems do not look at these.
    "MALLOC_MMAP_MAX_": "0",
    "MALLOC_TRIM_THRESHOLD_": str(1 << 34),
}

TRAIN = Kind(
    name="train",
    title=N_("Training"),
    spec=TrainingSpec,
    work="core.training.work:train",
    lane=TRAINING,
    needs=Needs(cpus=1, memory=2 << 30),
    can_pause=True,
    environment=ENVIRONMENT,
    package="tensorflow",
)

WARM_UP = "core.training.head.loading:load_for_heads"


def choose_kind(spec: TrainingSpec) -> Kind[TrainingSpec]:
    """Training, and for a head alone what can be loaded beforehand; that chooses its device, so none may be named."""
    if spec.backbone is None or not spec.head_only or spec.device != "auto":
        return TRAIN
    built_in = spec.backbone if spec.backbone.packaged else EMBEDDED  # the weights of others may not be there yet
    return replace(TRAIN, warm_up=f"{WARM_UP}?{built_in.name}")
