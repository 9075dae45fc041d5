/** Why a run ended, in the words of the exit code table; `cli/exit-codes.ts` gives each its number. */
export type ExitMeaning = 'done' | 'problems' | 'usage' | 'partial' | 'denied' | 'timeout' | 'refused' | 'interrupted';

export interface ErrorEntry {
  readonly title: string;
  readonly exit: ExitMeaning;
  readonly meaning: string;
  readonly remedy: string;
}

function entry(exit: ExitMeaning, title: string, meaning: string, remedy: string): ErrorEntry {
  return { title, exit, meaning, remedy };
}

/** Every error an operator can meet, declared once: the source of `explain`, of hints and of exit codes. Codes are never reused. */
export const errorCatalogue = {
  USAGE: entry('usage', 'Wrong usage', 'A flag, an argument or their combination is not one the command knows.', 'Run the command with --help.'),
  INSTANCE_ID_MALFORMED: entry('usage', 'Malformed instance id', 'An EC2 instance id is i- followed by 8 or 17 lower-case hexadecimal digits.', 'Copy the id from `spotctl instances -o name`.'),
  SETTINGS_MISSING: entry('usage', 'A setting is missing', 'The command needs a setting that no flag, environment variable or context gives.', 'Run `spotctl login`, or set SPOTCTL_BACKEND_URL and SPOTCTL_TOKEN.'),
  SETTINGS_INVALID: entry('usage', 'A setting is not valid', 'A setting has a value that cannot be used.', 'Correct the setting where it comes from; `spotctl context show` names the origin of each.'),
  CONTEXT_UNKNOWN: entry('usage', 'No such context', 'The named context is not in the configuration.', 'List them with `spotctl context list`.'),
  CODE_UNKNOWN: entry('usage', 'No such code', 'No finding and no error has that code.', 'List all codes with `spotctl explain`.'),
  NODE_TOO_OLD: entry('usage', 'Node.js is too old', 'spotctl needs Node.js 22.19 or newer.', 'Install a newer Node.js, or run it through `npx`.'),
  BACKEND_UNRESOLVED: entry('problems', 'Backend host not found', 'DNS has no address for the backend host.', 'Check the host name of the backend URL; `spotctl context show` says where it is set.'),
  BACKEND_REFUSED: entry('problems', 'Backend refused the connection', 'Nothing listens on that host and port, or a firewall rejects it.', 'Check that the backend runs and that the port is right.'),
  BACKEND_UNREACHABLE: entry('problems', 'Backend unreachable', 'The network gives no route to the backend, or the connection broke.', 'Check the network, the VPN and the host.'),
  BACKEND_TLS: entry('problems', 'TLS to the backend failed', 'The certificate is not trusted, expired or for another host, or the port does not speak TLS.', 'Name your authority with NODE_EXTRA_CA_CERTS, or correct the URL.'),
  BACKEND_TIMEOUT: entry('problems', 'Backend did not answer in time', 'The backend took the connection or the request and then said nothing for too long.', 'Try again with a longer --timeout, and look at the backend’s log.'),
  BACKEND_REDIRECTED: entry('problems', 'Backend answered with a redirect', 'A redirect could carry the token elsewhere, so it is not followed.', 'Set the backend URL to the final address; `spotctl context show` says where it is set.'),
  BACKEND_TOO_LARGE: entry('problems', 'Backend answer too large', 'The answer is larger than the limit and was not read to its end.', 'Check that the URL is the backend’s.'),
  BACKEND_SHAPE: entry('problems', 'Unexpected answer from the backend', 'The answer is not JSON, or lacks the shape of the contract.', 'Check that the backend URL is the backend’s own and not that of a proxy or a login page; `spotctl context show` says where it is set.'),
  BACKEND_DATABASE: entry('problems', 'The backend’s database refused a statement', 'The backend answered 500 with a database error: often a migration that was never applied.', 'Run `spotctl doctor`, then `spotctl schema plan`.'),
  BACKEND_FAILED: entry('problems', 'Backend failed', 'The backend answered 5xx.', 'Run `spotctl doctor`, and look at the backend’s log.'),
  BACKEND_REJECTED: entry('problems', 'Backend rejected the request', 'The backend answered 4xx: the request does not fit its state or its rules.', 'Read the cause; the backend names what it refused.'),
  BACKEND_NOT_FOUND: entry('problems', 'Not found at the backend', 'The backend does not know the route or the id, or it belongs to another client.', 'Check the id with `spotctl agents` or `spotctl instances`.'),
  TOKEN_MISSING: entry('denied', 'No token', 'The backend was asked without a token.', 'Run `spotctl login`, or set SPOTCTL_TOKEN.'),
  TOKEN_REFUSED: entry('denied', 'Token refused', 'The backend does not know this token, or does not allow it this call.', 'Run `spotctl login` with a valid token.'),
  CLIENT_INACTIVE: entry('denied', 'Client account is not active', 'The token is known, but its client is switched off.', 'Ask the backend’s administrator to activate the client.'),
  AWS_CREDENTIALS: entry('denied', 'No usable AWS credentials', 'The AWS SDK found no credentials, or EC2 does not accept the ones it found.', 'Set AWS_PROFILE, or run `aws configure`.'),
  AWS_EXPIRED: entry('denied', 'AWS credentials have expired', 'The session behind the credentials is over.', 'Run `aws sso login`, or renew the credentials, then run the command again.'),
  AWS_DENIED: entry('denied', 'Not permitted in AWS', 'The credentials are valid but lack the permission.', 'Ask for the permission named in the cause.'),
  AWS_REGION: entry('problems', 'AWS region not usable', 'The region does not exist, is not enabled for the account, or cannot be reached.', 'Check --region and SPOTCTL_REGIONS.'),
  AWS_THROTTLED: entry('problems', 'AWS throttles the calls', 'EC2 kept answering that the request rate is exceeded.', 'Wait a minute and run the command again.'),
  AWS_UNREACHABLE: entry('problems', 'AWS unreachable', 'EC2 could not be reached, or did not answer in time.', 'Check the network, the proxy and AWS_ENDPOINT_URL.'),
  AWS_NOT_FOUND: entry('problems', 'Unknown to EC2', 'EC2 does not know the id in this account and region.', 'Check the account and the region.'),
  AWS_PROTECTED: entry('refused', 'Protected instance', 'Termination or stop protection is on.', 'Lift it for the named ids with --unprotect.'),
  AWS_FAILED: entry('problems', 'EC2 failed', 'EC2 answered with an error, or with something that is no EC2 answer.', 'Read the cause, then run the command again.'),
  DATABASE_UNREACHABLE: entry('problems', 'Database unreachable', 'The database server cannot be reached, or the file cannot be opened.', 'Check SPOTCTL_DATABASE_URL.'),
  DATABASE_DENIED: entry('denied', 'Not permitted in the database', 'The user, the password or the grants do not allow it.', 'Ask for the grant named in the cause.'),
  DATABASE_FAILED: entry('problems', 'Database refused a statement', 'The database answered with an error.', 'Read the cause; `spotctl schema status` shows what is there.'),
  DATABASE_LOCKED: entry('problems', 'Database table is locked', 'Another session holds the table; the change was not made.', 'Run `spotctl schema apply` again when the other session has ended.'),
  SCHEMA_CONFLICT: entry('refused', 'The schema has something else in that place', 'A column or an index of that name exists with another definition; spotctl changes none that it did not add.', 'Compare with `spotctl schema status`.'),
  SCHEMA_REWRITE_NEEDED: entry('refused', 'The table would have to be rewritten', 'The server cannot make this change in its catalogue alone. Rewriting a large table takes long and may stop its writers, so it was not done.', 'In a maintenance window, add --allow-copy to the same command.'),
  SCHEMA_CHANGE_RUNNING: entry('refused', 'Another run changes the schema', 'One run at a time may change the schema; this one changed nothing.', 'Wait for the other run to end, then look at `spotctl schema status`.'),
  SCHEMA_IN_USE: entry('refused', 'The backend uses these columns', 'The endpoint that reads the columns answers, so dropping them would break it.', 'Roll the backend back first, or add --even-if-in-use.'),
  SCHEMA_USE_UNKNOWN: entry('refused', 'Not known whether the backend uses these columns', 'The endpoint that reads the columns could not be asked, or failed for another reason, so the backend may well work with them.', 'See that spotctl reaches the backend, or add --even-if-in-use.'),
  CLUSTER_FREEZE: entry('refused', 'An index would stop every writer of the cluster', 'Galera builds an index on all nodes at once, and no write to any table goes on until it is done.', 'In a quiet moment, add --allow-galera-freeze.'),
  PLAN_STALE: entry('refused', 'The plan no longer fits', 'The kept plan was made for another database, or for a schema that has changed since; nothing was changed.', 'Make a new one with `spotctl schema plan --out FILE`.'),
  PLAN_UNREADABLE: entry('usage', 'Not a kept plan', 'The file cannot be read, or is not a plan that this spotctl wrote.', 'Make one with `spotctl schema plan --out FILE`.'),
  PLAN_NOT_KEPT: entry('problems', 'The plan was not kept', 'The file is there already or cannot be written.', 'Name another file, or add --force to replace it.'),
  LOGS_UNREADABLE: entry('partial', 'A log cannot be read', 'A file or folder named with --logs is not there, may not be read, or is damaged.', 'Check the path and who may read it.'),
  AGENT_UNKNOWN: entry('problems', 'No such agent', 'No agent of this client has that id or logical id.', 'List them with `spotctl agents`.'),
  AGENT_AMBIGUOUS: entry('usage', 'Agent not certain', 'Nothing says which agent the instance belongs to, or more than one could be meant.', 'Name it with --agent.'),
  INSTANCE_UNKNOWN: entry('problems', 'No such instance', 'Neither the backend nor EC2 knows the id.', 'Check the id, the client and the regions.'),
  NOT_ON_EC2: entry('usage', 'Not on an EC2 instance', 'Without an id the machine itself is meant, and it is no EC2 instance, or its metadata service does not answer or is switched off.', 'Name the instance: spotctl register-instance ID. On an instance, check AWS_EC2_METADATA_DISABLED and its metadata options.'),
  REGISTRATION_FILE: entry('usage', 'Not a list of instances', 'The file cannot be read, or a row of it cannot be used; nothing was sent.', 'Correct the lines that are named; `spotctl register-instance --help` tells the columns.'),
  REGISTRATION_REFUSED: entry('refused', 'Registration refused', 'A rule that protects the fleet does not allow this registration.', 'Read the reason, and look at the instance: spotctl instance ID.'),
  REGISTRATION_INVALID: entry(
    'usage',
    'A value the backend cannot hold',
    'A value of the registration does not fit its column; the backend demotes the old primary before it notices, so nothing was sent.',
    'Give the value with its flag: --instance-type, --az, --mode, --pool-id, --image-id, --spot-price or --on-demand-price.',
  ),
  REGISTRATION_UNVERIFIED: entry('partial', 'Registration not verified', 'What the backend shows after the registration is not what was asked for.', 'Run `spotctl doctor`.'),
  TERMINATION_REFUSED: entry('refused', 'Termination refused', 'A guard removed a target.', 'Read the reason; a guard that can be lifted names its flag.'),
  NOT_SENT: entry('problems', 'Not sent', 'The facts that guard a termination could not be read again right before the call, so EC2 was not asked.', 'Run `spotctl doctor`, then the same command again.'),
  OUTCOME_UNKNOWN: entry('partial', 'Outcome unknown', 'EC2 could not be asked, or what it answered does not tell whether the instance has ended; nothing was reported.', 'Run the command again: it looks anew, and terminates nothing twice.'),
  REPORT_UNDELIVERED: entry('partial', 'End not reported', 'The instance has ended in EC2, but the backend has not acknowledged the report.', 'When the backend answers again, run the same command: it delivers the report.'),
  RESPAWNED: entry('partial', 'A new instance took its place', 'The spot request behind a terminated instance is still open, or has launched another one.', 'Cancel the spot request in EC2, then look at `spotctl instances`.'),
  JOURNAL_UNSAFE: entry('problems', 'The journal cannot be trusted', 'The journal of terminations, or its folder, is a symbolic link, belongs to somebody else, or is open to others. Nothing was sent to EC2.', 'Look at the path that is named, and give it back to its owner alone.'),
  JOURNAL_UNWRITABLE: entry('problems', 'The journal cannot be written', 'What is about to be done must be on the disk first; the disk is full, read-only or fails, so nothing more was sent to EC2.', 'Free some space or mend the folder, then run `spotctl journal resume`; XDG_STATE_HOME names another folder.'),
  JOURNAL_DAMAGED: entry('problems', 'The journal is damaged', 'A record is not what was written, or the file is no journal. Nothing was sent to EC2.', 'Keep the file aside for inspection, then run `spotctl doctor` and the command again: what still runs, or was never reported, is found anew.'),
  JOURNAL_NEWER: entry('problems', 'The journal is of a newer spotctl', 'A newer version has written the journal, in a format that this one does not know. Nothing was sent to EC2.', 'Use the newer spotctl, or name another folder with XDG_STATE_HOME.'),
  RUN_HELD: entry('refused', 'Another process works on it', 'A run on this machine holds the instance; it is let go of when that process ends, and not before.', 'Wait for it, or look at it with `spotctl journal list`.'),
  RUN_UNKNOWN: entry('problems', 'No such run', 'The journal of this machine and user has no run of that id.', 'List them with `spotctl journal list`.'),
  RUN_AMBIGUOUS: entry('usage', 'More than one run', 'The beginning of an id fits more than one run.', 'Give more of the id; `spotctl journal list` shows them.'),
  RUN_ELSEWHERE: entry('refused', 'The run belongs elsewhere', 'The run was begun for another backend, client or AWS account than the one that is configured now.', 'Choose the context or the credentials it was begun with.'),
  CONFIRMATION_MISSING: entry('refused', 'Not confirmed', 'The change was shown but not confirmed, and nothing was done.', 'On a terminal, answer the question; in a script, add --yes.'),
  DRILL_REFUSED: entry(
    'refused',
    'Not a drill target',
    'A drill launches an instance and has another one terminated, so it is held only where the context names both the client and the AWS account as drill targets. No flag lifts that.',
    'If a switch may be rehearsed there: `spotctl context set NAME --drill-client ID --drill-account ID`.',
  ),
  DRILL_UNREADY: entry('refused', 'The agent is not ready for a drill', 'A switch could not be rehearsed to its end as things are, or would touch more than its own instances; nothing was changed.', 'Mend what the reason names, then run the drill again.'),
  WAIT_EXPIRED: entry('timeout', 'The wait ran out', 'What was waited for had not happened when the time was over.', 'Run the command again: it continues where this run stopped.'),
  OUTPUT_FAILED: entry('problems', 'The answer could not be written', 'Where standard output leads takes nothing more: a full disk, for instance. What the run had to change is done.', 'Free some space, or write it elsewhere.'),
  INTERRUPTED: entry('interrupted', 'Interrupted', 'The run was interrupted.', 'Run the command again: it continues where this run stopped.'),
  SANDBOX_FAILED: entry('problems', 'The sandbox did not start', 'A part of the sandbox could not be started.', 'Read the cause.'),
  BUG: entry('problems', 'A defect in spotctl', 'spotctl met a state that its code rules out.', 'Run it again with --debug and report what it prints.'),
} as const satisfies Record<string, ErrorEntry>;

export type ErrorCode = keyof typeof errorCatalogue;
