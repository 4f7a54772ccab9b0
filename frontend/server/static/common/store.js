// What is too large for localStorage, in IndexedDB: takes, their sound, and samples of voices.
//
// Where a browser allows none, nothing is found and nothing is kept.

const NAME = "voice-server";
const STORES = ["takes", "sounds", "samples"];

let opening = null;

// Return the value of that key, or undefined.
export function fetched(store, key) {
  return inStore(store, "readonly", (values) => values.get(key));
}

// Return all values, in the order of their keys; those of a range of keys, if one is given.
export async function all(store, range) {
  return (await inStore(store, "readonly", (values) => values.getAll(range))) ?? [];
}

// Return whether it is kept.
export async function keep(store, key, value) {
  return (await inStore(store, "readwrite", (values) => values.put(value, key))) !== undefined;
}

// Keep a take and a further part of its sound, both or neither; return whether they are kept. One that has parts
// must still be there: another tab may have deleted it.
export async function keepGrown(take, part, partKey) {
  try {
    const database = await (opening ??= opened());
    const transaction = database.transaction(["takes", "sounds"], "readwrite");
    const [takes, sounds] = ["takes", "sounds"].map((name) => transaction.objectStore(name));
    const known = takes.count(take.id);
    const mayGrow = () => partKey[1] === 0 || known.result > 0;
    known.onsuccess = () => mayGrow() && (sounds.put(part, partKey), takes.put(take, take.id));
    await answered(known, transaction);
    return mayGrow();
  } catch {
    return false; // as below
  }
}

// Delete that key, or a range of keys.
export function forget(store, key) {
  return inStore(store, "readwrite", (values) => values.delete(key));
}

export async function count(store) {
  return (await inStore(store, "readonly", (values) => values.count())) ?? 0;
}

export function forgetAll(store) {
  return inStore(store, "readwrite", (values) => values.clear());
}

// The keys of the parts of one value.
export function partsOf(key) {
  return IDBKeyRange.bound([key], [key, []]);
}

async function inStore(store, mode, act) {
  try {
    const database = await (opening ??= opened());
    const transaction = database.transaction(store, mode);
    return await answered(act(transaction.objectStore(store)), transaction);
  } catch {
    return undefined; // no storage, or it is full: the page works without
  }
}

function opened() {
  const request = indexedDB.open(NAME, 1);
  request.onupgradeneeded = () => {
    for (const name of STORES) request.result.createObjectStore(name);
  };
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

// Return the request's result once its transaction is done: until then nothing is on the disk.
function answered(request, transaction) {
  return new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve(request.result);
    transaction.onabort = () => reject(transaction.error);
  });
}
