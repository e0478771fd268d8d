import { expect, test } from "vitest";
import { createLogStream } from "./log-stream.ts";

function recorded() {
  const lines: string[] = [];
  return { lines, stream: createLogStream((line) => lines.push(line)) };
}

test("a platform record waits for the bytes that come before it and goes before those that follow", () => {
  const { lines, stream } = recorded();
  stream.platform("START 1", 0);
  stream.platform("END 1", 6);
  stream.platform("START 2", 6);
  stream.output(Buffer.from("ab"));
  stream.output(Buffer.from("c\nd\nnext\n"));
  expect(lines).toEqual(["START 1", "abc", "d", "END 1", "START 2", "next"]);
});

test("who waits for a process's output is received when it is in, or the process is gone", async () => {
  const { stream } = recorded();
  const received: string[] = [];
  const wait = (what: string, bytes: number) =>
    stream.received(bytes).then(() => void received.push(what));
  const nothing = wait("nothing", 0);
  const first = wait("first", 3);
  const last = wait("last", 9);
  await nothing;
  stream.output(Buffer.from("ab"));
  expect(received).toEqual(["nothing"]);
  stream.output(Buffer.from("c"));
  await first;
  expect(received).toEqual(["nothing", "first"]);
  stream.endOfProcess();
  await last;
  expect(received).toEqual(["nothing", "first", "last"]);
});

test("an unfinished line ends where the platform speaks or the process is gone", () => {
  const { lines, stream } = recorded();
  stream.output(Buffer.from("half"));
  stream.platform("END", 4);
  stream.output(Buffer.from("rest"));
  stream.platform("REPORT", 100);
  stream.endOfProcess();
  stream.output(Buffer.from("new\n"));
  stream.platform("START", 4);
  expect(lines).toEqual(["half", "END", "rest", "REPORT", "new", "START"]);
});

test("a character that two chunks share is whole, and a carriage return breaks a line within its entry", () => {
  const { lines, stream } = recorded();
  const bytes = Buffer.from("a\r£\n");
  stream.output(bytes.subarray(0, 3));
  stream.output(bytes.subarray(3));
  stream.platform(undefined, 0);
  expect(lines).toEqual(["a\n£"]);
});
