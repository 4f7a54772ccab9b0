"""Changes the core in small ways, one at a time, and counts how many its own tests notice.

    python -m tests.mutation [--count 45] [--seed 1] [--only frontend/text/cutter.py ...] [--quick]

A change turns a comparison, a sign, a Boolean or a number. The tests are collected once, and run
once to see what each of them executes. For a change within a function, a fork takes the changed
code and runs the tests that execute it, those of its own module first, until one fails. What is
defined at import is changed in a copy of the checkout, where a new process runs the tests.

A change that no test notices is tried there once more, with all tests of its room, unless --quick
is given. Then it is printed: it means a missing test, or code that makes no difference.
"""
