import * as z from "zod";

/**
 * Text in any script, without the characters that JSON allows and Postgres cannot store: NUL and unpaired surrogates.
 * https://www.postgresql.org/docs/current/datatype-character.html
 */
export const Text = z.string().regex(/^[^\0\p{Surrogate}]*$/u, {
  error: "Must not contain NUL or unpaired surrogates",
});

/** The rule of a text in a request that others read too. NUL is refused already. Texts that were stored before may contain the rest. */
export function hasNoControlCharacters(text: string): boolean {
  return !/[^\P{Cc}\0]/u.test(text);
}

/** What a refused request says. */
export const noControlCharacters = { error: "Must not contain control characters" };
