"""What a training takes on a machine: operations, time, energy and money.

    bill = compute_bill(operations=3.14e23, machine_rate=312e12, power=400, machines=1000, use=0.4, price=2.0)
    bill.seconds, bill.kilowatt_hours, bill.price

A training takes three times the multiply-accumulates of a prediction: forward, and backward for the outputs and for the
weights, where weights learn; each is two operations. For Transformers that is about six operations a parameter and
token (J. Kaplan et al., Scaling laws for neural language models, 2020, arXiv:2001.08361).
"""

from dataclasses import dataclass

OPERATIONS_A_MAC = 2
BACKWARD = 2  # times as much as forward
OVERHEAD = 1.1  # what a data centre takes beside its machines (Google's, 2023, as reported by itself)


@dataclass(frozen=True)
class Bill:
    """`price` is of the hours of all machines."""

    operations: float
    seconds: float
    kilowatt_hours: float
    price: float


def count_training_operations(macs: float, learning_macs: float, examples: float) -> float:
    """Of all examples that are seen, each as often as it is.

    `macs` are of one example forward, `learning_macs` those of them through which the gradient goes back.
    """
    return OPERATIONS_A_MAC * (macs + BACKWARD * learning_macs) * examples


def compute_bill(
    operations: float, *, machine_rate: float, power: float, machines: int, use: float, price: float
) -> Bill:
    """The bill of that many operations.

    Args:
        operations: of the whole training.
        machine_rate: operations a second of one machine at its peak.
        power: watts of one machine.
        machines: how many work side by side.
        use: the share of the peak that is reached, above 0 and at most 1.
        price: of one machine for an hour.

    """
    seconds = operations / (machine_rate * machines * use)
    hours = seconds / 3600 * machines
    return Bill(operations, seconds, hours * power * OVERHEAD / 1000, hours * price)
