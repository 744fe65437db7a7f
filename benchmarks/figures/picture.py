# SPDX-License-Identifier: Apache-2.0
"""Draws the ratios to the token's ceiling as bars, with the bar that was set as a mark. SVG without fonts or scripts of its own."""

from html import escape

WIDTH, LEFT, ROW, TOP, RIGHT = 860, 330, 30, 64, 90
INK, MUTED, GRID, BAR, MARK = "#1a2230", "#5b6675", "#e3e8ef", "#0b72b5", "#d97706"


def draw(results: list[dict]) -> str:
    rows = [r for r in results if r["ratioToCeiling"] is not None]
    height = TOP + ROW * len(rows) + 46
    scale = (WIDTH - LEFT - RIGHT) / max(1.0, max(r["ratioToCeiling"] for r in rows))
    parts = [f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" font-family="sans-serif" font-size="13">',
             f'<rect width="{WIDTH}" height="{height}" fill="#fff"/>',
             text(16, 26, "Signatures per second, as a share of what the token does alone", INK, size=17, weight=600),
             text(16, 46, "Median of the runs; the orange mark is the aim.", MUTED)]
    for share in (0, 0.25, 0.5, 0.75, 1):
        x = LEFT + share * scale
        parts.append(f'<line x1="{x:.1f}" y1="{TOP}" x2="{x:.1f}" y2="{TOP + ROW * len(rows)}" stroke="{GRID}"/>')
        parts.append(text(x, TOP + ROW * len(rows) + 18, f"{share:.0%}", MUTED, anchor="middle"))
    for number, r in enumerate(rows):
        parts += row(r, TOP + number * ROW, scale)
    return "\n".join([*parts, "</svg>"]) + "\n"


def row(r: dict, y: float, scale: float) -> list[str]:
    length = r["ratioToCeiling"] * scale
    parts = [text(LEFT - 10, y + 19, r["title"], INK, anchor="end"),
             f'<rect x="{LEFT}" y="{y + 6}" width="{length:.1f}" height="{ROW - 12}" rx="3" fill="{BAR}"/>']
    if "bar" in r:
        x = LEFT + r["bar"] * scale
        parts.append(f'<line x1="{x:.1f}" y1="{y + 2}" x2="{x:.1f}" y2="{y + ROW - 2}" stroke="{MARK}" stroke-width="3"/>')
    label = f"{r['ratioToCeiling']:.2f} · {r['documentsPerSecond']:,.0f}/s"
    return [*parts, text(LEFT + length + 8, y + 19, label, MUTED, halo=True)]


def text(x: float, y: float, content: str, fill: str, anchor: str = "start", size: int = 13, weight: int = 400,
         halo: bool = False) -> str:
    around = ' paint-order="stroke" stroke="#fff" stroke-width="5"' if halo else ""
    return (f'<text x="{x:.1f}" y="{y:.1f}" fill="{fill}" text-anchor="{anchor}" font-size="{size}" '
            f'font-weight="{weight}"{around}>{escape(content)}</text>')
