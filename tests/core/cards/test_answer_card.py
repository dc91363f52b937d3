"""The card of a prediction shows the picture and as many answers as fit."""

from dataclasses import replace
from io import BytesIO

from PIL import Image

from core.cards.answer_card import AnswerCard, draw_answer_card
from core.cards.sheet import HEIGHT, WIDTH


def test_a_prediction_becomes_a_png_with_its_picture():
    file = BytesIO()
    Image.new("RGB", (300, 200), (10, 200, 30)).save(file, "PNG")
    guesses = [("猫", 0.9), *((f"class {number}", 0.1 / 9) for number in range(9))]
    card = AnswerCard(file.getvalue(), "green.png", ("猫", 0.9), "", False, guesses, "a model")
    picture = Image.open(BytesIO(draw_answer_card(card)))
    assert (picture.format, picture.size) == ("PNG", (WIDTH, HEIGHT))
    assert picture.convert("RGB").getpixel((300, 300)) == (10, 200, 30)
    doubtful = Image.open(BytesIO(draw_answer_card(replace(card, doubt="not sure"))))
    assert doubtful.tobytes() != picture.tobytes(), "who is sent the card sees the doubt"
    hedged = Image.open(BytesIO(draw_answer_card(replace(card, doubt="not sure", is_hedged=True))))
    assert hedged.tobytes() != doubtful.tobytes(), "and where it comes first, no answer in large"
