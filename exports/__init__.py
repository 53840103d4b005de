"""What leaves the building, and reading what comes in."""
