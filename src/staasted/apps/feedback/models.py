"""Answers that are nobody's, and that a conversation is dealt with (decision 0043).

Nothing here says when, in which order, or by whom. Do not add a moment, a number that grows, or a
row for each answer: each of them would join an answer to a citizen again.
"""

from django.db import models

from staasted.apps.conversations.models import Conversation
from staasted.apps.org.models import Team


class FeedbackBox(models.Model):
    """Every answer to a unit in a quarter, sealed together: one row, whatever is in it.

    ``quarter_on`` is the first day of the quarter the conversations were held in.
    """

    team = models.ForeignKey(Team, models.PROTECT, related_name="feedback")
    quarter_on = models.DateField()
    cipher = models.BinaryField()
    key_id = models.CharField(max_length=20)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="feedback_box_one_a_quarter",
                fields=["team", "quarter_on"],
                violation_error_message="The unit has a box for this quarter already.",
            ),
        ]


class FeedbackDealt(models.Model):
    """That its citizen is asked no more about a conversation, nor about another of that quarter:
    answered or declined, untold which.

    Its key is the conversation's, so that not even the order of the rows says when.
    """

    conversation = models.OneToOneField(
        Conversation, models.PROTECT, primary_key=True, related_name="feedback_dealt"
    )
