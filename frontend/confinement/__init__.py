"""Files from anybody, read in a child process that can do nothing else: little memory, little time.

In: an open file and the module that reads it. Out: what that has left in a folder, which is to be
checked like any other file of a stranger. `Readers` has the few places that a frontend has for it;
`child` is what the module calls before it looks at the file. It imports no other room.
"""
