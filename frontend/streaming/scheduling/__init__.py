"""What is launched next, when, and how urgently.

In come text, cut as late as possible, and how far the listener is; out go launches with a priority.
Window, lead and load are pure: times and figures are given to them. It may import
`streaming.delivery`, `streaming.ports`, `text`, `protocol` and `voices`.
"""
