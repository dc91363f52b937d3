"""Which screens there are, in which order; a screen's address is the name of its folder and is never translated."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from core.i18n import N_, _
from pages.shared.concept_screen.path import CONCEPTS

NAME = "Glassbox"
HOME = "pages/home/page.py"


@dataclass(frozen=True)
class Screen:
    """A screen by its path, its title, and its icon of Material."""

    page: str
    title: str
    icon: str


SECTIONS: Mapping[str, Sequence[Screen]] = {
    N_("Concepts"): [Screen(stop.page, stop.title, stop.icon) for stop in CONCEPTS],
    N_("Training"): [
        Screen("pages/training/datasets/page.py", N_("Datasets"), "photo_library"),
        Screen("pages/training/instant/page.py", N_("Instant classifier"), "bolt"),
        Screen("pages/training/train/page.py", N_("Train"), "model_training"),
        Screen("pages/training/runs/page.py", N_("Runs"), "list"),
        Screen("pages/training/compare/page.py", N_("Compare"), "compare_arrows"),
    ],
    N_("Inference"): [
        Screen("pages/inference/predict/page.py", N_("Predict"), "image_search"),
        Screen("pages/inference/evaluate/page.py", N_("Evaluate"), "grid_on"),
        Screen("pages/inference/explain/page.py", N_("Explain"), "troubleshoot"),
