import type { BundleSettings } from "./bundles/bundle-settings.ts";

export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

/** One resource that the SST program declares, as AWS would hold it after the deploy. */
export type Resource = {
  /** Pulumi's type token: `aws:sqs/queue:Queue`, or `sst:aws:Queue` for a component. */
  readonly type: string;
  /** The logical name in the program, unique within its type. */
  readonly name: string;
  /** The logical name of the component that made it; null at the top. */
  readonly parent: string | null;
  /** The logical names of the resources that must be there first. */
  readonly dependsOn: readonly string[];
  /** It is there already, and the program only reads it: no deploy makes it. */
  readonly isRead?: true;
  /** How it lives and dies, where the program says so. */
  readonly options?: ResourceOptions;
  /** What the program asked for, resolved. Secrets stand as marks: `{{secret:Name}}`. */
  readonly inputs: { readonly [key: string]: Json };
  /** What AWS would answer: `arn`, `id`, `url` and the like. */
  readonly outputs: { readonly [key: string]: Json };
};

/** Pulumi's resource options: https://www.pulumi.com/docs/iac/concepts/resources/options/ */
export type ResourceOptions = {
  /** Whether a deploy refuses to delete it. */
  readonly protect?: true;
  /** Whether AWS keeps it when the program no longer has it. */
  readonly retainOnDelete?: true;
  readonly deleteBeforeReplace?: true;
  /** Inputs whose first value stays, whatever the program says later. */
  readonly ignoreChanges?: readonly string[];
  /** Inputs that replace it when they change. */
  readonly replaceOnChanges?: readonly string[];
};

/** A function's built code, exactly as it would be uploaded. */
export type Bundle = {
  /** The handler as written in infra/: `src/thumbnails.handler`. */
  readonly source: string;
  readonly settings: BundleSettings;
  /** The handler as Lambda is told: `bundle.handler`. */
  readonly handler: string;
  /** Where the built files are, relative to the repository. Named after their content, which never changes. */
  readonly directory: string;
  /** esbuild's metafile, relative to the repository. */
  readonly metafile: string;
  /** Hash of every file that is uploaded. */
  readonly sha256: string;
  /** Source maps, relative to the repository, that a deploy uploads as objects of their own. */
  readonly sourcemaps?: readonly string[];
  /** Other files that are uploaded with it; `from` is relative to the repository, `to` to the task root. */
  readonly copies: readonly { readonly from: string; readonly to: string }[];
  /** The values of the function's links by name, with secrets as marks. */
  readonly links: { readonly [name: string]: Json };
};

/** An AWS managed policy that a role of the program names, with where and when its text was read. */
export type ManagedPolicy = {
  readonly arn: string;
  readonly source: string;
  readonly readOn: string;
  readonly document: Json;
};

/** The whole program as plain JSON. Two runs give the same bytes. */
export type Plan = {
  readonly app: string;
  readonly stage: string;
  readonly region: string;
  readonly accountId: string;
  readonly removal: string;
  readonly protect: boolean;
  /** What the program's `run()` returns. `accountConcurrency` there states the account's Lambda limit. */
  readonly outputs: { readonly [name: string]: Json };
  readonly resources: readonly Resource[];
  /** By the function's logical name. */
  readonly bundles: { readonly [functionName: string]: Bundle };
  readonly managedPolicies: readonly ManagedPolicy[];
  /** The repository's files that the program itself is made of, relative to its root. */
  readonly programFiles: readonly string[];
  /** What the program warned of while it was read, one text each. */
  readonly warnings?: readonly string[];
};
