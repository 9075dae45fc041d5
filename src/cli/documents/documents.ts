import type { z } from 'zod';
import { doctorReport, errorDocument, explanation, explanationList, findingList } from './doctor.ts';
import { drillCleanup, drillReport } from './drill.ts';
import { agentList, instanceDocument, instanceList } from './instances.ts';
import { journalList, journalResume, journalRun } from './journal.ts';
import { registration, registrationList } from './registration.ts';
import { schemaApplied, schemaPlan, schemaRollbackPlan, schemaRolledBack, schemaStatus } from './schema.ts';
import { backend, completionScript, contextDocument, contextList, login, sandbox, settingsDocument, suppression } from './settings.ts';
import { terminationPlan, terminationReport } from './termination.ts';

/** One kind of document that `-o json` prints: what it is, and its fields beside `apiVersion` and `kind`. */
export interface DocumentKind {
  readonly description: string;
  readonly body: z.ZodObject;
}

/** Every kind; each has a JSON Schema of its own in `schemas/`, made by `npm run docs`. */
export const documents = {
  AgentList: { description: 'Agents of the client: `agents`.', body: agentList },
  Backend: { description: 'A reference backend that serves: `backend serve`.', body: backend },
  CompletionScript: { description: 'What a shell completes by: `completion`.', body: completionScript },
  Context: { description: 'A context that was saved, chosen or deleted: `context set`, `use`, `delete`.', body: contextDocument },
  ContextList: { description: 'The contexts there are: `context list`.', body: contextList },
  DoctorReport: { description: 'A diagnosis: `doctor`.', body: doctorReport },
  DrillCleanup: { description: 'What a drill that was cut off had left, and what became of it: `drill --clean-up`.', body: drillCleanup },
  DrillReport: { description: 'A rehearsed switch, or one that would be: `drill`.', body: drillReport },
  Error: { description: 'Why a run ended without its answer, whichever command it was.', body: errorDocument },
  Explanation: { description: 'What a code means: `explain CODE`.', body: explanation },
  ExplanationList: { description: 'All codes: `explain`.', body: explanationList },
  FindingList: { description: 'What doctor looks for: `doctor --list`.', body: findingList },
  Instance: { description: 'All that is known of one instance: `instance ID`.', body: instanceDocument },
  InstanceList: { description: 'Instances: `instances`, `primaries`, `zombies`.', body: instanceList },
  JournalList: { description: 'Runs that terminated instances: `journal list`.', body: journalList },
  JournalResume: { description: 'How the runs that were gone on with stand now: `journal resume`.', body: journalResume },
  JournalRun: { description: 'One run and all that it recorded: `journal show`.', body: journalRun },
  Login: { description: 'A token that was stored: `login`.', body: login },
  Registration: { description: 'An instance that was registered, or would be: `register-instance`.', body: registration },
  RegistrationList: { description: 'Several instances that were registered, or would be: `register-instance`.', body: registrationList },
  Sandbox: { description: 'The variables that lead into a sandbox: `sandbox start`.', body: sandbox },
  SchemaApplied: { description: 'A schema that was completed: `schema apply`.', body: schemaApplied },
  SchemaPlan: { description: 'The statements that complete a schema: `schema plan`.', body: schemaPlan },
  SchemaRollbackPlan: { description: 'What a rollback would drop: `schema rollback --dry-run`.', body: schemaRollbackPlan },
  SchemaRolledBack: { description: 'A migration that was taken back: `schema rollback`.', body: schemaRolledBack },
  SchemaStatus: { description: 'A schema beside what the flow needs: `schema status`.', body: schemaStatus },
  Settings: { description: 'The settings of a run and their origins: `context show`.', body: settingsDocument },
  Suppression: { description: 'A finding that is kept quiet, or heard again: `context suppress`.', body: suppression },
  TerminationPlan: { description: 'What would be terminated: `zombies --terminate --dry-run`.', body: terminationPlan },
  TerminationReport: { description: 'How a termination ended: `zombies --terminate`, `terminate`.', body: terminationReport },
} as const satisfies Readonly<Record<string, DocumentKind>>;
