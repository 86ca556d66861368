"""A component of the pipeline that learns nothing: it reads what the classifier made of a message."""

from typing import Any, Dict, List, Text, Type

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier


class Untrained(GraphComponent, IntentClassifier):
    """Comes after the classifier, whose guess it may replace, and has no settings."""

    @classmethod
    def required_components(cls) -> List[Type]:
        """Name the classifier."""
        return [IntentClassifier]

    @classmethod
    def create(
        cls,
        config: Dict[Text, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> "Untrained":
        """Make the component."""
        return cls()
