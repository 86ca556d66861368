"""Questions to a parent, one at a time."""

from rasa_sdk.executor import CollectingDispatcher


def ask(dispatcher: CollectingDispatcher, question: str, event: str = "", form: str = "") -> None:
    """Ask a question: form, date (of an event, written or only said), sector, board or place."""
    if question != "date":
        dispatcher.utter_message(response=f"utter_vraag_{question}")
    elif form == "said":
        dispatcher.utter_message(response="utter_vraag_datum_gezegd")
    else:
        dispatcher.utter_message(response=f"utter_vraag_datum_{event}")
