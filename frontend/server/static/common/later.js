// Parts of the page that are fetched when they are wanted: it is there the sooner.

import { warn } from "./notices.js";

export class Later {
  #make;
  #making = null;
  now = null; // the part, once it is there

  // `make` fetches the part and returns it.
  constructor(make) {
    this.#make = make;
  }

  // Return the part, or null if the server did not give it.
  async get() {
    try {
      this.now ??= await (this.#making ??= this.#make());
    } catch {
      this.#making = null; // it may be given another time
      warn("The server does not answer. Is it running, and is this machine connected to it?");
    }
    return this.now;
  }

  // Fetch it when this part of the page is unfolded.
  within(fold) {
    fold.addEventListener("toggle", () => fold.open && this.get());
  }
}
