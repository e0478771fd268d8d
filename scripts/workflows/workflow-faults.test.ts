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

test("a workflow that keeps its tokens has no fault", () => {
  expect(workflowFaults("good.yml", good)).toEqual([]);
});

test.each([
  ["an action by its tag", ["# v4.2.2", ""], /checkout@\w+ is not pinned/],
  ["an action by a branch", [commit, "main"], /checkout@main is not pinned/],
  [
    "an event that a fork causes",
    ["pull_request:", "pull_request_target:"],
    /pull_request_target runs/,
  ],
  ["a token for every job", ["permissions: {}", ""], /permissions: \{\} must stand/],
  [
    "a job without end",
    ["    needs: test\n    timeout-minutes: 5", "    needs: test"],
    /deploy has no/,
  ],
  ["a token for forks", ["    needs: test\n", ""], /deploy has a token that writes/],
])("%s is a fault, with its file", (_what, [from, to], message) => {
  expect(workflowFaults("bad.yml", good.replace(String(from), String(to)))).toEqual([
    expect.stringMatching(message),
  ]);
  expect(workflowFaults("bad.yml", good.replace(String(from), String(to)))[0]).toMatch(
    /^bad\.yml: /,
  );
});

test("an action's own steps are pinned, too", () => {
  const action = "runs:\n  using: composite\n  steps:\n    - uses: actions/setup-node@v4\n";
  expect(workflowFaults("action.yml", action)).toHaveLength(1);
});
