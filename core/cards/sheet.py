"""A white sheet of 1200 x 675 pixels on which a card is drawn: text, pictures and bars."""

from io import BytesIO

from PIL import Image, ImageDraw, ImageOps

from core.cards.writing import forget_fonts, load_font, replace_unknown, shorten

WIDTH, HEIGHT = 1200, 675
MARGIN = 56
PAPER, INK, QUIET, LINE = "#FFFFFF", "#1B2430", "#5B6675", "#DCE2EA"
CORNER = 10
FINER = 4  # corners are drawn this many times larger, then reduced
BOLD = 1  # pixels that a stroke is thicker
CAPITALS = 0.78  # height of capitals, as a share of the size of the font


class Sheet:
    """Draw from the top left corner; x and y are pixels."""

    def __init__(self) -> None:
        self._image = Image.new("RGB", (WIDTH, HEIGHT), PAPER)
        self._pen = ImageDraw.Draw(self._image)

    def write(self, text: str, x: int, y: int, size: int, *, colour: str = INK, width: int = WIDTH) -> None:
        """One line whose capitals begin at about `y`, cut if it is wider than `width`."""
        shown = shorten(replace_unknown(text), size, min(width, WIDTH - MARGIN - x))
        self._pen.text((x, y + size * CAPITALS), shown, fill=colour, font=load_font(size), anchor="ls")

    def write_heading(self, text: str, x: int, y: int, size: int, *, colour: str = INK) -> None:
        """One line with thicker strokes, up to the margin at the right."""
        shown = shorten(replace_unknown(text), size, WIDTH - MARGIN - x)
        place = (x, y + size * CAPITALS)
        self._pen.text(place, shown, fill=colour, font=load_font(size), anchor="ls", stroke_width=BOLD)

    def write_at_right(self, text: str, y: int, size: int, *, colour: str = QUIET) -> None:
        """One line that ends at the margin at the right."""
        place = (WIDTH - MARGIN, y + size * CAPITALS)
        self._pen.text(place, replace_unknown(text), fill=colour, font=load_font(size), anchor="rs")

    def paste(self, picture: Image.Image, x: int, y: int, side: int) -> None:
        """The middle of the picture as a square with round corners."""
        square = ImageOps.fit(picture.convert("RGB"), (side, side))
        mask = Image.new("L", (FINER * side, FINER * side))
        ImageDraw.Draw(mask).rounded_rectangle((0, 0, FINER * side - 1, FINER * side - 1), FINER * CORNER, fill=255)
        self._image.paste(square, (x, y), mask.reduce(FINER))

    def fill(self, x: int, y: int, width: float, height: int, colour: str) -> None:
        """A bar."""
        self._pen.rounded_rectangle((x, y, x + max(width, height), y + height), height // 2, fill=colour)

    def dot(self, x: float, y: float, radius: int, colour: str) -> None:
        self._pen.ellipse((x - radius, y - radius, x + radius, y + radius), fill=colour, outline=PAPER, width=2)

    def sign(self, left: str) -> None:
        """The line at the foot: what the card is about at the left, and who made it at the right."""
        y = HEIGHT - MARGIN + 8
        self.fill(MARGIN, y - 16, WIDTH - 2 * MARGIN, 2, LINE)
        self.write(left, MARGIN, y, 18, colour=QUIET, width=WIDTH - 2 * MARGIN - 140)
        self.write_at_right("Glassbox", y, 18)

    def to_png(self) -> bytes:
        """The sheet as it is now; nothing more is drawn on it."""
        forget_fonts()
        file = BytesIO()
        self._image.save(file, "PNG")
        return file.getvalue()
