"""Questions to a parent, one at a time."""

from rasa_sdk.executor import CollectingDispatcher

from actions.conversation import Turn


def ask(dispatcher: CollectingDispatcher, question: str, event: str = "", form: str = "") -> None:
    """Ask a question: form, date (of an event, written or only said), sector, board or place."""
    if question != "date":
        dispatcher.utter_message(response=f"utter_vraag_{question}")
    elif form == "said":
        dispatcher.utter_message(response="utter_vraag_datum_gezegd")
    else:
        dispatcher.utter_message(response=f"utter_vraag_datum_{event}")


def ask_on(
    dispatcher: CollectingDispatcher, question: str, now: Turn, event: str = "", form: str = ""
) -> None:
    """Ask a question; who named a place where none was asked for is told that it is remembered."""
    if now.intent == "plaats_noemen" and now.awaits != "place" and not now.is_button:
        dispatcher.utter_message(response="utter_plaats_onthouden")
    ask(dispatcher, question, event, form)
