"""The one way the local run gives up: a sentence that says what to do."""


class Failure(Exception):
    """A sentence for the person at the keyboard."""
