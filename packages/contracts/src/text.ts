import * as z from "zod";

/**
 * Text in any script, without the characters that JSON allows and Postgres cannot store: NUL and unpaired surrogates.
 * https://www.postgresql.org/docs/current/datatype-character.html
 */
export const Text = z.string().regex(/^[^\0\p{Surrogate}]*$/u, {
  error: "Must not contain NUL or unpaired surrogates",
});
