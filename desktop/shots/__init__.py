"""Pictures of every screen of the window, and what is wrong in them.

``taking`` takes them, ``scenes`` says what there is to see, ``hands`` get there (``reaching``
says what they can touch), ``looking`` finds the texts, ``judging`` the faults.
"""

from __future__ import annotations
