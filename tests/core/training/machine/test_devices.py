"""Devices by name: what a spec asks for is what trains, or a sentence says what there is."""

import keras
import pytest

from core.errors import InputError
from core.training.machine import accelerators
from core.training.machine.accelerators import Gpu
from core.training.machine.devices import choose_device, read_gpu_memory


class Machine:
    """A machine with these GPUs, which this one has not; it notes what it is told."""

    def __init__(self, *gpus):
        self._gpus = list(gpus)
        self.used = None
        self.entered = None

    def list_gpus(self):
        return self._gpus

    def use(self, chosen):
        self.used = list(chosen)

    def on_cpu(self):
        return keras.device("cpu:0")

    def on_gpus(self, chosen):
        self.entered = list(chosen)
        return keras.device("cpu:0")


@pytest.fixture
def machine(monkeypatch):
    found = Machine(Gpu("Old", native_bfloat16=False), Gpu("New", native_bfloat16=True))
    monkeypatch.setattr(accelerators, "find_hardware", lambda name: found)
    return found


@pytest.mark.parametrize(
    ("asked", "used", "name", "policy"),
    [
        ("auto", [0], "Old", "mixed_float16"),
        ("gpu:1", [1], "New", "mixed_bfloat16"),
        ("all", [0, 1], "Old + New", "mixed_float16"),
    ],
)
def test_the_gpu_that_is_asked_for(machine, asked, used, name, policy):
    device = choose_device(asked)
    assert (machine.used, device.name, device.mixed_policy, device.is_gpu) == (used, name, policy, True)
    with device.scope():
        assert machine.entered == used


def test_the_cpu_hides_the_gpus(machine):
    device = choose_device("cpu")
    assert machine.used == []
    assert device.name.startswith("CPU")


def test_a_gpu_that_is_not_there_is_named(machine):
    with pytest.raises(InputError, match=r"no gpu:2 on this machine.*gpu:0 \(Old\), gpu:1 \(New\)"):
        choose_device("gpu:2")


@pytest.mark.skipif(bool(accelerators.find_hardware("tensorflow").list_gpus()), reason="this machine has a GPU")
def test_a_machine_without_a_gpu_says_so():
    assert choose_device("auto").name.startswith("CPU")
    assert read_gpu_memory() is None
    with choose_device("cpu").scope():
        pass
    for asked in ("gpu:0", "all"):
        with pytest.raises(InputError, match="has no GPU"):
            choose_device(asked)
