"""The four faces every paper is drawn with: Tinos, metric-compatible with Times New Roman.

Source: npm package ``@expo-google-fonts/tinos`` 0.4.2, licence OFL 1.1 without a reserved name
(``OFL.txt``), files with these SHA-256 digests:

* 400Regular ``924ef269e73da94c1803ff68877f5d998dd16605c5ffad82ee181034f8a1fffe``
* 700Bold ``576a19b5dc026cafe6ae8fde4c849588dae6475cf5d912cebdf2827388c43ad9``
* 400Regular_Italic ``4a52de5bcf70e37bd71949f8a85302b75795a1943aedffbbee4f2db7744e1c81``
* 700Bold_Italic ``10c90ef7896d758923c06a1485d7824cdb457466da0bf7d42f81c5228931281b``

Each was cut with fontTools' ``Subsetter`` to Latin, Vietnamese (U+00A0-017F, Ơ Ư, U+1E00-1EFF),
the combining marks, punctuation, fractions, super- and subscripts, arrows and the comparison
signs; without hinting, kerning and layout tables, which reportlab does not use and which would
only make each paper larger (``hinting=False, layout_features=[], recalc_timestamp=False``).
"""

from __future__ import annotations

from pathlib import Path

FACES = ("Tinos-Regular", "Tinos-Bold", "Tinos-Italic", "Tinos-BoldItalic")


def path(face: str) -> Path:
    """Where the file of one of ``FACES`` lies."""
    return Path(__file__).with_name(f"{face}.ttf")
