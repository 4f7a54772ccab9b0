// The AudioWorklet's side of the player.

import { PlayoutPort } from "./playout.js";

class PlayerProcessor extends AudioWorkletProcessor {
  #playout = new PlayoutPort(this.port, sampleRate);

  process(_inputs, [[output]]) {
    return this.#playout.render(output, currentTime);
  }
}

registerProcessor("player", PlayerProcessor);
