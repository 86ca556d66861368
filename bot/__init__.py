"""The Rasa assistant: its components, channel, answers and memory."""
