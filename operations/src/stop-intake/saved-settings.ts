import { createHash } from "node:crypto";
import {
  DeleteParameterCommand,
  PutParameterCommand,
  paginateGetParametersByPath,
  type SSMClient,
} from "@aws-sdk/client-ssm";
import { stoppedIntakePath } from "@stagecraft/contracts/system";
import type { IntakeKind, IntakePoint, Json } from "./intake-point.ts";

/** What a stopped intake point was set to before. */
export type SavedSetting = Pick<IntakePoint, "kind" | "id" | "name"> & {
  readonly setting: Json;
  /** In the stage's time. */
  readonly stoppedAtMs: number;
};

/**
 * The settings that are saved of a stage, a parameter each in Systems Manager: whoever starts the intake again may be somebody else, at
 * another machine, and the next deploy finds them (infra/before-deploy.ts).
 */
export type SavedSettings = {
  all(): Promise<readonly SavedSetting[]>;
  save(saved: SavedSetting): Promise<void>;
  forget(saved: Pick<SavedSetting, "kind" | "id">): Promise<void>;
};

export function openSavedSettings(ssm: SSMClient, stage: string): SavedSettings {
  const Path = stoppedIntakePath(stage);
  const nameOf = ({ kind, id }: { readonly kind: IntakeKind; readonly id: string }) => {
    const hash = createHash("sha256").update(id).digest("hex").slice(0, 16);
    return `${Path}/${kind.replaceAll(" ", "-")}/${hash}`;
  };
  return {
    async all() {
      const saved: SavedSetting[] = [];
      const pages = paginateGetParametersByPath({ client: ssm }, { Path, Recursive: true });
      for await (const { Parameters = [] } of pages) {
        saved.push(...Parameters.map(({ Value = "" }) => JSON.parse(Value) as SavedSetting));
      }
      return saved;
    },
    async save(saved) {
      const { name, stoppedAtMs } = saved;
      await ssm.send(
        new PutParameterCommand({
          Name: nameOf(saved),
          Type: "String",
          Value: JSON.stringify(saved),
          Description: `${name} was stopped at ${new Date(stoppedAtMs).toISOString()}`,
          Overwrite: true,
        }),
      );
    },
    async forget(saved) {
      await ssm.send(new DeleteParameterCommand({ Name: nameOf(saved) }));
    },
  };
}
