import { randomFillSync } from "node:crypto";
import { v5, v7 } from "uuid";

const namespace = "6f1d2d6e-6a55-5c0b-9c2b-0a7d5a1f7d47";

/** Random bytes drawn at once: an import asks for a hundred thousand ids. */
const pool = new Uint8Array(16 * 512);
let drawn = pool.length;
let lastMsecs = 0;
let seq = 0;

/** A new UUIDv7: sorts after every id made before it on this desk, within a millisecond too. */
export function newId(): string {
  const now = Date.now();
  if (now > lastMsecs) {
    lastMsecs = now;
    seq = 0;
  } else seq += 1;
  if (drawn === pool.length) {
    randomFillSync(pool);
    drawn = 0;
  }
  drawn += 16;
  return v7({ msecs: lastMsecs, seq, random: pool.subarray(drawn - 16, drawn) });
}

/**
 * The id of a row that every desk makes alike (reference rows, territories, links).
 * @param parts what makes the row unique, e.g. list, key and effective date.
 */
export function deterministicId(...parts: readonly string[]): string {
  return v5(parts.join("\u001f"), namespace);
}

/**
 * Makes the same sequence of UUIDv7 for the same seed: generated regions are equal byte for byte.
 * @param seed any 32-bit integer.
 * @param msecs instant written in the ids, milliseconds UTC.
 */
export function seededIds(seed: number, msecs: number): () => string {
  let state = seed >>> 0;
  let seq = 0;
  let at = msecs;
  const next = () => {
    state = (state + 0x9e3779b9) >>> 0;
    let z = state;
    z = Math.imul(z ^ (z >>> 16), 0x85ebca6b);
    z = Math.imul(z ^ (z >>> 13), 0xc2b2ae35);
    return (z ^ (z >>> 16)) >>> 0;
  };
  const random = new Uint8Array(16);
  return () => {
    for (let i = 0; i < 16; i += 4) {
      const word = next();
      random[i] = word & 255;
      random[i + 1] = (word >>> 8) & 255;
      random[i + 2] = (word >>> 16) & 255;
      random[i + 3] = word >>> 24;
    }
    seq += 1;
    if (seq > 0x7fffff) {
      seq = 0;
      at += 1;
    }
    return v7({ msecs: at, seq, random });
  };
}
