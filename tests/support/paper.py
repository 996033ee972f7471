"""What a PDF holds: its words, its pages as pictures, how it is built."""

from __future__ import annotations

import subprocess
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

import pikepdf
import zxingcpp
from PIL import Image

# Millimetres, as ISO 216 has them.
SIZES = {"a4": (210, 297), "a5": (148, 210), "a6": (105, 148)}


@dataclass(frozen=True)
class Pdf:
    """One PDF, in the file `path`."""

    path: Path

    @property
    def words(self) -> str:
        """All its words in order, with single blanks."""
        return " ".join(self._run("pdftotext", str(self.path), "-").split())

    def page_words(self, number: int) -> str:
        """The words of one page, from 1."""
        return " ".join(self._run("pdftotext", "-f", str(number), "-l", str(number), str(self.path), "-").split())

    @property
    def sizes(self) -> list[str]:
        """The paper of each page: a4, a5, a6."""
        found = []
        with pikepdf.open(self.path) as pdf:
            for page in pdf.pages:
                _left, _bottom, width, height = (float(number) * 25.4 / 72 for number in page.mediabox)
                found += [name for name, (w, h) in SIZES.items() if abs(w - width) < 1 and abs(h - height) < 1]
        return found

    def picture(self, number: int = 1, dots: int = 150) -> Image.Image:
        """One page, in `dots` per inch."""
        command = ["pdftoppm", "-r", str(dots), "-f", str(number), "-l", str(number), "-png", str(self.path)]
        return Image.open(BytesIO(subprocess.run(command, capture_output=True, check=True).stdout))

    @property
    def codes(self) -> list[str]:
        """What the QR codes say, page by page."""
        with pikepdf.open(self.path) as pdf:
            count = len(pdf.pages)
        return [
            code.text for number in range(1, count + 1) for code in zxingcpp.read_barcodes(self.picture(number, 200))
        ]

    @property
    def links(self) -> list[str]:
        """Where its links lead."""
        found = []
        with pikepdf.open(self.path) as pdf:
            for page in pdf.pages:
                for note in page.get("/Annots", []):
                    if "/A" in note and "/URI" in note["/A"]:
                        found.append(str(note["/A"]["/URI"]))
        return found

    def faults(self, title: str, language: str = "en") -> list[str]:
        """What it lacks of PDF/UA-1, as far as its structure can say; qpdf's complaints."""
        found = []
        with pikepdf.open(self.path) as pdf:
            root = pdf.Root
            if not (root.get("/MarkInfo") and root["/MarkInfo"].get("/Marked")):
                found.append("not marked")
            if "/StructTreeRoot" not in root:
                found.append("no structure")
            if str(root.get("/Lang", "")) != language:
                found.append(f"language {root.get('/Lang')}")
            if not (root.get("/ViewerPreferences") and root["/ViewerPreferences"].get("/DisplayDocTitle")):
                found.append("does not show its title")
            if "/Outlines" not in root:
                found.append("no bookmarks")
            with pdf.open_metadata() as known:
                if known.get("dc:title") != title:
                    found.append(f"title {known.get('dc:title')}")
                if known.get("pdfuaid:part") != "1":
                    found.append("not declared as PDF/UA-1")
            found += [
                f"page {number}: no order of tabs"
                for number, page in enumerate(pdf.pages, 1)
                if page.get("/Tabs") != "/S"
            ]
            found += [f"a font is not embedded: {item.get('/FontName')}" for item in pdf.objects if _is_bare_font(item)]
            found += [f"a picture without words: {item}" for item in pdf.objects if _is_mute_figure(item)]
        checked = subprocess.run(["qpdf", "--check", str(self.path)], capture_output=True, text=True, check=False)
        return found + ([checked.stdout + checked.stderr] if checked.returncode else [])

    def _run(self, *command: str) -> str:
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def _is_bare_font(item: pikepdf.Object) -> bool:
    return (
        isinstance(item, pikepdf.Dictionary)
        and item.get("/Type") == "/FontDescriptor"
        and not any(f"/FontFile{number}" in item for number in ("", "2", "3"))
    )


def _is_mute_figure(item: pikepdf.Object) -> bool:
    return isinstance(item, pikepdf.Dictionary) and item.get("/S") == "/Figure" and not item.get("/Alt")
