import { SpotctlError } from '../../domain/errors/spotctl-error.ts';
import type { MysqlLine } from './mysql-line.ts';

const NO_SUCH_COLUMN = 'spotctl_asks_for_privileges';

/**
 * Throws `DATABASE_DENIED`, naming the grants, where the user may not run one of these statements: better before the first than
 * in the middle. A server looks at privileges first, at the named column second, and waits for no lock to do so: nothing is changed.
 * SHOW GRANTS would not do: it keeps silent about roles that are not active.
 */
export async function expectPrivileges(line: MysqlLine, statements: readonly string[]): Promise<void> {
  for (const probe of new Set(statements.map(probeOf).filter((sql) => sql !== null))) {
    await line.write(probe).catch((error: unknown) => {
      if (!(error instanceof SpotctlError) || error.code === 'DATABASE_DENIED' || error.code === 'DATABASE_UNREACHABLE') throw error;
    });
  }
}

/** The same kind of statement on the same table, about a column that is not there. */
function probeOf(statement: string): string | null {
  const altered = /^ALTER TABLE (\w+) /.exec(statement)?.[1];
  if (altered !== undefined) return `ALTER TABLE ${altered} ADD COLUMN spotctl_probe INT NULL AFTER ${NO_SUCH_COLUMN}`;
  const indexed = /^CREATE INDEX \w+ ON (\w+) /.exec(statement)?.[1];
  return indexed === undefined ? null : `CREATE INDEX spotctl_probe ON ${indexed} (${NO_SUCH_COLUMN})`;
}
