import type { Guard } from '../guard.ts';

/** The client's own books must hold it, and no source may give it to another client. */
export const neverAForeignClient: Guard = {
  name: 'never-a-foreign-client',
  flag: null,
  judge:
    ({ client, foreignInstanceIds }) =>
    ({ id, instance, why }) => {
      const rows = [instance.row, instance.backend, instance.database].filter((row) => row !== null);
      const stranger = [...rows, ...(instance.agent === null ? [] : [instance.agent])].find(
        ({ clientId }) => clientId !== null && clientId !== client.id,
      );
      if (stranger !== undefined) return { reason: `it belongs to client ${stranger.clientId}` };
      if (foreignInstanceIds.has(id)) return { reason: 'the backend gives it to another client' };
      const isInOwnBooks = rows.length > 0 || why === 'terminated-replica';
      if (isInOwnBooks) return null;
      const reason = `the list of client ${client.name} does not hold it`;
      return instance.standing === 'unregistered' ? { reason, hint: `Register it first: spotctl register-instance ${id}` } : { reason };
    },
};
