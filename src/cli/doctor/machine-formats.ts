import type { Diagnosed } from '../../usecases/diagnose.ts';

/** Formats that only a diagnosis has. */
export const MACHINE_FORMATS = ['junit', 'openmetrics', 'github'] as const;

/** The diagnosis in one of these; `null` for any other format, or none. */
export async function renderForMachine(format: string | undefined, diagnosed: Diagnosed): Promise<string | null> {
  switch (MACHINE_FORMATS.find((name) => name === format)) {
    case 'junit':
      return (await import('../../views/doctor/formats/junit.ts')).doctorJunit(diagnosed);
    case 'openmetrics':
      return (await import('../../views/doctor/formats/openmetrics.ts')).doctorOpenmetrics(diagnosed);
    case 'github':
      return (await import('../../views/doctor/formats/github.ts')).doctorGithub(diagnosed);
    default:
      return null;
  }
}
