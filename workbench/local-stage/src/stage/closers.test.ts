import { expect, test } from "vitest";
import { createClosers } from "./closers.ts";

test("closers are called in reverse order, one after the other", async () => {
  const closers = createClosers();
  const closed: string[] = [];
  closers.add(() => closed.push("first"));
  closers.add(async () => {
    await Promise.resolve();
    closed.push("second");
  });
  await closers.close();
  expect(closed).toEqual(["second", "first"]);
});

test("a closer that fails does not prevent the others, and its error is thrown", async () => {
  const closers = createClosers();
  const closed: string[] = [];
  closers.add(() => closed.push("first"));
  closers.add(() => Promise.reject(new Error("stuck")));
  await expect(closers.close()).rejects.toThrow("stuck");
  expect(closed).toEqual(["first"]);
});

test("several errors are thrown together", async () => {
  const closers = createClosers();
  closers.add(() => Promise.reject(new Error("one")));
  closers.add(() => Promise.reject(new Error("two")));
  await expect(closers.close()).rejects.toMatchObject({
    errors: [new Error("two"), new Error("one")],
  });
});

test("a second call waits for the first and calls nothing twice", async () => {
  const closers = createClosers();
  const closed: string[] = [];
  closers.add(async () => {
    await Promise.resolve();
    closed.push("once");
  });
  await Promise.all([closers.close(), closers.close()]);
  expect(closed).toEqual(["once"]);
});
