"""A screen's whole state in the address: a link reopens exactly what its sender saw, and Back undoes a change.

    STATE = State("activations", {"f": choice("sigmoid", ACTIVATIONS), "x": number(1.0, -8.0, 8.0)})

    STATE.restore()                                        # before the first widget
    st.selectbox(_("Function"), ACTIVATIONS, key=STATE.key("f"))  # a key and no `value=`
    show(STATE["f"], STATE["x"])
    STATE.keep()                                           # after the last widget

The address is read before the first widget and written after the last one, and whoever changed last, the reader or the
address, wins. Streamlit's own `bind="query-params"` does not do: it leaves the old value in the address after code has
set a value (a preset, a drag), and does not know the state of a component. A reader who makes two changes quickly sends
the second with the address of before the first; such an address is old, and not a request to go back.

A run of the script may end anywhere, because the reader has made the next change. A value that code has set is then not
yet drawn, and the next run comes with what the browser still shows. So the values are held here, beside what the
browser was last sent: what differs from that is a change by the reader, and anything else leaves the held value alone.

An answer with a value that code has set may also reach the browser after the reader's next change, and then lies over
it. A request whose address is not that of the last answer was made before that answer came: what it repeats of before
is no change, and what code has set is sent once more, with the reader's own choice where there is one.

A browser that is still loading a control when it asks for the next run has missed the value that it was sent, since
Streamlit sends what code has set in one run alone: the control would begin at a value of its own, and the run after
would take that for the reader's. So a control of which the browser tells nothing is sent its value once more.

A default may follow from other values: `following` says which do, and what they are then. What is at its default stays
out of the address, unless the default depends on who opens it.

Call `STATE.set(x=2.0)` in a callback: Streamlit forbids it after the widget of that key has been drawn. A callback that
sets nothing calls `STATE.mark_edited()`. Screens with several states name them `<screen>` and `<screen>.<part>`.
"""

import math
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Any

import streamlit as st

from core.errors import InputError
from core.i18n import N_
from pages.shared.plain import quote_shortly
from pages.shared.told_values import has_told

HELD = "state.held"  # in the session: the values of all screens, by key
SENT = "state.sent"  # in the session: the values that the browser was last sent, by key
PENDING = (
    "state.pending"  # in the session: by key, what code has put in place of what the browser shows, until it is sent
)
SHOWN = "state.shown"  # in the session: by screen, whether the browser showed what this run holds when it asked for it
PLACED = "state.placed"  # in the session: by key, what the browser showed before code's value; until it has surely come
JUST_SET = "state.just_set"  # in the session: the same of values that callbacks have set since the last `restore`
EDITED = "state.edited"  # in the session: the screens of which a callback has changed something since they were drawn


@dataclass(frozen=True)
class Field:
    """One value of the state: its default, and how it is read from text (raises `InputError`) and written as text.

    Where a link says what cannot be read, the default takes its place, or with `asks` None: then the screen asks.
    With `always` the value is in the address at its default too, since others have another default.
    """

    default: Any
    read: Callable[[str], Any]
    write: Callable[[Any], str] = str
    asks: bool = False
    always: bool = False


def number(default: float, low: float, high: float) -> Field:
    """A finite number from `low` to `high`; its text holds every digit."""

    def read(text: str) -> float:
        value = _as_float(text)
        if not (math.isfinite(value) and low <= value <= high):
            raise InputError(
                N_("“{entry}” is not a number from {low} to {high}."), entry=text, low=f"{low:g}", high=f"{high:g}"
            )
        return value

    return Field(default, read, write=format_number)


def format_number(value: float) -> str:
    """The number in as few signs as hold every digit."""
    short = f"{value:.12g}"
    return short if float(short) == value else repr(value)


def integer(default: int, low: int, high: int) -> Field:
    """A whole number from `low` to `high`."""

    def read(text: str) -> int:
        value = _as_float(text)
        if not (math.isfinite(value) and value == int(value) and low <= value <= high):
            raise InputError(
                N_("“{entry}” is not a whole number from {low} to {high}."), entry=text, low=low, high=high
            )
        return int(value)

    return Field(default, read)


def choice(default: str, options: Collection[str]) -> Field:
    """One of `options`."""

    def read(text: str) -> str:
        if text not in options:
            raise InputError(N_("“{entry}” is none of: {options}."), entry=text, options=", ".join(options))
        return text

    return Field(default, read)


