"""Sphinx configuration: furo, MyST, autodoc; builds without a network."""

import sys
from importlib.metadata import version as installed_version
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent / "_ext"))

project = "framing"
author = "The framing developers"
project_copyright = "2026, The framing developers"
version = release = installed_version("comparative-framing")

extensions = [
    "myst_parser",
    "sphinx.ext.autodoc",
    "sphinx.ext.napoleon",
    "sphinx.ext.intersphinx",
    "matplotlib.sphinxext.plot_directive",
    "mathml",
    "pack_pages",
]
exclude_patterns = ["_build", "_inv", "_ext"]
default_role = "code"  # what docstrings set in single backticks is code
html_theme = "furo"
html_title = "framing"
html_math_renderer = "mathml"
html_static_path = ["_static"]
html_css_files = ["framing.css"]
myst_enable_extensions = ["colon_fence", "deflist", "dollarmath"]
myst_heading_anchors = 3
napoleon_google_docstring = True
napoleon_numpy_docstring = False
autodoc_member_order = "bysource"
autodoc_typehints = "description"
autodoc_typehints_description_target = "documented"
plot_include_source = True
plot_html_show_source_link = False
plot_html_show_formats = False
plot_formats = [("png", 110)]
# Inventories are committed, as builds have no network; docs/_inv/README says where they come from.
intersphinx_mapping = {
    "python": ("https://docs.python.org/3", "_inv/python.inv"),
    "pandas": ("https://pandas.pydata.org/docs", "_inv/pandas.inv"),
}

# Names of optional libraries, whose inventories are not here, and types that only annotate.
nitpick_ignore = [
    ("py:class", "Axes"),
    ("py:class", "DataFrame"),
    ("py:class", "Method"),
    ("py:class", "Named"),
    ("py:class", "Path"),
    ("py:class", "pyarrow.RecordBatch"),
    ("py:class", "pyarrow.Table"),
    ("py:exc", "NotFittedError"),
]
