"""Where an error came from, for the log: the kind and the place, never its words, which may be a parent's."""


def place_of(error: BaseException) -> str:
    """Return the file and line in which an error was raised."""
    frame = error.__traceback__
    while frame and frame.tb_next:
        frame = frame.tb_next
    return f"{frame.tb_frame.f_code.co_filename}:{frame.tb_lineno}" if frame else "?"
