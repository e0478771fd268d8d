import { anyCharacter, anyText, type Glob } from "./policy-template.ts";

/**
 * Whether the whole `text` matches `glob`. `*` matches any characters, `:` and `/` included; `?` matches exactly one. The time is at most
 * the product of both lengths.
 */
export function globMatches(glob: Glob, text: string): boolean {
  let at = 0;
  let inGlob = 0;
  let starInGlob = -1;
  let starAt = 0;
  while (at < text.length) {
    const code = glob[inGlob];
    if (code === anyText) {
      starInGlob = inGlob;
      starAt = at;
      inGlob += 1;
    } else if (code === anyCharacter || code === text.charCodeAt(at)) {
      inGlob += 1;
      at += 1;
    } else if (starInGlob >= 0) {
      inGlob = starInGlob + 1;
      starAt += 1;
      at = starAt;
    } else {
      return false;
    }
  }
  while (glob[inGlob] === anyText) inGlob += 1;
  return inGlob === glob.length;
}

/** Compiles a glob without variables. The usual globs are compared by string functions, which is faster. */
export function compileGlob(glob: Glob): (text: string) => boolean {
  const firstWildcard = glob.findIndex((code) => code < 0);
  if (firstWildcard < 0) {
    const whole = String.fromCharCode(...glob);
    return (text) => text === whole;
  }
  if (firstWildcard === glob.length - 1 && glob[firstWildcard] === anyText) {
    const prefix = String.fromCharCode(...glob.slice(0, -1));
    return (text) => text.startsWith(prefix);
  }
  return (text) => globMatches(glob, text);
}
