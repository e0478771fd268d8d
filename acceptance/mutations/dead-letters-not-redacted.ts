import type { Mutation } from "../src/mutations/mutation.ts";

export const deadLettersNotRedacted: Mutation = {
  meaning: "everyone who looks at dead-letter messages sees whose they are",
  caughtBy: [
    {
      command:
        "test --project integration operations/src/dead-letters/dead-letters.integration.test.ts",
      says: /personal data is printed only with --personal, and the audit says so/,
    },
  ],
  edits: [
    {
      file: "operations/src/dead-letters/command/run-command.ts",
      find: "if (!personal) return messages.map(…);",
      replace: "if (!personal) return messages;",
    },
  ],
};
