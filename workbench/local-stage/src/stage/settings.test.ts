import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { openSettings } from "./settings.ts";
import { openState } from "./state.ts";

function openTwice() {
  const directory = mkdtempSync(join(tmpdir(), "settings-"));
  onTestFinished(() => rmSync(directory, { recursive: true }));
  const first = openState(directory);
  return {
    first: openSettings(first),
    again() {
      first.close();
      const state = openState(directory);
      onTestFinished(() => state.close());
      return openSettings(state);
    },
  };
}

test("a changed setting outlives a restart, and others keep the program's value", () => {
  const { first, again } = openTwice();
  const enabled = first("mapping", true);
  expect(enabled.get()).toBe(true);
  enabled.set(false);
  expect(enabled.get()).toBe(false);
  const settings = again();
  expect(settings("mapping", true).get()).toBe(false);
  expect(settings("other", { limit: 5 }).get()).toEqual({ limit: 5 });
});

test("a change ends when the program changes the setting itself", () => {
  const { first, again } = openTwice();
  first("concurrency", 2).set(0);
  const settings = again();
  expect(settings("concurrency", 3).get()).toBe(3);
  settings("concurrency", 3).set(1);
  expect(settings("concurrency", 3).get()).toBe(1);
});
