"""How busy the GPU is, where there is one: asked of the driver's own program."""

import shutil
import subprocess


class GpuLoad:
    """The load of the first GPU, asked for while it works and read when the answer is there."""

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
        """From 0 to 1; not a number where there is no GPU, or no answer."""
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