def choices(default: Collection[str], options: Collection[str]) -> Field:
    """A list of `options`, separated by commas; never empty."""
    one = choice("", options)
    return Field(list(default), lambda text: [one.read(part) for part in text.split(",")], write=",".join)


def flag(default: bool) -> Field:
    """Yes or no."""
    return Field(default, lambda text: choice("", ("1", "0")).read(text) == "1", write=lambda value: str(int(value)))


def _as_float(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return math.nan


class State:
    """The named values of one screen, kept in the session under `<screen>.<name>` and in the address under `<name>`."""

    def __init__(
        self,
        screen: str,
        fields: Mapping[str, Field],
        following: Callable[[Mapping[str, Any]], Mapping[str, Any]] = lambda _values: {},
    ) -> None:
        self.screen = screen
        self.fields = fields
        self.following = following

    def key(self, name: str) -> str:
        return f"{self.screen}.{name}"

    def __getitem__(self, name: str) -> Any:
        """The value; in a callback also of a control that was not drawn, which the session has already lost."""
        key = self.key(name)
        return st.session_state.get(key, _get_session_values(HELD).get(key, self.fields[name].default))

    def set(self, **values: Any) -> None:
        """Change values in a callback."""
        self.mark_edited()
        for name, value in values.items():
            if self[name] != value:
                self._mark_pending(name, value)
            self._place(name, value, JUST_SET)
            _get_session_values(HELD)[self.key(name)] = value

    def mark_edited(self) -> None:
        """Record in a callback that the reader has changed something: the session is newer than the address."""
        _get_session_values(EDITED)[self._screen] = True

    def send_again(self) -> None:
        """Have the next run send the browser every value once more.

        Streamlit sends a value that code has set in one run alone. A browser that has not drawn the control by the
        next run, since it is still loading the control's script, leaves it at its initial value.
        """
        st.session_state[self.key("again")] = True

    def defaults(self) -> dict[str, Any]:
        return {name: field.default for name, field in self.fields.items()}

    def compute_defaults(self, values: Mapping[str, Any]) -> dict[str, Any]:
        """The defaults, given these values; of those that are not among them nothing is known yet."""
        return {**self.defaults(), **self.following(values)}

    def to_address(self, values: Mapping[str, Any]) -> dict[str, str]:
        """These values as texts by name, those at their default left out."""
        defaults = self.compute_defaults(values)
        return {
            name: field.write(values[name])
            for name, field in self.fields.items()
            if name in values and (field.always or values[name] != defaults[name])
        }

    def values(self) -> dict[str, Any]:
        return {name: self[name] for name in self.fields}

    def restore(self) -> None:
        """Take over what the reader has changed; read the address if that has changed, and the values still missing."""
        held, address = _get_session_values(HELD), self._read_address()
        known = st.session_state.get(self.key("address"))
        self._note_arrival(address, known)
        edited = self._take_changes()
        changed = address != known and not edited
        present = {name: held[self.key(name)] for name in self.fields if self.key(name) in held and not changed}
        missing = [name for name in self.fields if name not in present]
        read = self._read({name: address[name] for name in missing if name in address})
        defaults = self.compute_defaults(present | read)
        if changed:
            st.session_state[self.key("address")] = address
            self._forget_placed()
        self._send(present | {name: read.get(name, defaults[name]) for name in missing})

    def was_shown(self) -> bool:
        """Whether the browser showed these values when it asked for this run; if not, a press meant other ones.

        What code has set in a run that was ended early was not shown, though the session has it: a press that comes
        with the next run, or was taken over into it, was made on what the browser had before.
        """
        return bool(_get_session_values(SHOWN)[self.screen])

    def keep(self) -> None:
        """Write the values into the address, in one step; those at their default are left out."""
        address = self.to_address(self.values())
        if not address == self._read_address() == st.session_state.get(self.key("address"), address):
            others = {name: text for name, text in st.query_params.to_dict().items() if name not in self.fields}
            st.query_params.from_dict({**others, **address})
        st.session_state[self.key("address")] = address
        values = {self.key(name): value for name, value in self.values().items()}
        _get_session_values(HELD).update(values)
        _get_session_values(SENT).update(values)
        _get_session_values(EDITED).pop(self._screen, None)
        for key in values:
            _get_session_values(PENDING).pop(key, None)
        st.session_state[self.key("kept")] = True

    @property
    def _screen(self) -> str:
        return self.screen.partition(".")[0]

    def _note_arrival(self, address: Mapping[str, str], known: Mapping[str, str] | None) -> None:
        """Forget what code has placed once a request comes from a browser that has it.

        An address that late requests came with as well proves nothing, though it is the last one's; nor does any after
        a run that was ended early, whose answer has come in part.
        """
        late: list[Mapping[str, str]] = st.session_state.setdefault(self.key("late"), [])
        was_kept = st.session_state.get(self.key("kept"))
        st.session_state[self.key("kept")] = False
        if address != known:
            late.append(address)
        elif was_kept and address not in late:
            self._forget_placed()
        just_set, placed = _get_session_values(JUST_SET), _get_session_values(PLACED)
        for key in [self.key(name) for name in self.fields if self.key(name) in just_set]:
            placed.setdefault(key, just_set.pop(key))

    def _forget_placed(self) -> None:
        st.session_state[self.key("late")] = []
        for name in self.fields:
            _get_session_values(PLACED).pop(self.key(name), None)

    def _take_changes(self) -> bool:
        """Hold what differs from what the browser was sent; returns whether the reader has changed this screen.

        What no field can read is not held: on a slow line the choice of a list that has other choices by now comes as
        the label that it had. The control is set back to what is held, and a press that comes with it is not taken.
        """
        held, sent = _get_session_values(HELD), _get_session_values(SENT)
        of_screen = [key for key in sent if key.partition(".")[0] == self._screen and key in st.session_state]
        now = {key: st.session_state[key] for key in of_screen}
        before = _get_session_values(PLACED)
        changed = {key: value for key, value in now.items() if value not in (sent[key], before.get(key, sent[key]))}
        held.update({key: value for key, value in changed.items() if self._can_read(key, value)})
        return bool(changed) or self._screen in _get_session_values(EDITED)

    def _can_read(self, key: str, value: Any) -> bool:
        """Whether a control's value is one of its field, or none; of what is no field of this state nothing is told."""
        field = self.fields.get(key.removeprefix(f"{self.screen}."))
        if field is None or value in (None, []):
            return True
        try:
            field.read(field.write(value))
        except (InputError, TypeError, ValueError):
            return False
        return True

    def _send(self, values: Mapping[str, Any]) -> None:
        """Have the controls show these values: those that differ, or all of them if they are to be sent again."""
        again = st.session_state.pop(self.key("again"), False)
        for name, value in values.items():
            key = self.key(name)
            is_there = key in st.session_state
            differs = (st.session_state[key] if is_there else _get_session_values(SENT).get(key, value)) != value
            if differs:
                self._mark_pending(name, value)
            if not is_there:
                st.session_state[key] = _get_session_values(SENT)[key] = value
            elif again or differs or key in _get_session_values(PLACED) or not has_told(key):
                self._place(name, value)
            _get_session_values(HELD)[key] = value
        _get_session_values(SHOWN)[self.screen] = not any(
            self.key(name) in _get_session_values(PENDING) for name in self.fields
        )

    def _place(self, name: str, value: Any, record: str = PLACED) -> None:
        """Have the browser show the value in place of what it has, whatever the reader does meanwhile."""
        key = self.key(name)
        _get_session_values(record).setdefault(key, _get_session_values(SENT).get(key))
        st.session_state[key] = value

    def _mark_pending(self, name: str, value: Any) -> None:
        _get_session_values(PENDING)[self.key(name)] = value
        _get_session_values(SHOWN)[self.screen] = False

    def _read_address(self) -> dict[str, str]:
        return {name: st.query_params[name] for name in self.fields if name in st.query_params}

    def _read(self, address: Mapping[str, str]) -> dict[str, Any]:
        """The values of these texts; of one that cannot be read a warning, and None or nothing, as `Field` says."""
        values = {}
        for name, text in address.items():
            try:
                values[name] = self.fields[name].read(text)
            except InputError as error:
                st.warning(f"`{name}`: {quote_shortly(error.message)}", icon=":material/link_off:")
                if self.fields[name].asks:
                    values[name] = None
        return values


def send_all_again() -> None:
    """In a callback that the browser itself calls while it loads: `State.send_again` for every screen."""
    just_set = _get_session_values(JUST_SET)
    for key, value in _get_session_values(SENT).items():
        just_set.setdefault(key, value)


def _get_session_values(name: str) -> dict[str, Any]:
    """A dictionary of the session, which all screens share."""
    values: dict[str, Any] = st.session_state.setdefault(name, {})
    return values
