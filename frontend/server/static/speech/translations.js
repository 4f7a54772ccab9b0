// What the server says over WS /stream-tokens, in the words of a Speech.

/** The server's messages as [event, detail]; unknown ones of a newer server are ignored. */
export const TRANSLATIONS = {
  queued: ({ position, eta_s }) => ["waiting", { position, etaS: eta_s }],
  start: ({ utterance, backend, voice, sample_rate_hz, warnings = [] }) => [
    "opened",
    { utterance, backend, voice, sampleRateHz: sample_rate_hz, warnings },
  ],
  warning: ({ message }) => ["warning", { message }],
  generating: ({ sentence, queue_depth }) => ["queued", { text: sentence, queueDepth: queue_depth }],
  segment: ({ segment_index, text, start_s }) => ["segment", { index: segment_index, text, startS: start_s }],
  fallback: ({ segment_index, start_s, to, voice }) => [
    "fallback",
    { index: segment_index, startS: start_s, backend: to, voice },
  ],
  words: ({ segment_index, words }) => ["words", { index: segment_index, words: words.map(wordOf) }],
  done: ({ segments, audio_s }) => ["done", { segments, audioS: audio_s }],
};

const wordOf = ([text, startS, endS]) => ({ text, startS, endS });
