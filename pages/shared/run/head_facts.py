"""What a run's page says of a pretrained network: how much of it learned."""

from core.i18n import _
from core.specs.settings import list_settings
from core.specs.training_spec import TrainingSpec


def describe_training(spec: TrainingSpec) -> str:
    """The few words behind the architecture in the heading of a run."""
    size = _("{size} px").format(size=spec.image_size)
    batch = _("batch {batch}").format(batch=spec.batch_size)
    if spec.backbone is None:
        return f"{size} · {batch}"
    learns = _(list_settings()["trainable"].form.names[spec.trainable])
    return f"{size} · {learns}" if spec.head_only else f"{size} · {batch} · {learns}"
