// One AudioContext for all players (browsers limit their number), and the node that plays.

const WORKLET = new URL("player-worklet.js", import.meta.url);
const MAIN_THREAD_SAMPLES = 2048; // a buffer of 85 ms: the main thread has other things to do
const WAKING = ["pointerdown", "keydown", "visibilitychange"];

/** @type {Map<number, AudioContext>} */
const contexts = new Map();

/** @type {WeakMap<BaseAudioContext, Promise<void>>} */
const modules = new WeakMap();

/**
 * Return the page's context of that rate, awake if the browser allows it now, else as soon as the
 * user clicks or types. The browser resamples to the device's rate.
 * @param {number} sampleRateHz
 */
export function sharedContext(sampleRateHz) {
  let context = contexts.get(sampleRateHz);
  if (!context) {
    context = new AudioContext({ sampleRate: sampleRateHz });
    contexts.set(sampleRateHz, context);
  }
  wake(context);
  return context;
}

// Of all, and not of each, which would be woken for ever, also when it is forgotten.
for (const name of WAKING) document.addEventListener(name, () => contexts.forEach(wake), true);

/** Not awaited: the promise of `resume` waits for a user's gesture, perhaps for ever. */
function wake(context) {
  if (context.state !== "running") context.resume().catch(() => {}); // "suspended" events report it
}

/**
 * Return a node that plays, and the port to its PlayoutPort.
 * @param {BaseAudioContext} context
 * @returns {Promise<{node: AudioNode, port: MessagePort}>}
 */
export async function playerNode(context) {
  if (!context.audioWorklet) return mainThreadNode(context);
  await withModule(context);
  const node = new AudioWorkletNode(context, "player", { numberOfInputs: 0, outputChannelCount: [1] });
  return { node, port: node.port };
}

/**
 * Fetch what plays speech of that rate, for when the server is away.
 * @param {number} sampleRateHz
 */
export async function prepare(sampleRateHz) {
  const context = sharedContext(sampleRateHz);
  if (context.audioWorklet) await withModule(context).catch(() => {}); // the first player tells why not
}

async function withModule(context) {
  if (!modules.has(context)) modules.set(context, context.audioWorklet.addModule(WORKLET));
  await modules.get(context).catch((error) => forget(context, error));
}

/** A worklet remembers a module that the server did not give: the next player needs another context. */
function forget(context, error) {
  if (contexts.get(context.sampleRate) === context) {
    contexts.delete(context.sampleRate);
    context.close();
  }
  throw error;
}

/** Browsers have worklets only on https and localhost; a phone may open http://192.168.1.5:8000. */
async function mainThreadNode(context) {
  const { PlayoutPort } = await import("./playout.js");
  const node = context.createScriptProcessor(MAIN_THREAD_SAMPLES, 0, 1);
  const { port1, port2 } = new MessageChannel();
  const playout = new PlayoutPort(port2, context.sampleRate);
  node.onaudioprocess = ({ outputBuffer, playbackTime }) => {
    playout.render(outputBuffer.getChannelData(0), playbackTime);
  };
  return { node, port: port1 };
}
