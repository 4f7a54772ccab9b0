"""One file per command: its arguments, options and help.

In comes a command line, out goes a call of the code beside this folder. Imports of heavy modules
belong into the functions: completing a command must not load a web server.
"""
