"""Bringing in a person: the questions to the parent, the queue, what the consultant sees, and the clock."""
