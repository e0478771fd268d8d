import { expect, test } from "vitest";
import { fixtureProgram } from "../testing/fixture-program.ts";
import { synthesize } from "./synthesize.ts";

/** The error message for each planted fault. */
const faulty = [
  [
    "Impatient",
    /visibility timeout of Impatient \(30 s\) is shorter than the timeout of Slow \(60 s\)/,
  ],
  ["Bulk", /a batch of 100 needs a batching window/],
  ["LongName", /name is "n+…" \(65 characters\), and must be 1 to 64 letters/],
  ["Reserved", /AWS_REGION is Lambda's own/],
  ["Malformed", /"1st" is not a valid name for an environment variable/],
  ["Wordy", /take \d+ bytes of the 4096 allowed/],
  ["Marathon", /timeout is 960, and may be 1 to 900/],
  ["Giant", /memorySize is 11264, and may be 128 to 10240/],
  ["stage dev", /reserve 950 concurrent executions; .* over the account's 1000/],
  ["Never", /"cron\(61 3 \* \* \? \*\)" is not a valid schedule/],
  ["Mumbled", /its input is not JSON/],
  ["Hoard", /messageRetentionSeconds is 1209601, and may be 60 to 1209600/],
  ["Crates", /maxMessageSize is 2097152, and may be 1024 to 1048576/],
  ["Plural", /"rate\(1 minutes\)" is not a valid schedule/],
  ["NamelessDoor", /private DNS needs enableDnsSupport and enableDnsHostnames .* in Nameless/],
  ["BareRoute", /whose resource policy does not allow apigateway\.amazonaws\.com to invoke it/],
] as const;

/** The error message for each value outside AWS's constraints. */
const outside = [
  ["Worker", /description is "d+…" \(257 characters\), and may have 0 to 256 characters/],
  ["Deaf", /receiveWaitTimeSeconds is 21, and may be 0 to 20 as a whole number/],
  ["Half", /the name of a FIFO queue ends in \.fifo/],
  ["Ledger", /a provisioned table needs read and write capacity/],
  ["Short", /retentionPeriod is 12, and may be 24 to 8760 as a whole number/],
  ["Short", /encryption with KMS needs a key/],
  ["Fortnight", /retentionInDays is 15, and may be 0, 1, 3, /],
  ["Hasty", /maxSessionDuration is 60, and may be 3600 to 43200 as a whole number/],
  ["Loose", /a flexible window needs its minutes/],
  ["Hesitant", /recoveryWindowInDays is 3, and must be 0 for none, or 7 to 30 days/],
  ["Shouting", /bucket is "Shouting_Bucket", and must be 3 to 63 lower-case letters/],
  [
    "Vast",
    /cidrBlock is "10\.0\.0\.0\/8", and must be an address range with a prefix of 16 to 28 bits/,
  ],
  ["Worded", /description is "näive", and must be at most 255 letters/],
  ["Forgetful", /backupRetentionPeriod is 36, and may be 1 to 35 as a whole number/],
  ["Patient", /timeoutMilliseconds is 60000, and may be 50 to 30000 as a whole number/],
  ["Stubborn", /maximumRetryAttempts is 3, and may be 0 to 2 as a whole number/],
] as const;

test.each([
  ["faulty", "what a deploy would refuse", faulty],
  ["outside", "each value outside AWS's constraints", outside],
] as const)(
  "%s: %s is refused, with the resource and AWS's page",
  async (fixture, _what, expected) => {
    const program = await fixtureProgram(fixture);
    try {
      const error = await synthesize({ root: program.root, stage: "dev" }).catch(
        (caught: Error) => caught,
      );
      const lines = String(error).split("\n");
      for (const [resource, message] of expected) {
        const index = lines.findIndex((line) => line.includes(resource) && message.test(line));
        expect(lines[index], `${resource}: ${message}\n${error}`).toBeDefined();
        expect(lines[index + 1]).toMatch(/^ {2}https:\/\/docs\.aws\.amazon\.com\//);
      }
      expect(lines.filter((line) => line.startsWith("  https://"))).toHaveLength(expected.length);
    } finally {
      await program.remove();
    }
  },
);

test("a mistake in the program is one line with its position", async () => {
  const program = await fixtureProgram("mistaken");
  try {
    await expect(synthesize({ root: program.root, stage: "dev" })).rejects.toThrow(
      /^infra\/mistaken\.ts:4:\d+: queue\.subscribeTo is not a function$/,
    );
  } finally {
    await program.remove();
  }
});
