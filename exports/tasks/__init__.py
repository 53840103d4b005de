"""Tasks as they come in from office workbooks and leave in lists."""
