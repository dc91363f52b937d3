"""A block in a few words: what it is called, and its numbers."""

from collections.abc import Callable, Mapping

from core.i18n import N_, _
from core.networks.backbones import BACKBONES
from core.networks.design import blocks as of

SHORT = {"max": N_("max"), "average": N_("mean"), "batch": N_("by batch"), "layer": N_("by place")}


def name_block(block: of.AnyBlock) -> str:
    return _(of.TITLES[block.kind])


def tell_block(block: of.AnyBlock) -> str:
    """Its numbers, as short as people write them; nothing where there are none."""
    tell = TOLD.get(type(block))
    return tell(block) if tell else ""


def _conv(block: of.Conv) -> str:
    return " · ".join(
        filter(None, (f"{block.filters} @ {_window(block.kernel, block.stride)}", _name(block.activation)))
    )


def _window(kernel: int, stride: int) -> str:
    return f"{kernel} × {kernel}" + (f" / {stride}" if stride > 1 else "")


def _name(function: str) -> str:
    return "" if function == "linear" else _(of.FUNCTIONS.get(function, function))


def _choice(block: of.Block, field: str) -> str:
    form = next(one for one in type(block).model_fields[field].metadata if hasattr(one, "names"))
    value = getattr(block, field)
    return _(form.names.get(value, value))


TOLD: Mapping[type[of.Block], Callable[..., str]] = {
    of.Rescale: lambda block: _choice(block, "to"),
    of.Backbone: lambda block: BACKBONES[block.network].title,
    of.Conv: _conv,
    of.Depthwise: lambda block: _window(block.kernel, block.stride),
    of.Pool: lambda block: f"{_(SHORT[block.how])} · {_window(block.size, block.stride)}",
    of.Normalise: lambda block: _(SHORT[block.how]),
    of.Activate: lambda block: _name(block.function),
    of.Drop: lambda block: f"{block.rate:g}",
    of.FullyConnected: lambda block: " · ".join(filter(None, (str(block.units), _name(block.activation)))),
    of.SqueezeExcite: lambda block: f"1 / {block.ratio}",
    of.GlobalPool: lambda block: _(SHORT[block.how]),
}
