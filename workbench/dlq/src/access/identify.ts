import { GetCallerIdentityCommand, type STSClient } from "@aws-sdk/client-sts";

export type Identified = {
  readonly arn: string;
  readonly accountId: string;
  /** How far the services' clock is ahead of this machine's; 0 when they agree as far as can be told. */
  readonly aheadMs: number;
};

/** An answer tells the time to the second. */
const resolutionMs = 1_000;

/** Asks who calls, and takes the services' time from the answer: a local stage may have skipped some. */
export async function identify(sts: STSClient): Promise<Identified> {
  let answeredAtMs: number | undefined;
  sts.middlewareStack.add(
    (next) => async (args) => {
      const result = await next(args);
      const { headers } = result.response as { headers?: { readonly [name: string]: string } };
      if (headers?.date) answeredAtMs = Date.parse(headers.date);
      return result;
    },
    { step: "deserialize", name: "answerTime" },
  );
  const { Arn: arn = "", Account: accountId = "" } = await sts.send(
    new GetCallerIdentityCommand({}),
  );
  const aheadMs = (answeredAtMs ?? Date.now()) - Date.now();
  return { arn, accountId, aheadMs: Math.abs(aheadMs) <= 2 * resolutionMs ? 0 : aheadMs };
}
