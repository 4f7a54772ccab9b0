// What one utterance measured: how soon it was heard, how often it halted, how long it queued.

/**
 * Figures of a speech and its player. What is not known yet is null.
 *
 * Event "change": a figure has changed.
 */
export class Figures extends EventTarget {
  #speech;

  /**
   * @param {import("./speech.js").Speech} speech
   * @param {import("../player/player.js").Player} player
   */
  constructor(speech, player) {
    super();
    this.#speech = speech;
    /** @type {number | null} from `speech.open()` to the first audio received */
    this.firstAudioS = null;
    /** @type {number | null} from `speech.open()` to the first sample played */
    this.firstSoundS = null;
    this.audioS = 0; // received
    this.gaps = 0;
    this.gapS = 0;
    /** @type {number | null} tasks that waited before the segment that was enqueued last */
    this.queueDepth = null;
    this.queued = 0; // segments enqueued
    this.begun = 0; // segments whose audio has come
    this.#follow(speech, {
      queued: ({ queueDepth }) => this.#set({ queueDepth, queued: this.queued + 1 }),
      segment: () => this.#set({ begun: this.begun + 1 }),
      audio: ({ pcm }) => this.#countAudio(pcm.byteLength / 2 / player.sampleRateHz),
    });
    this.#follow(player, {
      started: () => this.#set({ firstSoundS: this.#sinceOpenedS() }),
      gap: ({ gaps, gapS }) => this.#set({ gaps, gapS }),
    });
  }

  #follow(target, notes) {
    for (const [name, note] of Object.entries(notes)) {
      target.addEventListener(name, ({ detail }) => note(detail));
    }
  }

  #countAudio(seconds) {
    const firstAudioS = this.firstAudioS ?? this.#sinceOpenedS();
    this.#set({ firstAudioS, audioS: this.audioS + seconds });
  }

  #sinceOpenedS() {
    return (performance.now() - this.#speech.openedAt) / 1000;
  }

  #set(figures) {
    Object.assign(this, figures);
    this.dispatchEvent(new CustomEvent("change"));
  }
}
