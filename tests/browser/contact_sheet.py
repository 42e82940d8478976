"""The contact sheet: every page at both widths on a few sheets that can be looked over."""

import shutil
from collections import defaultdict
from pathlib import Path

from PIL import Image, ImageDraw

SHOWN_WIDTH = {320: 240, 1280: 720}  # pixels on the sheet for pixels in the browser
TALLEST = 900
GAP = 20
LABEL = 24
PAGES_ON_A_SHEET = 4


class ContactSheet:
    """Pictures by page and width, and the sheets made of them."""

    def __init__(self, folder: Path) -> None:
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        self.folder = folder
        self.taken: dict[str, dict[int, Path]] = defaultdict(dict)

    def place(self, name: str, width: int) -> Path:
        """Where the picture of a page at a width belongs."""
        path = self.folder / f"{name}-{width}.png"
        self.taken[name][width] = path
        return path

    def write(self) -> Path:
        """Write ``sheet-01.png`` and so on, four pages on each; return the folder."""
        names = list(self.taken)
        for number, start in enumerate(range(0, len(names), PAGES_ON_A_SHEET), start=1):
            self._write_sheet(number, names[start : start + PAGES_ON_A_SHEET])
        return self.folder

    def _write_sheet(self, number: int, names: list[str]) -> None:
        row = LABEL + TALLEST + GAP
        wide = GAP + sum(width + GAP for width in SHOWN_WIDTH.values())
        sheet = Image.new("RGB", (2 * wide, row * -(-len(names) // 2)), "#777")
        for index, name in enumerate(names):
            corner = (index % 2 * wide + GAP, index // 2 * row)
            ImageDraw.Draw(sheet).text(corner, name, fill="white", font_size=16)
            self._paste(sheet, name, corner)
        sheet.save(self.folder / f"sheet-{number:02}.png")

    def _paste(self, sheet: Image.Image, name: str, corner: tuple[int, int]) -> None:
        x, y = corner
        for width, shown in SHOWN_WIDTH.items():
            if path := self.taken[name].get(width):
                with Image.open(path) as picture:
                    scaled = picture.resize((shown, round(picture.height * shown / picture.width)))
                sheet.paste(scaled.crop((0, 0, shown, min(scaled.height, TALLEST))), (x, y + LABEL))
            x += shown + GAP
