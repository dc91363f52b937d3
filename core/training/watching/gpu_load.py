"""The load of the GPU, if there is one, as the driver's `nvidia-smi` reports it."""

import shutil
import subprocess


class GpuLoad:
    """The load of the first GPU; `ask` starts the measurement and `answer` reads its result."""

    PROGRAM = "nvidia-smi"
    QUESTION = ("--query-gpu=utilization.gpu", "--format=csv,noheader,nounits", "--id=0")
    PATIENCE = 2.0  # seconds

    def __init__(self) -> None:
        self._program = shutil.which(self.PROGRAM)
        self._asked: subprocess.Popen[str] | None = None

    def ask(self) -> None:
        if self._program:
            self._asked = subprocess.Popen([self._program, *self.QUESTION], stdout=subprocess.PIPE, text=True)

    def answer(self) -> float:
        """From 0 to 1; NaN without a GPU or an answer."""
        if self._asked is None:
            return float("nan")
        try:
            said, _errors = self._asked.communicate(timeout=self.PATIENCE)
            return float(said) / 100
        except (subprocess.TimeoutExpired, ValueError):
            self._asked.kill()
            return float("nan")
        finally:
            self._asked = None
