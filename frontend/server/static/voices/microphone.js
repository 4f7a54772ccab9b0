// A recording by the microphone, for a voice that is to be cloned.
//
// Event: "recorded" {file}.

const MOST_S = 30; // no backend listens longer
const KINDS = [["audio/webm", "webm"], ["audio/mp4", "m4a"], ["audio/ogg", "ogg"]];

export class Microphone extends EventTarget {
  #button;
  #state;
  #recorder = null;
  #timer = 0;

  /**
   * @param {HTMLButtonElement} button begins and ends a recording
   * @param {HTMLElement} state says how long it is, or why there is none
   */
  constructor(button, state) {
    super();
    this.#button = button;
    this.#state = state;
  }

  // Begin a recording, or end it.
  toggle() {
    if (this.#recorder) this.#recorder.stop();
    else this.#record();
  }

  async #record() {
    // Browsers give the microphone to https and localhost alone.
    if (!navigator.mediaDevices) return this.#say("Open the page over https, or on this machine, to record.");
    this.#button.disabled = true;
    try {
      const stream = await navigator.mediaDevices.getUserMedia({ audio: { channelCount: 1 } });
      this.#begin(stream);
    } catch {
      this.#say("The browser gives no microphone. Allow it for this page, or choose a file.");
    } finally {
      this.#button.disabled = false;
    }
  }

  #begin(stream) {
    const [type, suffix] = KINDS.find(([type]) => MediaRecorder.isTypeSupported(type));
    const recorder = (this.#recorder = new MediaRecorder(stream, { mimeType: type }));
    const parts = [];
    recorder.addEventListener("dataavailable", ({ data }) => parts.push(data));
    recorder.addEventListener("stop", () => {
      this.#end(stream);
      const file = new File(parts, `my voice.${suffix}`, { type });
      this.dispatchEvent(new CustomEvent("recorded", { detail: { file } }));
    });
    recorder.start();
    this.#button.textContent = "Stop recording";
    const began = performance.now();
    const tick = () => {
      const seconds = Math.floor((performance.now() - began) / 1000);
      this.#say(`${seconds} s of ${MOST_S} s`);
      if (seconds >= MOST_S) recorder.stop();
    };
    this.#timer = setInterval(tick, 500);
    tick();
  }

  #end(stream) {
    clearInterval(this.#timer);
    for (const track of stream.getTracks()) track.stop();
    this.#recorder = null;
    this.#button.textContent = "Record";
    this.#say("");
  }

  #say(text) {
    if (this.#state.textContent !== text) this.#state.textContent = text;
  }
}
