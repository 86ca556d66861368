"""What is kept: conversations, messages, feedback and the bot's memory of each conversation."""
