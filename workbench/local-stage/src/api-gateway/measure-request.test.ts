import { expect, test } from "vitest";
import { collectMetrics } from "../cloudwatch/testing/collect-metrics.ts";
import type { HttpApiReport } from "./http-api-report.ts";
import { measureRequest } from "./measure-request.ts";

const request: HttpApiReport = {
  kind: "http-request",
  apiId: "a1",
  requestId: "r",
  requestTimeMs: 1_000,
  method: "GET",
  path: "/",
  status: 200,
  requestBytes: 0,
  responseBytes: 0,
  durationMs: 12,
};

// https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-metrics.html
test.each([
  [200, 0, 0],
  [404, 1, 0],
  [500, 0, 1],
])(
  "a request that was answered %i counts for the API and for its stage",
  (status, of4xx, of5xx) => {
    const { sink, values, named } = collectMetrics();
    measureRequest(sink, { apiId: "a1", stageName: "$default" }, { ...request, status });
    for (const dimensions of [{ ApiId: "a1" }, { ApiId: "a1", Stage: "$default" }]) {
      expect(values("Count", dimensions)).toEqual([1]);
      expect(values("4xx", dimensions)).toEqual([of4xx]);
      expect(values("5xx", dimensions)).toEqual([of5xx]);
      expect(values("Latency", dimensions)).toEqual([12]);
      expect(values("IntegrationLatency", dimensions)).toEqual([]);
    }
    expect(named("Latency")[0]).toMatchObject({
      namespace: "AWS/ApiGateway",
      unit: "Milliseconds",
      atMs: 1_000,
    });
  },
);

test("the time of the function is the integration's latency", () => {
  const { sink, values } = collectMetrics();
  measureRequest(sink, { apiId: "a1", stageName: "$default" }, { ...request, integrationMs: 7 });
  expect(values("IntegrationLatency", { ApiId: "a1" })).toEqual([7]);
});
