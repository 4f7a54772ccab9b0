// WAV files: mono, 16 bit.

const HEADER_BYTES = 44;

// Return a WAV file, a Blob, of these Int16Arrays.
export function wavOf(parts, sampleRateHz) {
  const dataBytes = parts.reduce((sum, part) => sum + part.byteLength, 0);
  const header = new DataView(new ArrayBuffer(HEADER_BYTES));
  write(header, 0, "RIFF");
  write(header, 8, "WAVEfmt ");
  header.setUint32(16, 16, true); // bytes of the format
  header.setUint16(20, 1, true); // pcm
  header.setUint16(22, 1, true); // channels
  header.setUint32(24, sampleRateHz, true);
  header.setUint32(28, sampleRateHz * 2, true);
  header.setUint16(32, 2, true); // bytes a sample
  header.setUint16(34, 16, true); // bits a sample
  write(header, 36, "data");
  setLength(header, dataBytes);
  return new Blob([header, ...parts], { type: "audio/wav" });
}

// Return a WAV that was sent before its length was known, a Blob, with its length.
export async function withLength(blob) {
  const bytes = await blob.arrayBuffer();
  setLength(new DataView(bytes), bytes.byteLength - HEADER_BYTES);
  return new Blob([bytes], { type: "audio/wav" });
}

// Return the first `count` samples of these Int16Arrays.
export function firstSamples(parts, count) {
  const kept = [];
  for (const part of parts) {
    if (count <= 0) break;
    kept.push(part.subarray(0, count));
    count -= part.length;
  }
  return kept;
}

function setLength(header, dataBytes) {
  header.setUint32(4, dataBytes + HEADER_BYTES - 8, true);
  header.setUint32(40, dataBytes, true);
}

function write(view, offset, text) {
  [...text].forEach((character, index) => view.setUint8(offset + index, character.charCodeAt(0)));
}
