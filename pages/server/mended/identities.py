"""What Streamlit knows a component by: its key, as ours all have one.

It would write the data of every component as JSON a second time, in another order, to tell those without a key apart.
"""

from typing import Any

from streamlit.components.v2.bidi_component.main import BidiComponentMixin
from streamlit.proto.BidiComponent_pb2 import BidiComponent
from streamlit.util import calc_hash

_build = BidiComponentMixin._build_bidi_identity_kwargs


def know_components_by_keys() -> None:
    """From now on the data of a component is written once; those without a key are told apart by it as it is sent."""
    BidiComponentMixin._build_bidi_identity_kwargs = _build_without_data  # type: ignore[method-assign, assignment]
    BidiComponentMixin._canonical_json_digest_for_identity = _digest  # type: ignore[method-assign, assignment]


def _build_without_data(self: BidiComponentMixin, *, proto: BidiComponent, data: Any, **others: Any) -> dict[str, Any]:
    return _build(self, proto=proto, data=None if proto.WhichOneof("data") == "json" else data, **others)


def _digest(_self: BidiComponentMixin, text: str) -> str:
    return calc_hash(text)
