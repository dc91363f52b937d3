"""Which controls the browser has told of in the request that a run answers."""

from streamlit.runtime.scriptrunner import get_script_run_ctx


def has_told(key: str) -> bool:
    """Whether the request came with a value of the control with that key; yes too where no run has drawn it yet.

    A browser tells the values of all controls that it shows. One that is still loading a control leaves it out.
    """
    context = get_script_run_ctx(suppress_warning=True)
    if context is None:
        return True
    state = context.session_state._state
    control = state._key_id_mapper.get_id_from_key(key, None)
    return control is None or control in state._new_widget_state.states
