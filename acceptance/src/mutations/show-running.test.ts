import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { showRunning } from "./show-running.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

async function writtenOn(isTTY: boolean, passMs: number): Promise<string[]> {
  const written: string[] = [];
  const output = { isTTY, write: (text: string) => written.push(text) };
  const running = { what: "gate iam", expectedMs: 100_000 };
  await showRunning(running, output, () => vi.advanceTimersByTimeAsync(passMs));
  await vi.advanceTimersByTimeAsync(60_000);
  return written;
}

test("a terminal shows one line, rewritten every second and erased at the end", async () => {
  expect(await writtenOn(true, 2_500)).toEqual([
    "gate iam, about 2 min left",
    "\r\x1b[2Kgate iam, 1 s, about 2 min left",
    "\r\x1b[2Kgate iam, 2 s, about 2 min left",
    "\r\x1b[2K",
  ]);
});

test("a log gets a line at the start and every 30 seconds", async () => {
  expect(await writtenOn(false, 95_000)).toEqual([
    "gate iam, about 2 min left\n",
    "gate iam, 30 s, about 1 min left\n",
    "gate iam, 1 min, about 1 min left\n",
    "gate iam, 1 min 30 s, less than a minute left\n",
  ]);
});
