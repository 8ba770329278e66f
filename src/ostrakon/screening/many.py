"""Any number of queries → their answers, in order, on every core there is."""

import os
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from itertools import chain, islice

from msgspec import Struct

from ostrakon.errors import UsageError
from ostrakon.model import Answer, Query
from ostrakon.screening.single import Screening, screen, screen_together

__all__ = ["screen_many"]

# Queries per pass of the kernel, which works without Python's lock: enough that handing them over costs
# nothing, few enough that the first answers come at once.
_TOGETHER = 128


class _Part(Struct):
    """Some of the queries in order, and what went wrong behind the last of them."""

    queries: list[Query]
    failure: Exception | None = None


class _Answered(Struct):
    answers: list[Answer]
    failure: Exception | None = None


def screen_many(queries: Iterable[Query], screening: Screening) -> Iterator[Answer]:
    """One answer per query, each as `screen` gives it; an error comes in its query's place."""
    parts = _parts(queries)
    begun = list(islice(parts, 2))
    if len(begun) < 2:  # a pool for a handful costs more than it saves
        for part in begun:
            yield from _given(_answer(part, screening))
        return
    ahead = 2 * (os.cpu_count() or 1)
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        waiting: deque[Future[_Answered]] = deque()
        for part in chain(begun, parts):
            waiting.append(pool.submit(_answer, part, screening))
            if len(waiting) > ahead:
                yield from _given(waiting.popleft().result())
        while waiting:
            yield from _given(waiting.popleft().result())


def _parts(queries: Iterable[Query]) -> Iterator[_Part]:
    source = iter(queries)
    while True:
        part = _Part([])
        try:
            part.queries.extend(islice(source, _TOGETHER))
        except Exception as error:
            part.failure = error
        if part.queries or part.failure:
            yield part
        if len(part.queries) < _TOGETHER:
            return


def _answer(part: _Part, screening: Screening) -> _Answered:
    try:
        return _Answered(screen_together(part.queries, screening), part.failure)
    except UsageError:  # of one query: answer those before it
        answers = []
        for query in part.queries:
            try:
                answers.append(screen(query, screening))
            except UsageError as error:
                return _Answered(answers, error)
        raise


def _given(answered: _Answered) -> Iterator[Answer]:
    yield from answered.answers
    if answered.failure is not None:
        raise answered.failure
