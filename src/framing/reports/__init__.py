"""Reports: a comparison or one document as a single HTML file that leads from every number to the text."""

from __future__ import annotations

from framing.reports.pages import write_document_report, write_report

__all__ = [
    "write_document_report",
    "write_report",
]
