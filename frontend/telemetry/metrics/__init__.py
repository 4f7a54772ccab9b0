"""What one frontend process counts, in Prometheus' terms.

In come the steps of utterances and segments, and what the fleet knows at a scrape; out go the
instruments behind `/metrics`. It may import what `telemetry` may.
"""
