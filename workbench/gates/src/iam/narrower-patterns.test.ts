import { expect, test } from "vitest";
import { narrowerPatterns } from "./narrower-patterns.ts";

const queue = "arn:aws:sqs:eu-west-1:123456789012:letters";
const bucket = "arn:aws:s3:::files";
const logs = "arn:aws:logs:eu-west-1:123456789012:log-group:letters";

test.each([
  [
    "a bucket, of which one folder was used",
    `${bucket}/*`,
    [`${bucket}/in/a.csv`, `${bucket}/in/b/c.csv`],
    [`${bucket}/in/*`],
  ],
  [
    "a bucket, of which two folders were used",
    `${bucket}/*`,
    [`${bucket}/out/a.csv`, `${bucket}/in/a.csv`],
    [`${bucket}/in/*`, `${bucket}/out/*`],
  ],
  ["a folder that was used", `${bucket}/in/*`, [`${bucket}/in/a.csv`], undefined],
  ["one queue", queue, [queue], undefined],
  [
    "log streams with generated names",
    `${logs}:*`,
    [`${logs}:log-stream:2026/11/23/[$LATEST]0a`],
    undefined,
  ],
])("%s", (_what, pattern, usedOn, narrower) => {
  expect(narrowerPatterns(pattern, usedOn)).toEqual(narrower);
});
