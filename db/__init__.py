"""What is true: the records, their rules, questions about them, the file they live in."""
