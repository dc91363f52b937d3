"""The picture of a game: Python sends its beginning, the browser plays it and tells where it was paused."""

from collections.abc import Callable, Mapping
from dataclasses import asdict
from functools import lru_cache
from typing import Any

import numpy as np
import streamlit as st

from core.charts.style import CLASS_COLOURS
from core.concepts.activations import Array
from core.concepts.descent.optimizers import Settings, Step
from core.concepts.descent.parameters import flatten, unflatten
from core.concepts.gan.game import BATCH, Game, State, begin, draw_pool
from core.concepts.gan.targets import FOUND, NEAR, REACH, find_target
from core.concepts.network import Network
from core.i18n import _, language
from pages.concepts.gan.drawn_places import DIGITS, MOST, Places, clip_places
from pages.shared.browser.component import component

_mount = component(
    "concepts/gan/chart.js",
    styles=[
        "shared/charts/chart.css",
        "shared/charts/playing/slider.css",
        "shared/charts/playing/playback.css",
        "concepts/gan/chart.css",
    ],
)


def gan_chart(
    game: Game,
    *,
    round_: int,
    most: int,
    key: str,
    on_state: Callable[[int], None],
    on_drawn: Callable[[Places], None],
) -> None:
    """The game at a round; `on_state` hears at which one the reader has paused it, `on_drawn` what they have drawn."""

    def report_state() -> None:
        on_state(int(st.session_state[key]["state"]["rounds"]))

    def report_drawn() -> None:
        on_drawn(clip_places(st.session_state[key]["drawn"]))

    place = {"id": f"{game} {language()}", "round": round_, "most": most, "words": _words()}
    place["drawing"] = {"most": MOST, "digits": DIGITS}
    _mount(data=_beginning(game) | place, key=key, on_state_change=report_state, on_drawn_change=report_drawn)


def find_state(game: Game, key: str) -> State | None:
    """The state that the browser told last, if it is one of this game."""
    return read_state(game, st.session_state.get(key, {}).get("state"))


def read_state(game: Game, told: Mapping[str, Any] | None) -> State | None:
    """What the browser's `readState` tells; None where it is not of this game or cannot be of it."""
    if not told or told.get("id") != str(game):
        return None
    fresh = begin(game)
    parts = [_read_part(network, told[name]) for name, network in _networks(fresh).items()]
    if any(part is None for part in parts):
        return None
    (generator, one), (discriminator, other) = (part for part in parts if part is not None)
    return State(generator, discriminator, one, other, int(told["rounds"]))


def _read_part(network: Network, told: Mapping[str, Any]) -> tuple[Network, Step | None] | None:
    """A network with the numbers that were told, and what Adam remembers; None where they are not of this network."""
    flat, m, v = (np.asarray(told[name], dtype=np.float64) for name in ("flat", "m", "v"))
    if not (flat.shape == m.shape == v.shape == flatten(network).shape) or not _finite(flat, m, v):
        return None
    step = Step(int(told["t"]), flat, m, m, m=m, v=v) if told["t"] else None
    return unflatten(flat, network), step


def _finite(*arrays: Array) -> bool:
    return all(bool(np.isfinite(array).all()) for array in arrays)


def _networks(state: State) -> dict[str, Network]:
    return {"generator": state.generator, "discriminator": state.discriminator}


@lru_cache(maxsize=4)
def _beginning(game: Game) -> dict[str, Any]:
    """What only a change of the game changes."""
    pool = draw_pool(game)
    adam = Settings(beta_1=game.beta_1)
    return {
        **{name: _describe(network) for name, network in _networks(begin(game)).items()},
        "game": str(game),
        "real": pool.real.tolist(),
        "noise": pool.noise.tolist(),
        "batch": BATCH,
        "settings": asdict(adam) | asdict(game),
        "reach": REACH,
        "centres": find_target(game.target, game.drawn).centres.tolist(),
        "near": NEAR,
        "share": FOUND,
        "colours": {"real": CLASS_COLOURS[0], "fake": CLASS_COLOURS[1]},
    }


def _describe(network: Network) -> dict[str, Any]:
    return {
        "sizes": [len(network.layers[0].weights), *(len(layer.biases) for layer in network.layers)],
        "activations": [layer.activation for layer in network.layers],
        "loss": network.loss,
        "flat": flatten(network).tolist(),
    }


def _words() -> dict[str, str]:
    return {
        "play": _("Play"),
        "pause": _("Pause"),
        "step": _("One round"),
        "restart": _("From the beginning"),
        "speed": _("Speed"),
        "arrows": _("Gradients"),
        "draw": _("Draw points"),
        "drawing": _(
            "Draw the real points in the plane, in as many strokes as you like. To begin anew, press the button twice."
        ),
        "where": _("round {at}"),
        "round": _("round"),
        "plane": _("The plane: what the discriminator says of every place"),
        "bent": _("How the generator bends the lines of the noise"),
        "densities": _("Densities, real and made; and both losses"),
        "losses": _("The losses of both over the rounds"),
        "real": _("real"),
        "made": _("made"),
        "both": _("loss of the discriminator {judged}   loss of the generator {improved}"),
        "said": _("D says on average {real} of real points, {made} of made ones"),
        "found": _("groups found: {found} of {all}"),
        "broken": _("The numbers grew too large to compute with. Lower a learning rate and begin again."),
    }
