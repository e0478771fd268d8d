import type { _Record as StreamRecord } from "@aws-sdk/client-kinesis";

export function textOfRecord({ Data = new Uint8Array() }: StreamRecord): string {
  return Buffer.from(Data).toString();
}
