"""Speech Synthesis Markup Language: a document to the stretches and marks that are spoken."""
