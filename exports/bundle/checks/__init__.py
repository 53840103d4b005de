"""The checks of ``exports.bundle.verify``, by what they look at; each names faults, none raises.

``envelope`` the container · ``signers`` who signed it · ``contents`` the snapshot · ``papers`` the
PDFs · ``sheets`` the workbook · ``chain`` bundles given together · ``single`` a paper by itself.
"""
