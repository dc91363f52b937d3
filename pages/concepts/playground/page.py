"""Playground: draw points, build a network, and watch it train in the browser, with everything in the link."""

from core.i18n import N_, _
from pages.concepts.playground import screen
from pages.concepts.playground.lesson import has, lesson
from pages.concepts.playground.notebook import list_calls
from pages.concepts.playground.presets import PRESETS
from pages.concepts.playground.problem import make_problem
from pages.concepts.playground.state import CLOCK, STATE
from pages.concepts.playground.tables import table_of_epochs, table_of_points, table_of_weights
from pages.concepts.playground.upload import upload
from pages.shared.concept_screen import scaffold
from pages.shared.concept_screen.path import next_concept
from pages.shared.concept_screen.take_along import take_along

STATE.restore()
CLOCK.restore()
scaffold.heading(
    _("Playground"),
    _("Draw points, build a network, and watch it learn. Everything can be changed while it runs."),
)
if has("examples"):
    scaffold.presets(STATE, PRESETS)
problem = make_problem()
screen.show(problem)
if has("table"):
    upload()
lesson()
scaffold.table(table_of_epochs, label=N_("The losses as a table"))
scaffold.table(lambda: table_of_weights(problem), label=N_("The weights as a table"))
scaffold.table(lambda: table_of_points(problem), label=N_("The points as a table"))
take_along("pages/concepts/playground/page.py", list_calls(problem))
next_concept("pages/concepts/playground/page.py")
STATE.keep()
CLOCK.keep()
