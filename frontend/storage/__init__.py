"""Objects by path below a URL: a folder of this machine, or any storage that fsspec knows.

It knows nothing of what the objects mean. A call that hangs takes one thread, and no other work.
"""
