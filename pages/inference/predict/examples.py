"""Pictures of ours to ask about, for whoever has none at hand."""

import streamlit as st

from core.data.examples import Example, list_examples
from core.inference.decision import read_decision
from core.inference.familiar import neighbours
from core.inference.model import Model
from core.inference.predict import Question, predict_all
from core.inference.verdicts import judge_answers
from pages.inference.predict.evidence import Shown, show_evidence
from pages.inference.predict.guess import ask_for_guess
from pages.inference.predict.told import tell_answers
from pages.shared.pictures.example_gallery import example_gallery, render_example

NAME = "example"  # in the address
SIDE = 128  # pixels of a tile


def show_examples(model: Model) -> None:
    """The examples to click on, and the one that was picked."""
    examples, picked = list_examples(), st.query_params.get(NAME)
    example_gallery(picked, name=NAME, key="predict.examples", side=SIDE)
    if picked is not None and picked in examples and ask_for_guess(picked, lambda: render_example(picked, 3 * SIDE)):
        _show_answer(model, picked, examples[picked])


def _show_answer(model: Model, name: str, example: Example) -> None:
    known = neighbours.find_held(model.training) if model.training else None
    (found,) = predict_all(model, [Question(name, example.read())], known)
    (verdict,) = judge_answers(model, read_decision(model), [found])
    if verdict is not None:
        show_evidence(Shown(model, found, verdict, key="predict.example"))
        tell_answers(model, [verdict])
