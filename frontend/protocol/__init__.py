"""What server and client share: events, endpoints, outcomes, job and status records, URLs.

Structs, enumerations and pure functions; nothing here does I/O. Whatever comes in or goes out over
HTTP has its type here if a client needs it too. It may import the contract of `backend_queues`.
"""
