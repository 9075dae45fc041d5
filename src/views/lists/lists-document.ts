import { type DeclaredList, declaredLists } from './declared-lists.ts';
import { SWEEP_REASONS } from './sweep-reasons.ts';

/** `docs/lists.md`: formats, filters, watching, and the columns that each list declares. */
export function listsDocument(): string {
  const [instances, primaries, ...others] = declaredLists();
  const both = [instances, primaries].filter((list) => list !== undefined);
  const sections = [section(both), ...others.map((list) => section([list]))];
  return `${HEAD}\n${sections.join('\n')}\n${REASONS_HEAD}${reasonRows()}\n`;
}

const HEAD = `# Lists

How \`instances\`, \`primaries\`, \`zombies\`, \`agents\` and \`context list\` print, and every column they have. The tables are written by
\`npm run docs\` from the declarations in \`src/views/lists\`; a test holds this page to them.

## Formats

| \`-o\` | what is printed |
| --- | --- |
| \`table\` | on a terminal the default: what an operator reads first, and further columns where the terminal has room; a narrow one cuts names, and says how many findings it left out. Totals stand below. Ages are relative |
| \`wide\`, \`--wide\` | every column; on a terminal too narrow for them, one block an item |
| \`tsv\` | piped the default: every column, without a header, unknown values empty |
| \`csv\` | the same, quoted, under the names of the columns; a cell that a spreadsheet would run as a formula begins with \`'\` |
| \`json\`, \`yaml\` | one document: \`apiVersion\`, \`kind\`, \`items\`; unknown facts are \`null\` |
| \`name\` | ids alone, one a line |

Elsewhere than on a terminal every moment is exact: RFC 3339 in UTC. Text from backends, tags and files never holds a character that
steers a terminal: it is shown as \`\\xNN\`.

## Choosing rows

- \`--columns NAME,NAME\`: these columns, in this order, by name or by header, in any case.
- \`--sort COLUMN,COLUMN\`: \`COLUMN:desc\` or \`--sort=-COLUMN\` the other way round; what is unknown comes last in both directions.
- \`--filter TEST\`, as often as needed, all of which have to fit: a column, an operator, a value.

| test | keeps rows |
| --- | --- |
| \`status=zombie,terminated\` · \`status!=zombie\` | whose value is one of these · is none of them |
| \`agent=\` · \`agent!=\` | whose value is unknown · is known |
| \`findings~FL4\` · \`findings!~FL4\` | whose text contains it, in any case · does not |
| \`hourlyCost>0.05\`, \`<\`, \`>=\`, \`<=\` | by size for numbers, by text otherwise |
| \`age>2h\` | whose moment lies longer ago than that |

## Watching

\`--watch [INTERVAL]\` looks again every five seconds, or as often as the interval says (at least 1s). On a terminal it redraws in place,
and Ctrl-C gives the screen back; a source that stops answering is named, and its facts stand as it told them last, with their age. Piped,
or with \`-o json\`, it prints one JSON document a line, and only what changed. Either way it ends by a signal, with 130; only a first look
that finds nothing to show ends it with the list's own error.

| \`change\` | further fields | when |
| --- | --- | --- |
| \`added\` | \`id\`, \`item\` | at the first look each item; later what is new in the list, or fits its filters now |
| \`changed\` | \`id\`, \`fields\` (path to \`{from, to}\`, as \`status\` or \`aws.state\`), \`item\` | a fact is another. A cost that only goes on and a heartbeat are no change |
| \`gone\` | \`id\`, \`item\` as it was last | it is not in the list any more |
| \`stale\` | \`source\`, \`why\`, \`code\`, \`seenAt\` | a source does not answer now; once, until it is back |
| \`fresh\` | \`source\` | it answers again |

Each line has \`apiVersion\`, \`kind\` (\`InstanceListChange\`, \`AgentListChange\`) and \`at\` besides.
`;

const REASONS_HEAD = `## Why a zombie still runs

\`notSweptBecause\` of \`zombies\`, the first that holds:

| value | on a terminal | meaning |
| --- | --- | --- |
`;

function section(lists: readonly DeclaredList[]): string {
  const [first] = lists;
  if (first === undefined) return '';
  const title = lists.map(({ command }) => `\`${command}\``).join(' · ');
  const rows = first.columns.map(
    ({ name, header, isWide, meaning }) => `| \`${name}\` | ${header} | ${isWide === true ? '' : '✓'} | ${meaning ?? ''} |\n`,
  );
  return `## ${title}\n\nKind \`${first.kind}\`. ✓: in the table whatever the terminal's width.\n\n| column | header | ✓ | what it is |\n| --- | --- | --- | --- |\n${rows.join('')}`;
}

function reasonRows(): string {
  return Object.entries(SWEEP_REASONS)
    .map(([value, { brief, meaning }]) => `| \`${value}\` | ${brief} | ${meaning} |`)
    .join('\n');
}
