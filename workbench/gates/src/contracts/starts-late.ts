import { functionsOf } from "@stagecraft/plan/resources/lambda/functions";
import { streamSourcesOf } from "@stagecraft/plan/resources/lambda/stream-sources";
import type { Finding } from "../finding.ts";
import type { ContractFacts } from "./contract-facts.ts";

/**
 * Consumers of a stream that begin with the latest record: what is written between the creation of the stream and of the mapping, or
 * while the mapping is replaced, is never read.
 * @see https://docs.aws.amazon.com/lambda/latest/dg/services-kinesis-parameters.html
 */
export function startsLate({ plan }: ContractFacts): readonly Finding[] {
  return streamSourcesOf(plan)
    .filter(({ start }) => start.at === "LATEST")
    .map(({ logicalName, functionArn }) => {
      const consumer = functionsOf(plan).find(({ arn }) => arn === functionArn)?.logicalName;
      return {
        rule: "contracts/starts-late",
        severity: "error",
        resource: consumer ?? logicalName,
        message: `${logicalName} begins with the latest record: records that are written while it is created or replaced are never read.`,
        fix: 'startingPosition: "TRIM_HORIZON"',
      };
    });
}
