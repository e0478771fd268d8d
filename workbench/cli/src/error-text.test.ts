import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { errorText } from "./error-text.ts";
import { VisibleError } from "./visible-error.ts";

test("an error of the operating system is told with its path", () => {
  const error = Object.assign(new Error("failed"), { code: "ENOENT", path: "/a", syscall: "open" });
  expect(errorText(error)).toBe("/a: there is no such file or folder (ENOENT, open)");
});

test("a visible error is its message", () => {
  expect(errorText(new VisibleError("Do this."))).toBe("Do this.");
});

test("a child process that fails is a defect, and its exit code is a number", async () => {
  const error = await promisify(execFile)(process.execPath, ["-e", "process.exit(3)"]).catch(
    (reason: unknown) => reason,
  );
  expect(error).toMatchObject({ code: 3 });
  expect(errorText(error)).toBeUndefined();
});
