"""Signing what leaves the building, and judging what comes back (design 6).

``identities`` who signs · ``p12`` a signer's file · ``pades`` PDF · ``xades`` the bundle ·
``findings`` what a judge found · ``trust`` whether the signer is who the reader expects.
Nothing here touches the network or asks the clock.
"""
