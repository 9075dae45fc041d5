import type { ErrorCode } from '../../domain/errors/catalogue.ts';
import type { Timestamp } from '../../domain/instance.ts';
import type { TerminationReport } from '../../domain/termination/termination-report.ts';
import type { InterruptionNotice } from '../../ports/notices.ts';

/** What an agent does, as it is logged. */
export type AgentEvent =
  | {
      readonly kind: 'registered';
      readonly agentId: string;
      readonly instanceId: string;
      readonly isServing: boolean;
      readonly isEnabled: boolean;
    }
  | { readonly kind: 'alive' | 'heard' }
  | { readonly kind: 'standing'; readonly instanceId: string; readonly isServing: boolean; readonly isEnabled: boolean }
  | { readonly kind: 'sweep-off' }
  | { readonly kind: 'offered'; readonly ids: readonly string[] }
  | { readonly kind: 'declined'; readonly id: string; readonly reason: string }
  | { readonly kind: 'would-terminate'; readonly id: string }
  | { readonly kind: 'accepted' | 'gone' | 'reported'; readonly id: string }
  | { readonly kind: 'swept'; readonly totals: TerminationReport['totals'] }
  | { readonly kind: 'refused-command'; readonly commandId: string; readonly reason: string }
  | { readonly kind: 'would-switch'; readonly commandId: string; readonly pool: string }
  | { readonly kind: 'launched'; readonly commandId: string; readonly id: string; readonly wasAlready: boolean }
  | { readonly kind: 'switched'; readonly commandId: string; readonly from: string; readonly to: string }
  | { readonly kind: 'priced'; readonly zones: number; readonly onDemandUsdPerHour: number | null }
  | ({ readonly kind: 'interruption' } & InterruptionNotice)
  | { readonly kind: 'replica-asked'; readonly replicaId: string }
  | { readonly kind: 'no-replica'; readonly reason: string }
  | { readonly kind: 'would-launch'; readonly replicaId: string; readonly pool: string }
  | { readonly kind: 'replica-launched'; readonly replicaId: string; readonly id: string; readonly wasAlready: boolean }
  | { readonly kind: 'replica-ready' | 'unasked'; readonly replicaId: string; readonly id: string }
  | { readonly kind: 'replica-failed'; readonly replicaId: string; readonly reason: string }
  | { readonly kind: 'announced'; readonly at: Timestamp; readonly primary: string | null }
  | { readonly kind: 'successor-registered'; readonly id: string }
  | { readonly kind: 'successor-refused'; readonly id: string; readonly reason: string }
  | { readonly kind: 'rebalance'; readonly at: Timestamp; readonly answer: string }
  | { readonly kind: 'would-announce'; readonly notice: 'interruption' | 'rebalance' }
  | {
      readonly kind: 'failed';
      readonly doing: AgentTask;
      readonly code: ErrorCode;
      readonly message: string;
      readonly nextInSeconds: number;
    }
  | { readonly kind: 'handed-over'; readonly to: string }
  | { readonly kind: 'stopped' };

/** What an agent does over and over, each at its own pace. */
export type AgentTask = 'register' | 'heartbeat' | 'standing' | 'interruption' | 'rebalance' | 'sweep' | 'commands' | 'replicas' | 'prices';
