import { expect, test } from "vitest";
import { createLogStream } from "./log-stream.ts";

function recorded() {
  const lines: string[] = [];
  return { lines, stream: createLogStream((line) => lines.push(line)) };
}

test("a platform record is written after the bytes before it and before the later ones", () => {
  const { lines, stream } = recorded();
  stream.platform("START 1", 0);
  stream.platform("END 1", 6);
  stream.platform("START 2", 6);
  stream.output(Buffer.from("ab"));
  stream.output(Buffer.from("c\nd\nnext\n"));
  expect(lines).toEqual(["START 1", "abc", "d", "END 1", "START 2", "next"]);
});

test("waiting for a process's output ends when it is read, or the process has ended", async () => {
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

test("an incomplete line ends at a platform record or at the end of the process", () => {
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

test("a character in two chunks is not broken, and a carriage return is a line break within an entry", () => {
  const { lines, stream } = recorded();
  const bytes = Buffer.from("a\r£\n");
  stream.output(bytes.subarray(0, 3));
  stream.output(bytes.subarray(3));
  stream.platform(undefined, 0);
  expect(lines).toEqual(["a\n£"]);
});
