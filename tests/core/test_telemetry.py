"""Nothing leaves the machine: libraries that would report on their use are told not to."""

import subprocess
import sys

import pytest

IMPORT = "import {first}; import onnxruntime"


@pytest.mark.parametrize("first", ["core.inference.session", "core.backbone.features", "core"])
def test_onnx_runtime_keeps_no_record_to_send(tmp_path, monkeypatch, first):
    monkeypatch.delenv("ORT_DISABLE_TELEMETRY", raising=False)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.delenv("XDG_CACHE_HOME", raising=False)
    subprocess.run([sys.executable, "-c", IMPORT.format(first=first)], check=True)
    assert not list(tmp_path.rglob("*onnxruntime*"))
