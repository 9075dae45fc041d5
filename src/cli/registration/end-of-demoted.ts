import type { ExitMeaning } from '../../domain/errors/catalogue.ts';
import type { SpotctlError } from '../../domain/errors/spotctl-error.ts';
import type { TerminationReport } from '../../domain/termination/termination-report.ts';
import type { RegistrationItem } from '../../usecases/register-instances.ts';
import type { TerminationFlags } from '../termination-flags.ts';
import type { RegistrationFlags } from './registration-flags.ts';

/** How the termination of what was demoted ended; `report` is `null` where it did not come to one. */
export interface EndOfDemoted {
  readonly report: TerminationReport | null;
  readonly error: SpotctlError | null;
  readonly meaning: ExitMeaning;
}

/** What the verified registrations took out of service: the old primaries, as the backend has them now. */
export function demotedBy(items: readonly RegistrationItem[]): readonly string[] {
  const registered = items.flatMap((item) => (item.outcome === 'registered' ? item.registration.demoted : []));
  return registered.filter(({ status }) => status === 'zombie' || status === 'terminated').map(({ id }) => id);
}

/** The strictest termination. Who was demoted was shown and agreed to with the registration, where nobody can be asked again. */
export function terminationOf(flags: RegistrationFlags): TerminationFlags {
  return {
    'allow-no-primary': false,
    'allow-managed': false,
    'allow-foreign-tag': false,
    'no-wait': false,
    yes: flags.yes || flags.confirm !== undefined,
    'dry-run': false,
  };
}

/** Of the whole run: a registration that is done while the old primary still stands is partly done. */
export function meaningWith(registration: ExitMeaning, end: EndOfDemoted | null): ExitMeaning {
  if (registration !== 'done' || end === null) return registration;
  return end.meaning === 'problems' || end.meaning === 'refused' || end.meaning === 'denied' ? 'partial' : end.meaning;
}

/** What the document of the registration says of it. */
export function endBody({ report, error }: EndOfDemoted): object {
  const failed = error === null ? null : { code: error.code, message: error.message, hint: error.hint };
  return { termination: report, terminationError: failed };
}
