import { expect, test } from "vitest";
import { createInFlight } from "./in-flight.ts";

test("it is drained when the last work has settled, failed work too", async () => {
  const inFlight = createInFlight();
  await inFlight.drained();
  const first = Promise.withResolvers<string>();
  const second = Promise.withResolvers<string>();
  const works = [first, second].map(({ promise }) => inFlight.track(() => promise));
  expect(inFlight.count()).toBe(2);
  const order: string[] = [];
  const drained = inFlight.drained().then(() => order.push("drained"));
  first.resolve("done");
  expect(await works[0]).toBe("done");
  order.push("one is left");
  second.reject(new Error("failed"));
  await expect(works[1]).rejects.toThrow("failed");
  await drained;
  expect(order).toEqual(["one is left", "drained"]);
  expect(inFlight.count()).toBe(0);
});
