import type { FunctionDefinition } from "@stagecraft/plan/resources/lambda/function-definition";
import type { Caller } from "../common/caller.ts";
import type { LocalService } from "../stage/local-service.ts";
import { type Daemon, openDaemon } from "./open-daemon.ts";
import { otlpService } from "./otlp-service.ts";
import { readDatagram } from "./read-datagram.ts";
import type { Span } from "./span.ts";
import { openSpanLog, spansLogGroup } from "./span-log.ts";

type RoleCaller = Extract<Caller, { kind: "role" }>;

/** Opens the daemon of an execution environment of the function. */
export type OpenDaemon = (definition: FunctionDefinition) => Promise<Daemon>;

/**
 * X-Ray, as far as it is implemented: the daemon in Lambda's environments, which sends with the function's role, the OTLP endpoint,
 * the collector of containers, and the log group `aws/spans`.
 */
export const localXray: LocalService<{
  readonly openDaemon: OpenDaemon;
  /** Writes what a collector sends as that caller. */
  readonly receiverOf: (caller: RoleCaller) => (spans: readonly Span[]) => void;
}> = {
  name: "X-Ray",
  resourceTypes: [],
  open({ options, authority, reports, meter }) {
    const log = openSpanLog(options.directory, (error) =>
      reports.add({
        kind: "failed",
        key: "spans",
        message: `the spans cannot be written: ${error.message}`,
      }),
    );

    function store(spans: readonly Span[]) {
      for (const { traceId } of spans) meter.addOnce(spansLogGroup, "xray-traces", traceId);
      log.write(spans);
    }

    function receive({ logicalName, name, roleArn }: FunctionDefinition, datagram: Buffer) {
      const spans = readDatagram(datagram);
      if (spans) return write({ kind: "role", roleArn, functionName: name }, logicalName, spans);
      reports.add({
        kind: "failed",
        key: `datagram ${name}`,
        message: `${logicalName} sent X-Ray's daemon what is not read here: only OTLP is, not X-Ray's own segments`,
      });
    }

    function write(caller: RoleCaller, logicalName: string, spans: readonly Span[]) {
      const authorization = authority.authorize(caller, {
        action: "xray:PutTraceSegments",
        resource: "*",
      });
      if (authorization.allowed) return store(spans);
      reports.add({
        kind: "denied",
        key: `denied ${caller.functionName} xray:PutTraceSegments`,
        message: `the spans of ${logicalName} are lost: it may not xray:PutTraceSegments\n  ${authorization.explanation}`,
      });
    }

    return {
      internal: {
        openDaemon: (definition) => openDaemon((datagram) => receive(definition, datagram)),
        receiverOf: (caller) => (spans) =>
          write(caller, caller.functionName ?? caller.roleArn, spans),
      },
      operations: { xray: otlpService(store) },
      close: log.close,
    };
  },
};
