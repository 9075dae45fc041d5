import type { Guard } from '../guard.ts';

export const onlyTheConfirmedPlace: Guard = {
  name: 'only-the-confirmed-place',
  flag: null,
  judge:
    ({ account, confirmed }) =>
    ({ id, region }) => {
      if (confirmed === null) return null;
      if (account !== confirmed.account)
        return { reason: `the credentials now belong to account ${account}, and ${confirmed.account} was confirmed` };
      const expected = confirmed.regions.get(id);
      return expected === undefined || expected === region
        ? null
        : { reason: `it was confirmed in ${expected}, and is now seen in ${region}` };
    },
};
