/** What stands behind a flag or an argument: fixed values in the table, or ids of the fleet, contexts and files of the moment. */
export type ValueKind = 'instance' | 'agent' | 'region' | 'context' | 'file' | 'code' | 'finding' | 'world' | 'column';

export interface CompletableFlag {
  /** `--output`, `-o`. */
  readonly names: readonly string[];
  readonly description: string;
  readonly takesValue: boolean;
  readonly isMultiple: boolean;
  readonly values: readonly string[];
  readonly kind: ValueKind | null;
}

export interface CompletableCommand {
  /** `schema`, `apply`. */
  readonly path: readonly string[];
  readonly summary: string;
  readonly flags: readonly CompletableFlag[];
  readonly args: readonly { readonly kind: ValueKind | null; readonly values: readonly string[] }[];
  /** True where the last argument may come again. */
  readonly isVariadic: boolean;
  /** Of a list, for --columns, --sort and --filter. */
  readonly columns: readonly string[];
}

/** All that a shell can be offered, made when spotctl is built, so that completing loads no command. */
export interface CompletionTable {
  readonly commands: readonly CompletableCommand[];
  readonly topics: Readonly<Record<string, string>>;
  readonly values: Readonly<Record<'code' | 'finding' | 'world' | 'region', readonly string[]>>;
}

export interface Candidate {
  readonly value: string;
  readonly description: string;
}
