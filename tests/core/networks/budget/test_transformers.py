"""Transformers by their published shapes: the counts that are known to the last parameter."""

import pytest

from core.content.hardware import MACHINES
from core.networks.budget.bill import compute_bill, count_training_operations
from core.networks.budget.sizes import measure_transformer
from core.networks.budget.transformers import TRANSFORMERS


@pytest.mark.parametrize(
    ("name", "parameters"),
    [("bert_base", 109_482_240), ("bert_large", 335_141_888), ("gpt", 116_534_784), ("gpt2", 124_439_808)],
)
def test_the_parameters_are_the_published_ones(name, parameters):
    assert TRANSFORMERS[name].count_parameters() == parameters


def test_gpt_3_has_its_175_billion_and_took_its_operations():
    shape = TRANSFORMERS["gpt3"]
    assert shape.count_parameters() == pytest.approx(175e9, rel=0.005)
    size = measure_transformer(shape)
    operations = count_training_operations(size.macs, size.learning_macs, shape.seen)
    assert operations == pytest.approx(3.14e23, rel=0.05)  # table D.1 of its paper, which leaves attention's n² out


def test_ten_thousand_v100_take_about_what_was_reported_of_gpt_3():
    shape, machine = TRANSFORMERS["gpt3"], MACHINES["v100"]
    size = measure_transformer(shape)
    operations = count_training_operations(size.macs, size.learning_macs, shape.seen)
    bill = compute_bill(operations, machine_rate=machine.rate, power=machine.power, machines=10_000, use=0.2, price=1.0)
    assert bill.seconds / 86_400 == pytest.approx(14.8, rel=0.1)  # Patterson et al. 2021, arXiv:2104.10350, table 4
    assert bill.kilowatt_hours == pytest.approx(1.287e6, rel=0.15)


def test_half_the_precision_of_outputs_takes_half_their_memory_and_all_of_the_weights():
    shape = TRANSFORMERS["gpt"]
    held, size = shape.count_parameters(), measure_transformer(shape)
    full, mixed = size.training_bytes["float32"], size.training_bytes["mixed_bfloat16"]
    assert full - 16 * held == pytest.approx(2 * (mixed - 16 * held))


def test_a_bill_is_time_energy_and_money():
    bill = compute_bill(7.2e15, machine_rate=1e12, power=500, machines=2, use=0.5, price=3.0)
    assert bill.seconds == pytest.approx(7200)
    assert bill.kilowatt_hours == pytest.approx(2 * 2 * 0.5 * 1.1)
    assert bill.price == pytest.approx(12.0)


def test_twice_the_machines_take_half_the_time_and_the_same_energy():
    one, two = (compute_bill(1e18, machine_rate=1e12, power=500, machines=n, use=0.4, price=1.0) for n in (1, 2))
    assert two.seconds == pytest.approx(one.seconds / 2)
    assert (two.kilowatt_hours, two.price) == pytest.approx((one.kilowatt_hours, one.price))
