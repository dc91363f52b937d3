"""Streamlit still has what is replaced, and a component's data is written as JSON once."""

from streamlit.components.v2.bidi_component.main import BidiComponentMixin
from streamlit.proto.BidiComponent_pb2 import BidiComponent

from pages.server.mended import identities


def test_the_identity_of_a_component_is_made_of_what_is_sent(monkeypatch):
    for name in ("_build_bidi_identity_kwargs", "_canonical_json_digest_for_identity"):
        monkeypatch.setattr(BidiComponentMixin, name, getattr(BidiComponentMixin, name))
    identities.know_components_by_keys()
    same = {"component_name": "chart", "isolate_styles": True, "width": "stretch", "height": "content", "default": None}

    def build(text):
        return BidiComponentMixin()._build_bidi_identity_kwargs(
            proto=BidiComponent(json=text), data={"never": object()}, **same
        )

    assert build('{"z": 1}') == build('{"z": 1}')
    assert build('{"z": 1}') != build('{"z": 2}')
