import { expect, test } from "vitest";
import { createClosers } from "./closers.ts";

test("the last thing is undone first, each after the other", async () => {
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

test("what does not end well keeps nothing else from ending, and is told", async () => {
  const closers = createClosers();
  const closed: string[] = [];
  closers.add(() => closed.push("first"));
  closers.add(() => Promise.reject(new Error("stuck")));
  await expect(closers.close()).rejects.toThrow("stuck");
  expect(closed).toEqual(["first"]);
});

test("several that do not end well are told together", async () => {
  const closers = createClosers();
  closers.add(() => Promise.reject(new Error("one")));
  closers.add(() => Promise.reject(new Error("two")));
  await expect(closers.close()).rejects.toMatchObject({
    errors: [new Error("two"), new Error("one")],
  });
});

test("a second call waits for the first and undoes nothing twice", async () => {
  const closers = createClosers();
  const closed: string[] = [];
  closers.add(async () => {
    await Promise.resolve();
    closed.push("once");
  });
  await Promise.all([closers.close(), closers.close()]);
  expect(closed).toEqual(["once"]);
});
