"""A component of the pipeline that learns from the examples and keeps what it learnt as plain numbers."""

from typing import Any, Dict, Text, Union

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier

from bot.linear_model import LinearModel
from bot.second_model import SecondModel


class Trained(GraphComponent, IntentClassifier):
    """Has a model (`_model`) that a training fills and a start reads, and no settings."""

    _model: Union[LinearModel, SecondModel]

    def __init__(self, model_storage: ModelStorage, resource: Resource) -> None:
        """Take where the trained numbers are kept."""
        self._storage = model_storage
        self._resource = resource

    @classmethod
    def create(
        cls,
        config: Dict[Text, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> "Trained":
        """Make an untrained component."""
        return cls(model_storage, resource)

    @classmethod
    def load(
        cls,
        config: Dict[Text, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> "Trained":
        """Read what was learnt. Raises what reading raises: a bot without it must not start."""
        made = cls(model_storage, resource)
        with model_storage.read_from(resource) as folder:
            made._model.load(folder)
        return made

    def _keep(self) -> Resource:
        """Keep what was learnt, and return where."""
        with self._storage.write_to(self._resource) as folder:
            self._model.save(folder)
        return self._resource

    @classmethod
    def validate_config(cls, config: Dict[Text, Any]) -> None:
        """Accept every configuration: there is nothing to get wrong."""
