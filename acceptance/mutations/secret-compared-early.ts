import type { Mutation } from "../src/mutations/mutation.ts";

export const secretComparedEarly: Mutation = {
  meaning: "The time of an answer tells a caller how many characters of the API key are right.",
  caughtBy: [{ command: "lint services", says: /Use timingSafeEqual of node:crypto/ }],
  edits: [
    {
      file: "services/payments-sandbox/src/is-key.ts",
      find: 'timingSafeEqual(hash(authorization ?? ""), hash(`Bearer ${apiKey}`))',
      replace: "authorization === `Bearer ${apiKey}`",
    },
  ],
};
