"""The log has the traces of faults of ours, and none of what a reader is told."""

import pytest
from streamlit import error_util
from streamlit.testing.v1 import AppTest

from core.errors import InputError
from pages.server.mended.told_errors import leave_out_of_the_log

NAME = "_log_uncaught_app_exception"


def screen():
    import streamlit as st

    from core.errors import InputError

    def fail():
        raise InputError("There is no run called x.") if st.query_params["fault"] == "told" else ZeroDivisionError

    st.fragment(fail)()


@pytest.mark.parametrize(("fault", "said"), [("told", ""), ("ours", "ZeroDivisionError")])
def test_only_faults_of_ours_leave_a_trace(fault, said, capsys, monkeypatch):
    monkeypatch.setattr(error_util, NAME, getattr(error_util, NAME))  # for what it is to be put back
    leave_out_of_the_log(InputError)
    app = AppTest.from_function(screen)
    app.query_params["fault"] = fault
    app.run()
    assert app.exception
    printed = capsys.readouterr()
    assert said in printed.out + printed.err
    assert ("Traceback" in printed.out + printed.err) == bool(said)
