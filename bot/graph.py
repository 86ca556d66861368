"""Run Rasa's graph of components one after the other, as Rasa does through dask, without its scheduler.

dask sorts the graph anew for each message and for each of the two decisions after it, which took a seventh
of what rasa does under load (docs/performance.md). The order is always the same.
"""

from typing import Any, Dict, List, Optional, Text, Tuple

import rasa.core.processor
from rasa.engine.exceptions import GraphRunError
from rasa.engine.runner.dask import DaskGraphRunner


class GraphInOrder(DaskGraphRunner):
    """The graph of a trained model; each node runs once, after those that it needs."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Take what Rasa's own runner takes."""
        super().__init__(*args, **kwargs)
        self._orders: Dict[Tuple[Text, ...], List[Text]] = {}

    def run(
        self, inputs: Optional[Dict[Text, Any]] = None, targets: Optional[List[Text]] = None
    ) -> Dict[Text, Any]:
        """Return the outputs of the `targets` by name. `inputs` stand for nodes of the same name."""
        wanted = tuple(targets or self._graph_schema.target_names)
        if wanted not in self._orders:
            self._orders[wanted] = self._order(wanted)
        # Each with its name, as nodes take and give them.
        done: Dict[Text, Tuple[Text, Any]] = {name: (name, value) for name, value in (inputs or {}).items()}
        try:
            for name in self._orders[wanted]:
                if name not in done:
                    needs = self._graph_schema.nodes[name].needs.values()
                    done[name] = self._instantiated_nodes[name](*(done.get(need, need) for need in needs))
        except RuntimeError as error:
            raise GraphRunError("Error running runner.") from error
        return dict(done[name] for name in wanted)

    def _order(self, wanted: Tuple[Text, ...]) -> List[Text]:
        """Return the nodes that `wanted` needs and itself, each after those that it needs."""
        order: List[Text] = []

        def put(name: Text) -> None:
            node = self._graph_schema.nodes.get(name)
            if node is None or name in order:  # what is given from outside is no node
                return
            for need in node.needs.values():
                put(need)
            order.append(name)

        for name in wanted:
            put(name)
        return order


def run_in_order() -> None:
    """Have rasa, in this process, run the model that it loads with `GraphInOrder`."""
    rasa.core.processor.DaskGraphRunner = GraphInOrder
