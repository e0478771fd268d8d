import { PlaceOrder } from "@stagecraft/contracts/place-order";
import { expect, onTestFinished, test, vi } from "vitest";
import { createTelemetry } from "./telemetry.ts";

test("a log line says of an error about an input which rules it breaks, and nothing of the input", () => {
  const lines: string[] = [];
  const written = vi.spyOn(process.stdout, "write");
  written.mockImplementation((line) => lines.push(String(line)) > 0);
  onTestFinished(() => written.mockRestore());
  const input = { orderedOn: "secret", country: 7, currency: "secret", lines: "secret", secret: 1 };
  const { error } = PlaceOrder.safeParse(input);
  const cause = Object.assign(error ?? new Error("The input is valid"), { input });
  createTelemetry().log.error("request", {}, new Error("outer", { cause }));
  const [line = ""] = lines;
  const { fault } = JSON.parse(line);
  expect(fault.cause).toMatchObject({
    name: "ZodError",
    message: expect.stringMatching(/^invalid_format, .*unrecognized_keys$/),
  });
  expect(line).not.toContain("secret");
});
