import { buildQueryString, HttpRequest } from "@smithy/core/protocols";
import type { AwsEnvironment } from "./aws-environment.ts";
import { requestSigner } from "./request-signer.ts";

/** Signs a GET request in its URL: https://docs.aws.amazon.com/IAM/latest/UserGuide/create-signed-request.html */
export async function presignUrl(
  {
    hostname,
    port,
    query,
  }: {
    readonly hostname: string;
    readonly port: number;
    readonly query: { readonly [name: string]: string };
  },
  {
    expiresInSeconds,
    now,
    ...scope
  }: {
    readonly service: string;
    readonly region: string;
    readonly credentials: AwsEnvironment["credentials"];
    readonly expiresInSeconds: number;
    readonly now: Date;
  },
): Promise<string> {
  const host = `${hostname}:${port}`;
  const request = new HttpRequest({ hostname, port, query, headers: { host } });
  const presigned = await requestSigner(scope).presign(request, {
    signingDate: now,
    expiresIn: expiresInSeconds,
  });
  return `https://${host}/?${buildQueryString(presigned.query ?? {})}`;
}
