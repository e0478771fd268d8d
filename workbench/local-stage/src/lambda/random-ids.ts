import { randomBytes } from "node:crypto";

/** Makes the ids of invocations, environments and traces. */
export type RandomIds = {
  /** Lower-case hex digits. */
  hex(digits: number): string;
  /** A version 4 UUID, as Lambda's request ids are. */
  uuid(): string;
};

/** With a seed two runs give the same ids. */
export function createRandomIds(seed?: number): RandomIds {
  const word =
    seed === undefined ? () => randomBytes(4).readUInt32LE() : createSeededWords(seed >>> 0);

  function hex(digits: number) {
    let text = "";
    while (text.length < digits) text += word().toString(16).padStart(8, "0");
    return text.slice(0, digits);
  }

  return {
    hex,
    uuid() {
      const text = hex(32);
      const variant = "89ab"[Number.parseInt(text.charAt(16), 16) & 3];
      return `${text.slice(0, 8)}-${text.slice(8, 12)}-4${text.slice(13, 16)}-${variant}${text.slice(17, 20)}-${text.slice(20)}`;
    },
  };
}

/** SplitMix32: small, and good enough for ids that only have to differ. */
function createSeededWords(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x9e3779b9) >>> 0;
    let word = state ^ (state >>> 16);
    word = Math.imul(word, 0x21f0aaad);
    word ^= word >>> 15;
    word = Math.imul(word, 0x735a2d97);
    return (word ^ (word >>> 15)) >>> 0;
  };
}
