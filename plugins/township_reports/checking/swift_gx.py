"""Great Expectations asked for a rule's keyword arguments once, where it would build the whole rule anew for each.

It changes no verdict. GX 1.24 builds the configuration of an expectation again for every single argument that any of
its metrics needs, some 640 times a suite: more than a third of the time of every check.
"""

from __future__ import annotations

from typing import Any

from great_expectations.expectations.expectation import Expectation

ITS_OWN = (Expectation._get_domain_kwargs, Expectation._get_success_kwargs)


def hasten() -> None:
    """From now on the arguments of every expectation of this process are gathered from one configuration."""
    Expectation._get_domain_kwargs = _domain_kwargs  # type: ignore[method-assign]
    Expectation._get_success_kwargs = _success_kwargs  # type: ignore[method-assign]


def _domain_kwargs(self: Expectation) -> dict[str, Any]:
    given = self.configuration.kwargs
    return {key: given.get(key, self._get_default_value(key)) for key in self.domain_keys}


def _success_kwargs(self: Expectation) -> dict[str, Any]:
    given = self.configuration.kwargs
    keys = (*self.success_keys, *self.domain_keys)
    return {key: given.get(key, self._get_default_value(key)) for key in keys}
