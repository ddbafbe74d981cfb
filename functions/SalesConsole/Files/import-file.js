// A file as it lies on the reader's disk: how its letters are written, its first lines, and its way to the app.
import { sendBytes } from './api.js';

const PART = 4 * 1024 * 1024;
const LOOK = 64 * 1024;
const SAMPLE = 20_000;

/** The encodings that the app reads, in the order in which they are tried: Shift_JIS takes almost anything. */
const ENCODINGS = ['utf-8', 'shift_jis'];

const begins = (bytes, ...with_) => with_.every((one, at) => bytes[at] === one);

const readsAs = async (file, encoding) => {
  const decoder = new TextDecoder(encoding, { fatal: true });
  try {
    for (let at = 0; at < file.size; at += PART)
      decoder.decode(await file.slice(at, at + PART).arrayBuffer(), { stream: true });
    decoder.decode();
    return true;
  } catch (problem) {
    if (problem instanceof TypeError) return false;
    throw problem;
  }
};

/** How the file is written, and its first lines; or, as fault, why it cannot be read. */
export const lookAt = async file => {
  const head = new Uint8Array(await file.slice(0, LOOK).arrayBuffer());
  if (head.length === 0) return { fault: 'importFileEmpty' };
  if (begins(head, 0x50, 0x4b, 3, 4) || begins(head, 0xd0, 0xcf, 0x11, 0xe0)) return { fault: 'importFileBook' };
  if (begins(head, 0xff, 0xfe) || begins(head, 0xfe, 0xff)) return { fault: 'importFileUtf16' };
  for (const encoding of ENCODINGS) {
    if (!await readsAs(file, encoding)) continue;
    const text = new TextDecoder(encoding).decode(head).slice(0, SAMPLE);
    const end = file.size > head.length || text.length === SAMPLE ? text.lastIndexOf('\n') + 1 : 0;
    return { encoding, sample: end > 0 ? text.slice(0, end) : text };
  }
  return { fault: 'importFileLetters' };
};

/** All of it, part by part; a part that is there already changes nothing. */
export const upload = async (id, file, onPart, signal) => {
  for (let at = 0; at < file.size; at += PART) {
    await sendBytes(
      `imports/${id}/file`, { part: at / PART + 1 }, await file.slice(at, at + PART).arrayBuffer(), { signal });
    onPart(Math.min(1, (at + PART) / file.size));
  }
};
