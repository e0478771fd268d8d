import type { Account, ClientSettings } from "../context.ts";
import { clientSettings } from "./client-settings.ts";
import { nameAndMessage } from "./name-and-message.ts";

/** The caller of AWS, or why it is unknown and what to do. */
export type Identification =
  | ({ readonly ok: true } & Pick<Account, "caller" | "client">)
  | { readonly ok: false; readonly reason: string; readonly fix?: string };

const howToLogIn = [
  "aws sso login --profile NAME && export AWS_PROFILE=NAME",
  "# or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY; all options: https://docs.aws.amazon.com/cli/latest/userguide/cli-chap-authentication.html",
].join("\n");

/**
 * Finds credentials as the SDK does (environment, profile, SSO, the machine's role) and gets their identity from AWS, which needs no
 * permission: https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html
 */
export async function identify(
  region: string,
  { AWS_PROFILE: profile }: Account["environment"],
): Promise<Identification> {
  const { STSClient, GetCallerIdentityCommand } = await import("@aws-sdk/client-sts");
  const sts = new STSClient(clientSettings({ region }));
  const { credentials } = sts.config;
  const failed = (reason: string) => ({ ok: false, reason, fix: howToLogIn }) as const;
  try {
    await credentials();
  } catch (error) {
    const of = profile === undefined ? "" : ` of the profile ${profile} (AWS_PROFILE)`;
    return failed(`no credentials${of}: ${firstSentence(error)}`);
  }
  try {
    const { Arn: arn = "", Account: accountId = "" } = await sts.send(
      new GetCallerIdentityCommand({}),
    );
    const client: ClientSettings = clientSettings({ region, credentials });
    return { ok: true, caller: { arn, accountId }, client };
  } catch (error) {
    if (!(error instanceof Error) || !("$metadata" in error)) throw error;
    if ("code" in error)
      return { ok: false, reason: `AWS cannot be reached (${nameAndMessage(error)})` };
    return failed(
      `AWS in ${region} does not say whose the credentials are (${nameAndMessage(error)})`,
    );
  }
}

function firstSentence(error: unknown): string {
  const { message } = error as Error;
  return message.split(/[.\n](\s|$)/)[0] ?? message;
}
