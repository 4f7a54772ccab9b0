"""What stands before every route: which hosts, origins and keys are let in, and how often.

A request passes them in the order of `app.py`; each lets it pass or answers it, in the shape of the
protocol that it belongs to.
"""
