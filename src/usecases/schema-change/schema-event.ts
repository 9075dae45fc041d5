import type { Blockers } from '../../domain/schema/blocking-session.ts';
import type { SchemaStatement } from '../../domain/schema/plan-schema.ts';

/** `already-there` and `already-gone`: another session did it between plan and statement. */
export type StatementOutcome = 'applied' | 'already-there' | 'dropped' | 'already-gone';

export interface SettledStatement extends SchemaStatement {
  readonly outcome: StatementOutcome;
}

/** Which statement of how many. */
export interface Place {
  readonly step: number;
  readonly steps: number;
}

/** What happens while statements are carried out. */
export type SchemaEvent =
  | ({ readonly kind: 'started'; readonly statement: SchemaStatement } & Place)
  | {
      readonly kind: 'locked';
      readonly statement: SchemaStatement;
      readonly blockers: Blockers;
      readonly attempt: number;
      readonly attempts: number;
      readonly pauseSeconds: number;
    }
  /** The server refused the cheap way, and the operator allowed the next. */
  | { readonly kind: 'dearer'; readonly statement: SchemaStatement; readonly sql: string }
  | { readonly kind: 'lost'; readonly statement: SchemaStatement; readonly why: string }
  /** Connected again, while the server is still at what the lost connection sent. */
  | { readonly kind: 'busy'; readonly statement: SchemaStatement }
  | ({ readonly kind: 'settled'; readonly statement: SettledStatement } & Place);
