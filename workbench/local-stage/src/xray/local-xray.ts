import type { FunctionDefinition } from "@stagecraft/plan/resources/lambda/function-definition";
import type { LocalService } from "../stage/local-service.ts";
import { type Daemon, openDaemon } from "./open-daemon.ts";
import { otlpService } from "./otlp-service.ts";
import { readDatagram } from "./read-datagram.ts";
import { openSpanLog } from "./span-log.ts";

/** Opens the daemon of an execution environment of the function. */
export type OpenDaemon = (definition: FunctionDefinition) => Promise<Daemon>;

/**
 * X-Ray, as far as it is implemented: the daemon in Lambda's environments, which sends with the function's role, the OTLP endpoint,
 * and the log group `aws/spans`.
 */
export const localXray: LocalService<{ readonly openDaemon: OpenDaemon }> = {
  name: "X-Ray",
  resourceTypes: [],
  open({ options, authority, reports }) {
    const log = openSpanLog(options.directory, (error) =>
      reports.add({
        kind: "failed",
        key: "spans",
        message: `the spans cannot be written: ${error.message}`,
      }),
    );

    function receive({ logicalName, name, roleArn }: FunctionDefinition, datagram: Buffer) {
      const spans = readDatagram(datagram);
      if (!spans) {
        reports.add({
          kind: "failed",
          key: `datagram ${name}`,
          message: `${logicalName} sent X-Ray's daemon what is not read here: only OTLP is, not X-Ray's own segments`,
        });
        return;
      }
      const caller = { kind: "role", roleArn, functionName: name } as const;
      const authorization = authority.authorize(caller, {
        action: "xray:PutTraceSegments",
        resource: "*",
      });
      if (authorization.allowed) return log.write(spans);
      reports.add({
        kind: "denied",
        key: `denied ${name} xray:PutTraceSegments`,
        message: `the spans of ${logicalName} are lost: it may not xray:PutTraceSegments\n  ${authorization.explanation}`,
      });
    }

    return {
      internal: {
        openDaemon: (definition) => openDaemon((datagram) => receive(definition, datagram)),
      },
      operations: { xray: otlpService(log.write) },
      close: log.close,
    };
  },
};
