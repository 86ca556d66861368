"""The graph of components gives what it gives through dask, each node run once."""

from typing import Any

import pytest
from rasa.engine.exceptions import GraphRunError
from rasa.engine.graph import ExecutionContext, GraphComponent, GraphSchema, SchemaNode
from rasa.engine.runner.dask import DaskGraphRunner

from bot.graph import GraphInOrder

ran: list[str] = []


class Joined(GraphComponent):
    """Says its own name after what it was given."""

    @classmethod
    def create(cls, config: dict, model_storage: Any, resource: Any, execution_context: Any) -> "Joined":
        made = cls()
        made.name = execution_context.node_name
        return made

    def join(self, left: str = "", right: str = "") -> str:
        ran.append(self.name)
        return f"({left}{right}{self.name})"

    def fail(self, left: str = "") -> str:
        raise RuntimeError(left)


def node(needs: dict[str, str], fn: str = "join") -> SchemaNode:
    return SchemaNode(needs=needs, uses=Joined, constructor_name="create", fn=fn, config={}, eager=True)


SCHEMA = GraphSchema(
    {
        "last": node({"left": "middle", "right": "first"}),
        "first": node({"left": "given"}),
        "middle": node({"left": "first", "right": "other"}),
        "other": node({"left": "given"}),
        "beside": node({"left": "given"}),
        "broken": node({"left": "first"}, "fail"),
    }
)


def made(runner: type) -> Any:
    return runner.create(SCHEMA, None, ExecutionContext(SCHEMA))


@pytest.mark.parametrize("targets", [["last"], ["beside", "middle"], ["first", "last"]])
def test_each_target_comes_out_as_through_dask(targets: list[str]) -> None:
    given = {"given": "a message"}
    assert made(GraphInOrder).run(given, targets) == made(DaskGraphRunner).run(given, targets)


def test_each_node_runs_once_and_only_those_that_are_needed() -> None:
    ran.clear()
    runner = made(GraphInOrder)
    for _ in range(2):
        runner.run({"given": "a message"}, ["last"])
    assert ran == ["first", "other", "middle", "last"] * 2


def test_what_is_given_stands_for_the_node_of_that_name() -> None:
    given = {"given": "a message", "middle": "done before"}
    assert made(GraphInOrder).run(given, ["last"]) == made(DaskGraphRunner).run(given, ["last"])


def test_a_node_that_fails_fails_as_through_dask() -> None:
    for runner in (GraphInOrder, DaskGraphRunner):
        with pytest.raises(Exception) as failed:
            made(runner).run({"given": "a message"}, ["broken"])
        assert failed.type.__name__ == "GraphComponentException"


def test_what_nobody_gave_is_named() -> None:
    for runner in (GraphInOrder, DaskGraphRunner):
        with pytest.raises(GraphRunError, match="given"):
            made(runner).run({}, ["first"])
