"""Referrals: the hand-over of one child's need to another desk, and its answer."""
