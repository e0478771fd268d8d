import { createDecipheriv } from "node:crypto";
import { gunzipSync } from "node:zlib";
import type { Account } from "../context.ts";
import type { Bootstrap } from "./bootstrap.ts";
import { callAwsIfExists } from "./call-aws.ts";
import { readParameter } from "./read-parameter.ts";

/** The names of the secrets that have a value, or why they cannot be read. */
export type StoredSecrets =
  | { readonly ok: true; readonly names: readonly string[] }
  | { readonly ok: false; readonly reason: string };

/** SST's stage name for the values that are the default of every stage. */
export const everyStage = "_fallback";

/**
 * Reads which secrets a stage has, without creating what is missing, as the CLI would. They are one object, encrypted with a passphrase
 * of the stage: https://github.com/sst/sst/blob/v4.17.1/pkg/project/provider/provider.go
 * @throws AwsCallError
 */
export async function storedSecrets(
  { state }: Bootstrap,
  stage: string,
  account: Account,
): Promise<StoredSecrets> {
  const { S3Client, GetObjectCommand } = await import("@aws-sdk/client-s3");
  const { app } = account.plan;
  const Key = `secret/${app}/${stage}.json`;
  const object = await callAwsIfExists(
    "s3:GetObject",
    new S3Client(account.client).send(new GetObjectCommand({ Bucket: state, Key })),
    ["NoSuchKey", "NoSuchBucket"],
  );
  if (!object) return { ok: true, names: [] };
  const content = Buffer.from((await object.Body?.transformToByteArray()) ?? []);
  const parameter = `/sst/passphrase/${app}/${stage}`;
  const passphrase = await readParameter(parameter, account);
  if (passphrase === undefined) return { ok: false, reason: `${parameter} does not exist` };
  try {
    return { ok: true, names: Object.keys(decrypted(content, passphrase)) };
  } catch {
    return { ok: false, reason: `${parameter} does not decrypt s3://${state}/${Key}` };
  }
}

const nonceBytes = 12;
const tagBytes = 16;

/** AES-GCM: the nonce, the text and the tag. The state may be compressed. */
function decrypted(content: Buffer, passphrase: string): object {
  const key = Buffer.from(passphrase, "base64");
  const sealed = content[0] === 0x1f && content[1] === 0x8b ? gunzipSync(content) : content;
  const cipher = createDecipheriv("aes-256-gcm", key, sealed.subarray(0, nonceBytes), {
    authTagLength: tagBytes,
  });
  cipher.setAuthTag(sealed.subarray(-tagBytes));
  const text = [cipher.update(sealed.subarray(nonceBytes, -tagBytes)), cipher.final()];
  return JSON.parse(Buffer.concat(text).toString()) as object;
}
