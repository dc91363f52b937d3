"""Everything that this program does as a job: one file a kind, each with what starts it. Importing it registers all.

May import what lies below it and nothing that trains: a kind names its work by text, and only the worker imports that.
Begin with `train.py`; a new kind is one more file, with its `Kind` in capitals, and its name in its room below. A file
is imported when somebody asks for its kind, so that no list of jobs waits for what a search needs.
"""

from collections.abc import Mapping, Sequence

from core.jobs.kind import register_by_name

ROOMS: Mapping[str, Sequence[str]] = {
    "datasets": (
        "add_dataset", "check_dataset", "export_dataset", "extend_dataset", "label_check", "label_effect",
        "map_pictures",
    ),
    "models": ("evaluate", "explain", "export", "import_model", "neighbours", "onnx_form", "predict"),
    "networks": ("check_design", "data_curve", "measure_costs", "rate_test", "search"),
}  # fmt: skip

register_by_name(
    {name: f"core.tasks.{room}.{name}:{name.upper()}" for room, names in ROOMS.items() for name in names}
    | {"train": "core.runs.kind:TRAIN"}
)
