// An AudioWorklet that keeps all it hears, until it is asked.

class Recorder extends AudioWorkletProcessor {
  constructor() {
    super();
    this.heard = [];
    this.port.onmessage = () => this.port.postMessage(this.heard);
  }

  process([[input]]) {
    if (input) this.heard.push(input.slice());
    return true;
  }
}

registerProcessor("recorder", Recorder);
