"""The fields of forms: each shows one value, and reads it from what a person typed or picked.

No field filters keys, changes what is being typed or cuts anything: input methods and Unikey work
in all of them. What cannot be read stays as typed, and the form says beside it what is wrong.
"""

from __future__ import annotations

# By other names: ``ui.fields`` is no part of ``ui`` yet while its own parts are being imported.
import ui.fields.base as bases
import ui.fields.choice as choices
import ui.fields.days as day_fields
import ui.fields.files as file_fields
import ui.fields.lines as line_fields
import ui.fields.long as long_texts
import ui.fields.people as people_fields
import ui.fields.periods as period_fields
import ui.fields.recurrence as recurrences
import ui.fields.text as texts

Attachment = file_fields.Attachment
Attachments = file_fields.Attachments
Choice = choices.Choice
Day = day_fields.Day
Editor = bases.Editor
Line = texts.Line
Lines = line_fields.Lines
Long = long_texts.Long
Paragraph = long_texts.Paragraph
People = people_fields.People
PeriodField = period_fields.PeriodField
Recurrence = recurrences.Recurrence
Recurring = recurrences.Recurring
Tick = choices.Tick
Unreadable = bases.Unreadable
Whole = texts.Whole

__all__ = [
    "Attachment",
    "Attachments",
    "Choice",
    "Day",
    "Editor",
    "Line",
    "Lines",
    "Long",
    "Paragraph",
    "People",
    "PeriodField",
    "Recurrence",
    "Recurring",
    "Tick",
    "Unreadable",
    "Whole",
]
