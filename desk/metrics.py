"""Figures for the operator, in Prometheus' form. None of them holds what anyone wrote."""

from prometheus_client import Counter, Gauge, Histogram

CONVERSATIONS = Counter("wegwijs_conversations_total", "Conversations begun")
MESSAGES = Counter("wegwijs_messages_total", "Messages from parents", ["kind"])
ANSWERS = Counter("wegwijs_answers_total", "Messages answered, by outcome", ["outcome"])
ANSWER_SECONDS = Histogram(
    "wegwijs_answer_seconds",
    "Seconds from a message's turn to the last word of its answer",
    buckets=(0.01, 0.02, 0.04, 0.06, 0.1, 0.2, 0.5, 1, 2, 5, 15, 60),
)
STREAMS = Gauge("wegwijs_open_streams", "Event streams that are open")
PROBLEMS = Counter("wegwijs_problems_total", "Requests refused, by kind", ["kind"])
MAILS = Counter("wegwijs_mails_total", "Mails to staff, by outcome", ["outcome"])
