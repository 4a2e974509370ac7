"""Turns a Vega-Lite description into SVG text for the page; the renderer is loaded when the first picture is drawn."""

import re
from collections.abc import Mapping
from functools import cache
from importlib import import_module
from types import ModuleType
from typing import Any

from markupsafe import Markup, escape

RENDERER = "vl_convert"
FORMAT_LOCALES = {"de": "de-DE", "en": "en-US"}
FONT = "system-ui, -apple-system, Segoe UI, Roboto, DejaVu Sans, sans-serif"
INK, FAINT, GRID = "#1f2933", "#52606d", "#e4e7eb"
SHAPES = {"keep": "circle", "reprice": "triangle-up", "repair": "diamond", "part": "cross"}
COLORS = {"keep": "#0b6b53", "reprice": "#1d4ed8", "repair": "#8a5200", "part": "#9d174d"}
ROOT = re.compile(r"<svg\b[^>]*?viewBox=\"([^\"]+)\"[^>]*>")
INNER_ROLES = re.compile(r' (?:role|aria-[a-z]+)="[^"]*"')
CONFIG: Mapping[str, Any] = {
    "background": "transparent",
    "font": FONT,
    "view": {"stroke": None},
    "axis": {
        "labelColor": FAINT,
        "titleColor": FAINT,
        "titleFontWeight": "normal",
        "labelFontSize": 12,
        "titleFontSize": 12,
        "gridColor": GRID,
        "domainColor": FAINT,
        "tickColor": FAINT,
    },
}


@cache
def _renderer() -> ModuleType:
    return import_module(RENDERER)


def draw(spec: Mapping[str, Any], language: str, name: str, title: str, description: str, css: str = "") -> Markup:
    """Return a chart as SVG with its title and description; `name` makes its ids unique in the page."""
    whole = {"config": CONFIG, "autosize": {"type": "pad"}, "padding": 4, **spec}
    svg = str(_renderer().vegalite_to_svg(whole, format_locale=FORMAT_LOCALES[language], allowed_base_urls=[]))
    found = ROOT.search(svg)
    if found is None:
        return Markup("")
    body = INNER_ROLES.sub("", svg[found.end() :]).replace('id="', f'id="{name}-').replace("url(#", f"url(#{name}-")
    return svg_head(name, found.group(1), title, description, css) + Markup(body)


def svg_head(name: str, view_box: str, title: str, description: str, css: str = "") -> Markup:
    """Return the opening of an accessible SVG: one image with a title and a description."""
    return Markup(
        '<svg xmlns="http://www.w3.org/2000/svg" role="img" class="{css}" viewBox="{box}" aria-label="{title}" '
        'aria-describedby="{name}-desc"><title id="{name}-title">{title}</title><desc id="{name}-desc">{desc}</desc>'
    ).format(css=escape(css), box=view_box, title=title, name=name, desc=description)


def shape_scale() -> dict[str, Any]:
    """Return the scale of shapes per advice."""
    return {"domain": list(SHAPES), "range": list(SHAPES.values())}


def color_scale() -> dict[str, Any]:
    """Return the scale of colors per advice."""
    return {"domain": list(COLORS), "range": list(COLORS.values())}
