import * as z from 'zod/mini';
import { SpotctlError } from '../../domain/errors/spotctl-error.ts';
import { explainRefusal, type MysqlCall, placeOf } from './mysql-refusal.ts';

const ServerRefusal = z.object({ errno: z.number().check(z.positive()), sqlMessage: z.string() });
const BrokenConnection = z.object({ code: z.string() });

const BROKEN =
  /^(?:E(?:AI_AGAIN|CONNREFUSED|CONNRESET|HOSTUNREACH|NETUNREACH|NOTFOUND|PIPE|TIMEDOUT)|PROTOCOL_\w+|HANDSHAKE_\w+|CERT_\w+|DEPTH_ZERO\w+|SELF_SIGNED\w+|UNABLE_TO\w+|ERR_(?:TLS|SSL)_\w+)$/;

/** Translates what mysql2 threw by the server's error number, or by the code of a connection that broke. Anything else is a defect. */
export function translateMysqlError(error: unknown, call: MysqlCall): unknown {
  const refusal = ServerRefusal.safeParse(error);
  if (refusal.success) return refused(refusal.data, call);
  const broken = BrokenConnection.safeParse(error);
  if (!broken.success || !BROKEN.test(broken.data.code)) return error;
  return new SpotctlError({
    code: 'DATABASE_UNREACHABLE',
    message: `${describeBreak(broken.data.code)} ${placeOf(call.target)}.`,
    cause: error instanceof Error && error.message !== '' ? error.message : broken.data.code,
    details: { errno: null, reason: broken.data.code, database: call.target.database },
  });
}

function refused({ errno, sqlMessage }: z.infer<typeof ServerRefusal>, call: MysqlCall): SpotctlError {
  return new SpotctlError({
    ...explainRefusal(errno, call),
    cause: `${errno}: ${sqlMessage}`,
    details: { errno, database: call.target.database },
  });
}

function describeBreak(code: string): string {
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') return 'DNS has no address for the database server';
  if (code === 'ECONNREFUSED') return 'Nothing answers for the database server at';
  if (code === 'ETIMEDOUT' || code === 'PROTOCOL_SEQUENCE_TIMEOUT') return 'No answer in time from the database server';
  if (code.startsWith('PROTOCOL_') || code === 'ECONNRESET' || code === 'EPIPE') return 'The connection broke to the database server';
  return 'No connection could be made to the database server';
}
