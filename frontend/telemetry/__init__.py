"""What becomes of streams and segments, for operators: metrics, traces, log lines.

In come the steps of a segment, from one observer; out go Prometheus' instruments, OpenTelemetry's
spans and structured log lines. `otel` is imported only if an endpoint is set. It may import
`protocol`, the settings of `voices` and the messages of `tasks`.
"""
