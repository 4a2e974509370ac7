"""The law as dated data: what it answers to a set of facts, with its source, or whom to ask instead."""

from cleanbreak.rules.answering import OPERATIONS, answer, answer_file
from cleanbreak.rules.explanation import Explanation, explain

__all__ = ["OPERATIONS", "Explanation", "answer", "answer_file", "explain"]
