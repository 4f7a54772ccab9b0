"""Celery's settings, one a line, each with its reason. Frontends and workers share them."""

from tasks.connection.broker import broker

# One Redis is broker, log and result channel; BROKER_URL makes RabbitMQ the broker.
broker_url = broker().url
broker_transport_options = broker().transport_options
broker_use_ssl = broker().use_ssl
# Queues of RabbitMQ are declared with this, the same on both sides.
task_queue_max_priority = broker().max_priority
# A solo worker that speaks answers no heartbeat of AMQP, and would be cut off in mid-segment. TCP
# notices who is gone.
broker_heartbeat = 0
# A restarted broker is waited for, at start and later, for as long as it takes.
broker_connection_retry_on_startup = True
broker_connection_max_retries = None
# Arguments are plain data; nobody who can reach Redis gets to run a pickle.
task_serializer = "json"
accept_content = ["json"]
# Results go to the frontend's own channel; a result backend would subscribe once per task.
result_backend = None
task_ignore_result = True
# A task is acknowledged when it is done, and a busy worker holds no second one.
task_acks_late = True
worker_prefetch_multiplier = 1
# One model per process, in the process that loaded it: forking a loaded model breaks CUDA and ONNX.
worker_pool = "solo"
worker_concurrency = 1
# flower sees what workers do; events about sending would double the cost of sending.
worker_send_task_events = True
task_send_sent_event = False
# A frontend that cannot reach Redis says so at once instead of holding its clients.
task_publish_retry = True
task_publish_retry_policy = {
    "max_retries": 1,
    "interval_start": 0.05,
    "interval_step": 0.05,
    "interval_max": 0.1,
}
# A worker comes back to a broker that was away within a moment.
worker_consumer = "tasks.worker.consumer:QuickConsumer"
# A worker must not replace the logging of the process that embeds it.
worker_hijack_root_logger = False
# Workers of one backend form one queue; nobody consumes Celery's default one.
task_default_queue = "tts.unrouted"
task_create_missing_queues = True
