import type { FunctionDefinition } from "@stagecraft/plan/resources/lambda/function-definition";
import type { QueueDefinition } from "@stagecraft/plan/resources/sqs/queue-definition";
import { expect, test } from "vitest";
import type { Trouble } from "./trouble.ts";
import { createTroubles } from "./troubles.ts";

const functions = [
  {
    logicalName: "Packer",
    name: "shop-dev-Packer",
    arn: "arn:aws:lambda:::function:shop-dev-Packer",
  },
] as FunctionDefinition[];
const queues = [{ logicalName: "Dead", arn: "arn:aws:sqs:::dead" }] as QueueDefinition[];

function open() {
  const told: Trouble[] = [];
  const mapFrames = (text: string) => text;
  const program = { functions, queues, mapFrames };
  return { told, troubles: createTroubles(program, (trouble) => told.push(trouble)) };
}

test("the error that a failing function logged last is told, unless it has succeeded since", () => {
  const { told, troubles } = open();
  const name = "shop-dev-Packer";
  const lineOf = (error: string) =>
    JSON.stringify({
      level: "ERROR",
      error: { name: error, message: "bad", stack: ["at pack (src/pack.ts:1:2)"] },
    });
  const fail = () => {
    for (const reason of ["a", "b", "c"]) troubles.recordOutcome(name, reason);
  };
  troubles.recordLine(name, lineOf("First"));
  troubles.recordOutcome(name, "a");
  troubles.recordLine(name, lineOf("TypeError"));
  troubles.recordLine(name, lineOf("WhatTheRuntimeLogs"));
  for (const reason of ["b", "c"]) troubles.recordOutcome(name, reason);
  troubles.recordOutcome(name, undefined);
  fail();
  expect(told).toMatchObject([{ error: "TypeError: bad at src/pack.ts:1:2" }, { reason: "c" }]);
  expect(told[1]).not.toHaveProperty("error");
});

test("a function that fails three times in a row is told once, until it succeeds", () => {
  const { told, troubles } = open();
  const { name, arn } = functions[0] as FunctionDefinition;
  for (const reason of ["a", "b", undefined, "c", "d"]) troubles.recordOutcome(name, reason);
  expect(told).toEqual([]);
  for (const reason of ["e", "f"]) troubles.recordOutcome(arn, reason);
  const failing = { kind: "function-failing", functionName: "Packer", times: 3 };
  expect(told).toEqual([{ ...failing, reason: "e" }]);
  for (const reason of [undefined, "g", "h", "i"]) troubles.recordOutcome(arn, reason);
  expect(told.slice(1)).toEqual([{ ...failing, reason: "i" }]);
});

test("a dead-letter message is told with its queue's name, and what is not of the program is not", () => {
  const { told, troubles } = open();
  troubles.addDeadLetter("arn:aws:sqs:::dead");
  troubles.addDeadLetter("arn:aws:sqs:::other");
  troubles.recordOutcome("other", "a");
  expect(told).toEqual([{ kind: "dead-letter-message", queue: "Dead" }]);
});
