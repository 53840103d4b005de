"""Import from Excel: ``page`` shows the office's own sheet and what is understood of it.

``tasks`` and ``members`` are the page as the window makes it for each kind.
"""

from __future__ import annotations
