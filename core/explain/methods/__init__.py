"""The methods by name. To add one: a module with a class of `Method`, and its line in `METHODS`."""

from collections.abc import Mapping

from core.explain.method import Method
from core.explain.methods.gradcam import GradCam
from core.explain.methods.integrated_gradients import IntegratedGradients
from core.explain.methods.occlusion import Occlusion
from core.explain.methods.smoothgrad import SmoothGrad

METHODS: Mapping[str, Method] = {
    method.name: method for method in (GradCam(), IntegratedGradients(), Occlusion(), SmoothGrad())
}
