// ZIP files made in the browser: stored, not compressed, for what is compressed already.
// https://pkware.cachefly.net/webdocs/APPNOTE/APPNOTE-6.3.10.TXT

const LOCAL = { signature: 0x04034b50, bytes: 30 };
const CENTRAL = { signature: 0x02014b50, bytes: 46 };
const END = { signature: 0x06054b50, bytes: 22 };
const VERSION = 20;
const UTF8_NAMES = 0x0800;
const CRC_POLYNOMIAL = 0xedb88320; // of CRC-32, its bits in reverse
const FIRST_DAY = 0x21; // 1 January 1980, so that the same files make the same archive

const CRC_TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  for (let bit = 0; bit < 8; bit++) byte = byte & 1 ? CRC_POLYNOMIAL ^ (byte >>> 1) : byte >>> 1;
  return byte;
});

// Return an archive, a Blob, of these files, each { name, blob }.
export async function zipOf(files) {
  const parts = [];
  const directory = [];
  let offset = 0;
  for (const { name, blob } of files) {
    const bytes = new Uint8Array(await blob.arrayBuffer());
    const entry = { name: new TextEncoder().encode(name), size: bytes.length, crc: crc32(bytes), offset };
    parts.push(header(LOCAL, entry), entry.name, bytes);
    directory.push(header(CENTRAL, entry), entry.name);
    offset += LOCAL.bytes + entry.name.length + bytes.length;
  }
  const directoryBytes = directory.reduce((sum, part) => sum + part.byteLength, 0);
  return new Blob([...parts, ...directory, end(files.length, directoryBytes, offset)], { type: "application/zip" });
}

function header(kind, { name, size, crc, offset }) {
  const view = new DataView(new ArrayBuffer(kind.bytes));
  view.setUint32(0, kind.signature, true);
  const start = kind === CENTRAL ? 6 : 4; // behind "made by"
  if (kind === CENTRAL) view.setUint16(4, VERSION, true);
  view.setUint16(start, VERSION, true);
  view.setUint16(start + 2, UTF8_NAMES, true);
  view.setUint16(start + 8, FIRST_DAY, true);
  view.setUint32(start + 10, crc, true);
  view.setUint32(start + 14, size, true);
  view.setUint32(start + 18, size, true);
  view.setUint16(start + 22, name.length, true);
  if (kind === CENTRAL) view.setUint32(42, offset, true);
  return view;
}

function end(count, directoryBytes, offset) {
  const view = new DataView(new ArrayBuffer(END.bytes));
  view.setUint32(0, END.signature, true);
  view.setUint16(8, count, true);
  view.setUint16(10, count, true);
  view.setUint32(12, directoryBytes, true);
  view.setUint32(16, offset, true);
  return view;
}

function crc32(bytes) {
  let crc = ~0;
  for (const byte of bytes) crc = CRC_TABLE[(crc ^ byte) & 255] ^ (crc >>> 8);
  return ~crc >>> 0;
}
