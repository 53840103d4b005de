"""Reading what offices hand over: workbooks with tables laid out by people.

Shared by every kind that takes a workbook in (tasks, members, later dues and others): guarding
the file, finding the table and its columns, understanding dates, per cents and people, telling
rows from headings and signatures. What a table *means* is said by the kind itself.
"""
