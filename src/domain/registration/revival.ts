import type { Instance } from '../instance.ts';

/** True where the books have the instance as ended, whatever EC2 says. */
export function isMarkedEnded(row: Pick<Instance, 'status' | 'terminationConfirmed'>): boolean {
  return row.status === 'terminated' || row.terminationConfirmed === true;
}

/** What registering an ended row does to it, for the operator to read before the question. */
export function revivalWarning(id: string): string {
  return `The backend has ${id} as terminated. Registering makes the row serve again and active, but today’s backend keeps terminated_at, termination_attempted_at and termination_confirmed on it, and its old type and zone; doctor calls such a row contradictory (FL420).`;
}

/** The marks of an end that a row which serves still carries; empty where none is seen. The client list shows none of them. */
export function marksOfEnd(row: Pick<Instance, 'terminatedAt' | 'terminationAttemptedAt' | 'terminationConfirmed'>): readonly string[] {
  return [
    ...(row.terminatedAt === null ? [] : ['terminated_at']),
    ...(row.terminationAttemptedAt === null ? [] : ['termination_attempted_at']),
    ...(row.terminationConfirmed === true ? ['termination_confirmed'] : []),
  ];
}

/** The statement that clears them, for whoever may write to the database. */
export function clearMarksStatement(id: string): string {
  return `UPDATE instances SET terminated_at = NULL, termination_attempted_at = NULL, termination_confirmed = 0 WHERE id = '${id}' AND instance_status LIKE 'running%';`;
}
