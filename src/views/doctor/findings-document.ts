import { askedSources } from '../../domain/findings/asked-sources.ts';
import type { Category, FindingDefinition } from '../../domain/findings/finding.ts';

const HEADINGS: Readonly<Record<Category, string>> = {
  schema: 'Schema',
  endpoints: 'Endpoints',
  aws: 'AWS',
  fleet: 'Fleet',
  logs: 'Logs',
};

const INTRODUCTION = `# Findings

What \`spotctl doctor\` looks for, as \`spotctl explain CODE\` tells it. Written by \`npm run docs\` from the catalogue in
\`src/domain/findings\`; a test holds it to that. An error or a warning ends doctor with 1; a source that could not be read makes the
checks that rest on it unknown, never fine.
`;

/** The catalogue as Markdown: a table of all, then each with meaning, cause and remedy. */
export function findingsDocument(findings: readonly FindingDefinition[]): string {
  const rows = findings.map(({ code, severity, title }) => `| [${code}](#${code.toLowerCase()}) | ${severity} | ${title} |\n`);
  const sections = [...Map.groupBy(findings, ({ category }) => category)].map(
    ([category, group]) => `\n## ${HEADINGS[category]}\n${group.map(section).join('')}`,
  );
  return `${INTRODUCTION}\n| code | severity | finding |\n| --- | --- | --- |\n${rows.join('')}${sections.join('')}`;
}

function section({ code, severity, title, meaning, cause, evidence, remedy, related, asks }: FindingDefinition): string {
  const sources = askedSources(asks).join(', ') || 'whether there is an answer at all';
  const links = related.map((other) => `[${other}](#${other.toLowerCase()})`).join(', ');
  const lines = [
    `Cause: ${cause}`,
    `Look for: ${evidence}`,
    `Remedy: ${remedy}`,
    `Rests on: ${sources}`,
    ...(links === '' ? [] : [`See also: ${links}`]),
  ];
  return `\n### ${code}\n\n**${title}** (${severity})\n\n${meaning}\n\n${lines.map((line) => `- ${line}\n`).join('')}`;
}
