import { noCredentials } from './aw301-no-credentials.ts';
import { regionUnreadable } from './aw302-region-unreadable.ts';
import { mayNotTerminate } from './aw303-may-not-terminate.ts';
import { wrongAccount } from './aw304-wrong-account.ts';
import { backendUnreachable } from './ep201-backend-unreachable.ts';
import { tokenRefused } from './ep202-token-refused.ts';
import { endpointFails } from './ep203-endpoint-fails.ts';
import { answerMalformed } from './ep204-answer-malformed.ts';
import { slowEndpoint } from './ep205-slow-endpoint.ts';
import { openToAll } from './ep206-open-to-all.ts';
import { tokenInTheClear } from './ep207-token-in-the-clear.ts';
import { backendClock } from './ep208-backend-clock.ts';
import { healthLies } from './ep209-health-lies.ts';
import type { FindingDefinition } from './finding.ts';
import { ghost } from './fl401-ghost.ts';
import { overdueZombie } from './fl402-overdue-zombie.ts';
import { unsweepableZombie } from './fl403-unsweepable-zombie.ts';
import { unregistered } from './fl404-unregistered.ts';
import { severalPrimaries } from './fl405-several-primaries.ts';
import { noPrimary } from './fl406-no-primary.ts';
import { primaryNotRunning } from './fl407-primary-not-running.ts';
import { pointsElsewhere } from './fl408-points-elsewhere.ts';
import { neverConfirmed } from './fl409-never-confirmed.ts';
import { factsDiffer } from './fl410-facts-differ.ts';
import { agentSilent } from './fl411-agent-silent.ts';
import { foreignOffer } from './fl412-foreign-offer.ts';
import { sweepOff } from './fl413-sweep-off.ts';
import { wouldComeBack } from './fl414-would-come-back.ts';
import { protectedZombie } from './fl415-protected-zombie.ts';
import { terminatedReplica } from './fl416-terminated-replica.ts';
import { shortList } from './fl417-short-list.ts';
import { irreplaceableZombie } from './fl418-irreplaceable-zombie.ts';
import { offersPrimary } from './fl419-offers-primary.ts';
import { contradictoryRow } from './fl420-contradictory-row.ts';
import { placeholder } from './fl421-placeholder.ts';
import { restartingWait } from './fl422-restarting-wait.ts';
import { sharedInstance } from './fl423-shared-instance.ts';
import { unknownColumnLogged } from './lg501-unknown-column-logged.ts';
import { sweepFailuresLogged } from './lg502-sweep-failures-logged.ts';
import { strangeValue } from './fl424-strange-value.ts';
import { waitNotPositive } from './fl425-wait-not-positive.ts';
import { ofNoAgent } from './fl426-of-no-agent.ts';
import { offersWhatEnded } from './fl427-offers-what-ended.ts';
import { untimedSwitches } from './fl428-untimed-switches.ts';
import { noCleanupLogged } from './lg503-no-cleanup-logged.ts';
import { tableMissing } from './sc101-table-missing.ts';
import { columnMissing } from './sc102-column-missing.ts';
import { columnDiffers } from './sc103-column-differs.ts';
import { indexMissing } from './sc104-index-missing.ts';
import { collationsDiffer } from './sc105-collations-differ.ts';
import { databaseUnreadable } from './sc106-database-unreadable.ts';
import { databaseClock } from './sc107-database-clock.ts';
import { refusesTimes } from './sc108-refuses-times.ts';

/** Every finding spotctl can make, in the order of its report: what explains much comes before what follows from it. */
export const findings: readonly FindingDefinition[] = [
  tableMissing,
  columnMissing,
  columnDiffers,
  indexMissing,
  collationsDiffer,
  databaseUnreadable,
  databaseClock,
  refusesTimes,
  backendUnreachable,
  tokenRefused,
  endpointFails,
  answerMalformed,
  slowEndpoint,
  openToAll,
  tokenInTheClear,
  backendClock,
  healthLies,
  noCredentials,
  regionUnreadable,
  mayNotTerminate,
  wrongAccount,
  ghost,
  overdueZombie,
  unsweepableZombie,
  unregistered,
  severalPrimaries,
  noPrimary,
  primaryNotRunning,
  pointsElsewhere,
  neverConfirmed,
  factsDiffer,
  agentSilent,
  foreignOffer,
  sweepOff,
  wouldComeBack,
  protectedZombie,
  terminatedReplica,
  shortList,
  irreplaceableZombie,
  offersPrimary,
  contradictoryRow,
  placeholder,
  restartingWait,
  sharedInstance,
  strangeValue,
  waitNotPositive,
  ofNoAgent,
  offersWhatEnded,
  untimedSwitches,
  unknownColumnLogged,
  sweepFailuresLogged,
  noCleanupLogged,
];

/** The finding of that code, in any case of letters. */
export function findingByCode(code: string): FindingDefinition | null {
  return findings.find((finding) => finding.code === code.toUpperCase()) ?? null;
}
