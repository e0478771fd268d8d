import { GetCallerIdentityCommand, type STSClient } from "@aws-sdk/client-sts";

export type CallerIdentity = {
  readonly arn: string;
  readonly accountId: string;
  /** The stage's clock minus this machine's; 0 when the difference is within the resolution. */
  readonly clockOffsetMs: number;
};

/** The Date header has a resolution of a second. */
const resolutionMs = 1_000;

/** Calls GetCallerIdentity. The Date header of the answer gives the stage's time: a local stage may have skipped time. */
export async function identify(sts: STSClient): Promise<CallerIdentity> {
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
  const clockOffsetMs = (answeredAtMs ?? Date.now()) - Date.now();
  return {
    arn,
    accountId,
    clockOffsetMs: Math.abs(clockOffsetMs) <= 2 * resolutionMs ? 0 : clockOffsetMs,
  };
}
