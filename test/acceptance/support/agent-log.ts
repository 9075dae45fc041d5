export interface AgentLogLine {
  readonly event: string;
  readonly [fact: string]: unknown;
}

/** What an agent logged, a document a line. */
export function agentLogLines(stdout: string): readonly AgentLogLine[] {
  return stdout
    .split('\n')
    .filter(Boolean)
    .map((line): AgentLogLine => JSON.parse(line));
}
