"""What every process of the project does alike: logging, cancelling tasks, ending with its parent.

In come the logging variables and the parent's pid; out go log lines of one form and clean ends. It
may import the errors of `backend_queues`.
"""
