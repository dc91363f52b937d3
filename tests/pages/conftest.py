"""What all tests of pages share."""

import gc
from functools import cache

import pytest
from streamlit.components.v2 import manifest_scanner

from pages.shared.jobs import job_section


@pytest.fixture(scope="session", autouse=True)
def installed_packages_are_looked_through_once():
    """Every AppTest reads the metadata of each installed package, in search of components that it brings."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(manifest_scanner, "scan_component_manifests", cache(manifest_scanner.scan_component_manifests))
        yield


@pytest.fixture(scope="module", autouse=True)
def what_is_loaded_stays():
    """Streamlit looks through all objects after every run: no need to look at those of TensorFlow and older tests."""
    gc.collect()
    gc.freeze()


@pytest.fixture(autouse=True)
def short_work_is_waited_for(monkeypatch):
    """A page waits a second for what takes a moment; on a busy machine that takes longer."""
    monkeypatch.setattr(job_section, "PATIENCE_SECONDS", 60.0)
