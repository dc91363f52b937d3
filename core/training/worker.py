"""The life of a run in its own process: wait for a slot, prepare the pictures, train, and say how it ended."""

import traceback

from core.data import datasets
from core.data.cache import open_decoded
from core.data.parallel import Interrupted
from core.errors import InputError
from core.i18n import N_, Message
from core.runs.events import EventWriter
from core.runs.folder import RunFolder
from core.runs.slots import slot
from core.training.head_job import train_head
from core.training.heartbeat import Heartbeat
from core.training.phases import Phases
from core.training.stopping import StopRequested, Wishes

OUT_OF_MEMORY = N_("The memory is full. Choose a smaller batch or smaller pictures and start again.")
UNEXPECTED = N_("Something went wrong that should not: {error}. The log of the run has the details.")


def work(run: RunFolder) -> None:
    """Do all the work of a queued run. Whatever happens, its state tells how it ended."""
    with Heartbeat(run) as life, EventWriter(run.events) as events:
        wishes = Wishes(run)
        try:
            phases = Phases(events)
            phases.enter("queued")
            with slot(run, wishes.check):
                life.become("running")
                _work_in_slot(run, events, phases, wishes)
            life.end("stopped" if wishes.stop_wanted() else "finished")
        except (StopRequested, Interrupted):
            life.end("stopped")
        except InputError as error:
            life.end("failed", error.message)
        except MemoryError:
            life.end("failed", Message(OUT_OF_MEMORY))
        except Exception as error:
            traceback.print_exc()
            life.end("failed", Message(UNEXPECTED, {"error": f"{type(error).__name__}: {error}"}), by_input=False)


def _work_in_slot(run: RunFolder, events: EventWriter, phases: Phases, wishes: Wishes) -> None:
    spec = run.spec()
    phases.enter("preparing")
    dataset = datasets.ensure(spec.dataset, progress=phases.progress, should_stop=wishes.stop_wanted)
    run.write_classes(list(dataset.classes))
    if spec.head_only:
        train_head(run, dataset, events, phases, wishes)
        return
    phases.enter("decoding")
    pictures = open_decoded(dataset, spec.image_size, progress=phases.progress, should_stop=wishes.stop_wanted)
    phases.enter("loading")
    # Imported here: Keras takes seconds and half a gigabyte, and a run that waits or fails early needs neither.
    from core.training.job import train

    train(run, dataset, pictures, events, phases, wishes)
