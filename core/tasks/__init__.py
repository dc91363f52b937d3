"""Everything that this program does as a job: one file a kind, each with what starts it. Importing it registers all.

May import what lies below it and nothing that trains: a kind names its work by text, and only the worker imports that.
Begin with `train.py`; a new kind is one more file and its name in the call below.
"""

from core.jobs.kind import register
from core.tasks.datasets.add_dataset import ADD_DATASET
from core.tasks.datasets.check_dataset import CHECK_DATASET
from core.tasks.datasets.export_dataset import EXPORT_DATASET
from core.tasks.datasets.extend_dataset import EXTEND_DATASET
from core.tasks.datasets.label_check import LABEL_CHECK
from core.tasks.datasets.label_effect import LABEL_EFFECT
from core.tasks.datasets.map_pictures import MAP_PICTURES
from core.tasks.models.evaluate import EVALUATE
from core.tasks.models.explain import EXPLAIN
from core.tasks.models.export import EXPORT
from core.tasks.models.import_model import IMPORT_MODEL
from core.tasks.models.neighbours import NEIGHBOURS
from core.tasks.models.onnx_form import ONNX_FORM
from core.tasks.models.predict import PREDICT
from core.tasks.networks.check_design import CHECK_DESIGN
from core.tasks.networks.data_curve import DATA_CURVE
from core.tasks.networks.measure_costs import MEASURE_COSTS
from core.tasks.networks.rate_test import RATE_TEST
from core.tasks.networks.search import SEARCH
from core.tasks.train import TRAIN

register(
    ADD_DATASET, CHECK_DATASET, CHECK_DESIGN, DATA_CURVE, EVALUATE, EXPLAIN, EXPORT, EXPORT_DATASET,
    EXTEND_DATASET, IMPORT_MODEL, LABEL_CHECK, LABEL_EFFECT, MAP_PICTURES, MEASURE_COSTS, NEIGHBOURS,
    ONNX_FORM, PREDICT, RATE_TEST, SEARCH, TRAIN,
)  # fmt: skip
