"""The bundle: one file a quarter for the ward (design 6).

``container`` the ZIP itself · ``manifest`` what must be in it · ``snapshot`` the frozen figures and
papers as data · ``assembly`` all parts in the order of making · ``making`` the export, whole or not
at all · ``verify`` the strict judge,
with its ``checks``.
"""
