import * as z from "zod";

/**
 * Text that people write: in any script, and without what JSON can say but Postgres cannot keep, which is NUL and halves of
 * characters. https://www.postgresql.org/docs/current/datatype-character.html
 */
export const Text = z.string().regex(/^[^\0\p{Surrogate}]*$/u, {
  error: "Must hold neither NUL nor unpaired surrogates",
});
