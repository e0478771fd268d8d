import type { BundleSettings } from "./bundles/bundle-settings.ts";

export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

/** One resource that the SST program declares, as AWS would hold it after the deploy. */
export type Resource = {
  /** Pulumi's type token: `aws:sqs/queue:Queue`, or `sst:aws:Queue` for a component. */
  readonly type: string;
  /** The logical name in the program, unique within its type. */
  readonly name: string;
  /** The logical name of its component; null at the top level. */
  readonly parent: string | null;
  /** The logical names of the resources that have to be created first. */
  readonly dependsOn: readonly string[];
  /** It exists already, and the program only reads it: a deploy does not create it. */
  readonly isRead?: true;
  /** Its resource options, if the program sets any. */
  readonly options?: ResourceOptions;
  /** The program's inputs, resolved. A secret is a mark: `{{secret:Name}}`. */
  readonly inputs: { readonly [key: string]: Json };
  /** The outputs that AWS would give: `arn`, `id`, `url` and the like. */
  readonly outputs: { readonly [key: string]: Json };
};

/** Pulumi's resource options: https://www.pulumi.com/docs/iac/concepts/resources/options/ */
export type ResourceOptions = {
  /** Whether a deploy refuses to delete it. */
  readonly protect?: true;
  /** Whether it stays in AWS when the program no longer has it. */
  readonly retainOnDelete?: true;
  readonly deleteBeforeReplace?: true;
  /** Inputs that keep their first value, also when the program changes them. */
  readonly ignoreChanges?: readonly string[];
  /** Inputs whose change replaces the resource. */
  readonly replaceOnChanges?: readonly string[];
};

/** A function's built code, byte for byte as it would be uploaded. */
export type Bundle = {
  /** The handler as written in infra/: `src/thumbnails.handler`. */
  readonly source: string;
  readonly settings: BundleSettings;
  /** The handler as configured in Lambda: `bundle.handler`. */
  readonly handler: string;
  /** The folder of the built files, relative to the repository. Its name contains the hash of its content. */
  readonly directory: string;
  /** esbuild's metafile, relative to the repository. */
  readonly metafile: string;
  /** The hash of all files that are uploaded. */
  readonly sha256: string;
  /** The source maps that a deploy uploads as separate objects, relative to the repository. */
  readonly sourcemaps?: readonly string[];
  /** Other files that are uploaded with the code; `from` is relative to the repository, `to` to the task root. */
  readonly copies: readonly { readonly from: string; readonly to: string }[];
  /** The values of the function's links by name, with secrets as marks. */
  readonly links: { readonly [name: string]: Json };
};

/** An AWS managed policy that a role of the program has, with the page and date of its text. */
export type ManagedPolicy = {
  readonly arn: string;
  readonly source: string;
  readonly readOn: string;
  readonly document: Json;
};

/** The whole program as plain JSON. Every run gives the same bytes. */
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
  /** The files of the program itself, relative to the repository. */
  readonly programFiles: readonly string[];
  /** The warnings of the program. */
  readonly warnings?: readonly string[];
};
