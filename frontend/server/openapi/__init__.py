"""The OpenAPI document: what each route takes and answers.

In come the Structs of requests and answers, named in tables; out goes one JSON document, which
`app` hands to its route. It may import `server.messages` and `protocol`, and no route.
"""
