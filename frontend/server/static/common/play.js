// Play an <audio>.

/** Play it, and tell why it cannot be. That it is paused before it begins is no fault: a reader clicked twice. */
export async function play(sound, tell) {
  try {
    await sound.play();
  } catch (error) {
    if (error.name !== "AbortError") tell(error.message);
  }
}
