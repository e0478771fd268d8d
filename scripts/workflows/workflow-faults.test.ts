import { expect, test } from "vitest";
import { workflowFaults } from "./workflow-faults.ts";

const commit = "11bd71901bbe5b1630ceea73d27597364c9af683";

const good = `
on:
  push:
  pull_request:
permissions: {}
jobs:
  test:
    if: github.event_name == 'push'
    timeout-minutes: 5
    steps:
      - uses: actions/checkout@${commit} # v4.2.2
  deploy:
    needs: test
    timeout-minutes: 5
    permissions:
      id-token: write
    steps:
      - uses: ./.github/actions/with-role
`;

test("a secure workflow has no fault", () => {
  expect(workflowFaults("good.yml", good)).toEqual([]);
});

test.each([
  ["an action by its tag", ["# v4.2.2", ""], /checkout@\w+ is not pinned/],
  ["an action by a branch", [commit, "main"], /checkout@main is not pinned/],
  [
    "an event that a fork can trigger",
    ["pull_request:", "pull_request_target:"],
    /pull_request_target runs/,
  ],
  ["a token for every job", ["permissions: {}", ""], /permissions: \{\} is required/],
  [
    "a job without a timeout",
    ["    needs: test\n    timeout-minutes: 5", "    needs: test"],
    /deploy has no/,
  ],
  ["a token for forks", ["    needs: test\n", ""], /deploy has a token that writes/],
])("%s is a fault, with the file's name", (_what, [from, to], message) => {
  expect(workflowFaults("bad.yml", good.replace(String(from), String(to)))).toEqual([
    expect.stringMatching(message),
  ]);
  expect(workflowFaults("bad.yml", good.replace(String(from), String(to)))[0]).toMatch(
    /^bad\.yml: /,
  );
});

test("the steps of an action are pinned, too", () => {
  const action = "runs:\n  using: composite\n  steps:\n    - uses: actions/setup-node@v4\n";
  expect(workflowFaults("action.yml", action)).toHaveLength(1);
});
