// Parts of the page that are fetched when they are wanted: it is there the sooner.

import { warn } from "./notices.js";

const NEAR = "300px"; // before it is seen

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

  // Fetch it when this element is about to be seen, or is gone to by keyboard.
  near(element) {
    const observer = new IntersectionObserver(
      (entries) => {
        if (!entries.some(({ isIntersecting }) => isIntersecting)) return;
        observer.disconnect();
        this.get();
      },
      { rootMargin: NEAR },
    );
    observer.observe(element);
  }
}
