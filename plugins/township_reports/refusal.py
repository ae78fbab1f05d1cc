"""The one way the software says no to a person: in Chinese, saying where and what to do. Knows no particular case."""


class Refusal(Exception):
    """Something a person must mend before it is of any use to try again; the message is for that person.

    Faults of the machine and of the program are other exceptions and keep their stack trace.
    """
