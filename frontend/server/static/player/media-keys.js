// The keys for media, of keyboards, headphones and lock screens.
//
// Browsers give them to a page whose <audio> plays, and an AudioContext is none: so silence plays beside the
// speech, in a loop long enough to count as music.

const SILENCE_S = 10;
const SILENCE_HZ = 8000;
const TITLE_CHARS = 80;

const session = navigator.mediaSession;

export class MediaKeys {
  #silence = null;
  #state = "none";
  #acts;

  // Acts by the name of the Media Session's action.
  constructor(acts) {
    this.#acts = acts;
  }

  // Show this take where the system shows what plays; null is none.
  show(about) {
    if (!session) return;
    if (!about) return this.#enter("none");
    const title = about.text.replace(/\s+/g, " ").trim().slice(0, TITLE_CHARS);
    session.metadata = new MediaMetadata({ title, artist: about.voice, album: document.title });
    for (const [name, act] of Object.entries(this.#acts)) handle(name, act);
  }

  follow({ isPlaying, heardS, addedS, rate }) {
    if (!session) return;
    const changed = this.#enter(isPlaying ? "playing" : "paused");
    if (changed) position({ duration: addedS, position: Math.min(heardS, addedS), playbackRate: rate });
  }

  // Return whether it is another state than before.
  #enter(state) {
    if (state === this.#state) return false;
    this.#state = session.playbackState = state;
    if (state === "playing") this.#playSilence();
    else this.#silence?.pause();
    return true;
  }

  // Without a user's gesture there are no media keys, but the speech.
  async #playSilence() {
    try {
      this.#silence ??= await this.#makeSilence();
      if (this.#state === "playing") await this.#silence.play();
    } catch {
      // The browser does not let it play, or the server is away.
    }
  }

  async #makeSilence() {
    const { wavOf } = await import("../takes/wav.js");
    const sound = new Audio(URL.createObjectURL(wavOf([new Int16Array(SILENCE_S * SILENCE_HZ)], SILENCE_HZ)));
    sound.loop = true;
    // The system has paused it: headphones were pulled out, or someone calls.
    sound.addEventListener("pause", () => sound.paused && this.#state === "playing" && this.#acts.pause());
    return sound;
  }
}

function handle(name, act) {
  try {
    session.setActionHandler(name, act);
  } catch {
    // A browser that does not know the action.
  }
}

function position(state) {
  try {
    session.setPositionState?.(state);
  } catch {
    // The length is not known yet.
  }
}
