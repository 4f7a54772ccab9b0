"""From a launched segment to messages in reading order: nothing of it is lost.

In come segments to launch and what workers send; out go attempts, and messages in order or the
failure of a segment. The ledger and the ordering are records, the loss detector decides,
`SegmentDelivery` alone acts. It may import `streaming.ports`, `protocol`, `telemetry` and the
messages of `tasks`.
"""
