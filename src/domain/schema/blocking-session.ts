/** Another session that holds, or may hold, a table. */
export interface BlockingSession {
  readonly thread: number;
  readonly user: string;
  readonly host: string;
  /** How long its transaction or statement has been open; `null` where the server does not tell. */
  readonly ageSeconds: number | null;
  /** What it runs; `null` where it is idle in an open transaction. */
  readonly statement: string | null;
}

export interface Blockers {
  readonly sessions: readonly BlockingSession[];
  /** What could not be seen, and the grant that would show it; `null` where all was seen. */
  readonly unseen: string | null;
}

/** `thread 12 (app@10.0.0.9:51234), for 340 s, idle in an open transaction; thread 13 …`; empty where none was seen. */
export function describeSessions(sessions: readonly BlockingSession[]): string {
  return sessions.map(describeSession).join('; ');
}

function describeSession({ thread, user, host, ageSeconds, statement }: BlockingSession): string {
  const age = ageSeconds === null ? '' : `, for ${ageSeconds} s`;
  const doing =
    statement === null || statement === '' ? 'idle in an open transaction' : `running: ${statement.replaceAll(/\s+/g, ' ').slice(0, 200)}`;
  return `thread ${thread} (${user}@${host})${age}, ${doing}`;
}
