"""The work of a search: begin trials while there is budget, watch their epochs, stop what lags, keep what is learned.

Trials are runs: they wait in the queue of trainings for a slot, on whatever launcher that is, and survive this worker.
A worker that takes over finds them in `search.json` and goes on watching.
"""

import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field

from core.cancel import Cancelled
from core.data.intake import choices
from core.errors import InputError
from core.files import write_json
from core.i18n import N_, Message
from core.jobs import repair
from core.jobs.state import ACTIVE
from core.jobs.worker.context import JobContext
from core.networks.architecture import count_parameters, summarize
from core.runs import control, folder
from core.runs.folder import RunFolder
from core.runs.life import read_current_state
from core.runs.progress import LiveProgress
from core.search.compared import choose_compared
from core.search.earlier import Before, compare_with_earlier, judge_earlier
from core.search.optimism import measure_optimism
from core.search.study import Study
from core.search.trials import Earlier, SearchState, Trial, find_best, find_state_file, read_state
from core.specs.network import describe_network
from core.specs.search.search_spec import SearchSpec
from core.specs.search.space import Value, build_spec, find_base_values, find_tried_values
from core.tasks import train

POLL_SECONDS = 0.5
MOST_MISFITS = 50  # values in a row whose network cannot be built
REMOVED = N_("Its run was removed.")
NOTHING_FITS = N_("No network of this space fits these pictures. Narrow the space, or take larger pictures.")
NONE_ENDED = N_(
    "No trial was finished within the budget. Give the search more minutes, fewer epochs a trial, or smaller pictures."
)


def work(context: JobContext[SearchSpec]) -> None:
    """Search until the budget is spent.

    Raises:
        InputError: no trial was finished, or no network of the space can be built.
        Cancelled: the search was cancelled; its trials are stopped, and what it knows is kept.
        Suspended: see `Turn`; trials at work go on.

    """
    search = Search(context, read_state(context.job))
    try:
        search.judge_earlier()
        context.phases.enter("searching")
        search.run()
    except Cancelled:
        search.stop_all()
        raise


@dataclass
class Watched:
    """A trial at work, and the reader of its epochs."""

    run: RunFolder
    progress: LiveProgress


