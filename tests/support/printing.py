"""More of what a PDF holds: its bookmarks, the size of its letters, how much of a page is used."""

from __future__ import annotations

import pikepdf

from support.paper import Pdf


def bookmarks(pdf: Pdf) -> list[tuple[int, str]]:
    """Its bookmarks in order, each with its depth from 0."""
    found: list[tuple[int, str]] = []

    def walk(items: list[pikepdf.OutlineItem], depth: int) -> None:
        for item in items:
            found.append((depth, item.title))
            walk(item.children, depth + 1)

    with pikepdf.open(pdf.path) as opened, opened.open_outline() as outline:
        walk(outline.root, 0)
    return found


def smallest(pdf: Pdf) -> float:
    """The size of the smallest letters, in points."""
    found = []
    with pikepdf.open(pdf.path) as opened:
        for page in opened.pages:
            size, scale = 0.0, 1.0
            for operands, operator in pikepdf.parse_content_stream(page):
                if str(operator) == "Tf":
                    size = float(operands[1])
                elif str(operator) == "Tm":
                    scale = abs(float(operands[3]))
                elif str(operator) in ("Tj", "TJ"):
                    found.append(size * scale)
    return min(found)


def bookmark_pages(pdf: Pdf) -> dict[str, int]:
    """On which page, from 1, each bookmark leads. Two with one title count as one."""
    found: dict[str, int] = {}
    with pikepdf.open(pdf.path) as opened, opened.open_outline() as outline:
        pages = {page.obj.objgen: number for number, page in enumerate(opened.pages, 1)}

        def walk(items: list[pikepdf.OutlineItem]) -> None:
            for item in items:
                found[item.title] = pages[item.destination[0].objgen]
                walk(item.children)

        walk(outline.root)
    return found
