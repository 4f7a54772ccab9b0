"""Which voice speaks: the settings of a text, the defaults, voices from recordings.

In come what a request asks for, what live workers offer, and files in the folder of voice samples;
out go VoiceSettings, or an error that says what there is. It may import `protocol`, `cluster` and
the contract of `backend_queues`.
"""