@dataclass
class Search:
    """One search at work; `state` is what `search.json` says."""

    context: JobContext[SearchSpec]
    state: SearchState
    watched: dict[int, Watched] = field(default_factory=dict)

    def __post_init__(self) -> None:
        spec = self.context.spec
        self.spec = spec
        self.study = Study(spec, self.state.trials)
        self._given = _list_given_values(spec)
        self.classes = choices.find_choice(spec.base.dataset).classes
        self._before: Before | None = None
        for trial in self.state.trials:
            if trial.state == "running":
                self._watch(trial)

    def judge_earlier(self) -> None:
        """Have the best run of before answer about the validation pictures; this takes nothing of the budget."""
        self.context.phases.enter("judging")
        since = repair.read_state(self.context.job).created
        self._before = judge_earlier(self.spec.base.dataset, since, self.context.phases.progress, self.context.cancel)

    def run(self) -> None:
        """Begin, watch and end trials until the budget is spent and none is at work."""
        before = self.context.cancel.read_clock()
        while self.watched or self._may_begin():
            self.context.cancel.raise_if_cancelled()
            while self._may_begin() and len(self.watched) < self.spec.parallel:
                self._begin()
            now = self.context.cancel.read_clock()
            self._change(spent=self.state.spent + now - before)
            before = now
            self._look()
            if self._is_spent():
                self.stop_all()
            self._tell_progress()
            time.sleep(POLL_SECONDS)
        if find_best(self.state.trials) is None:
            raise InputError(NONE_ENDED)

    def stop_all(self) -> None:
        """Ask all trials to end; one that was asked already is left alone."""
        for watched in self.watched.values():
            if read_current_state(watched.run).state != "stopping":
                control.stop(watched.run)

    def _may_begin(self) -> bool:
        most = self.spec.trials
        return not self._is_spent() and (most is None or len(self.state.trials) < most)

    def _is_spent(self) -> bool:
        return self.state.spent >= 60 * self.spec.minutes

    def _begin(self) -> None:
        """One more trial, with values whose network can be built; the first ones are given."""
        number = len(self.state.trials)
        for _try in range(MOST_MISFITS):
            values = self.study.ask(number, self._given[number] if number < len(self._given) else None)
            if spec := build_spec(self.spec.base, values, self.classes):
                break
            self.study.tell(Trial(number=number, run="", values=values, state="failed"))
        else:
            raise InputError(NOTHING_FITS)
        run = train.start(spec.model_copy(update={"trial_of": self.context.job.job_id}))
        counted = count_parameters(summarize(describe_network(spec, self.classes)))
        held = counted.trainable + counted.frozen
        trial = Trial(number=number, run=run.run_id, values=values, parameters=held)
        self._change(trials=(*self.state.trials, trial))
        self._watch(trial)

    def _watch(self, trial: Trial) -> None:
        with suppress(InputError):  # it was removed
            run = folder.find(trial.run)
            self.watched[trial.number] = Watched(run, LiveProgress(run))
            return
        self._end_as_failed(trial, Message(REMOVED))

    def _look(self) -> None:
        for number, watched in list(self.watched.items()):
            self._look_at(self.state.trials[number], watched)

    def _look_at(self, trial: Trial, watched: Watched) -> None:
        """Bring a trial up to date; stop it where it lags, tell how it ended where it has."""
        if not watched.run.path.exists():
            self._end_as_failed(trial, Message(REMOVED))
            return
        state = read_current_state(watched.run)
        progress = watched.progress.update()
        curve = tuple(float(epoch["val_accuracy"]) for epoch in progress.epochs)
        if curve != trial.curve:
            kept = progress.best["val_accuracy"] if progress.best else None
            trial = trial.model_copy(update={"curve": curve, "val_accuracy": kept})
            self._replace(trial)
            if state.state == "running" and self.study.should_stop(trial.number, curve):
                control.stop(watched.run)
        if state.state == "finished":
            result = watched.run.read_training_result()
            seconds = result.seconds.train if result else None
            self._end(trial.model_copy(update={"state": "finished", "seconds": seconds}))
        elif state.state == "stopped":
            self._end(trial.model_copy(update={"state": "stopped"}))
        elif state.state not in ACTIVE:
            self._end_as_failed(trial, state.reason)

    def _end_as_failed(self, trial: Trial, reason: Message | None) -> None:
        self._end(trial.model_copy(update={"state": "failed", "reason": reason}))

    def _end(self, trial: Trial) -> None:
        """A trial has ended: the sampler learns of it, and what can be said of all is computed anew."""
        self.watched.pop(trial.number, None)
        self._replace(trial)
        self.study.tell(trial)
        trials = self.state.trials
        compared = choose_compared(trials, self.spec.base.epochs)
        self._change(
            importance=self.study.compute_importance(compared),
            compared_after=compared.after,
            optimism=measure_optimism(trials, self.spec.base.dataset),
            earlier=self._compare_with_earlier(),
        )

    def _compare_with_earlier(self) -> Earlier | None:
        best = find_best(self.state.trials)
        if best is None or self._before is None:
            return None
        return compare_with_earlier(self._before, best, self.spec.base.dataset)

    def _replace(self, trial: Trial) -> None:
        self._change(trials=_put(self.state.trials, trial))

    def _change(self, **changes: object) -> None:
        self.state = self.state.model_copy(update=changes)
        write_json(find_state_file(self.context.job), self.state)

    def _tell_progress(self) -> None:
        """By trials where their number is given, else by the budget's seconds."""
        if self.spec.trials:
            self.context.phases.progress(len(self.state.trials) - len(self.watched), self.spec.trials)
        else:
            whole = round(60 * self.spec.minutes)
            self.context.phases.progress(min(whole, round(self.state.spent)), whole)


def _list_given_values(spec: SearchSpec) -> list[dict[str, Value]]:
    """What the first trials have: what the spec has by itself and, where trials are not drawn by chance, what usually
    does well.
    """
    own = find_base_values(spec.base, spec.space)
    tried = find_tried_values(spec.base, spec.space)
    return [own] if spec.sampler == "random" or tried == own else [own, tried]


def _put(trials: Sequence[Trial], trial: Trial) -> tuple[Trial, ...]:
    return tuple(trial if one.number == trial.number else one for one in trials)
