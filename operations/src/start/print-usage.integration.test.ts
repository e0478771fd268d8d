import { spawnSync } from "node:child_process";
import { expect, test } from "vitest";
import { usageText } from "./print-usage.ts";

const token = "eyJhbGciOi.eyJzdWIiOi-_.x_Y-z";
const usage = {
  url: "http://127.0.0.1:4510",
  apis: [
    { name: "Api", url: "http://127.0.0.1:4510" },
    { name: "Admin", url: "http://127.0.0.1:4511" },
  ],
  databaseUrls: { Orders: "postgres://rdsadmin:a-_b@127.0.0.1:5000/orders?application_name=me" },
  token,
};
const commands = usageText(usage)
  .split("\n")
  .filter((line) => /^ {2}(curl|psql) /.test(line));

/** Returns the words into which a shell splits each command. printf replaces the command and prints them. */
function wordsIn(shell: string): readonly string[] | undefined {
  const printed = commands.map((line) => line.replace(/^ {2}(curl|psql)/, "printf '%s\\n' $1"));
  const script = [`export TOKEN=${token}`, ...printed].join("\n");
  const { stdout, status } = spawnSync(shell, ["-c", script], { encoding: "utf8" });
  return status === null ? undefined : stdout.split("\n").slice(0, -1);
}

test("each shell on this machine splits the commands into the same words", () => {
  const expected = [
    ["curl", "-s", "http://127.0.0.1:4510/openapi.json"],
    ["curl", "-s", "http://127.0.0.1:4510/orders?limit=3"],
    ["-H", `Authorization: Bearer ${token}`],
    ["curl", "-s", "http://127.0.0.1:4510/orders", "-H", `Authorization: Bearer ${token}`],
    ["-H", "Idempotency-Key: try-1", "-H", "Content-Type: application/json", "-d"],
    [expect.stringMatching(/^\{"orderedOn":"2010-12-06","country":"United Kingdom",.*\}$/)],
    ["psql", "postgres://rdsadmin:a-_b@127.0.0.1:5000/orders?application_name=me"],
  ].flat();
  const results = ["sh", "bash", "zsh", "fish"].map(wordsIn).filter((words) => words !== undefined);
  expect(results.length).toBeGreaterThan(0);
  for (const words of results) expect(words).toEqual(expected);
});

test("characters that zsh or fish would expand are inside quotes", () => {
  for (const command of commands) {
    const bare = command.replaceAll(/'[^']*'/g, "").replaceAll(/"[^"!`\\]*"/g, "");
    expect(bare).toMatch(/^[\w .:/=-]+$/);
  }
});

test("every other API is printed with its address", () => {
  expect(usageText(usage)).toContain("Other APIs:\n  Admin: http://127.0.0.1:4511\n");
  expect(usageText({ ...usage, apis: usage.apis.slice(0, 1) })).not.toContain("Other APIs");
});
