"""Azure's text to speech over HTTP: SSML in, audio out; its list of voices; its access tokens."""
