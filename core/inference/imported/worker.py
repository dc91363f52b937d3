"""The process that a stranger's ONNX file runs in: `python -m core.inference.imported.worker MODEL`.

It limits its own memory and time before it reads the file, checks the file before it loads it, and answers one batch
after the other. Each message is a line of JSON; after one with a `shape` follow that many numbers: uint8 pixels on
standard input, float32 probabilities on standard output. It ends with its standard input, or when nobody has asked for
a while.
"""

import json
import os
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from math import prod
from pathlib import Path
from typing import Any

import numpy as np

from core.inference.imported.process_limits import limit_process

IDLE_SECONDS = 300.0


def main(path: Path) -> None:
    limit_process(largest_file=0)
    # Imported here: the limits come first.
    from core.errors import InputError
    from core.inference.imported.onnx_check import check_onnx

    data = path.read_bytes()
    try:
        shape = check_onnx(data)
    except InputError as error:
        _tell({"problem": error.message.text, "values": dict(error.message.values)})
        return
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.enable_cpu_mem_arena = False
    options.intra_op_num_threads = 1  # a picture a core, as in `core.inference.session`
    session = onnxruntime.InferenceSession(data, options, providers=["CPUExecutionProvider"])
    _tell({"image_size": shape.image_size, "outputs": shape.outputs})
    _serve(session)


def _serve(session: Any) -> None:
    pool = ThreadPoolExecutor(os.cpu_count() or 1)
    entry, exit_ = session.get_inputs()[0].name, session.get_outputs()[0].name
    while True:
        timer = threading.Timer(IDLE_SECONDS, os._exit, (0,))
        timer.daemon = True
        timer.start()
        line = sys.stdin.buffer.readline()
        timer.cancel()
        if not line:
            return
        shape = json.loads(line)["shape"]
        pixels = np.frombuffer(sys.stdin.buffer.read(prod(shape)), np.uint8).reshape(shape)
        pictures = np.split(pixels.astype(np.float32), len(pixels))
        rows = np.concatenate(list(pool.map(lambda one: session.run([exit_], {entry: one})[0], pictures)))
        _tell({"shape": rows.shape}, np.ascontiguousarray(rows, np.float32).tobytes())


def _tell(message: dict[str, Any], data: bytes = b"") -> None:
    sys.stdout.buffer.write(json.dumps(message).encode() + b"\n" + data)
    sys.stdout.buffer.flush()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
