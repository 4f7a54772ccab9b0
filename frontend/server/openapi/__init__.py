"""The OpenAPI document: what each route takes and answers.

In come the Structs that routes parse and answer with, named in tables; out goes one JSON document.
It may import the routes and `protocol`; nothing but the route of the document imports it.
"""
